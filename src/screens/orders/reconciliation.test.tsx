import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { line } from '../../testing/orders-shop';
import { posts, REFUSAL, shopWith } from '../../testing/reconciliation-shop';
import { render } from '../../testing/render';
import { findingOf, reconciliationOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Orders from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'orders', { view: 'reconciliation' } ) );

const counter = ( label: string ) =>
	screen.getByText( label, { selector: 'dt' } ).nextElementSibling;

it( 'names what the order and its document come to, in the colour of such an order', async () => {
	shopWith(
		reconciliationOf( [
			findingOf( {
				kind: 'otherTotal',
				total: { amount: '4516.4', currency: 'RSD' },
				documentTotal: '2499.20',
			} ),
			findingOf( { entryId: 8, orderId: 1043, orderNumber: '1043' } ),
		] )
	);
	render( <Orders /> );
	const differing = await line( 'Order 1042' );
	expect( differing ).toHaveTextContent(
		/RSD\s4,516\.40\s*Document: RSD\s2,499\.20/
	);
	expect( within( differing ).getByText( 'Differs' ) ).toHaveClass(
		'sors-badge--bad'
	);
	expect( await line( 'Order 1043' ) ).not.toHaveTextContent( 'Document:' );
} );

it( 'compares at a press, shows how far it is, and then what it came to', async () => {
	const { now, requests } = shopWith(
		reconciliationOf( [], { state: 'never', from: null, to: null } ),
		{
			'POST reconciliation': () =>
				( now.report = reconciliationOf( [], {
					state: 'running',
					finishedAt: null,
					documents: 200,
					checked: 50,
				} ) ),
		}
	);
	render( <Orders /> );
	expect(
		await screen.findByText( 'Nothing has been compared yet.' )
	).toBeVisible();
	expect( screen.queryByRole( 'table' ) ).toBeNull();

	await userEvent.click( screen.getByText( 'Compare now' ) );
	expect( await screen.findByText( '50 of 200 documents' ) ).toBeVisible();
	expect( screen.getByRole( 'progressbar' ) ).toHaveAccessibleName(
		'Comparing orders with SORS'
	);
	expect(
		screen.getByRole( 'button', { name: 'Comparing…' } )
	).toHaveAttribute( 'aria-disabled', 'true' );

	now.report = reconciliationOf( [ findingOf() ], {
		counts: { ...now.report.counts, missing: 1 },
	} );
	// It is looked at again without a press.
	expect( await line( 'Order 1042' ) ).toBeVisible();
	expect(
		screen.getByText( /^Compared on Nov 24, 2026 at \d+:\d\d\s[AP]M\./ )
	).toBeVisible();
	expect( counter( 'Document gone from SORS' ) ).toHaveTextContent( '1' );
	expect( screen.queryByRole( 'progressbar' ) ).toBeNull();
	expect( posts( requests ) ).toEqual( [
		{ route: 'POST reconciliation', body: null },
	] );
} );

const GOOD_NEWS = /Every order agrees with its document/;

it( 'does not say that all agrees where something could not be checked', async () => {
	shopWith(
		reconciliationOf( [], {
			unchecked: '12 orders belong to a former database.',
		} )
	);
	render( <Orders /> );
	expect(
		await screen.findByText( /What could not be checked/ )
	).toBeVisible();
	expect(
		screen.getByText( '12 orders belong to a former database.', {
			selector: 'p',
		} )
	).toBeVisible();
	expect( screen.queryByText( GOOD_NEWS ) ).toBeNull();
} );

it( 'says that all agrees only once all is compared', async () => {
	const { now } = shopWith(
		reconciliationOf( [], { state: 'running', finishedAt: null } )
	);
	render( <Orders /> );
	expect( await screen.findByText( 'Nothing found so far.' ) ).toBeVisible();
	expect( screen.queryByText( GOOD_NEWS ) ).toBeNull();
	now.report = reconciliationOf();
	expect( await screen.findByText( GOOD_NEWS ) ).toBeVisible();
} );

it( 'does not say that all agrees where a search finds nothing, nor while more is asked for', async () => {
	const user = userEvent.setup();
	let answer = () => {};
	let isFirst = true;
	shopWith( reconciliationOf(), {
		'GET reconciliation': ( { query } ) => {
			if ( query.get( 'search' ) !== null ) {
				return reconciliationOf();
			}
			if ( isFirst ) {
				isFirst = false;
				return reconciliationOf( [ findingOf() ] );
			}
			return new Promise( ( resolve ) => {
				answer = () => resolve( reconciliationOf( [ findingOf() ] ) );
			} );
		},
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	await user.type( screen.getByRole( 'searchbox' ), '7' );
	expect( await screen.findByText( 'No orders match.' ) ).toBeVisible();
	expect( screen.queryByText( GOOD_NEWS ) ).toBeNull();
	await user.clear( screen.getByRole( 'searchbox' ) );
	await waitFor( () =>
		expect(
			screen.getByRole( 'group', { name: /do not agree/ } )
		).toHaveAttribute( 'aria-busy', 'true' )
	);
	expect( screen.queryByText( GOOD_NEWS ) ).toBeNull();
	answer();
	expect( await line( 'Order 1042' ) ).toBeVisible();
} );

it( 'asks the server for what is searched', async () => {
	const asked: ( string | null )[] = [];
	shopWith( reconciliationOf(), {
		'GET reconciliation': ( { query } ) => {
			asked.push( query.get( 'search' ) );
			return reconciliationOf( [ findingOf() ] );
		},
	} );
	render( <Orders /> );
	await line( 'Order 1042' );
	await userEvent.type( screen.getByRole( 'searchbox' ), ' 1042 ' );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( '1042' ) );
} );

it( 'can be asked again where the report could not be had', async () => {
	let isDown = true;
	shopWith( reconciliationOf(), {
		'GET reconciliation': () =>
			isDown ? new Failure( 500, 'No table.' ) : reconciliationOf(),
	} );
	render( <Orders /> );
	expect( await screen.findByText( 'No table.', REFUSAL ) ).toBeVisible();
	isDown = false;
	await userEvent.click( screen.getByText( 'Try again' ) );
	expect( await screen.findByText( GOOD_NEWS ) ).toBeVisible();
	expect( screen.queryByText( 'No table.', REFUSAL ) ).toBeNull();
} );

const withoutOrder = {
	database: 'Demo2',
	documentId: '4711',
	number: 'R-12/2026',
	reference: 'k3f9-77-t1abcd-sale-1',
	kind: 'Reservation',
	date: '2026-11-20',
	total: '1200',
};

it( 'asks before a document without an order is cancelled, and lists it no more', async () => {
	const user = userEvent.setup();
	const { now, requests } = shopWith(
		reconciliationOf( [], { documentsWithoutOrder: [ withoutOrder ] } ),
		{
			'POST reconciliation/document': () => {
				now.report = reconciliationOf();
				return now.report;
			},
		}
	);
	render( <Orders /> );
	await user.click( await screen.findByText( 'Cancel it in SORS' ) );
	const question = within( await screen.findByRole( 'dialog' ) );
	expect( posts( requests ) ).toEqual( [] );
	await user.click(
		question.getByRole( 'button', { name: 'Cancel it in SORS' } )
	);
	await waitFor( () =>
		expect( screen.queryByText( /R-12\/2026/ ) ).toBeNull()
	);
	expect( posts( requests ) ).toEqual( [
		{
			route: 'POST reconciliation/document',
			body: { database: 'Demo2', documentId: '4711', as: 'cancel' },
		},
	] );
} );

it( 'leaves a document without an order at a press; where SORS cannot cancel, that is all', async () => {
	const user = userEvent.setup();
	const { now, requests } = shopWith(
		reconciliationOf( [], {
			documentsWithoutOrder: [ withoutOrder ],
			canCancel: false,
		} ),
		{
			'POST reconciliation/document': () => {
				now.report = reconciliationOf();
				return now.report;
			},
		}
	);
	render( <Orders /> );
	await user.click( await screen.findByText( 'Leave it' ) );
	await waitFor( () =>
		expect( screen.queryByText( /R-12\/2026/ ) ).toBeNull()
	);
	expect( screen.queryByText( 'Cancel it in SORS' ) ).toBeNull();
	expect( posts( requests )[ 0 ]?.body ).toMatchObject( { as: 'leave' } );
} );
