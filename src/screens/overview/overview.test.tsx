import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Overview as Data } from '../../contract/rest/overview';
import { render } from '../../testing/render';
import { overviewOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import Overview from '.';

const data = overviewOf( {
	runs: [
		{
			kind: 'catalog',
			last: runOf( { state: 'succeeded' } ),
			active: null,
			nextAt: '2099-11-25T02:00:00Z',
		},
		{ kind: 'stock', last: null, active: null, nextAt: null },
	],
	linkedProducts: 2000,
	outbox: [
		{ state: 'sent', count: 12 },
		{ state: 'uncertain', count: 1 },
		{ state: 'queued', count: 0 },
	],
	decisions: [
		{
			code: 'orders_uncertain',
			severity: 'error',
			message: 'One order needs you.',
			screen: 'orders',
			params: { state: 'uncertain' },
			button: 'Open these orders',
		},
	],
} );

it( 'shows what needs a decision, with the button that leads to it', async () => {
	shop( { 'GET overview': () => data } );
	render( <Overview /> );
	expect( await screen.findByText( 'One order needs you.' ) ).toBeVisible();
	expect( screen.getByText( 'Open these orders' ) ).toHaveAttribute(
		'href',
		expect.stringContaining( 'path=orders&state=uncertain' )
	);
	expect( screen.queryByText( 'Queued' ) ).toBeNull();
} );

it( 'says first what agrees with SORS, and when that was looked at', async () => {
	const before = ( minutes: number ) =>
		new Date( Date.now() - minutes * 60_000 )
			.toISOString()
			.replace( /\.\d+/, '' );
	shop( {
		'GET overview': () => ( {
			...data,
			agreement: {
				products: { agreeing: 1204, total: 1204, at: before( 12 ) },
				orders: { agreeing: 312, total: 314, at: before( 200 ) },
			},
		} ),
	} );
	render( <Overview /> );
	expect(
		await screen.findByText(
			'1,204 of 1,204 products on sale agree with SORS, 12 minutes ago.'
		)
	).toBeVisible();
	expect(
		screen.getByText( '312 of 314 orders agree with SORS, 3 hours ago.' )
	).toBeVisible();
} );

it( 'says nothing of what was never compared', async () => {
	shop( { 'GET overview': () => data } );
	render( <Overview /> );
	await screen.findByText( 'One order needs you.' );
	expect( screen.queryByText( /agree with SORS/ ) ).toBeNull();
} );

it( 'leads to another page of the shop where that is what solves it', async () => {
	const url = 'https://shop.example/wp-admin/admin.php?page=wc-status';
	const decisions = [ { ...data.decisions[ 0 ]!, url } ];
	shop( { 'GET overview': () => ( { ...data, decisions } ) } );
	render( <Overview /> );
	expect(
		await screen.findByRole( 'link', { name: 'Open these orders' } )
	).toHaveAttribute( 'href', url );
} );

it( 'lets orders that are not wanted in SORS be left out, and no longer warns of them', async () => {
	const warning = {
		...data.decisions[ 0 ]!,
		code: 'orders_left_out',
		message: 'Two orders were placed while sending was off.',
	};
	let decisions = [ ...data.decisions, warning ];
	shop( {
		'GET overview': () => ( { ...data, decisions } ),
		'POST older-orders/leave-out': () => {
			decisions = data.decisions;
			return { leftOut: 0 };
		},
	} );
	render( <Overview /> );
	await userEvent.click( await screen.findByText( 'Leave out' ) );
	await waitFor( () =>
		expect( screen.queryByText( warning.message ) ).toBeNull()
	);
	expect( screen.queryByText( 'Leave out' ) ).toBeNull();
} );

it( 'keeps the keyboard where decisions are made, and says what is left of them', async () => {
	const leftOut = {
		...data.decisions[ 0 ]!,
		code: 'orders_left_out',
		message: 'Two orders were placed while sending was off.',
	};
	const address = {
		...leftOut,
		code: 'address_changed',
		message: 'The shop is at another address.',
	};
	let decisions = [ address, leftOut ];
	shop( {
		'GET overview': () => ( { ...data, decisions } ),
		'POST older-orders/leave-out': () => {
			decisions = [ address ];
			return { leftOut: 0 };
		},
		'POST store-identity': () => {
			decisions = [];
			return { storeId: 'k3f9', address: 'shop.example' };
		},
	} );
	render( <Overview /> );
	await userEvent.click( await screen.findByText( 'Leave out' ) );
	const said = await screen.findByText( '1 decision waits for you.' );
	const status = said.closest( '[role="status"]' );
	expect( status?.parentElement ).toHaveFocus();
	await userEvent.click( screen.getByText( 'The shop moved here' ) );
	expect( await screen.findByText( /^All is well/ ) ).toBeVisible();
	// The same element, else it would not be read out.
	expect( status ).toHaveTextContent( /^All is well/ );
	expect( status?.parentElement ).toHaveFocus();
} );

it( 'tells what ran last and what comes next, of each kind', async () => {
	shop( { 'GET overview': () => data } );
	render( <Overview /> );
	const syncs = within(
		await screen.findByRole( 'region', { name: 'Syncs' } )
	);
	expect( syncs.getByText( 'Finished' ) ).toBeVisible();
	expect( syncs.getByText( /Next: Nov 25, 2099/ ) ).toBeVisible();
	expect( syncs.getByText( /Never ran/ ) ).toBeVisible();
	expect( syncs.getByText( /when you start it/ ) ).toBeVisible();
} );

it( 'names no moment for a sync that is due', async () => {
	const [ line ] = data.runs;
	const due = '2026-11-24T02:00:00Z';
	shop( {
		'GET overview': () => ( {
			...data,
			runs: [ { ...line!, nextAt: due } ],
		} ),
	} );
	render( <Overview /> );
	expect( await screen.findByText( /Next: any minute now/ ) ).toBeVisible();
} );

it( 'says once that WooCommerce’s charts are missing; the tables are there all the same', async () => {
	const day = ( name: string, sent: number, attention = 0 ) => ( {
		day: name,
		sent,
		waiting: 0,
		attention,
		left: 0,
	} );
	shop( {
		'GET overview': () => ( {
			...data,
			ordersByDay: [ day( '2026-11-23', 5 ), day( '2026-11-24', 7, 1 ) ],
			recentRuns: [ runOf( { state: 'failed' } ) ],
		} ),
	} );
	render( <Overview /> );
	const orders = within(
		await screen.findByRole( 'region', {
			name: 'Orders of the last 30 days',
		} )
	);
	expect( screen.getAllByText( /are missing from this page/ ) ).toHaveLength(
		1
	);
	await userEvent.click( orders.getByText( 'Show as a table' ) );
	expect(
		orders.getByRole( 'row', { name: 'Nov 24, 2026 7 1' } )
	).toBeVisible();
} );

it( 'takes no second answer until it is seen what is left to decide', async () => {
	let isDecided = false;
	let show = () => {};
	const decisions = data.decisions.map( ( decision ) => ( {
		...decision,
		code: 'orders_left_out',
	} ) );
	shop( {
		'GET overview': () =>
			isDecided
				? new Promise( ( resolve ) => {
						show = () => resolve( data );
					} )
				: { ...data, decisions },
		'POST older-orders/leave-out': () => {
			isDecided = true;
			return { leftOut: 0 };
		},
	} );
	render( <Overview /> );
	await userEvent.click( await screen.findByText( 'Leave out' ) );
	await waitFor( () => expect( isDecided ).toBe( true ) );
	expect( screen.getByText( 'Saving…' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
	show();
	await waitFor( () => expect( screen.queryByText( 'Saving…' ) ).toBeNull() );
} );

it( 'does not lead a shop back that has finished its first run', async () => {
	shop( { 'GET overview': () => overviewOf() } );
	render( <Overview /> );
	expect( await screen.findByText( /All is well/ ) ).toBeVisible();
} );

it( 'leads a connected shop without a single run back to its first sync', async () => {
	shop( { 'GET overview': () => overviewOf() } );
	document.body.innerHTML =
		'<div id="sors-api-app" data-setup="begun"></div>';
	render( <Overview /> );
	expect(
		await screen.findByText( 'Continue the first run' )
	).toHaveAttribute( 'href', expect.stringContaining( 'path=connect' ) );
	expect( screen.queryByText( /All is well/ ) ).toBeNull();
} );

it( 'tests the connection at a press', async () => {
	let answer = overviewOf( {
		connection: { configured: true, lastTest: null, lastTestAt: null },
	} );
	shop( {
		'GET overview': () => answer,
		'POST connection/test': () => {
			answer = overviewOf();
			return answer.connection.lastTest;
		},
	} );
	render( <Overview /> );
	await userEvent.click( await screen.findByText( 'Test now' ) );
	expect( await screen.findAllByText( /answered in 84 ms/ ) ).not.toEqual(
		[]
	);
} );

describe( 'after the address of the shop or its type of environment changed', () => {
	const moved: Data = {
		...data,
		decisions: [
			{
				code: 'address_changed',
				severity: 'error',
				message: 'It answers elsewhere now.',
				screen: 'settings',
				params: {},
				button: 'Say which it is',
			},
		],
	};

	it.each( [
		[ 'address_changed', 'The shop moved here', 'moved' ],
		[ 'address_changed', 'This is a copy', 'copy' ],
		[ 'environment_unconfirmed', 'This is the shop', 'moved' ],
		[ 'environment_unconfirmed', 'This is a copy', 'copy' ],
	] )( 'of %s a press of "%s" decides', async ( code, label, as ) => {
		const user = userEvent.setup();
		let answer: Data = {
			...moved,
			decisions: moved.decisions.map( ( decision ) => ( {
				...decision,
				code,
			} ) ),
		};
		const requests = shop( {
			'GET overview': () => answer,
			'POST store-identity': () => {
				answer = { ...data, decisions: [] };
				return { storeId: 'k3f9x20ab1', address: 'shop.example' };
			},
		} );
		render( <Overview /> );
		await user.click( await screen.findByText( label ) );
		expect( await screen.findByText( /^All is well/ ) ).toBeVisible();
		expect( requests ).toContainEqual( {
			route: 'POST store-identity',
			body: { as },
		} );
	} );

	it( 'says when somebody else decided it meanwhile', async () => {
		const user = userEvent.setup();
		shop( {
			'GET overview': () => moved,
			'POST store-identity': () =>
				new Failure( 409, 'There is nothing to decide.' ),
		} );
		render( <Overview /> );
		await user.click( await screen.findByText( 'This is a copy' ) );
		expect(
			await screen.findAllByText( 'There is nothing to decide.' )
		).not.toEqual( [] );
	} );
} );

it( 'leads a new shop to the connection', async () => {
	const connection = { ...data.connection, configured: false };
	shop( { 'GET overview': () => ( { ...data, connection } ) } );
	render( <Overview /> );
	await waitFor( () =>
		expect( window.location.search ).toContain( 'path=connect' )
	);
} );

it( 'says what went wrong, with a button to try again', async () => {
	shop( {
		'GET overview': () => new Failure( 500, 'The table is missing.' ),
	} );
	render( <Overview /> );
	// Read out too, by a live region that may linger.
	expect( await screen.findAllByText( 'The table is missing.' ) ).not.toEqual(
		[]
	);
	expect( screen.getByText( 'Try again' ) ).toBeVisible();
} );
