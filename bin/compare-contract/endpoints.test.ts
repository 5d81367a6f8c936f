import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { variant } from '../../tests/contract-variants/variants';
import { compare } from './compare';
import { endpointsOf } from './endpoints';
import { parseExample } from './json';
import { postmanCollection } from './postman';
import { pairs, similarity } from './similar';

const file = new URL( './fixtures/small.json', import.meta.url );
const collection = postmanCollection.parse(
	JSON.parse( readFileSync( file, 'utf8' ) )
);

describe( 'a collection', () => {
	const endpoints = endpointsOf( collection );
	const found = ( name: string ) =>
		endpoints.find( ( { names } ) =>
			names.some( ( each ) => each.endsWith( name ) )
		);

	it( 'gives its requests in every form of writing them', () => {
		expect(
			endpoints.map(
				( { method, origin, segments } ) =>
					`${ method } ${ origin }/${ segments.join( '/' ) }`
			)
		).toEqual( [
			'GET https://api.sors.rs/businessUnits',
			'GET https://api.sors.rs/articles',
			'GET https://api.sors.rs/products/{productId}/images',
			'POST https://api.sors.rs/reservations',
			'GET https://api.sors.rs/documents/{documentId}',
			'POST https://api.sors.rs/offers',
		] );
		expect( found( 'Another document' )?.names ).toEqual( [
			'Documents / One document',
			'Documents / Another document',
		] );
	} );

	it( 'gives parameters, also those switched off, and headers, also those of folders', () => {
		expect( [ ...( found( 'Products' )?.query ?? [] ) ] ).toEqual( [
			'db',
			'page',
			'perPage',
		] );
		expect( [ ...( found( 'Products' )?.headers ?? [] ) ] ).toEqual( [
			[ 'Accept', 'application/json' ],
			[ 'Authorization', 'ApiKey {{apiKey}}' ],
		] );
		expect( found( 'New reservation' )?.headers.size ).toBe( 0 );
	} );

	it( 'gives bodies and answers, refusals apart', () => {
		expect( found( 'New reservation' )?.bodies ).toEqual( [
			{
				customerId: '{{variable}}',
				lines: [
					{
						productId: '{{productId}}',
						kolicina: 2,
						unitPrice: 10.5,
					},
				],
				link: 'http://x',
			},
		] );
		expect( [
			found( 'Products' )?.answers.length,
			found( 'Products' )?.refusals.length,
		] ).toEqual( [ 1, 1 ] );
	} );

	it( 'is compared operation by operation and field by field', () => {
		const { general, operations, extra } = compare(
			variant( 'shipped' ),
			collection
		);
		expect( general ).toEqual( [] );
		const of = ( name: string ) =>
			operations
				.find( ( { operation } ) => operation === name )
				?.findings.map(
					( each ) =>
						`${ each.where } ${ each.kind } ${ each.name }${ each.found === undefined ? '' : ` -> ${ each.found }` }`
				);
		expect( of( 'listBusinessUnits' ) ).toEqual( [] );
		expect( of( 'listProducts' ) ).toEqual( [
			'path renamed GET /products -> GET /articles',
			'query missing businessUnitId',
			'query missing modifiedSince',
			'query renamed pageSize -> perPage',
			'query renamed database -> db',
			'envelope renamed data -> result.items',
			'envelope renamed pagination.totalCount -> result.totalCount',
			'answer missing itemType',
			'answer renamed gtin -> barcode',
			'answer missing groupId',
			'answer missing secondGroupId',
			'answer missing description',
			'answer renamed vatRate -> pdvRate',
			'answer missing priceWithoutVat',
			'answer missing priceWithVat',
			'answer missing active',
			'answer missing modifiedAt',
			'answer extra manufacturer',
			'answer form id -> 1',
			'refusal renamed message -> poruka',
			'refusal missing errors[].field',
			'refusal missing errors[].code',
			'refusal missing errors[].message',
		] );
		expect( of( 'createReservation' ) ).toEqual(
			expect.arrayContaining( [
				'body renamed lines[].quantity -> lines[].kolicina',
				'body extra link',
				'answer unchecked document',
			] )
		);
		expect( of( 'listProductImages' ) ).toEqual( [
			'answer unchecked productImage[]',
		] );
		expect( of( 'createReturn' ) ).toEqual( [
			'operation missing POST /returns',
		] );
		expect( extra.map( ( { address } ) => address ) ).toEqual( [
			'POST /offers',
		] );
	} );
} );

describe( 'an example', () => {
	it.each( [
		[ '{"a": {{x}}, "b": "{{y}}"}', { a: '{{variable}}', b: '{{y}}' } ],
		[ '[1, 2,] // no more', [ 1, 2 ] ],
		[
			'{"url": "http://a//b", "q": "\\"//"}',
			{ url: 'http://a//b', q: '"//' },
		],
		[ '<html>', null ],
		[ '', null ],
	] )( '%s', ( text, value ) => {
		expect( parseExample( text ) ).toEqual( value );
	} );
} );

describe( 'names', () => {
	it.each( [
		[ 'priceWithVat', 'price_with_vat', 1 ],
		[ 'gtin', 'barkod', 1 ],
		[ 'businessUnitId', 'BusinessUnitID', 1 ],
		[ 'quantity', 'Qty', 1 ],
	] )( '%s and %s', ( one, other, score ) => {
		expect( similarity( one, other ) ).toBe( score );
	} );

	it( 'of other things are not alike', () => {
		for ( const [ one, other ] of [
			[ 'gtin', 'name' ],
			[ 'buyerEmail', 'manufacturer' ],
			[ 'vatRate', 'groupId' ],
		] as const ) {
			expect( similarity( one, other ) ).toBeLessThan( 0.6 );
		}
	} );

	it( 'are paired once, the likeliest first', () => {
		expect(
			pairs(
				[ 'priceWithVat', 'price' ],
				[ 'cena', 'cenaSaPdv' ],
				0.6
			).map( ( { from, to } ) => `${ from } ${ to }` )
		).toEqual( [ 'priceWithVat cenaSaPdv', 'price cena' ] );
	} );
} );
