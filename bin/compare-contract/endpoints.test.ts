import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exampleContract } from '../../tests/contract-variants/example';
import { compare } from './compare';
import { endpointsOf, parseExample } from './endpoints';
import { postmanCollection } from './postman';

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
		expect( found( 'New reservation' )?.examples.body ).toEqual( [
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
			found( 'Products' )?.examples.answer.length,
			found( 'Products' )?.examples.refusal.length,
		] ).toEqual( [ 1, 1 ] );
	} );

	it( 'is compared under the right path', () => {
		const contract = structuredClone( exampleContract );
		Object.assign( contract.operations.listProducts ?? {}, {
			path: '/articles',
		} );
		expect(
			compare( contract, collection ).operations.find(
				( { operation } ) => operation === 'listProducts'
			)?.differences
		).toEqual( [
			'query: missing businessUnitId, modifiedSince, database, pageSize (size); not in the contract db, perPage',
			expect.stringMatching(
				/^answer: missing pagination\.totalCount \(total\), data\[\]\.id, .*; not in the contract result\.totalCount, result\.items\[\]\.id, /
			),
			'refusal: missing message, errors[].field, errors[].code, errors[].message',
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
