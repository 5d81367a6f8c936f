/** A Postman collection made of what a SORS server really answers, as somebody would have saved it. */
import {
	OPERATION_NAMES,
	type EntityName,
	type Operation,
	type OperationName,
	type SorsContract,
} from '../../../src/contract/sors/contract';
import { SorsControl } from '../../../tests/sors/client';
import { startSorsServer } from '../../../tests/sors/server';
import { call } from '../../../tests/sors/testing/caller';
import { known, order } from '../../../tests/sors/testing/order';
import type { Fields } from '../../../tests/sors/wire/entities';
import { postmanCollection, type PostmanCollection } from '../postman';

interface Seen {
	operation: OperationName;
	method: string;
	path: string;
	body: string | null;
	status: number;
	answer: string;
	headers: Record< string, string >;
}

/** Every operation once with all its parameters, and one refusal. */
async function visit( contract: SorsContract ): Promise< Seen[] > {
	const server = await startSorsServer( { contract } );
	const control = new SorsControl( server.controlUrl );
	const body = await order(
		server,
		[ { code: '000101', quantity: 1, unitPrice: 1290, vatRate: 20 } ],
		{
			kind: 'reservation',
			dueDate: '2026-12-01',
			paidAmount: 1290,
			paidAt: Date.UTC( 2026, 10, 24 ),
			buyerEmail: 'a@b.example',
			buyerPhone: '1',
			deliveryAddress: 'A 1',
			deliveryPostalCode: '11000',
			deliveryCity: 'Beograd',
			deliveryCountry: 'RS',
			note: 'n',
		}
	);
	const lines = ( Array.isArray( body.lines ) ? body.lines : [] ).map(
		( line ) => ( { ...line, name: 'A', unit: 'kom', discountPercent: 0 } )
	);
	const seen: Seen[] = [];
	const realFetch = globalThis.fetch;
	const visitOne = async (
		operation: OperationName,
		asked: Parameters< typeof call >[ 2 ]
	) => {
		globalThis.fetch = async ( input, init ) => {
			const response = await realFetch( input, init );
			seen.push( {
				operation,
				method: init?.method ?? 'GET',
				path: String( input ).slice( server.url.length ),
				body: typeof init?.body === 'string' ? init.body : null,
				status: response.status,
				answer: await response.clone().text(),
				headers: init?.headers as Record< string, string >,
			} );
			return response;
		};
		try {
			return await call( server, operation, asked );
		} finally {
			globalThis.fetch = realFetch;
		}
	};
	const hammer = ( await known( server ) ).productId( '000101' );
	let sourceDocumentId = '';
	for ( const operation of OPERATION_NAMES.filter(
		( name ) => contract.operations[ name ]
	) ) {
		const rule = contract.operations[ operation ];
		const kind = operation.startsWith( 'create' )
			? operation.charAt( 6 ).toLowerCase() + operation.slice( 7 )
			: '';
		const path = {
			productId: hammer,
			customerId: String( body.customerId ),
			documentId: sourceDocumentId,
		};
		const { query: names = {} } = rule ?? {};
		const given: Record< string, string | undefined > = {
			businessUnitId: String( body.businessUnitId ),
			externalReference: String( body.externalReference ),
			code: 'K00002',
		};
		const query = Object.fromEntries(
			Object.keys( names ).flatMap( ( name ) =>
				given[ name ] === undefined ? [] : [ [ name, given[ name ] ] ]
			)
		);
		// prettier-ignore
		const customer = { code: 'N1', type: 'publicBody', name: 'N', taxId: '101134702', registrationNumber: '12345678', jbkjs: '12345', email: 'e@e.example',
			phone: '1', address: 'A', postalCode: '1', city: 'C', country: 'RS', discountPercent: 1 };
		const document = {
			...body,
			lines,
			kind,
			...( kind === 'return' ? { sourceDocumentId } : {} ),
		};
		const bodies: Partial< Record< EntityName, Fields > > = {
			customer,
			document,
		};
		const got = await visitOne( operation, {
			path,
			query,
			body: bodies[ rule?.body ?? 'document' ] ?? {},
			...( rule?.paged ? { page: 0, size: 50 } : {} ),
		} );
		sourceDocumentId =
			operation === 'createDeliveryNote'
				? String( got[ 0 ]?.id )
				: sourceDocumentId;
		if ( operation === 'createReturn' ) {
			const returned = ( await control.documents() ).at( -1 );
			await control.patch( [
				{ do: 'cancelDocument', number: String( returned?.number ) },
			] );
		}
	}
	await visitOne( 'createReservation', { body: {} } );
	await server.close();
	return seen;
}

function documented(
	contract: SorsContract,
	rule: Operation | undefined
): string[] {
	const { page, size } = contract.paging;
	const paging = rule?.paged ? [ page, size ] : [];
	return [ ...Object.values( rule?.query ?? {} ), ...paging ].filter(
		( name ) => typeof name === 'string'
	);
}

/** Parameters that were not given are written into the URL all the same, as documentation does. */
export async function recordedCollection(
	contract: SorsContract
): Promise< PostmanCollection > {
	const seen = await visit( contract );
	const base = new URL( contract.baseUrl );
	const items = seen.map(
		( { operation, method, path, body, status, answer, headers } ) => {
			const [ pathname = '', search = '' ] = path.split( '?' );
			const query = new URLSearchParams( search );
			const rule = contract.operations[ operation ];
			const names = documented( contract, rule );
			names.forEach( ( name ) => query.set( name, '' ) );
			return {
				name: operation,
				request: {
					method,
					url: {
						raw: `{{baseUrl}}${ pathname }${ query.size ? `?${ query }` : '' }`,
						query: [ ...query ].map( ( [ key, value ] ) => ( {
							key,
							value,
						} ) ),
					},
					header: Object.entries( headers ).map(
						( [ key, value ] ) => ( { key, value } )
					),
					...( body === null
						? {}
						: { body: { mode: 'raw', raw: body } } ),
				},
				response: [ { code: status, body: answer } ],
			};
		}
	);
	return postmanCollection.parse( {
		info: {
			name: 'Recorded',
			schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
		},
		variable: [ { key: 'baseUrl', value: base.href.replace( /\/$/, '' ) } ],
		item: [ { name: 'All', item: items } ],
	} );
}
