import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sorsContract } from '../../src/contract/sors/contract';
import type { SorsContract } from '../../src/contract/sors/contract';
import { EXAMPLE_CONTRACT } from '../../tests/contract-variants/example';
import { variant } from '../../tests/contract-variants/variants';
import {
	parseContract,
	SHIPPED_CONTRACT,
} from '../../tests/sors/load-contract';
import { anyContract } from '../../tests/sors/testing/arbitrary';
import type { JsonObject } from '../../tests/sors/wire/paths';
import { compare } from './compare';
import { Draft } from './draft';
import { postmanCollection } from './postman';
import { propose } from './propose';
import { likeness } from './similar';
import { recordedCollection } from './testing/record';

// A recording asks a whole server everything.
vi.setConfig( { testTimeout: 60_000, hookTimeout: 60_000 } );

const read = ( file: string ) =>
	JSON.parse( readFileSync( file, 'utf8' ) ) as JsonObject;
const shipped = read( SHIPPED_CONTRACT );
const example = read( EXAMPLE_CONTRACT );

/** A SORS with other names, as a Serbian programmer would give them. */
function serbian(): SorsContract {
	const contract = structuredClone( example ) as unknown as SorsContract;
	contract.baseUrl = 'https://api.sors.rs/v2';
	contract.auth = { header: 'X-Api-Key', prefix: 'Kljuc ' };
	contract.database.name = 'baza';
	Object.assign( contract.paging, { page: 'strana', size: 'velicina' } );
	Object.assign( contract.wire, {
		decimals: 'commaString',
		dates: 'dd.MM.yyyy',
		ids: 'integer',
	} );
	Object.assign( contract.envelope, {
		message: 'poruka',
		data: 'podaci',
		total: 'ukupno',
	} );
	const paths: Record< string, string > = {
		listProducts: '/artikli',
		listProductImages: '/artikli/{productId}/slike',
		listBusinessUnits: '/poslovneJedinice',
		listInventory: '/zalihe',
		createReservation: '/rezervacije',
	};
	for ( const [ name, path ] of Object.entries( paths ) ) {
		Object.assign( contract.operations[ name as 'listProducts' ]!, {
			path,
		} );
	}
	Object.assign( contract.entities.product, {
		code: 'sifra',
		name: 'naziv',
		gtin: 'barKod',
		unit: 'jedinicaMere',
		vatRate: 'stopaPdv',
		priceWithVat: 'cenaSaPdv',
		priceWithoutVat: 'cenaBezPdv',
	} );
	contract.entities.document.lines = 'stavke';
	contract.entities.documentLine.quantity = 'kolicina';
	contract.values.documentKind.reservation = 'rezervacija';
	return parseContract( contract );
}

describe( 'a proposal', () => {
	let draft: Draft;
	const meant = serbian();
	beforeAll( async () => {
		draft = propose( example, await recordedCollection( meant ) );
	} );

	it( 'has what names and examples tell', () => {
		const { contract } = draft;
		expect( contract.baseUrl ).toBe( meant.baseUrl );
		expect( contract.auth ).toMatchObject( {
			header: 'X-Api-Key',
			prefix: 'Kljuc ',
		} );
		expect( contract.database.name ).toBe( 'baza' );
		expect( contract.paging ).toMatchObject( {
			page: 'strana',
			size: 'velicina',
		} );
		expect( contract.wire ).toEqual( meant.wire );
		expect( contract.envelope ).toMatchObject( {
			message: 'poruka',
			data: 'podaci',
			total: 'ukupno',
		} );
		expect( contract.entities ).toEqual( meant.entities );
		expect( contract.values ).toEqual( meant.values );
		const paths = ( { operations }: SorsContract ) =>
			Object.entries( operations ).map( ( [ name, { path } ] ) => [
				name,
				path,
			] );
		expect( paths( contract ) ).toEqual( paths( meant ) );
	} );

	it( 'leaves the comparison nothing but what no contract has', async () => {
		const { general, operations, extra } = compare(
			draft.contract,
			await recordedCollection( meant )
		);
		expect(
			[
				...general,
				...extra,
				...operations.flatMap( ( { differences } ) => differences ),
			].filter( ( line ) => ! line.endsWith( 'nabavnaCena' ) )
		).toEqual( [] );
	} );

	it( 'marks what was guessed, and only that', () => {
		expect( draft.doubts ).toMatchObject( {
			'operations.listProducts.path':
				'From "All / listProducts", by its name.',
			'envelope.data': expect.stringContaining(
				'have their records there'
			),
		} );
		expect( Object.keys( draft.doubts ) ).not.toContain(
			'entities.product.code'
		);
		expect( draft.contract.operations.listProducts?.status ).toBe(
			'concept'
		);
		expect( draft.contract.operations.listCustomers?.status ).toBe(
			'known'
		);
	} );

	it( 'looks like the file that it was made from, and is one', () => {
		const file = draft.toJson();
		expect( Object.keys( file ) ).toEqual( [
			...Object.keys( example ),
			'doubts',
		] );
		expect( sorsContract.safeParse( file ).success ).toBe( true );
	} );
} );

it( 'changes and doubts nothing where all is as the contract says', async () => {
	const draft = propose(
		shipped,
		await recordedCollection( variant( 'shipped' ) )
	);
	const known = structuredClone( shipped );
	for ( const operation of Object.values(
		known.operations as Record< string, JsonObject >
	) ) {
		operation.status = 'known';
	}
	expect( draft.toJson() ).toEqual( { ...known, doubts: {} } );
} );

it( 'says what a collection leaves open', () => {
	const small = postmanCollection.parse(
		JSON.parse(
			readFileSync(
				new URL( './fixtures/small.json', import.meta.url ),
				'utf8'
			)
		)
	);
	const { contract, doubts } = propose( example, small );
	expect( contract.operations.listProducts ).toMatchObject( {
		path: '/articles',
		envelope: { data: 'result.items' },
	} );
	expect( contract.database.name ).toBe( 'database' );
	expect( contract.entities.product ).toMatchObject( { gtin: 'barcode' } );
	expect( doubts ).toMatchObject( {
		'operations.listProducts':
			'It has "db" for the database, unlike others.',
		'operations.listDatabases':
			'No request of the collection is like it. Take it out if the API lacks it.',
		'operations.createInvoice': 'No request of the collection is like it.',
		'entities.customer': 'The collection has no example of it.',
		'entities.product.description': expect.stringMatching(
			/^No example has it\..* Left are: .*manufacturer/
		),
	} );
} );

it( 'leaves what would make no sound contract as it was, and tells it', () => {
	const draft = new Draft( example );
	expect( draft.set( { 'entities/product/name': 'code' }, '' ) ).toBe(
		false
	);
	expect( draft.toJson() ).toEqual( {
		...example,
		doubts: {
			'entities.product.name':
				'"code" would stand here, but "code" is used more than once.',
		},
	} );
} );

it( 'is a sound contract, whatever the collection', async () => {
	await fc.assert(
		fc.asyncProperty( anyContract, async ( contract ) => {
			const draft = propose(
				shipped,
				await recordedCollection( contract )
			);
			expect( sorsContract.safeParse( draft.toJson() ).success ).toBe(
				true
			);
		} ),
		{ numRuns: 2 }
	);
} );

it.each( [
	[ 'priceWithVat', 'CenaSaPDV', 1 ],
	[ 'gtin', 'bar_kod', 1 ],
	[ 'taxId', 'pib', 1 ],
	[ 'businessUnitId', 'poslovnaJedinica', 0.8 ],
	[ 'name', 'manufacturer', 0 ],
] )( 'takes %s and %s for alike by %d', ( one, other, score ) => {
	expect( likeness( one, other ) ).toBeCloseTo( score );
} );
