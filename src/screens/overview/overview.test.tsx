import { render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
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
	decisions: [
		{
			code: 'orders_uncertain',
			severity: 'error',
			message: 'One order needs you.',
			screen: 'orders',
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
	expect( await screen.findByText( 'The table is missing.' ) ).toBeVisible();
	expect( screen.getByText( 'Try again' ) ).toBeVisible();
} );
