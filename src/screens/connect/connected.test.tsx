import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { overviewOf, runOf, settingsOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import Connect from '.';

beforeEach( () => window.localStorage.clear() );

/** The runs of a shop that was set up long ago. */
const ran = overviewOf( {
	runs: [
		{
			kind: 'stock',
			last: runOf( { kind: 'stock', state: 'succeeded' } ),
			active: null,
			nextAt: null,
		},
	],
} );

const connected = settingsOf( {
	database: 'Prodavnica2026',
	businessUnitIds: [ '3', '5' ],
} );

const connectedShop = ( routes: Parameters< typeof newShop >[ 0 ] = {} ) =>
	newShop( { 'GET overview': () => ran, ...routes }, connected );

it( 'is told what happens automatically', async () => {
	connectedShop();
	render( <Connect /> );
	expect(
		await screen.findByText( 'Your shop and SORS are connected' )
	).toBeVisible();
	expect( screen.getAllByRole( 'region' ) ).toHaveLength( 1 );
} );

it( 'says at the field why a pair of settings is refused', async () => {
	const user = userEvent.setup();
	connectedShop( {
		'PUT settings': () =>
			new Failure( 400, 'Choose available.', {
				stockMode: 'Choose available.',
			} ),
	} );
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Prices and stock/ } )
	);
	await user.click( screen.getByLabelText( 'On hand' ) );
	await user.click( screen.getByText( 'Save' ) );
	expect( await screen.findAllByText( 'Choose available.' ) ).not.toEqual(
		[]
	);
	expect( screen.getByLabelText( 'On hand' ) ).toBeChecked();
} );

it( 'asks which unit gives prices and which takes orders', async () => {
	const user = userEvent.setup();
	const requests = connectedShop();
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Business units/ } )
	);
	await user.selectOptions(
		await screen.findByLabelText( 'Prices come from' ),
		'Велепродаја'
	);
	await user.click( screen.getByText( 'Use these units' ) );
	expect( await screen.findByText( /2 business units/ ) ).toBeVisible();
	expect( requests.at( -1 )?.body ).toEqual( {
		businessUnitIds: [ '3', '5' ],
		priceBusinessUnitId: '5',
		documentBusinessUnitId: '',
	} );
} );

it( 'chooses the units again with another database', async () => {
	const user = userEvent.setup();
	connectedShop();
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Database/ } )
	);
	await user.selectOptions(
		await screen.findByLabelText( 'Database' ),
		'Prodavnica2025'
	);
	await user.click( screen.getByText( 'Use this database' ) );
	expect( await screen.findByText( 'Use these units' ) ).toHaveAttribute(
		'aria-disabled',
		'true'
	);
} );
