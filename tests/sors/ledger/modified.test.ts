import { afterAll, beforeEach, expect, it } from 'vitest';
import { SorsControl } from '../client';
import { startSorsServer } from '../server';
import { call, moment } from '../testing/caller';
import { create, type Create } from '../testing/documents';
import { order } from '../testing/order';

const server = await startSorsServer();
const control = new SorsControl( server.controlUrl );
afterAll( () => server.close() );
beforeEach( () => control.reset() );

/** Codes of what the server shows as changed since the moment. */
async function changedSince( at: Date ): Promise< unknown[] > {
	const modifiedSince = moment( server.contract, at );
	const got = await call( server, 'listInventory', {
		query: { modifiedSince },
	} );
	return got.rows.map( ( level ) => level.productCode );
}

const make = async ( operation: Create ) => {
	const line = { code: '000101', quantity: 2, unitPrice: 1290 };
	const got = await create(
		server,
		operation,
		await order( server, [ line ] )
	);
	return { documentId: String( got.rows[ 0 ]?.id ) };
};

it.each( [
	[ 'createReservation', true, [ '000101' ] ],
	[ 'createReservation', false, [] ],
	[ 'createDeliveryNote', false, [ '000101' ] ],
] as const )(
	'%s, with reservationsModify %s, changes %j',
	async ( operation, reservationsModify, changed ) => {
		await control.settings( { reservationsModify } );
		const before = new Date( Date.now() - 1000 );
		const path = await make( operation );
		expect( await changedSince( before ) ).toEqual( changed );
		await call( server, 'cancelDocument', { path } );
		expect( await changedSince( before ) ).toEqual( changed );
	}
);

it( 'stamps what changes by a clock that may be wrong', async () => {
	await control.settings( { clockMinutes: -90 } );
	await make( 'createReservation' );
	const ago = ( minutes: number ) =>
		new Date( Date.now() - minutes * 60_000 );
	expect( await changedSince( ago( 80 ) ) ).toEqual( [] );
	expect( await changedSince( ago( 100 ) ) ).toEqual( [ '000101' ] );
} );
