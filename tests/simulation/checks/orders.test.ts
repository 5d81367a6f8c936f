import { describe, expect, it } from 'vitest';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Order } from '../model/orders';
import type { Entry, ShopState } from '../model/shop';
import { customers } from './customers';
import { orders } from './orders';

/** Two hammers at 120 each and shipping at 60, 20 % VAT in it, in a reservation. */
function scene() {
	const line = { itemId: 1, orderId: 7, productId: 5 };
	const order: Order = {
		...{ id: 7, status: 'processing', total: 300, completed: false },
		completedAt: 0,
		lines: [
			{
				...line,
				...{ quantity: 2, reduced: 2, restocked: 0 },
				...{ gross: 240, net: 200, tax: 40, list: 240 },
				taxes: new Map( [ [ '1', 40 ] ] ),
			},
		],
		extras: [
			{
				itemId: 2,
				type: 'shipping',
				...{ gross: 60, net: 50, tax: 10 },
				taxes: new Map( [ [ '1', 10 ] ] ),
			},
		],
		...{ refunds: [], coupons: [] },
		...{ email: 'ana@example.test', pib: '', gateway: 'bacs', paidAt: 0 },
	};
	const sale = {
		...{ id: 1, orderId: 7, role: 'sale', refundId: 0, revision: 1 },
		...{ state: 'sent', documentId: '90', error: null, issue: null },
		...{
			accepted: '',
			refundIds: [] as number[],
			answeredLosses: 0,
			silentLosses: 0,
		},
	} as unknown as Entry;
	const document = {
		...{ id: '90', number: 'REZ-1', kind: 'reservation', status: 'open' },
		...{ externalReference: 'shop-7-t1-sale-1', pricesIncludeVat: true },
		...{ customerId: '3', buyerEmail: 'ana@example.test' },
		...{ total: 300, paidAmount: 0, paidAt: 1, createdAt: 1_000_000_000 },
		...{ paymentMethod: 'bankTransfer', sourceDocumentId: null },
		lines: [
			{ productCode: 'A', quantity: 2, vatRate: 20, lineTotal: 240 },
			{
				...{ productCode: 'USL-DOSTAVA', quantity: 1 },
				...{ vatRate: 20, lineTotal: 60 },
			},
		],
	} as unknown as SorsDocument;
	const database = {
		documents: [ document ],
		customers: [
			{ id: '3', code: 'W3', taxId: null, email: 'ana@example.test' },
		],
		products: [
			{ code: 'A', vatRate: 20, modifiedAt: 0 },
			{ code: 'USL-DOSTAVA', vatRate: 20, modifiedAt: 0 },
		],
	} as unknown as SorsDatabase;
	const state = {
		storeId: 'shop',
		orders: new Map( [ [ 7, order ] ] ),
		entries: [ sale ],
		products: [ { id: 5, code: 'A' } ],
		behind: 0,
		pricing: { decimals: 2, unit: 0.01, byLine: true, hasTaxes: true },
	} as unknown as ShopState;
	const due = { exportStatuses: [ 'processing' ] };
	const wrong = () => orders( state, database, due ).join( '; ' );
	return { order, sale, document, database, state, due, wrong };
}

const moneyBack = { id: 8, amount: 30, parts: [] };
const allBack = { ...moneyBack, amount: 300 };

describe( 'an order against its document', () => {
	it( 'finds nothing where all agrees', () => {
		expect( scene().wrong() ).toBe( '' );
	} );

	it.each< [ string, ( its: ReturnType< typeof scene > ) => void ] >( [
		[
			'no open document',
			( { document } ) => ( document.status = 'cancelled' ),
		],
		[ '2 × A', ( { document } ) => ( document.lines[ 0 ]!.quantity = 3 ) ],
		[ 'come to 300.01', ( { document } ) => ( document.total = 300.01 ) ],
		[
			'the amount of A',
			( { document } ) => ( document.lines[ 0 ]!.lineTotal = 239 ),
		],
		[
			'VAT of 20 %',
			( { document } ) => ( document.lines[ 0 ]!.vatRate = 10 ),
		],
		[ 'made out to', ( { order } ) => ( order.pib = '108765434' ) ],
		[
			'buyer’s address',
			( { document } ) => ( document.buyerEmail = null ),
		],
		[
			'5 of 300 were paid',
			( { document } ) => ( document.paidAmount = 5 ),
		],
		[ 'does not say so', ( { order } ) => ( order.paidAt = 900_000 ) ],
		[ 'its refund 8', ( { order } ) => order.refunds.push( moneyBack ) ],
		[
			'still has the open document',
			( { order } ) => ( order.status = 'cancelled' ),
		],
		[ 'was deleted', ( { state } ) => state.orders.clear() ],
		[
			'it has 0 × A',
			( { order } ) => ( order.lines[ 0 ]!.restocked = 3 ),
		],
		[
			'right is 270.00',
			( { order, sale } ) => {
				order.refunds.push( moneyBack );
				sale.refundIds.push( 8 );
			},
		],
		[
			// Of a line that was removed since.
			'right is 216.00',
			( { order, sale } ) => {
				const parts = [ { itemId: 99, quantity: 1, gross: 30 } ];
				order.refunds.push( { ...moneyBack, parts } );
				sale.refundIds.push( 8 );
			},
		],
	] )( 'finds %s', ( words, change ) => {
		const its = scene();
		change( its );
		expect( its.wrong() ).toContain( words );
		its.sale.issue = 'changed';
		expect( its.wrong() ).toBe( '' );
	} );

	it( 'lets rounding leave half a unit for each net, tax and total, in charges alone', () => {
		const { order, document, state, wrong } = scene();
		const [ goods, charge ] = document.lines;
		Object.assign( state.pricing, { decimals: 0, unit: 1 } );
		const sends = ( total: number, ofGoods: number, ofCharge: number ) => {
			order.total = document.total = total;
			goods!.lineTotal = ofGoods;
			charge!.lineTotal = ofCharge;
			return wrong();
		};
		expect( sends( 302, 240, 62 ) ).toBe( '' );
		expect( sends( 302, 241, 61 ) ).toContain( 'the amount of A' );
		expect( sends( 300, 239.5, 60.5 ) ).toContain( 'the amount of A' );
		expect( sends( 303, 240, 63 ) ).toContain( 'of USL-DOSTAVA' );
		order.extras = [];
		document.lines.pop();
		order.total = document.total = 241;
		goods!.lineTotal = 241;
		expect( wrong() ).toBe( '' );
	} );

	it( 'reckons without VAT where documents are sent so, and leaves charges without tax to SORS', () => {
		const { order, document, wrong } = scene();
		document.pricesIncludeVat = false;
		document.lines[ 0 ]!.lineTotal = 200;
		document.lines[ 1 ]!.lineTotal = 50;
		expect( wrong() ).toBe( '' );
		Object.assign( order.extras[ 0 ]!, { tax: 0, taxes: new Map() } );
		expect( wrong() ).toBe( '' );
		Object.assign( order.lines[ 0 ]!, { tax: 39, taxes: new Map() } );
		expect( wrong() ).toContain( 'VAT of 20 %' );
	} );

	it.each( [ 'refunded', 'failed' ] )(
		'wants the reservation of a %s order to hold what the buyer keeps',
		( status ) => {
			const { order, sale, state, wrong } = scene();
			order.status = status;
			expect( wrong() ).toBe( '' );
			order.refunds.push( { ...allBack, parts: [] } );
			expect( wrong() ).toContain( 'it still has the open document' );
			order.refunds[ 0 ]!.amount -= 1;
			expect( wrong() ).toContain( 'its refund 8 is in no document' );
			order.completed = true;
			state.entries.push( {
				...{ ...sale, id: 2, role: 'return', refundId: 8 },
				...{ state: 'skipped', error: 'no_goods' },
			} );
			order.lines[ 0 ]!.restocked = 2;
			expect( wrong() ).toContain( 'it has 0 × A' );
		}
	);

	it( 'wants a reservation to follow money alone until the order is completed', () => {
		const its = scene();
		its.order.refunds.push( moneyBack );
		its.state.entries.push( {
			...its.sale,
			...{ role: 'return', refundId: 8, state: 'skipped' },
			error: 'no_goods',
		} );
		expect( its.wrong() ).toContain( 'its refund 8' );
		its.order.completed = true;
		expect( its.wrong() ).toBe( '' );
		its.document.kind = 'invoiceDeliveryNote';
		expect( its.wrong() ).toContain( 'its refund 8' );
	} );
} );

it( 'finds a buyer who became two customers', () => {
	const { database } = scene();
	expect( customers( database ) ).toEqual( [] );
	database.customers.push( { ...database.customers[ 0 ]!, code: 'W4' } );
	expect( customers( database ) ).toHaveLength( 1 );
} );
