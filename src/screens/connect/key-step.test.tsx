import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { overviewOf, settingsOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import Connect from '.';

beforeEach( () => window.localStorage.clear() );

it( 'keeps a refused key in its field, marked, and is done only with one that works', async () => {
	const user = userEvent.setup();
	let isRight = false;
	newShop( {
		'PUT settings/api-key': () =>
			isRight
				? { apiKey: settingsOf().apiKey, warning: null }
				: new Failure( 400, 'SORS refuses this key.', {
						apiKey: 'SORS refuses this key.',
					} ),
	} );
	render( <Connect /> );
	const field = await screen.findByLabelText( 'API key' );
	await user.type( field, 'abc' );
	await user.click( screen.getByText( 'Save and test' ) );
	await waitFor( () => expect( field ).toBeInvalid() );
	expect( field ).toHaveValue( 'abc' );
	expect( field ).toHaveFocus();
	expect( field ).toHaveAccessibleDescription( /refuses this key/ );
	expect( screen.queryByText( 'Done:' ) ).toBeNull();

	isRight = true;
	await user.type( field, 'd' );
	await user.click( screen.getByText( 'Save and test' ) );
	expect( await screen.findByLabelText( 'Database' ) ).toBeVisible();
	expect( screen.getByText( 'Done:' ) ).toBeInTheDocument();
} );

it( 'says at the field that a saved key could not be tried, and tries it when asked', async () => {
	const user = userEvent.setup();
	const requests = newShop( {
		'PUT settings/api-key': () => ( {
			apiKey: settingsOf().apiKey,
			warning: 'The key is saved, but SORS is down.',
		} ),
	} );
	render( <Connect /> );
	const field = await screen.findByLabelText( 'API key' );
	await user.type( field, 'abc' );
	await user.click( screen.getByText( 'Save and test' ) );
	await waitFor( () =>
		expect( field ).toHaveAccessibleDescription( /SORS is down/ )
	);
	expect( field ).toBeValid();
	expect( field ).toHaveValue( 'abc' );
	expect( screen.queryByText( 'Done:' ) ).toBeNull();
	expect( requests.map( ( { route } ) => route ) ).not.toContain(
		'POST connection/test'
	);
	await user.click( screen.getByText( 'Test the key' ) );
	expect( await screen.findByLabelText( 'Database' ) ).toBeVisible();
} );

it( 'opens at the key when SORS refused the saved one', async () => {
	newShop(
		{
			'GET overview': () => ( {
				...overviewOf(),
				connection: {
					configured: true,
					lastTest: {
						ok: false,
						latencyMs: 40,
						problem: { code: 'key_refused', message: 'Refused.' },
					},
					lastTestAt: '2026-11-24T14:55:00Z',
				},
			} ),
		},
		settingsOf( { database: 'Prodavnica2026', businessUnitIds: [ '3' ] } )
	);
	render( <Connect /> );
	expect( await screen.findByLabelText( 'API key' ) ).toBeVisible();
	expect( screen.queryByText( 'Done:' ) ).toBeNull();
} );

it.each( [
	[ null, 'API key' ],
	[ 'unreachable', 'API key' ],
	[ 'no_database', 'Database' ],
	[ 'unknown_database', 'Database' ],
] )(
	'opens at the step that the last test left open before a database is chosen: %s',
	async ( code, label ) => {
		newShop(
			{
				'GET overview': () => ( {
					...overviewOf(),
					connection: {
						configured: false,
						lastTest: code && {
							ok: false,
							latencyMs: null,
							problem: { code, message: 'Not yet.' },
						},
						lastTestAt: code && '2026-11-24T14:55:00Z',
					},
				} ),
			},
			settingsOf()
		);
		render( <Connect /> );
		expect( await screen.findByLabelText( label ) ).toBeVisible();
		expect( screen.queryAllByText( 'Done:' ) ).toHaveLength(
			label === 'API key' ? 0 : 1
		);
	}
);
