import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { shopWith as shopWithOrders } from './testing/orders-shop';
import { render } from './testing/render';
import {
	changeOf,
	itemOf,
	lineOf,
	overviewOf,
	pendingOf,
	runOf,
} from './testing/samples';
import {
	connected,
	shopWith as shopWithSettings,
} from './testing/settings-shop';
import { shop } from './testing/shop';
import { goTo } from './ui/navigation';
import Orders from './screens/orders';
import Overview from './screens/overview';
import Products from './screens/products';
import Settings from './screens/settings';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( './ui/table/DataViewsTable' ), 120_000 );

/** A value that a newer server added. */
const NEW = 'brandNew' as never;

const known = runOf( {
	id: 1,
	kind: 'stock',
	state: 'succeeded',
	finishedAt: '2026-11-24T15:10:00Z',
} );
const unknown = runOf( {
	id: 2,
	kind: NEW,
	state: NEW,
	startedBy: NEW,
	mode: NEW,
} );

it( 'shows the history with a run of a kind that it does not know', async () => {
	goTo( 'products', { view: 'history' } );
	shop( { 'GET runs': () => ( { items: [ unknown, known ], total: 2 } ) } );
	render( <Products /> );
	expect( await screen.findByText( '1 · Stock and prices' ) ).toBeVisible();
	expect( screen.getByText( '2 · brandNew' ) ).toBeVisible();
	expect( screen.getByText( 'brandNew' ) ).toBeVisible();
	expect( screen.getByText( /PM · brandNew$/ ) ).toBeVisible();
} );

it( 'shows such a run and its items', async () => {
	goTo( 'products', { run: '2' } );
	shop( {
		'GET runs/{id}': () => unknown,
		'GET runs/{id}/items': () => ( {
			items: [
				itemOf( { id: 1, name: 'Boja', outcome: NEW, action: NEW } ),
				itemOf( { id: 2, name: 'Lak' } ),
			],
			total: 2,
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByRole( 'row', { name: /Boja.*brandNew/ } )
	).toBeVisible();
	expect( screen.getByRole( 'row', { name: /Lak/ } ) ).toBeVisible();
} );

it( 'shows what needs attention, whatever became of it', async () => {
	goTo( 'products', { view: 'conflicts' } );
	shop( {
		'GET conflicts': () => ( {
			items: [
				{
					id: 'new-8',
					source: NEW,
					code: 'new',
					outcome: NEW,
					itemCode: 'T8',
					itemName: 'Lak',
					productId: null,
					productUrl: null,
					message: 'Look at it.',
					runId: null,
				},
			],
			total: 1,
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByRole( 'row', {
			name: /Lak.*brandNew.*brandNew.*Look at it/,
		} )
	).toBeVisible();
} );

it( 'shows what waits, whatever the reason', async () => {
	goTo( 'products', { view: 'pending' } );
	const change = changeOf( { name: 'Lak', kind: NEW, classes: [ NEW ] } );
	shop( {
		'GET pending': () => ( {
			...pendingOf( [ change ] ),
			kinds: [
				{ kind: NEW, waiting: 1, news: 1, message: 'Look at it.' },
			],
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByRole( 'row', { name: /Lak.*brandNew.*brandNew/ } )
	).toBeVisible();
	expect( screen.getByText( /Look at it/ ) ).toBeVisible();
} );

it( 'shows the overview', async () => {
	shop( {
		'GET overview': () =>
			overviewOf( {
				runs: [
					{ kind: NEW, last: unknown, active: null, nextAt: null },
					{ kind: 'stock', last: known, active: null, nextAt: null },
				],
				recentRuns: [ unknown, known ],
				outbox: [ { state: NEW, count: 3 } ],
				decisions: [
					{
						code: 'new',
						severity: NEW,
						message: 'One thing more.',
						screen: NEW,
						params: {},
						button: 'Open it',
					},
				],
			} ),
	} );
	render( <Overview /> );
	expect( await screen.findByText( 'One thing more.' ) ).toBeVisible();
	expect( screen.getByRole( 'link', { name: 'brandNew' } ) ).toBeVisible();
	expect( screen.getAllByText( 'Stock and prices' ) ).not.toEqual( [] );
} );

it( 'shows the orders with one whose state it does not know, in the words of the server', async () => {
	goTo( 'orders' );
	shopWithOrders( [
		lineOf(),
		lineOf( {
			id: 7,
			number: '7',
			state: NEW,
			label: 'Parked',
			role: NEW,
		} ),
	] );
	render( <Orders /> );
	expect(
		await screen.findByRole( 'row', { name: /Order 7.*Parked/ } )
	).toBeVisible();
	expect( screen.getByRole( 'row', { name: /Order 1042/ } ) ).toBeVisible();
} );

it( 'shows late payments, whatever is to be done', async () => {
	goTo( 'orders', { view: 'payments' } );
	shop( {
		'GET payments': () => ( {
			items: [
				{
					kind: NEW,
					entryId: 7,
					orderId: 1042,
					orderNumber: '1042',
					orderUrl: null,
					document: 'Reservation REZ-88/2026',
					database: 'Demo2',
					amount: '12500.00',
					paidAt: null,
					method: 'Bank',
				},
			],
			total: 1,
			known: true,
		} ),
	} );
	render( <Orders /> );
	expect(
		await screen.findByRole( 'row', { name: /1042.*brandNew/ } )
	).toBeVisible();
} );

it( 'shows what SORS answered, whatever came of the check', async () => {
	goTo( 'settings' );
	shopWithSettings( connected, {
		'POST connection/contract-check': () => ( {
			ok: false,
			operations: [
				{
					operation: 'listProducts',
					request: 'GET /products',
					state: NEW,
					message: '',
					field: null,
					answer: null,
					said: null,
				},
			],
			report: '',
		} ),
	} );
	render( <Settings /> );
	await userEvent.click(
		await screen.findByText( 'Check the answers of SORS' )
	);
	expect( await screen.findByText( 'brandNew' ) ).toBeVisible();
} );
