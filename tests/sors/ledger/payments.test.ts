import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { VARIANTS, variant } from '../../contract-variants/variants';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { call } from '../testing/caller';
import { order } from '../testing/order';

const REFERENCE = 'shop-1-payment-1';
const LINE = { code: '000101', quantity: 2, unitPrice: 1290 };

describe.each( [ 'shipped', 'second', 'third' ] as const )(
	'payments by the contract "%s"',
	( name ) => {
		const contract = variant( name );
		const started = startSorsServer( { contract } );
		const made = async () => {
			const server = await started;
			const control = new SorsControl( server.controlUrl );
			const body = await order( server, [ LINE ] );
			const got = await call( server, 'createInvoice', { body } );
			const documentId = String( got.rows[ 0 ]?.id );
			const customerId = String( body.customerId );
			return { server, control, documentId, customerId };
		};
		const pay = {
			externalReference: REFERENCE,
			amount: 1500,
			currency: 'RSD',
			paymentMethod: 'bankTransfer',
		};
		beforeEach( async () => {
			await new SorsControl( ( await started ).controlUrl ).reset();
		} );
		afterAll( async () => ( await started ).close() );

		it( 'adds to what the document says was paid, and lowers the debt', async () => {
			const { server, documentId, customerId } = await made();
			const owed = async () =>
				Number(
					(
						await call( server, 'getCustomerDebt', {
							path: { customerId },
						} )
					).rows[ 0 ]?.balance
				);
			const before = await owed();
			const body = { ...pay, documentId };
			const got = await call( server, 'recordPayment', { body } );
			expect( [ got.status, got.rows[ 0 ] ] ).toEqual( [
				201,
				expect.objectContaining( body ),
			] );
			expect( await owed() ).toBe( before - 1500 );
			const document = await call( server, 'getDocument', {
				path: { documentId },
			} );
			expect( document.rows[ 0 ]?.paidAmount ).toBe( 1500 );
		} );

		it( 'finds them by their reference, doubles and all', async () => {
			const { server, control, documentId } = await made();
			const find = async ( externalReference: string ) =>
				(
					await call( server, 'findPayments', {
						query: { externalReference },
					} )
				).rows;
			expect( await find( REFERENCE ) ).toEqual( [] );
			const body = { ...pay, documentId };
			await call( server, 'recordPayment', { body } );
			await call( server, 'recordPayment', { body } );
			expect( await find( REFERENCE ) ).toHaveLength( 2 );
			expect( await find( 'shop-2-payment-1' ) ).toEqual( [] );
			const state = await control.state( { include: [ 'payments' ] } );
			expect( state.databases.Demo2?.payments ).toHaveLength( 2 );
		} );

		it( 'refuses what is of no open document, or no money', async () => {
			const { server, documentId } = await made();
			const refused = async ( body: object ) =>
				(
					await call( server, 'recordPayment', {
						body: { ...pay, documentId, ...body },
					} )
				).errors.map( ( error ) => error.split( ': ' )[ 1 ] );
			expect( await refused( { amount: 0 } ) ).toEqual( [ 'AMOUNT' ] );
			expect( await refused( { documentId: '1' } ) ).toEqual( [
				'UNKNOWN_DOCUMENT',
			] );
			await call( server, 'cancelDocument', { path: { documentId } } );
			expect( await refused( {} ) ).toEqual( [ 'CANCELLED' ] );
		} );
	}
);

it( 'leaves payments to contracts that have them', () => {
	const has = Object.keys( VARIANTS ).filter(
		( name ) =>
			variant( name as keyof typeof VARIANTS ).operations.recordPayment
	);
	expect( has ).toEqual( [
		...[ 'shipped', 'second', 'second-small-pages', 'third' ],
		...[ 'no-lookup', 'second-no-lookup' ],
	] );
} );
