import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Payment } from '../../contract/rest/payments';
import { render } from '../../testing/render';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

const late: Payment = {
	kind: 'enter',
	entryId: 7,
	orderId: 1042,
	orderNumber: '1042',
	orderUrl: 'https://shop.example/wp-admin/admin.php?page=wc-orders&id=1042',
	document: 'Reservation REZ-88/2026',
	database: 'Demo2',
	amount: '12500.00',
	paidAt: '2026-11-24T14:55:00Z',
	method: 'Direct bank transfer',
};
const gone: Payment = {
	...late,
	kind: 'takeBack',
	entryId: 9,
	orderNumber: '1044',
	document: 'Reservation REZ-90/2026',
};

type Routes = Parameters< typeof shop >[ 0 ];

/** A shop that takes what is noted, as the real one does. */
function shopWith( payments: Payment[], routes: Routes = {} ) {
	let open = payments;
	return shop( {
		'GET payments': () => ( {
			items: open,
			total: open.length,
			known: true,
		} ),
		'POST payments': ( { body } ) => {
			const { entryIds } = body as { entryIds: number[] };
			const before = open.length;
			open = open.filter(
				( { entryId } ) => ! entryIds.includes( entryId )
			);
			return { noted: before - open.length };
		},
		...routes,
	} );
}

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders', { view: 'payments' } ) );

const line = ( order: string ) =>
	screen.findByRole( 'row', { name: new RegExp( order ) } );
const press = async ( order: string, button: string ) =>
	userEvent.click(
		within( await line( order ) ).getByRole( 'button', { name: button } )
	);

it( 'ticks off what a person has done in SORS, one or several', async () => {
	const requests = shopWith( [ late, gone ] );
	render( <Orders /> );
	expect( await line( '1042' ) ).toHaveTextContent(
		/12,500.*Reservation REZ-88\/2026.*Demo2.*Enter the payment in SORS/
	);
	expect( await line( '1044' ) ).toHaveTextContent(
		'Document cancelled: take the payment back in SORS'
	);
	// The cell is a flex box, in which a line break between its parts does nothing.
	expect( screen.getByText( late.document ).parentElement ).not.toHaveClass(
		'dataviews-view-table__cell-content-wrapper'
	);
	await press( '1042', 'Done in SORS' );
	expect( await screen.findByText( 'Noted for 1 payment.' ) ).toBeVisible();
	expect( requests ).toContainEqual( {
		route: 'POST payments',
		body: { entryIds: [ 7 ], done: true },
	} );
	expect( screen.queryByRole( 'row', { name: /1042/ } ) ).toBeNull();
	await press( '1044', 'Done in SORS' );
	expect( await screen.findByText( 'No payments like that.' ) ).toBeVisible();
} );

it( 'takes a tick back', async () => {
	const requests = shopWith( [ { ...late, kind: 'entered' } ] );
	render( <Orders /> );
	await press( '1042', 'Not in SORS after all' );
	expect( requests ).toContainEqual( {
		route: 'POST payments',
		body: { entryIds: [ 7 ], done: false },
	} );
} );

it( 'says that somebody else was faster', async () => {
	shopWith( [ late ], { 'POST payments': () => ( { noted: 0 } ) } );
	render( <Orders /> );
	await press( '1042', 'Done in SORS' );
	expect(
		await screen.findByText(
			'Nothing was noted: it has changed meanwhile.'
		)
	).toBeVisible();
} );

it( 'shows why nothing could be noted, and keeps the line', async () => {
	shopWith( [ late ], {
		'POST payments': () => new Failure( 500, 'The database is full.' ),
	} );
	render( <Orders /> );
	await press( '1042', 'Done in SORS' );
	expect(
		await screen.findByText( /The database is full/, {
			selector: 'strong, p',
		} )
	).toBeVisible();
	expect( await line( '1042' ) ).toBeVisible();
} );

it( 'says what to do about them', async () => {
	shopWith( [ late ] );
	render( <Orders /> );
	expect( await screen.findByText( /SORS is not told of it/ ) ).toBeVisible();
} );

it( 'speaks of no payments where there are none', async () => {
	shopWith( [] );
	render( <Orders /> );
	expect( await screen.findByText( 'No payments like that.' ) ).toBeVisible();
	expect( screen.queryByText( /These orders were paid/ ) ).toBeNull();
} );

it( 'says where it cannot be known', async () => {
	shopWith( [], {
		'GET payments': () => ( {
			items: [],
			total: 0,
			known: false,
		} ),
	} );
	render( <Orders /> );
	expect(
		await screen.findByText( /it is not known which documents are unpaid/ )
	).toBeVisible();
} );
