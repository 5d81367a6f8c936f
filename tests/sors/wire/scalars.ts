/** One value between our types and the wire's, strict on what comes in. */
import type {
	EnumName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import { readDate, readMoment, writeDate, writeMoment } from './moments';
import type { Json } from './paths';

export type Value = string | number | boolean | null;
export class WireError extends Error {}

function valuesOf(
	contract: SorsContract,
	type: string
): [ string, string | number | boolean ][] {
	const name = type.slice( 'enum:'.length ) as EnumName;
	return Object.entries( contract.values[ name ] );
}

export function writeDecimal(
	contract: SorsContract,
	value: number
): string | number {
	if ( contract.wire.decimals === 'number' ) {
		return value;
	}
	const text = value.toFixed( 4 ).replace( /0{1,2}$/, '' );
	return contract.wire.decimals === 'string'
		? text
		: text.replace( '.', ',' );
}

function readDecimal( contract: SorsContract, value: Json ): number {
	const { decimals } = contract.wire;
	if ( decimals === 'number' ) {
		if ( typeof value === 'number' ) {
			return value;
		}
	} else if ( typeof value === 'string' ) {
		const form =
			decimals === 'string' ? /^-?\d+(\.\d+)?$/ : /^-?\d+(,\d+)?$/;
		if ( form.test( value ) ) {
			return Number( value.replace( ',', '.' ) );
		}
	}
	throw new WireError( `nije decimalan broj u obliku "${ decimals }"` );
}

export function writeScalar(
	contract: SorsContract,
	type: string,
	value: Value
): Json {
	const { wire } = contract;
	if ( value === null ) {
		return null;
	}
	if ( type === 'id' ) {
		return wire.ids === 'integer' ? Number( value ) : String( value );
	}
	if ( type === 'decimal' ) {
		return writeDecimal( contract, Number( value ) );
	}
	if ( type === 'date' ) {
		return writeDate( String( value ), wire.dates );
	}
	if ( type === 'dateTime' ) {
		return writeMoment( Number( value ), wire.dateTimes, wire.timeZone );
	}
	if ( type.startsWith( 'enum:' ) ) {
		const found = valuesOf( contract, type ).find(
			( [ ours ] ) => ours === value
		);
		return found ? found[ 1 ] : null;
	}
	return value;
}

/** @throws {WireError} where the value is not written as the contract says. */
export function readScalar(
	contract: SorsContract,
	type: string,
	value: Json
): Value {
	const { wire } = contract;
	if ( value === null ) {
		return null;
	}
	if ( type === 'decimal' ) {
		return readDecimal( contract, value );
	}
	if ( type === 'boolean' ) {
		if ( typeof value === 'boolean' ) {
			return value;
		}
		throw new WireError( 'nije true ili false' );
	}
	if ( type === 'integer' || ( type === 'id' && wire.ids === 'integer' ) ) {
		if ( Number.isSafeInteger( value ) ) {
			return type === 'id' ? String( value ) : Number( value );
		}
		throw new WireError( 'nije ceo broj' );
	}
	if ( type.startsWith( 'enum:' ) ) {
		const found = valuesOf( contract, type ).find(
			( [ , wired ] ) => wired === value
		);
		if ( found ) {
			return found[ 0 ];
		}
		throw new WireError( 'nije nijedna od dozvoljenih vrednosti' );
	}
	if ( typeof value !== 'string' ) {
		throw new WireError( 'nije tekst' );
	}
	if ( type === 'date' ) {
		const date = readDate( value, wire.dates );
		if ( date ) {
			return date;
		}
		throw new WireError( `nije datum u obliku ${ wire.dates }` );
	}
	if ( type === 'dateTime' ) {
		const moment = readMoment( value, wire.dateTimes, wire.timeZone );
		if ( moment !== null ) {
			return moment;
		}
		throw new WireError( `nije vreme u obliku ${ wire.dateTimes }` );
	}
	return value;
}

/** The same for a value that came as text (in a path or a query). */
export function readText(
	contract: SorsContract,
	type: string,
	text: string
): Value {
	const numeric =
		type === 'integer' ||
		( type === 'id' && contract.wire.ids === 'integer' );
	if ( numeric ) {
		return readScalar(
			contract,
			type,
			/^-?\d+$/.test( text ) ? Number( text ) : text
		);
	}
	return readScalar( contract, type, text );
}
