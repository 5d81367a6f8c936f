import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { settingsOf } from '../../testing/samples';
import { DatabaseStep } from './DatabaseStep';
import { StartOptions } from './StartOptions';

const of = ( mayTestOrders: boolean, parts = {} ) => {
	const response = settingsOf( { database: 'Demo2', ...parts } );
	return {
		...response,
		shop: { ...response.shop, testDatabase: 'Demo2', mayTestOrders },
	};
};

it( 'says why no order goes to the database that all share', async () => {
	const user = userEvent.setup();
	newShop();
	render(
		<DatabaseStep
			response={ of( false, { database: '' } ) }
			save={ vi.fn() }
			onKey={ vi.fn() }
			onDone={ vi.fn() }
		/>
	);
	const choice = await screen.findByLabelText( 'Database' );
	const why = () => screen.queryByText( /can read Demo2, so no real order/ );
	expect( why() ).toBeNull();
	await user.selectOptions( choice, 'Demo2' );
	expect( why() ).toBeVisible();
} );

it( 'offers a shop in production no sending there, whatever was switched on', async () => {
	const user = userEvent.setup();
	const onStart = vi.fn( () => Promise.resolve() );
	render(
		<StartOptions
			response={ of( false, {
				exportOrders: true,
				sendToTestDatabase: true,
			} ) }
			onStart={ onStart }
			label="Start"
		/>
	);
	expect( screen.getByText( /others can read Demo2/ ) ).toBeVisible();
	expect( screen.getAllByRole( 'checkbox' ) ).toHaveLength( 1 );
	await user.click( screen.getByText( 'Start' ) );
	await waitFor( () =>
		expect( onStart ).toHaveBeenCalledWith(
			expect.objectContaining( { exportOrders: false } )
		)
	);
} );

it( 'sends the orders of a test site there once it was told that their buyers are invented', async () => {
	const user = userEvent.setup();
	const onStart = vi.fn( () => Promise.resolve() );
	render(
		<StartOptions
			response={ of( true ) }
			onStart={ onStart }
			label="Start"
		/>
	);
	const box = screen.getByLabelText( /invented: send its orders to Demo2/ );
	expect( box ).not.toBeChecked();
	await user.click( box );
	await user.click( screen.getByText( 'Start' ) );
	await waitFor( () =>
		expect( onStart ).toHaveBeenCalledWith(
			expect.objectContaining( {
				exportOrders: true,
				sendToTestDatabase: true,
			} )
		)
	);
} );
