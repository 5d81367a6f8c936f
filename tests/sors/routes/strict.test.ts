import { afterAll, describe, expect, it } from 'vitest';
import { exampleContract } from '../../contract-variants/example';
import { variant } from '../../contract-variants/variants';
import { startSorsServer } from '../server';
import { Router } from './router';

const server = await startSorsServer( { contract: exampleContract } );
afterAll( () => server.close() );

interface Refused {
	errors: { field: string | null; code: string }[];
}

async function ask( request: string, body?: string ): Promise< string > {
	const [ method, path ] = request.split( ' ' );
	const response = await fetch( server.url + path, {
		...( body === undefined ? { method } : { method, body } ),
		headers: {
			Authorization: `ApiKey ${ server.key }`,
			'content-type': 'application/json',
		},
	} );
	const text = await response.text();
	const { errors }: Refused = text.startsWith( '<' )
		? { errors: [] }
		: JSON.parse( text );
	return [
		response.status,
		...errors.map( ( { field, code } ) => `${ field } ${ code }` ),
		...( text.startsWith( '<' ) ? [ 'html' ] : [] ),
	].join( ' ' );
}

describe( 'a request that the contract does not know', () => {
	it.each( [
		[ 'GET /products', '400 database NO_DATABASE' ],
		[ 'GET /products?database=Demo2&Page=1', '400 Page UNKNOWN_PARAMETER' ],
		[ 'GET /products?database=Demo2&page=1&page=2', '400 page TWICE' ],
		[ 'GET /products?database=Demo2&page=0', '400 page PAGE' ],
		[ 'GET /products?database=Demo2&page=one', '400 page INVALID' ],
		[
			'GET /products?database=Demo2&pageSize=201',
			'400 pageSize PAGE_SIZE',
		],
		[
			'GET /products?database=Demo2&modifiedSince=yesterday',
			'400 modifiedSince INVALID',
		],
		[
			'GET /products?database=Demo2&businessUnitId=1',
			'400 null UNKNOWN_BUSINESS_UNIT',
		],
		[ 'GET /databases?database=Demo2', '400 database UNKNOWN_PARAMETER' ],
		[
			'GET /productGroups?database=Demo2&modifiedSince=2026-01-01T00:00:00Z',
			'400 modifiedSince UNKNOWN_PARAMETER',
		],
		[
			'GET /documents?database=Demo2&externalReference=a&dateFrom=2026-01-01',
			'400 externalReference UNKNOWN_PARAMETER',
		],
		[ 'GET /documents/1?database=Demo2', '404 null NOT_FOUND' ],
		[ 'GET /Products?database=Demo2', '404 html' ],
		[ 'GET /', '404 html' ],
		[ 'PUT /products?database=Demo2', '405 html' ],
		[ 'POST /reservations?database=Demo2', '400 null NOT_JSON', '{' ],
		[ 'POST /reservations?database=Demo2', '400 null BODY', '[]' ],
		[ 'POST /reservations?database=Demo2', '400 null BODY' ],
		[
			'POST /customers?database=Demo2',
			'400 ime UNKNOWN_FIELD',
			'{"name":"A","type":"company","ime":"B"}',
		],
		[
			'POST /customers?database=Demo2',
			'400 type INVALID',
			'{"name":"A","type":"firma"}',
		],
		[ 'DELETE /documents/1?database=Demo2', '400 null BODY', '{"a":1}' ],
	] )( '%s: %s', async ( request, refusal, body?: string ) => {
		expect( await ask( request, body ) ).toBe( refusal );
	} );
} );

describe( 'the router', () => {
	const contract = variant( 'third', exampleContract );
	const router = new Router( contract );
	const { operations, baseUrl } = contract;
	const base = new URL( baseUrl ).pathname;

	it( 'reads the database and ids out of a path', () => {
		const path = operations.getDocument?.path
			.replace( '{database}', 'Demo%20%C5%A0' )
			.replace( '{documentId}', 'a%2Fb' );
		expect( router.match( 'GET', base + path, () => false ) ).toMatchObject(
			{
				name: 'getDocument',
				inPath: { database: 'Demo Š', documentId: 'a/b' },
			}
		);
		expect( router.match( 'GET', '/%E0%A4%A', () => false ) ).toBeNull();
	} );

	it( 'tells operations on one path apart by their parameters', () => {
		const path =
			base +
			operations.findDocuments?.path.replace( '{database}', 'Demo2' );
		const { externalReference } = operations.findDocuments?.query ?? {};
		expect(
			router.match( 'GET', path, ( name ) => name === externalReference )
		).toMatchObject( { name: 'findDocuments' } );
		expect( router.match( 'GET', path, () => false ) ).toMatchObject( {
			name: 'listDocuments',
		} );
	} );
} );
