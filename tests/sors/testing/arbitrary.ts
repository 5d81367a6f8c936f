/** Contracts of any naming and any forms, for properties. */
import * as fc from 'fast-check';
import {
	ENTITY_NAMES,
	type SorsContract,
} from '../../../src/contract/sors/contract';
import { loadContract, SHIPPED_CONTRACT } from '../load-contract';

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
