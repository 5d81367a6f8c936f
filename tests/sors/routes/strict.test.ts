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

async function ask(
	method: string,
	path: string,
	body?: string
): Promise< [ number, string ] > {
	const response = await fetch( server.url + path, {
		method,
		headers: {
			Authorization: `ApiKey ${ server.key }`,
			'content-type': 'application/json',
		},
		...( body === undefined ? {} : { body } ),
	} );
	const text = await response.text();
	if ( text.startsWith( '<' ) ) {
		return [ response.status, 'html' ];
	}
	const { errors } = JSON.parse( text ) as Refused;
	return [
		response.status,
		errors.map( ( { field, code } ) => `${ field } ${ code }` ).join(),
	];
}

describe( 'a request that the contract does not know', () => {
	it.each( [
		[ 'GET', '/products', undefined, 400, 'database NO_DATABASE' ],
		[
			'GET',
			'/products?database=Demo2&Page=1',
			undefined,
			400,
			'Page UNKNOWN_PARAMETER',
		],
		[
			'GET',
			'/products?database=Demo2&page=1&page=2',
			undefined,
			400,
			'page TWICE',
		],
		[
			'GET',
			'/products?database=Demo2&page=0',
			undefined,
			400,
			'page PAGE',
		],
		[
			'GET',
			'/products?database=Demo2&page=one',
			undefined,
			400,
			'page INVALID',
		],
		[
			'GET',
			'/products?database=Demo2&pageSize=201',
			undefined,
			400,
			'pageSize PAGE_SIZE',
		],
		[
			'GET',
			'/products?database=Demo2&modifiedSince=yesterday',
			undefined,
			400,
			'modifiedSince INVALID',
		],
		[
			'GET',
			'/products?database=Demo2&businessUnitId=1',
			undefined,
			400,
			'null UNKNOWN_BUSINESS_UNIT',
		],
		[
			'GET',
			'/databases?database=Demo2',
			undefined,
			400,
			'database UNKNOWN_PARAMETER',
		],
		[
			'GET',
			'/productGroups?database=Demo2&modifiedSince=2026-01-01T00:00:00Z',
			undefined,
			400,
			'modifiedSince UNKNOWN_PARAMETER',
		],
		[
			'GET',
			'/documents?database=Demo2&externalReference=a&dateFrom=2026-01-01',
			undefined,
			400,
			'externalReference UNKNOWN_PARAMETER',
		],
		[
			'GET',
			'/documents/1?database=Demo2',
			undefined,
			404,
			'null NOT_FOUND',
		],
		[ 'GET', '/Products?database=Demo2', undefined, 404, 'html' ],
		[ 'GET', '/', undefined, 404, 'html' ],
		[ 'PUT', '/products?database=Demo2', undefined, 405, 'html' ],
		[ 'POST', '/reservations?database=Demo2', '{', 400, 'null NOT_JSON' ],
		[ 'POST', '/reservations?database=Demo2', '[]', 400, 'null BODY' ],
		[ 'POST', '/reservations?database=Demo2', undefined, 400, 'null BODY' ],
		[
			'POST',
			'/customers?database=Demo2',
			'{"name":"A","type":"company","ime":"B"}',
			400,
			'ime UNKNOWN_FIELD',
		],
		[
			'POST',
			'/customers?database=Demo2',
			'{"name":"A","type":"firma"}',
			400,
			'type INVALID',
		],
		[
			'DELETE',
			'/documents/1?database=Demo2',
			'{"a":1}',
			400,
			'null BODY',
		],
	] )( '%s %s', async ( method, path, body, status, errors ) => {
		expect( await ask( method, path, body ) ).toEqual( [ status, errors ] );
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
