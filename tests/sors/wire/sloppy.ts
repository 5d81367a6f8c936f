/** Untidy answers, as real servers give them, that a client must read all the same. Changes `row`. */
import type {
	EntityName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { Settings } from '../model/settings';
import { pathsOf, typeOf } from './entities';
import { readPath, writePath, type Json, type JsonObject } from './paths';

export type Sloppy = Settings[ 'sloppy' ];

/** Among decimals with a comma this may mean thousands too: no client can read it, and ours refuses it. */
const TWO_MEANINGS = /^-?[1-9]\d{0,2}\.\d{3}$/;

function untidyDecimal( value: Json, at: number, commas: boolean ): Json {
	const number = Number( String( value ).replace( ',', '.' ) );
	const forms = [
		number,
		String( number ),
		number.toFixed( 2 ).replace( '.', ',' ),
		number.toFixed( 4 ),
	];
	// toFixed( 2 ) would change a third decimal.
	const form = forms[ at % forms.length ] ?? number;
	const isClear =
		! commas || typeof form === 'number' || ! TWO_MEANINGS.test( form );
	return isClear && Number( String( form ).replace( ',', '.' ) ) === number
		? form
		: String( number ).replace( '.', ',' );
}

function withoutPath( row: JsonObject, path: string ): void {
	const cut = path.lastIndexOf( '.' );
	const parent = cut < 0 ? row : readPath( row, path.slice( 0, cut ) );
	if ( parent && typeof parent === 'object' && ! Array.isArray( parent ) ) {
		delete parent[ path.slice( cut + 1 ) ];
	}
}

export function untidy(
	contract: SorsContract,
	entity: EntityName,
	row: JsonObject,
	sloppy: Sloppy,
	at: number
): void {
	for ( const [ place, [ field, path ] ] of pathsOf(
		contract,
		entity
	).entries() ) {
		const type = typeOf( contract, entity, field );
		const value = readPath( row, path );
		const turn = at + place;
		const empty = value === '' || value === null;
		if ( value === undefined ) {
			continue;
		}
		if ( empty && sloppy.includes( 'nulls' ) ) {
			writePath( row, path, turn % 2 ? null : '' );
		}
		if ( empty && sloppy.includes( 'missing' ) && turn % 3 ) {
			withoutPath( row, path );
		}
		if ( empty ) {
			continue;
		}
		if ( type === 'decimal' && sloppy.includes( 'decimals' ) ) {
			writePath(
				row,
				path,
				untidyDecimal(
					value,
					turn,
					contract.wire.decimals === 'commaString'
				)
			);
		}
		if (
			( type === 'id' || type === 'integer' ) &&
			sloppy.includes( 'ids' )
		) {
			writePath(
				row,
				path,
				turn % 2 && /^\d+$/.test( String( value ) )
					? Number( value )
					: String( value )
			);
		}
		if ( type === 'boolean' && sloppy.includes( 'booleans' ) ) {
			const forms: Json[] = [
				value,
				value ? 1 : 0,
				value ? 'true' : 'false',
				value ? '1' : '0',
			];
			writePath( row, path, forms[ turn % forms.length ] ?? value );
		}
	}
	if ( sloppy.includes( 'extra' ) ) {
		row.interno = {
			napomena: '<b>&nbsp;</b>',
			niz: [ 1, null, { dubina: true } ],
		};
	}
}
