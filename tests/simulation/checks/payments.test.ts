import { expect, it } from 'vitest';
import type { SorsDocument } from '../../sors/model/types';
import type { Entry, Order, ShopState } from '../model/shop';
import { payments, unseen, type Payment } from './payments';

function scene() {
	const order = {
		...{ id: 7, status: 'processing', total: 300, refunds: [] },
		...{ gateway: 'bacs', paidAt: 1000, completedAt: 0 },
	} as unknown as Order;
	const entry = {
		...{ id: 1, orderId: 7, role: 'sale', revision: 1, state: 'sent' },
		...{ documentId: '90', database: 'Demo2', documentBy: 'answered' },
		...{ issue: null, total: 300, paidByHand: null },
	} as unknown as Entry;
	const document = {
		...{ id: '90', total: 300, paidAmount: 0, paidAt: null },
	} as unknown as SorsDocument;
	const state = {
		orders: new Map( [ [ 7, order ] ] ),
		entries: [ entry ],
	} as unknown as ShopState;
	const standing = new Map( [ [ 'Demo2 90', document ] ] );
	const wrong = ( ...listed: Payment[] ) =>
		payments( listed, state, standing );
	const unknown = () => unseen( state, standing, () => false );
	return { ...{ order, entry, document, state, wrong, unknown } };
}

const payment = ( kind: string, amount: string ): Payment => ( {
	...{ kind, amount, entryId: 1, orderId: 7 },
} );

it( 'wants what was paid after its document was made, and is not ticked', () => {
	const { entry, wrong } = scene();
	expect( wrong( payment( 'enter', '300.00' ) ) ).toEqual( [] );
	expect( wrong() ).toHaveLength( 1 );
	expect( wrong( payment( 'enter', '200.00' ) ) ).toHaveLength( 2 );
	entry.paidByHand = 100;
	expect( wrong( payment( 'enter', '200.00' ) ) ).toEqual( [] );
	entry.paidByHand = 300;
	expect( wrong() ).toEqual( [] );
	entry.state = 'cancelled';
	expect( wrong( payment( 'takeBack', '300' ) ) ).toEqual( [] );
	expect( wrong() ).toHaveLength( 1 );
} );

it.each< [ string, ( its: ReturnType< typeof scene > ) => void ] >( [
	[ 'an order that is not paid', ( { order } ) => ( order.paidAt = 0 ) ],
	[ 'money that is collected', ( { order } ) => ( order.gateway = 'cod' ) ],
	[ 'a dead order', ( { order } ) => ( order.status = 'cancelled' ) ],
	[ 'one on hold again', ( { order } ) => ( order.status = 'on-hold' ) ],
	[ 'a document that says so', ( { document } ) => ( document.paidAt = 5 ) ],
	[
		'one that is missing',
		( { entry } ) => ( entry.issue = 'missing_in_sors' ),
	],
	[
		'one that is being cancelled',
		( { entry, state } ) =>
			state.entries.push( { ...entry, role: 'cancel', state: 'queued' } ),
	],
	[
		'what was paid back',
		( { order } ) =>
			order.refunds.push( { id: 8, amount: 300, parts: [] } ),
	],
] )( 'lists nothing of %s', ( _what, change ) => {
	const its = scene();
	change( its );
	expect( its.wrong() ).toEqual( [] );
	expect( its.wrong( payment( 'enter', '300' ) ) ).toHaveLength( 1 );
} );

it( 'sees that a payment at SORS was not noticed', () => {
	const { document, entry, unknown } = scene();
	expect( unknown() ).toEqual( [] );
	document.paidAmount = 120;
	expect( unknown() ).toHaveLength( 1 );
	entry.paidByHand = 120;
	expect( unknown() ).toEqual( [] );
} );
