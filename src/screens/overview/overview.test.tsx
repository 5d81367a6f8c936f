import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { Overview as Data } from '../../contract/overview';
import { runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import Overview from '.';

const data: Data = {
	connection: {
		configured: true,
		lastTest: { ok: true, latencyMs: 84, problem: null },
		lastTestAt: '2026-11-24T14:55:00Z',
	},
	runs: [
		{
			kind: 'catalog',
			last: runOf( { state: 'succeeded' } ),
			active: null,
			nextAt: null,
		},
		{ kind: 'stock', last: null, active: null, nextAt: null },
	],
	linkedProducts: 2000,
	outbox: [
		{ state: 'sent', count: 12 },
		{ state: 'uncertain', count: 1 },
		{ state: 'queued', count: 0 },
	],
	ordersByDay: [],
	recentRuns: [],
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
};

it( 'shows what needs a decision, with the button that leads to it', async () => {
	shop( { 'GET overview': () => data } );
	render( <Overview /> );
	expect( await screen.findByText( 'One order needs you.' ) ).toBeVisible();
	expect( screen.getByText( 'Open these orders' ) ).toHaveAttribute(
		'href',
		expect.stringContaining( 'path=orders&state=uncertain' )
	);
	expect(
		screen.getByText( '2,000 products come from SORS.' )
	).toBeVisible();
	expect( screen.queryByText( 'In line' ) ).toBeNull();
} );

describe( 'after the address of the shop changed', () => {
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
		[ 'The shop moved here', 'moved' ],
		[ 'This is a copy', 'copy' ],
	] )( 'a press of "%s" decides it', async ( label, as ) => {
		const user = userEvent.setup();
		let answer = moved;
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
