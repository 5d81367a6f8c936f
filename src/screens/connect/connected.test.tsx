import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { shopSaysNothing, shopWrites } from '../../testing/formats';
import { render } from '../../testing/render';
import {
	firstRunOf,
	overviewOf,
	runOf,
	settingsOf,
} from '../../testing/samples';
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
	newShop(
		{
			'GET overview': () => ran,
			'GET first-run': () => firstRunOf( { state: 'done' } ),
			...routes,
		},
		connected
	);

it( 'is told what happens automatically', async () => {
	connectedShop();
	render( <Connect /> );
	expect(
		await screen.findByText( 'Your shop and SORS are connected' )
	).toBeVisible();
	// It is a part of the settings, and the way to the others stays.
	expect( screen.getByRole( 'link', { name: 'Maintenance' } ) ).toBeVisible();
	expect(
		screen.getAllByRole( 'region' ).map( ( { ariaLabel } ) => ariaLabel )
	).toEqual( [ null, null ] );
} );

it( 'gets the other settings as soon as the first run is over', async () => {
	const page = window.document.createElement( 'div' );
	page.id = 'sors-api-app';
	page.dataset.setup = 'begun';
	window.document.body.append( page );
	connectedShop();
	render( <Connect /> );
	expect(
		await screen.findByRole( 'link', { name: 'Maintenance' } )
	).toBeVisible();
	page.remove();
} );

const document = {
	database: 'Prodavnica2026',
	made: null,
	kind: 'reservation',
	buyer: 'Proba Probić',
	total: '390',
	lines: [
		{ name: 'Dostava', quantity: '1', vatRate: '20.00', total: '390' },
		{ name: 'Dostava', quantity: '2', vatRate: null, total: '780' },
	],
	body: '{ "lines": [] }',
};

it( 'shows what an order would become, and makes nothing in the books of a business', async () => {
	const user = userEvent.setup();
	const requests = connectedShop( {
		'GET first-run/test-document': () => document,
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would be sent' ) );
	expect( await screen.findByText( /Nothing was made/ ) ).toBeVisible();
	expect( screen.getByText( 'Proba Probić' ) ).toBeVisible();
	expect( screen.getByText( '1 × Dostava' ) ).toBeVisible();
	expect( screen.getByText( /VAT 20 %/ ) ).toBeVisible();
	expect(
		requests.filter( ( { route } ) => ! route.startsWith( 'GET' ) )
	).toEqual( [] );
} );

it( 'writes a test document with the separators of the shop', async () => {
	const user = userEvent.setup();
	shopWrites();
	const lines = [
		{ name: 'Kabl', quantity: '1234.5', vatRate: '7.5', total: '390' },
	];
	connectedShop( {
		'GET first-run/test-document': () => ( { ...document, lines } ),
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would be sent' ) );
	expect( await screen.findByText( '1.234,5 × Kabl' ) ).toBeVisible();
	expect( screen.getByText( /VAT 7,5 %/ ) ).toBeVisible();
	shopSaysNothing();
} );

it( 'makes a test document where that is what the database is for', async () => {
	const user = userEvent.setup();
	newShop(
		{
			'GET overview': () => ran,
			'GET first-run': () => firstRunOf( { state: 'done' } ),
			'POST first-run/test-document': () => ( {
				...document,
				database: 'Proba',
				made: 'R-7/2026',
			} ),
		},
		settingsOf( { ...connected.settings, database: 'Proba' } )
	);
	render( <Connect /> );
	await user.click( await screen.findByText( 'Make a test document' ) );
	expect( await screen.findByText( /R-7\/2026/ ) ).toBeVisible();
	// Each press would make another one.
	expect( screen.queryByText( 'Make a test document' ) ).toBeNull();
	expect( screen.getByText( 'A test document' ) ).toHaveFocus();
	await user.click( screen.getByText( 'Technical details' ) );
	expect( screen.getByText( '{ "lines": [] }' ) ).toHaveAttribute(
		'tabindex',
		'0'
	);
} );

it( 'does not leave an old answer beside a new refusal', async () => {
	const user = userEvent.setup();
	let isDown = false;
	connectedShop( {
		'GET first-run/test-document': () =>
			isDown ? new Failure( 424, 'SORS is down.' ) : document,
	} );
	render( <Connect /> );
	const button = await screen.findByText( 'Show what would be sent' );
	await user.click( button );
	expect( await screen.findByText( 'Proba Probić' ) ).toBeVisible();
	isDown = true;
	await user.click( button );
	expect( await screen.findAllByText( 'SORS is down.' ) ).not.toEqual( [] );
	expect( screen.queryByText( 'Proba Probić' ) ).toBeNull();
} );

it( 'tells how many items each unit has', async () => {
	const user = userEvent.setup();
	connectedShop();
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Business units/ } )
	);
	expect( await screen.findByText( '1,234 items' ) ).toBeVisible();
	expect( screen.getByText( '800 items, 321 in stock' ) ).toBeVisible();
} );

it( 'names units once their names are there, and never by their ids', async () => {
	const user = userEvent.setup();
	let tell: ( units: object ) => void = () => {};
	connectedShop( {
		'GET business-units': () =>
			new Promise( ( resolve ) => {
				tell = resolve;
			} ),
	} );
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Prices and stock/ } )
	);
	const row = ( await screen.findByRole( 'cell', { name: '15' } ) )
		.parentElement!;
	expect( within( row ).getByRole( 'rowheader' ) ).toHaveTextContent( /^$/ );
	tell( {
		items: [ { id: '3', code: null, name: 'Magacin', active: true } ],
	} );
	expect( await screen.findByText( 'Magacin' ) ).toBeVisible();
} );

it( 'names a unit by its id where SORS does not tell its name', async () => {
	const user = userEvent.setup();
	connectedShop( {
		'GET business-units': () => new Failure( 424, 'SORS is down.' ),
	} );
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Prices and stock/ } )
	);
	expect(
		await screen.findByRole( 'rowheader', { name: '3' } )
	).toBeVisible();
} );

it( 'offers to look at the shop again, where nothing was chosen that could be changed', async () => {
	connectedShop();
	render( <Connect /> );
	expect(
		await screen.findByRole( 'button', {
			name: /Check your shop.*Checked\..*Look again/,
		} )
	).toBeVisible();
	expect(
		screen.getByRole( 'button', { name: /Documents.*Change/ } )
	).toBeVisible();
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
	expect( screen.getByLabelText( 'On hand' ) ).toBeInvalid();
	expect( screen.getByLabelText( 'On hand' ) ).toHaveFocus();
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

it( 'leaves prices and orders with their unit when another one comes before it', async () => {
	const user = userEvent.setup();
	const requests = newShop(
		{
			'GET overview': () => ran,
			'GET first-run': () => firstRunOf( { state: 'done' } ),
		},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '5' ],
		} )
	);
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /Business units/ } )
	);
	await user.click(
		await screen.findByLabelText( 'Prodavnica Novi Sad (MP1)' )
	);
	expect( screen.getByLabelText( 'Prices come from' ) ).toHaveValue( '5' );
	expect( screen.getByLabelText( 'Orders are booked to' ) ).toHaveValue(
		'5'
	);
	await user.click( screen.getByText( 'Use these units' ) );
	expect( await screen.findByText( /2 business units/ ) ).toBeVisible();
	expect( requests.at( -1 )?.body ).toEqual( {
		businessUnitIds: [ '3', '5' ],
		priceBusinessUnitId: '5',
		documentBusinessUnitId: '5',
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
