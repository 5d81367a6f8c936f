import { expect, it } from 'vitest';
import type { SorsDocument, SorsPayment } from '../../sors/model/types';
import type { Entry, Order, ShopState } from '../model/shop';
import {
	forgotten,
	paidTwice,
	payments,
	unseen,
	type Payment,
	type Standing,
} from './payments';

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
		/** It was paid before. */
		recorded: { database: 'Demo2', since: { Demo2: 2000 } },
	} as unknown as ShopState;
	const standing = {
		documents: new Map( [ [ 'Demo2 90', document ] ] ),
		payments: new Map< string, SorsPayment[] >(),
	} satisfies Standing;
	const wrong = ( ...listed: Payment[] ) =>
		payments( listed, state, standing );
	const unknown = () => unseen( state, standing, () => false );
	const lost = () => forgotten( state, standing, () => false );
	/** The entry that records it. */
	const records = ( is: object ): void => {
		state.entries.push( {
			...{ id: 2, orderId: 7, role: 'payment', revision: 1 },
			...{ error: null, lock: '', ...is },
		} as unknown as Entry );
	};
	return {
		...{ order, entry, document, state, standing },
		...{ wrong, unknown, lost, records },
	};
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
	[ 'what the plugin records', ( { order } ) => ( order.paidAt = 3000 ) ],
	[ 'one on its way', ( { records } ) => records( { state: 'queued' } ) ],
	[
		'one that may be there',
		( { records } ) => records( { state: 'rejected', lock: 'in_doubt' } ),
	],
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

it.each< [ string, ( its: ReturnType< typeof scene > ) => void ] >( [
	[ 'was refused', ( { records } ) => records( { state: 'rejected' } ) ],
	[
		'is of a status of its own',
		( { order, records } ) => {
			order.status = 'spremno';
			records( { state: 'skipped', error: 'by_hand' } );
		},
	],
	[
		'is of another year',
		( { state: { recorded } } ) => {
			recorded.database = 'Demo3';
			recorded.since = { Demo3: 0 };
		},
	],
	[
		'is due of an order that grew',
		( { order } ) => {
			order.total = 500;
			order.paidAt = 1000;
		},
	],
] )( 'lists what %s', ( _what, change ) => {
	const its = scene();
	its.order.paidAt = 3000;
	change( its );
	expect( its.wrong( payment( 'enter', '300.00' ) ) ).toEqual( [] );
	expect( its.wrong() ).toHaveLength( 1 );
} );

it( 'sees what is in SORS twice, and what is nowhere', () => {
	const { order, standing, lost, records } = scene();
	const paid = { amount: 300, documentId: '90' } as SorsPayment;
	standing.payments.set( 'Demo2 90', [ paid ] );
	expect( paidTwice( standing ) ).toEqual( [] );
	standing.payments.set( 'Demo2 90', [ paid, { ...paid, amount: 100 } ] );
	expect( paidTwice( standing ) ).toHaveLength( 1 );
	expect( lost() ).toEqual( [] );
	order.paidAt = 3000;
	expect( lost() ).toHaveLength( 1 );
	records( { state: 'rejected' } );
	expect( lost() ).toEqual( [] );
} );
