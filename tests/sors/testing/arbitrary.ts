/** Contracts of any naming and any forms, and what an entity may hold in them, for properties. */
import * as fc from 'fast-check';
import { ENTITY_NAMES } from '../../../src/contract/sors/contract';
import type {
	EntityName,
	EnumName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import { loadContract, SHIPPED_CONTRACT } from '../load-contract';
import { pathsOf, typeOf } from '../wire/entities';
import type { Fields } from '../wire/entities';
import type { Value } from '../wire/scalars';

const shipped = loadContract( SHIPPED_CONTRACT );

const wire = fc.record( {
	decimals: fc.constantFrom( 'number', 'string', 'commaString' ),
	dates: fc.constantFrom( 'yyyy-MM-dd', 'dd.MM.yyyy.', 'yyyyMMdd' ),
	dateTimes: fc.constantFrom(
		'iso8601',
		'dd.MM.yyyy. HH:mm:ss',
		'yyyyMMddHHmmss'
	),
	timeZone: fc.constantFrom( 'Europe/Belgrade', 'UTC', 'America/St_Johns' ),
	ids: fc.constantFrom( 'string', 'integer' ),
} ) satisfies fc.Arbitrary< SorsContract[ 'wire' ] >;

/** No digit in the name of a group and one in each field's: none leads through another. */
const naming = fc.record( {
	groups: fc.array( fc.stringMatching( /^[a-zšž_]{1,5}$/ ), {
		minLength: 1,
		maxLength: 3,
	} ),
	depths: fc.array( fc.nat( 3 ), { minLength: 1, maxLength: 7 } ),
	name: fc.stringMatching( /^[A-Za-z_]{1,4}$/ ),
} );

export const anyContract: fc.Arbitrary< SorsContract > = fc
	.record( { wire, naming } )
	.map( ( chosen ) => {
		const contract = structuredClone( shipped );
		const { groups, depths, name } = chosen.naming;
		contract.wire = chosen.wire;
		for ( const entity of ENTITY_NAMES ) {
			const fields: Record< string, string > =
				contract.entities[ entity ];
			Object.keys( fields ).forEach( ( field, at ) => {
				const depth = depths[ at % depths.length ];
				fields[ field ] = [
					...groups.slice( 0, depth ),
					`${ name }${ at }`,
				].join( '.' );
			} );
		}
		return contract;
	} );

/** Of one type of the contract, as our own code holds it. */
export function anyValue(
	contract: SorsContract,
	type: string
): fc.Arbitrary< Value > {
	if ( type.startsWith( 'enum:' ) ) {
		const name = type.slice( 'enum:'.length ) as EnumName;
		return fc.constantFrom( ...Object.keys( contract.values[ name ] ) );
	}
	switch ( type ) {
		case 'id':
			return fc.nat().map( String );
		case 'integer':
			return fc.maxSafeInteger();
		case 'boolean':
			return fc.boolean();
		case 'decimal':
			return fc
				.integer( { min: -1e12, max: 1e12 } )
				.map( ( parts ) => parts / 10_000 );
		case 'date':
			return anyDay.map( ( day ) => day.toISOString().slice( 0, 10 ) );
		case 'dateTime':
			return anyMoment;
		default:
			return fc.string( { unit: 'binary' } );
	}
}

const anyDay = fc.date( {
	min: new Date( '1971-01-01' ),
	max: new Date( '2099-12-31' ),
	noInvalidDate: true,
} );

/** Around noon of UTC, when no clock of ours is put back: the hour that comes twice is told by its offset alone. */
const anyMoment = fc
	.tuple( anyDay, fc.nat( 3599 ) )
	.map(
		( [ day, second ] ) => day.setUTCHours( 12, 0, 0, 0 ) + second * 1000
	);

/** What a client may send of an entity. */
export function anyFields(
	contract: SorsContract,
	entity: EntityName
): fc.Arbitrary< Fields > {
	const sent = pathsOf( contract, entity )
		.map( ( [ field ] ) => field )
		.filter(
			( field ) => ! contract.readOnly[ entity ]?.includes( field )
		);
	const values = sent.map( ( field ) => {
		const type = typeOf( contract, entity, field );
		return [
			field,
			type.endsWith( '[]' )
				? fc.array(
						anyFields(
							contract,
							type.slice( 0, -2 ) as EntityName
						),
						{ maxLength: 3 }
					)
				: anyValue( contract, type ),
		] as const;
	} );
	return fc.record< Fields >( Object.fromEntries( values ), {
		requiredKeys: [],
		noNullPrototype: true,
	} ) as fc.Arbitrary< Fields >;
}
