import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	ENTITY_NAMES,
	type SorsContract,
} from '../../src/contract/sors/contract';
import { exampleContract } from '../../tests/contract-variants/example';
import { variant } from '../../tests/contract-variants/variants';
import { anyContract } from '../../tests/sors/testing/arbitrary';
import { pathsOf } from '../../tests/sors/wire/entities';
import { compare, type Comparison } from './compare';
import { documentedCollection } from './testing/documented';

function differences( { general, operations, extra }: Comparison ): string[] {
	return [
		...general,
		...operations.flatMap( ( { operation, differences: found } ) =>
			found.map( ( line ) => `${ operation } ${ line }` )
		),
		...extra.map( ( line ) => `extra ${ line }` ),
	];
}

it.each( [ 'shipped', 'second', 'third', 'no-optional', 'sparse' ] as const )(
	'what documents the contract "%s" is identical',
	( name ) => {
		const contract = variant( name );
		const collection = documentedCollection( contract );
		expect( differences( compare( contract, collection ) ) ).toEqual( [] );
	}
);

it( 'what documents a contract of any names and forms is identical, too', () => {
	fc.assert(
		fc.property( anyContract, ( contract ) => {
			const collection = documentedCollection( contract );
			expect( differences( compare( contract, collection ) ) ).toEqual(
				[]
			);
		} ),
		{ numRuns: 40 }
	);
} );

describe( 'a collection that differs', () => {
	const collection = documentedCollection( exampleContract );
	const changed = ( change: ( contract: SorsContract ) => void ) => {
		const contract = structuredClone( exampleContract );
		change( contract );
		return differences( compare( contract, collection ) );
	};

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
				'listProducts answer: missing data[].unitOfMeasure (unit), data[].barcode (gtin); not in the contract data[].unit, data[].gtin',
				'listProducts query: missing perPage (size); not in the contract pageSize',
				'createReservation body: missing lines[].kolicina (lines[].quantity); not in the contract lines[].quantity',
				'createReservation answer: missing data.lines[].kolicina (lines[].quantity); not in the contract data.lines[].quantity',
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
				'answer: missing poruka (message); not in the contract message',
				'refusal: missing poruka (message)',
				expect.stringMatching(
					/^getCustomerDebt answer: missing result\.rows\.customerId, .*; not in the contract data\.customerId, /
				),
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
				expect.stringMatching(
					/^listProducts answer: data\[\]\.id is written "7", not as the contract writes its id; data\[\]\.itemType is written "goods", not as the contract writes its enum:itemType; .*data\[\]\.vatRate is written 1\.5, not as the contract writes its decimal/
				),
				expect.stringMatching(
					/^createReservation body: .*date is written "2026-11-24", not as the contract writes its date/
				),
			] )
		);
	} );

	it( 'by having no examples', () => {
		const bare = structuredClone( collection );
		for ( const item of bare.item[ 0 ]?.item ?? [] ) {
			delete item.response;
		}
		expect( differences( compare( exampleContract, bare ) ) ).toContain(
			'answer: no example'
		);
	} );

	it( 'by having only lists without rows', () => {
		const bare = structuredClone( collection );
		const products = bare.item[ 0 ]!.item!.find(
			( { name } ) => name === 'listProducts'
		)!;
		const [ first, ...others ] = products.response ?? [];
		const empty = {
			...first,
			body: JSON.stringify( {
				...JSON.parse( first!.body! ),
				data: [],
			} ),
		};
		products.response = [ empty, ...others ];
		expect( differences( compare( exampleContract, bare ) ) ).toEqual( [
			'listProducts answer: data is empty in every example',
		] );
		products.response = [ empty, first!, ...others ];
		expect( differences( compare( exampleContract, bare ) ) ).toEqual( [] );
	} );
} );
