import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import {
	ENTITY_NAMES,
	type SorsContract,
} from '../../src/contract/sors/contract';
import { exampleContract } from '../../tests/contract-variants/example';
import { variant } from '../../tests/contract-variants/variants';
import { anyContract } from '../../tests/sors/testing/arbitrary';
import { pathsOf } from '../../tests/sors/wire/entities';
import { compare, type Comparison } from './compare';
import type { PostmanCollection } from './postman';
import { recordedCollection } from './testing/record';

// A recording asks a whole server everything.
vi.setConfig( { testTimeout: 30_000, hookTimeout: 30_000 } );

/** What the server adds on purpose. */
const PURCHASE = 'answer: not in the contract nabavnaCena';

function differences( { general, operations, extra }: Comparison ): string[] {
	return [
		...general,
		...operations.flatMap( ( { operation, differences: found } ) =>
			found
				.filter( ( line ) => line !== PURCHASE )
				.map( ( line ) => `${ operation } ${ line }` )
		),
		...extra.map( ( line ) => `extra ${ line }` ),
	];
}

describe.each( [ 'shipped', 'second', 'third', 'no-optional' ] as const )(
	'a recording of the contract "%s"',
	( name ) => {
		it( 'is identical, but for the purchase prices that no contract has', async () => {
			const contract = variant( name );
			expect(
				differences(
					compare( contract, await recordedCollection( contract ) )
				)
			).toEqual( [] );
		} );
	}
);

it( 'a recording of a contract of any names and forms is identical, too', async () => {
	await fc.assert(
		fc.asyncProperty( anyContract, async ( contract ) => {
			const collection = await recordedCollection( contract );
			expect( differences( compare( contract, collection ) ) ).toEqual(
				[]
			);
		} ),
		{ numRuns: 4 }
	);
} );

describe( 'a collection that differs', () => {
	let collection: PostmanCollection;
	const changed = ( change: ( contract: SorsContract ) => void ) => {
		const contract = structuredClone( exampleContract );
		change( contract );
		return differences( compare( contract, collection ) );
	};
	beforeAll( async () => {
		collection = await recordedCollection( exampleContract );
	} );

	it( 'in a field, a parameter, a path, a method', () => {
		expect(
			changed( ( { entities, operations, paging } ) => {
				entities.product.gtin = 'barcode';
				entities.product.unit = 'unitOfMeasure';
				entities.documentLine.quantity = 'kolicina';
				paging.size = 'perPage';
				const { listBusinessUnits, createInvoice } = operations;
				Object.assign( listBusinessUnits ?? {}, {
					path: '/organisation/businessUnit',
				} );
				Object.assign( createInvoice ?? {}, { method: 'PUT' } );
			} )
		).toEqual(
			expect.arrayContaining( [
				'listProducts answer: missing unitOfMeasure (unit), barcode (gtin); not in the contract unit, gtin, nabavnaCena',
				'listProducts query: missing perPage (size); not in the contract pageSize',
				'createReservation body: missing lines[].kolicina (lines[].quantity); not in the contract lines[].quantity',
				'createReservation answer: missing lines[].kolicina (lines[].quantity); not in the contract lines[].quantity',
				'listBusinessUnits missing',
				'extra GET /businessUnits  All / listBusinessUnits',
				'createInvoice missing',
				'extra POST /invoices  All / createInvoice',
			] )
		);
	} );

	it( 'in any one field is told with the name that it was to have', () => {
		const fields = ENTITY_NAMES.flatMap( ( entity ) =>
			pathsOf( exampleContract, entity ).map( ( [ field ] ) => ( {
				entity,
				field,
			} ) )
		);
		fc.assert(
			fc.property(
				fc.constantFrom( ...fields ),
				fc.stringMatching( /^[a-z]{3,6}[0-9]$/ ),
				( { entity, field }, name ) => {
					const found = changed( ( { entities } ) =>
						Object.assign( entities[ entity ], { [ field ]: name } )
					);
					expect( found.join( '\n' ) ).toMatch(
						new RegExp( `missing (.*[ .])?${ name }.*${ field }` )
					);
				}
			),
			{ numRuns: 40 }
		);
	} );

	it( 'in the envelope, the key, the base URL', () => {
		expect(
			changed( ( contract ) => {
				contract.envelope.data = 'result.rows';
				contract.envelope.message = 'poruka';
				contract.auth = { header: 'X-Api-Key', prefix: '' };
				contract.baseUrl = 'https://sors.example/v1';
			} )
		).toEqual(
			expect.arrayContaining( [
				'base URL: https://sors.example/v1 in the contract, but the collection has https://api.sors.rs/databases',
				'key: no header X-Api-Key; there is Authorization',
				'answer: the contract’s place of the data, result.rows, is not there',
				'createReservation refusal: missing poruka (message)',
			] )
		);
	} );

	it( 'in how values are written', () => {
		expect(
			changed( ( contract ) => {
				contract.wire = {
					...contract.wire,
					decimals: 'string',
					ids: 'integer',
					dates: 'dd.MM.yyyy',
				};
				contract.values.itemType = { service: 'usluga' };
			} )
		).toEqual(
			expect.arrayContaining( [
				'listProducts answer: vatRate is written 20, not as the contract writes its decimal',
				'listProducts answer: id is written "5001032", not as the contract writes its id',
				'listProducts answer: itemType is written "service", not as the contract writes its enum:itemType',
				'createReservation body: date is written "2026-11-24", not as the contract writes its date',
			] )
		);
	} );

	it( 'by having no examples', () => {
		const bare = structuredClone( collection );
		for ( const item of bare.item[ 0 ]?.item ?? [] ) {
			delete item.response;
		}
		expect( differences( compare( exampleContract, bare ) ) ).toContain(
			'listProducts answer product[]: no example'
		);
	} );
} );
