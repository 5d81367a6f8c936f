import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITY_NAMES } from '../../../src/contract/sors/contract';
import type { SorsContract } from '../../../src/contract/sors/contract';
import type { FieldError } from '../model/refusal';
import { anyContract, anyFields, anyValue } from '../testing/arbitrary';
import { readEntity, writeEntity } from './entities';
import { readMoment, writeMoment } from './moments';
import { readSlice } from './paging';
import { readScalar, readText, writeScalar } from './scalars';

const TYPES = [
	...[ 'string', 'id', 'integer', 'decimal', 'boolean' ],
	...[ 'date', 'dateTime', 'enum:itemType', 'enum:documentKind' ],
];

const valueOfAnyContract = anyContract.chain( ( contract ) =>
	fc.constantFrom( ...TYPES ).chain( ( type ) =>
		fc.record( {
			contract: fc.constant( contract ),
			type: fc.constant( type ),
			value: anyValue( contract, type ),
		} )
	)
);

const bodyOfAnyContract = anyContract.chain( ( contract ) =>
	fc.constantFrom( ...ENTITY_NAMES ).chain( ( entity ) =>
		fc.record( {
			contract: fc.constant( contract ),
			entity: fc.constant( entity ),
			fields: anyFields( contract, entity ),
		} )
	)
);

describe( 'in a contract of any names and forms', () => {
	it( 'a value that was written is read back', () => {
		fc.assert(
			fc.property( valueOfAnyContract, ( { contract, type, value } ) => {
				const wired = writeScalar( contract, type, value );
				expect( readScalar( contract, type, wired ) ).toBe( value );
				if ( type === 'id' || type === 'integer' ) {
					expect( readText( contract, type, String( wired ) ) ).toBe(
						value
					);
				}
			} )
		);
	} );

	it( 'so is a whole body, as JSON, and nothing of it is a fault', () => {
		fc.assert(
			fc.property(
				bodyOfAnyContract,
				( { contract, entity, fields } ) => {
					const errors: FieldError[] = [];
					const wired = JSON.parse(
						JSON.stringify(
							writeEntity( contract, entity, fields )
						)
					);
					expect(
						readEntity( contract, entity, wired, errors )
					).toEqual( fields );
					expect( errors ).toEqual( [] );
				}
			)
		);
	} );

	it( 'a name that it does not have is told, and nothing else', () => {
		fc.assert(
			fc.property(
				bodyOfAnyContract,
				fc.stringMatching( /^[a-z]{1,3}!$/ ),
				fc.jsonValue(),
				( { contract, entity, fields }, name, value ) => {
					const errors: FieldError[] = [];
					const wired = writeEntity( contract, entity, fields );
					const body = { ...wired, [ name ]: value as never };
					readEntity( contract, entity, body, errors );
					expect(
						errors.map( ( { field, code } ) => [ field, code ] )
					).toEqual( [ [ name, 'UNKNOWN_FIELD' ] ] );
				}
			)
		);
	} );

	it( 'a moment without an offset is the same on the clock, and at most the hour that comes twice away', () => {
		fc.assert(
			fc.property(
				anyContract,
				fc.date( {
					min: new Date( '2000-01-01' ),
					max: new Date( '2040-01-01' ),
					noInvalidDate: true,
				} ),
				( { wire: { dateTimes, timeZone } }, date ) => {
					const moment = date.setUTCMilliseconds( 0 );
					const text = writeMoment( moment, dateTimes, timeZone );
					const read = readMoment( text, dateTimes, timeZone );
					expect( read ).not.toBeNull();
					expect( writeMoment( read!, dateTimes, timeZone ) ).toBe(
						text
					);
					expect( Math.abs( read! - moment ) ).toBeLessThanOrEqual(
						dateTimes === 'iso8601' ? 0 : 3_600_000
					);
				}
			)
		);
	} );
} );

describe( 'a list that is read page by page', () => {
	const fail = ( field: string ) => {
		throw new Error( field );
	};
	const paging = ( style: 'page' | 'offset', firstPage: number ) =>
		( {
			paging: {
				style,
				firstPage,
				page: 'at',
				size: 'size',
				maxSize: 200,
			},
		} ) as unknown as SorsContract;

	it( 'shows each record once, in order, whatever its style, its size and its first page', () => {
		fc.assert(
			fc.property(
				fc.constantFrom( 'page', 'offset' ),
				fc.nat( 1 ),
				fc.integer( { min: 1, max: 200 } ),
				fc.nat( 1000 ),
				( style, firstPage, size, total ) => {
					const contract = paging( style, firstPage );
					const seen: number[] = [];
					let at = firstPage;
					let end = 0;
					do {
						const asked: Record< string, string | number > = {
							size,
							at,
						};
						const slice = readSlice(
							contract,
							( name ) => asked[ name ],
							fail
						);
						end = Math.min( slice.from + slice.size, total );
						for ( let one = slice.from; one < end; one++ ) {
							seen.push( one );
						}
						at += style === 'offset' ? size : 1;
					} while ( end < total );
					expect( seen ).toEqual(
						Array.from( { length: total }, ( _, one ) => one )
					);
				}
			)
		);
	} );
} );
