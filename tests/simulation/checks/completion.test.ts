import { expect, it } from 'vitest';
import type { SorsDocument } from '../../sors/model/types';
import type { Entry, Order, ShopState } from '../model/shop';
import { completion } from './completion';

const made = ( fields: Partial< SorsDocument > ): SorsDocument =>
	( {
		...{ id: '90', number: 'R-90', kind: 'reservation', total: 300 },
		...{ status: 'open', fulfilled: null, externalReference: null },
		...{ sourceDocumentId: null },
		...fields,
	} ) as unknown as SorsDocument;

const follower = ( id: string, fields: Partial< SorsDocument > = {} ) =>
	made( {
		...{ id, kind: 'deliveryNote', sourceDocumentId: '90' },
		fulfilled: true,
		...fields,
	} );

const state = ( status: string, isCompletion: boolean ): ShopState =>
	( {
		orders: new Map( [ [ 7, { id: 7, status } as unknown as Order ] ] ),
		entries: [
			{
				...{ id: 1, orderId: 7, role: 'sale', isCompletion },
				...{ documentId: '90', database: 'Demo2' },
			} as unknown as Entry,
		],
	} ) as unknown as ShopState;

function wrong( documents: SorsDocument[], was = 'processing' ): string[] {
	return completion(
		state( was, false ),
		state( 'completed', true ),
		new Map( documents.map( ( each ) => [ `Demo2 ${ each.id }`, each ] ) ),
		new Set( [ 'Demo2 90' ] )
	);
}

it.each< [ string, SorsDocument[], number ] >( [
	[ 'handed over', [ made( { fulfilled: true } ) ], 0 ],
	[ 'of which nothing is said', [ made( {} ) ], 1 ],
	[ 'with a receipt alone', [ made( { fiscalised: true } ) ], 1 ],
	[ 'with a delivery note of all', [ made( {} ), follower( '91' ) ], 0 ],
	[
		'with one of which it is not said',
		[ made( {} ), follower( '91', { fulfilled: null } ) ],
		1,
	],
	[
		'with one of a part',
		[ made( {} ), follower( '91', { total: 150 } ) ],
		1,
	],
	[
		'with a part and its invoice',
		[
			made( {} ),
			follower( '91', { total: 150 } ),
			follower( '92', { total: 150, kind: 'invoice' } ),
		],
		1,
	],
	[
		'with a return',
		[ made( {} ), follower( '91', { kind: 'return' } ) ],
		1,
	],
	[
		'that says itself that it is not',
		[ made( { fulfilled: false } ), follower( '91' ) ],
		1,
	],
	[
		'that lowered stock when it was made',
		[ made( { kind: 'deliveryNote', fulfilled: true } ) ],
		1,
	],
] )( 'a document %s', ( _, documents, many ) => {
	expect( wrong( documents ) ).toHaveLength( many );
} );

it( 'is never of a cancelled order, and starts no send', () => {
	const left = made( { fulfilled: true } );
	expect( wrong( [ left ], 'cancelled' ) ).toHaveLength( 1 );
	const next = made( {
		...{ id: '95', number: 'R-95' },
		externalReference: 'a1-7-sale-2',
	} );
	expect( wrong( [ left, next ] ).join() ).toContain( 'R-95 was sent' );
} );
