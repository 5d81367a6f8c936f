import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { SorsContract } from '../../src/contract/sors/contract';
import { variant } from '../../tests/contract-variants/variants';
import { compare, hasDifferences } from './compare';
import type { Comparison, Finding } from './findings';
import type { PostmanCollection } from './postman';
import { recordedCollection } from './testing/record';

// A recording asks a whole server everything.
vi.setConfig( { testTimeout: 30_000, hookTimeout: 30_000 } );

function told( { kind, where, name, found }: Finding ): string {
	return `${ where } ${ kind } ${ name }${ found === undefined ? '' : ` -> ${ found }` }`;
}

function findings( comparison: Comparison ): string[] {
	return [
		...comparison.general.map( told ),
		...comparison.operations.flatMap( ( { operation, findings: found } ) =>
			found.map( ( each ) => `${ operation } ${ told( each ) }` )
		),
		...comparison.extra.map( ( { address } ) => `extra ${ address }` ),
	];
}

/** What the server adds on purpose. */
const PURCHASE = /answer extra nabavnaCena$/;

describe.each( [
	'shipped',
	'second',
	'cursor',
	'post',
	'no-optional',
] as const )( 'a recording of the contract "%s"', ( name ) => {
	it( 'is identical, but for the purchase prices that no contract has', async () => {
		const contract = variant( name );
		const found = findings(
			compare( contract, await recordedCollection( contract ) )
		);
		expect( found.filter( ( each ) => ! PURCHASE.test( each ) ) ).toEqual(
			[]
		);
		expect( found.length ).toBe( 2 );
	} );
} );

describe( 'a collection that differs', () => {
	const shipped = variant( 'shipped' );
	let collection: PostmanCollection;
	const changed = ( change: ( contract: SorsContract ) => void ) => {
		const contract = structuredClone( shipped );
		change( contract );
		return findings( compare( contract, collection ) ).filter(
			( each ) => ! PURCHASE.test( each )
		);
	};
	beforeAll( async () => {
		collection = await recordedCollection( shipped );
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
				'listProducts answer renamed barcode -> gtin',
				'listProducts answer renamed unitOfMeasure -> unit',
				'listProducts query renamed perPage -> pageSize',
				'createReservation body renamed lines[].kolicina -> lines[].quantity',
				'createReservation answer renamed lines[].kolicina -> lines[].quantity',
				'listBusinessUnits path renamed GET /organisation/businessUnit -> GET /businessUnits',
				'createInvoice path renamed PUT /invoices -> POST /invoices',
			] )
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
				'base URL renamed https://sors.example -> https://api.sors.rs',
				'base URL missing /v1 -> /databases',
				'key missing X-Api-Key',
				'envelope renamed result.rows -> data',
				'envelope renamed poruka -> message',
				'createReservation refusal renamed poruka -> message',
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
				'listProducts answer form vatRate -> 20',
				'listProducts answer form id -> "5001032"',
				'listProducts answer form itemType -> "service"',
				'createReservation body form date -> "2026-11-24"',
			] )
		);
	} );

	it( 'in what there is at all', () => {
		const found = changed( ( { operations, entities, types } ) => {
			delete operations.cancelDocument;
			delete entities.customer.discountPercent;
			delete types.customer?.discountPercent;
			entities.customer.country = 'somethingElse.entirely';
		} );
		expect( found ).toEqual(
			expect.arrayContaining( [
				'extra DELETE /documents/{id}',
				'listCustomers answer extra discountPercent',
				'createCustomer body extra discountPercent',
				'listCustomers answer renamed somethingElse.entirely -> country',
			] )
		);
	} );

	it( 'by having no examples', () => {
		const bare = structuredClone( collection );
		for ( const item of bare.item[ 0 ]?.item ?? [] ) {
			delete item.response;
		}
		const comparison = compare( shipped, bare );
		expect( findings( comparison ) ).toContain(
			'listProducts answer unchecked product[]'
		);
		expect( hasDifferences( comparison ) ).toBe( true );
	} );
} );
