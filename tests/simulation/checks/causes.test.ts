import { describe, expect, it } from 'vitest';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Order } from '../model/orders';
import type { Entry, ShopState } from '../model/shop';
import { needlessQuestions } from './causes';

/** A hammer at 120, 20 % VAT in it, in a reservation. */
function scene() {
	const order = {
		...{ id: 7, status: 'processing', total: 120, completed: false },
		lines: [
			{
				...{ itemId: 1, productId: 5, quantity: 1, restocked: 0 },
				...{ gross: 120, net: 100, tax: 20, taxes: new Map() },
			},
		],
		...{ extras: [], refunds: [] },
		...{ email: 'ana@example.test', pib: '' },
	} as unknown as Order;
	const entry = {
		...{ id: 3, orderId: 7, role: 'sale', refundId: 0, revision: 1 },
		...{ state: 'sent', error: null, words: '', issue: null },
		...{ database: 'Shop', documentId: '90', documentBy: 'answered' },
		...{ reference: 's-7-t1-sale-1', kind: 'reservation', total: 120 },
	} as unknown as Entry;
	const document = {
		...{ id: '90', kind: 'reservation', status: 'open', total: 120 },
		...{ externalReference: 's-7-t1-sale-1', sourceDocumentId: null },
	} as unknown as SorsDocument;
	const ana = { taxId: null, email: 'Ana@example.test' };
	const database = {
		customers: [ ana ],
		...{ name: 'Shop', documents: [ document ], units: [ { id: '1' } ] },
		products: [
			{ code: 'A', vatRate: 20 },
			{ code: 'USL-DOSTAVA', vatRate: 20 },
			{ code: 'USL-NAKNADA', vatRate: 20 },
		],
	} as unknown as SorsDatabase;
	const state = {
		orders: new Map( [ [ 7, order ] ] ),
		entries: [ entry ],
		products: [ { id: 5, code: 'A' } ],
		pricing: { decimals: 2, unit: 0.01, byLine: true, hasTaxes: true },
	} as unknown as ShopState;
	const causes = {
		...{ lastOfBackup: 0, wasCutOff: false, refused: false },
		...{ lostCustomers: false, discountedAgain: false },
		...{ edited: new Set< number >(), parted: new Set< number >() },
	};
	const left = new Set< number >();
	const databases = [ database ];
	const said = () =>
		needlessQuestions( { state, databases, unit: '1', causes, left } );
	return {
		...{ order, entry, document, database, databases, state, causes },
		...{ left, said },
	};
}

type Its = ReturnType< typeof scene >;

const charge = ( type: 'shipping' | 'fee' ) => ( {
	...{ itemId: 2, type, gross: 12, net: 10, tax: 2 },
	taxes: new Map(),
} );

const refund = { id: 8, amount: 50, parts: [] };

const returned = ( { database }: Its, kind: SorsDocument[ 'kind' ] ) =>
	void database.documents.push( {
		...{ id: '91', sourceDocumentId: '90', kind },
	} as SorsDocument );

describe( 'an order that is rejected', () => {
	it.each< [ string, ( its: Its ) => void ] >( [
		[ 'unknown_product', ( { causes } ) => causes.parted.add( 5 ) ],
		[
			'customer_ambiguous',
			( { database: { customers } } ) =>
				void customers.push( ...customers ),
		],
		[ 'duplicate_code', ( { causes } ) => causes.parted.add( 5 ) ],
		[
			'duplicate_code',
			( { order, database } ) => {
				order.extras.push( charge( 'shipping' ) );
				database.products.push( ...database.products.slice( 1, 2 ) );
			},
		],
		[ 'unlinked_product', ( { state } ) => ( state.products = [] ) ],
		[
			'fee_item',
			( { order, database } ) => {
				order.extras.push( charge( 'fee' ) );
				database.products.pop();
			},
		],
		[
			'shipping_item',
			( { order, database } ) => {
				order.extras.push( charge( 'shipping' ) );
				database.products.splice( 1, 1 );
			},
		],
		[ 'vat_differs', ( { order } ) => ( order.lines[ 0 ]!.tax = 0 ) ],
		[ 'total_differs', ( { order } ) => ( order.total = 110 ) ],
		[ 'total_negative', ( { order } ) => ( order.total = -1 ) ],
		[ 'empty', ( { order } ) => ( order.lines = [] ) ],
		[ 'unknown_unit', ( { database } ) => ( database.units = [] ) ],
		[ 'pib_personal', ( { order } ) => ( order.pib = '0101990710008' ) ],
		[ 'pib_invalid', ( { order } ) => ( order.pib = '108765435' ) ],
		[ 'no_customer', ( { order } ) => ( order.email = '' ) ],
		[
			'customer_refused',
			( { causes } ) => ( causes.lostCustomers = true ),
		],
		[ 'customer_uncertain', ( { causes } ) => ( causes.wasCutOff = true ) ],
		[ 'cut_off', ( { causes } ) => ( causes.wasCutOff = true ) ],
		[ 'delivered', ( { order } ) => ( order.completed = true ) ],
		[ 'not_ours', ( { entry } ) => ( entry.documentBy = 'named' ) ],
		[ 'not_from_here', ( { entry } ) => ( entry.documentId = null ) ],
		[ 'cannot_cancel', ( { entry } ) => ( entry.documentId = null ) ],
		[ 'has_returns', ( its ) => returned( its, 'return' ) ],
		[ 'followed', ( its ) => returned( its, 'invoice' ) ],
		[ 'carried_over', ( its ) => its.databases.unshift( its.database ) ],
		[ 'former_database', ( its ) => its.databases.unshift( its.database ) ],
		[
			'money_refund',
			( { order, entry } ) => {
				order.refunds.push( refund );
				entry.kind = 'invoice';
			},
		],
		[ '409', ( { causes } ) => ( causes.refused = true ) ],
		[ 'REFUSED', ( { causes } ) => ( causes.refused = true ) ],
		[ 'rejected', ( { causes } ) => ( causes.refused = true ) ],
		[ 'UNKNOWN_PRODUCT', ( { causes } ) => causes.parted.add( 5 ) ],
	] )( 'as %s is so for a cause', ( error, change ) => {
		const its = scene();
		Object.assign( its.entry, { state: 'rejected', error } );
		expect( its.said() ).toHaveLength( 1 );
		change( its );
		expect( its.said() ).toEqual( [] );
	} );

	it( 'for a reason that nobody knows is so for no cause', () => {
		const { entry, said } = scene();
		Object.assign( entry, {
			...{ state: 'rejected', error: 'weather', words: 'It rains.' },
		} );
		expect( said() ).toEqual( [
			'entry 3 (order 7, sale) is rejected (weather: It rains.), and there is no cause for it',
		] );
	} );

	it( 'is not judged where it is left to its owner, or a backup brought it back', () => {
		const { entry, left, causes, said } = scene();
		Object.assign( entry, { state: 'rejected', error: 'weather' } );
		left.add( 7 );
		expect( said() ).toEqual( [] );
		left.clear();
		causes.lastOfBackup = 3;
		expect( said() ).toEqual( [] );
	} );
} );

describe( 'a document that was sent', () => {
	it.each< [ string, ( its: Its ) => void ] >( [
		[ 'changed', ( { causes } ) => causes.edited.add( 7 ) ],
		[ 'changed', ( { order } ) => order.refunds.push( refund ) ],
		[ 'order_trashed', ( { order } ) => ( order.status = 'trash' ) ],
		[ 'order_deleted', ( { state } ) => state.orders.clear() ],
		[
			'discounted_twice',
			( { causes } ) => ( causes.discountedAgain = true ),
		],
		[
			'missing_in_sors',
			( { document } ) => ( document.status = 'cancelled' ),
		],
		[
			'doubled_in_sors',
			( { database, document } ) =>
				database.documents.push( { ...document, id: '91' } ),
		],
		[ 'other_total', ( { document } ) => ( document.total = 100 ) ],
	] )( 'has the issue %s for a cause', ( issue, change ) => {
		const its = scene();
		its.entry.issue = issue;
		expect( its.said() ).toEqual( [
			`entry 3 (order 7, sale) has the issue ${ issue }, and there is no cause for it`,
		] );
		change( its );
		expect( its.said() ).toEqual( [] );
	} );

	it( 'differs from its refund where the amounts do', () => {
		const { entry, order, said } = scene();
		Object.assign( entry, {
			...{ role: 'return', refundId: 8, issue: 'refund_differs' },
		} );
		order.refunds.push( { ...refund, amount: 120 } );
		expect( said() ).toHaveLength( 1 );
		entry.total = 100;
		expect( said() ).toEqual( [] );
	} );
} );
