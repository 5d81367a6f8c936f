import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { call } from '../testing/caller';
import { create, refusalOnWire, stockOf } from '../testing/documents';
import type { Create } from '../testing/documents';
import { order } from '../testing/order';
import type { Fields } from '../wire/entities';

const server = await startSorsServer();
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

const HAMMER = { code: '000101', quantity: 2, unitPrice: 1290 };

const stock = ( code = HAMMER.code ) => stockOf( control, code );

async function debt( customerId: unknown ) {
	const got = await call( server, 'getCustomerDebt', {
		path: { customerId: String( customerId ) },
	} );
	return Number( got.rows[ 0 ]?.balance );
}

const onWire = ( refusal: string ) =>
	refusalOnWire( server.contract, 'document', refusal );

const make = ( operation: Create, body: Fields ) =>
	create( server, operation, body );

describe( 'what a document moves', () => {
	it.each( [
		[ 'createInvoice', 0, 0, 2580 ],
		[ 'createInvoiceDeliveryNote', -2, 0, 2580 ],
		[ 'createReservation', 0, 2, 0 ],
		[ 'createDeliveryNote', -2, 0, 0 ],
	] as const )(
		'%s: on hand %d, reserved %d, debt %d',
		async ( operation, onHand, reserved, owed ) => {
			const before = await stock();
			const body = await order( server, [ HAMMER ] );
			const owedBefore = await debt( body.customerId );
			const got = await make( operation, body );
			expect( got.status ).toBe( 201 );
			const after = await stock();
			expect( [
				after.onHand - before.onHand,
				after.reserved - before.reserved,
			] ).toEqual( [ onHand, reserved ] );
			expect( ( await debt( body.customerId ) ) - owedBefore ).toBe(
				owed
			);

			// A cancel undoes what was done.
			const path = { documentId: String( got.rows[ 0 ]?.id ) };
			expect(
				( await call( server, 'cancelDocument', { path } ) ).status
			).toBe( 200 );
			expect( await stock() ).toEqual( before );
			expect( await debt( body.customerId ) ).toBe( owedBefore );
			const twice = await call( server, 'cancelDocument', { path } );
			expect( [
				twice.status,
				twice.success,
				twice.errors[ 0 ],
			] ).toEqual( [ 409, false, 'null: ALREADY_CANCELLED' ] );
			expect( await stock() ).toEqual( before );
		}
	);

	it( 'keeps fractions exact and lets stock go below zero', async () => {
		await control.patch( [
			{
				do: 'setStock',
				code: 'EKS-KG',
				unit: '01',
				onHand: 1.1,
				reserved: 0,
			},
		] );
		const body = await order( server, [
			{ code: 'EKS-KG', quantity: 1.3, unitPrice: 259.9 },
		] );
		await make( 'createDeliveryNote', body );
		expect( await stock( 'EKS-KG' ) ).toEqual( {
			onHand: -0.2,
			reserved: 0,
		} );
	} );

	it( 'takes a standing discount off goods, where it does so by itself', async () => {
		await control.patch( [
			{ do: 'setCustomer', code: 'K00001', set: { discountPercent: 10 } },
		] );
		const body = await order( server, [
			HAMMER,
			{ code: 'USL-DOSTAVA', quantity: 1, unitPrice: 390 },
		] );
		const totalOf = async () =>
			Number( ( await make( 'createInvoice', body ) ).rows[ 0 ]?.total );
		expect( await totalOf() ).toBe( 2970 );
		await control.settings( { discountsAgain: true } );
		expect( await totalOf() ).toBe( 2712 );
	} );

	it( 'makes a second document of the same reference', async () => {
		const body = await order( server, [ HAMMER ] );
		await make( 'createReservation', body );
		await make( 'createReservation', body );
		const found = await call( server, 'findDocuments', {
			query: { externalReference: 'shop-1-sale-1' },
		} );
		expect( found.rows.length ).toBe( 2 );
		expect( ( await stock() ).reserved ).toBeGreaterThanOrEqual( 4 );
	} );
} );

describe( 'returns', () => {
	async function source() {
		const body = await order( server, [ HAMMER ] );
		const made = ( await make( 'createInvoiceDeliveryNote', body ) )
			.rows[ 0 ];
		return { body, sourceDocumentId: String( made?.id ) };
	}

	it( 'bring goods back and lower the debt, as far as the document went', async () => {
		const { body, sourceDocumentId } = await source();
		const before = await stock();
		const owed = await debt( body.customerId );
		const half = await order( server, [ { ...HAMMER, quantity: 1 } ], {
			sourceDocumentId,
		} );
		const made = await make( 'createReturn', half );
		expect( ( await stock() ).onHand - before.onHand ).toBe( 1 );
		expect( ( await debt( body.customerId ) ) - owed ).toBe( -1290 );
		const tooMuch = await make( 'createReturn', {
			...body,
			sourceDocumentId,
		} );
		expect( tooMuch.errors ).toEqual( [
			onWire( 'lines: RETURN_EXCEEDS' ),
		] );
		const cancel = await call( server, 'cancelDocument', {
			path: { documentId: sourceDocumentId },
		} );
		expect( cancel.errors ).toEqual( [ 'null: HAS_RETURNS' ] );
		await call( server, 'cancelDocument', {
			path: { documentId: String( made.rows[ 0 ]?.id ) },
		} );
		expect(
			( await make( 'createReturn', { ...body, sourceDocumentId } ) )
				.status
		).toBe( 201 );
	} );

	it( 'need a document that can be returned', async () => {
		const body = await order( server, [ HAMMER ] );
		expect( ( await make( 'createReturn', body ) ).errors ).toEqual( [
			onWire( 'sourceDocumentId: UNKNOWN_DOCUMENT' ),
		] );
		const reserved = ( await make( 'createReservation', body ) ).rows[ 0 ];
		const got = await make( 'createReturn', {
			...body,
			sourceDocumentId: String( reserved?.id ),
		} );
		expect( got.errors ).toEqual( [
			onWire( 'sourceDocumentId: NOT_RETURNABLE' ),
		] );
	} );
} );
