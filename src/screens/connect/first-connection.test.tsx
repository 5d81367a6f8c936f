import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import { settingsOf } from '../../testing/samples';
import { Failure } from '../../testing/shop';
import Connect from '.';
import { remember } from './steps';

const CHECK = 'Check the answers of SORS';

beforeEach( () => window.localStorage.clear() );

it( 'goes from the key to a connected shop', async () => {
	const user = userEvent.setup();
	const requests = newShop();
	render( <Connect /> );

	await user.type( await screen.findByLabelText( 'API key' ), ' abc ' );
	await user.click( screen.getByText( 'Save and test' ) );
	expect( await screen.findByText( /answered in 84 ms/ ) ).toBeVisible();

	const database = await screen.findByLabelText( 'Database' );
	expect( database ).toHaveValue( 'Prodavnica2026' );
	await user.click( screen.getByText( 'Use this database' ) );

	await user.click(
		await screen.findByLabelText( 'Prodavnica Novi Sad (MP1)' )
	);
	expect(
		screen.getByLabelText( 'Stari magacin – not active in SORS' )
	).not.toBeChecked();
	await user.click( screen.getByText( 'Use these units' ) );

	await screen.findByText( /would cost RSD.1,200.00/ );
	await user.click( screen.getByText( 'Save' ) );

	const note = await screen.findByLabelText( 'Invoice-delivery note' );
	expect( note ).toHaveAccessibleDescription(
		/cannot be copied into the till/
	);
	await user.click( note );
	await user.selectOptions(
		screen.getByLabelText( 'An order of a company becomes' ),
		'Invoice'
	);
	await user.type(
		screen.getByLabelText( 'Service in SORS for shipping' ),
		'kurir'
	);
	await user.click( await screen.findByRole( 'option', { name: /USL-1/ } ) );
	await user.click( screen.getByText( 'Save' ) );

	await user.click( await screen.findByText( 'Continue' ) );
	expect( await screen.findByText( 'Show what would change' ) ).toBeVisible();

	const saved = requests.filter( ( { route } ) => route.startsWith( 'PUT' ) );
	expect( saved.map( ( { body } ) => body ) ).toEqual( [
		{ apiKey: 'abc' },
		{
			database: 'Prodavnica2026',
			businessUnitIds: [],
			priceBusinessUnitId: '',
			documentBusinessUnitId: '',
		},
		{
			businessUnitIds: [ '3' ],
			priceBusinessUnitId: '',
			documentBusinessUnitId: '',
		},
		{ priceType: 'withVat', stockMode: 'available' },
		{
			documentKind: 'invoiceDeliveryNote',
			documentKindCompany: 'invoice',
			shippingItemCode: 'USL-1',
		},
	] );
	expect(
		screen.getByText( 'Invoice-delivery note · with a PIB: Invoice' )
	).toBeVisible();
} );

it( 'leads from a later step back to the key', async () => {
	const user = userEvent.setup();
	newShop(
		{
			'GET databases': () =>
				Response.json(
					{
						code: 'sors_key_refused',
						message: 'SORS refused the API key.',
						data: { status: 424 },
					},
					{ status: 424 }
				),
		},
		settingsOf()
	);
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'link', { name: 'Change the API key' } )
	);
	expect( await screen.findByLabelText( 'API key' ) ).toBeVisible();
} );

it( 'takes a typed name where SORS lists no databases', async () => {
	const user = userEvent.setup();
	const requests = newShop(
		{ 'GET databases': () => ( { listed: false, items: [] } ) },
		settingsOf()
	);
	render( <Connect /> );
	await user.type( await screen.findByLabelText( 'Database' ), 'Moja2026' );
	await user.click( screen.getByText( 'Use this database' ) );
	await screen.findByText( 'Use these units' );
	expect( requests ).toContainEqual( {
		route: 'POST connection/test',
		body: { database: 'Moja2026' },
	} );
} );

it( 'lets check the answers of a database that cannot be read', async () => {
	const user = userEvent.setup();
	const requests = newShop(
		{
			'POST connection/test': () => ( {
				ok: false,
				latencyMs: 84,
				problem: { code: 'contract', message: 'No name in record 1.' },
			} ),
			'POST connection/contract-check': () => ( {
				ok: true,
				operations: [],
				report: 'SORS contract 0123456789ab\n',
			} ),
		},
		settingsOf()
	);
	render( <Connect /> );
	const use = await screen.findByText( 'Use this database' );
	expect( screen.queryByText( CHECK ) ).toBeNull();
	await user.click( use );
	await screen.findAllByText( 'No name in record 1.' );
	await user.click( screen.getByText( CHECK ) );
	expect( await screen.findByLabelText( 'Report' ) ).toBeVisible();
	expect( requests ).toContainEqual( {
		route: 'POST connection/contract-check',
		body: { database: 'Prodavnica2026' },
	} );
} );

it( 'goes on where it was left', async () => {
	newShop( {}, settingsOf( { database: 'Prodavnica2026' } ) );
	render( <Connect /> );
	expect( await screen.findByText( 'Use these units' ) ).toBeVisible();
	expect( screen.getByText( 'Prodavnica2026' ) ).toBeVisible();
} );

it( 'goes on at the documents, when all before was looked at', async () => {
	const user = userEvent.setup();
	newShop(
		{},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '3' ],
		} )
	);
	const first = render( <Connect /> );
	await user.click( await screen.findByText( 'Save' ) );
	await screen.findByLabelText( 'Reservation' );
	first.unmount();

	render( <Connect /> );
	expect( await screen.findByLabelText( 'Reservation' ) ).toBeVisible();
} );

it( 'tells each choice of price and stock by an item of theirs', async () => {
	newShop(
		{},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '3' ],
		} )
	);
	render( <Connect /> );
	expect(
		await screen.findByText( /would cost RSD.1,000.00/ )
	).toBeVisible();
	expect( screen.getByText( /VAT: 20 %/ ) ).toBeVisible();
	expect(
		screen.getByText( /would show 13 of the example in stock/ )
	).toBeVisible();
	expect(
		screen.getByText( /would show 15 of the example in stock/ )
	).toBeVisible();
	expect(
		await screen.findByRole( 'row', {
			name: 'Prodavnica Novi Sad 15 2 13',
		} )
	).toBeVisible();
} );

it( 'lets all be chosen where SORS gives no example', async () => {
	newShop(
		{
			'GET first-run/examples': () => new Failure( 424, 'No answer.' ),
		},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '3' ],
		} )
	);
	render( <Connect /> );
	expect( await screen.findAllByText( 'No answer.' ) ).not.toEqual( [] );
	expect( screen.getByLabelText( 'Prices with VAT' ) ).toBeChecked();
	expect( screen.getByText( 'Save' ) ).toBeEnabled();
} );

it( 'says why SORS gives no example', async () => {
	newShop(
		{
			'GET first-run/examples': () => ( {
				item: null,
				problem: 'SORS has no goods yet.',
				levels: [],
				price: {
					withVat: null,
					withoutVat: null,
					shop: { withVat: null, withoutVat: null },
				},
				stock: { available: null, onHand: null },
			} ),
		},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '3' ],
		} )
	);
	render( <Connect /> );
	expect( await screen.findByText( 'SORS has no goods yet.' ) ).toBeVisible();
} );

it( 'leads away from reservations when stock on hand is chosen', async () => {
	const user = userEvent.setup();
	const requests = newShop(
		{},
		settingsOf( {
			database: 'Prodavnica2026',
			businessUnitIds: [ '3' ],
			documentKindCompany: 'reservation',
		} )
	);
	render( <Connect /> );
	await user.click( await screen.findByLabelText( 'On hand' ) );
	expect( screen.getAllByText( /Reserved goods stay on hand/ ) ).not.toEqual(
		[]
	);
	await user.click( screen.getByText( 'Save' ) );
	expect(
		await screen.findByLabelText( 'Invoice-delivery note' )
	).toBeChecked();
	expect( requests ).toContainEqual( {
		route: 'PUT settings',
		body: {
			priceType: 'withVat',
			stockMode: 'onHand',
			documentKind: 'invoiceDeliveryNote',
			documentKindCompany: 'invoiceDeliveryNote',
		},
	} );
} );

it( 'tells those who may not change the key why, and lets them test it', async () => {
	const user = userEvent.setup();
	newShop( {}, { ...settingsOf(), mayChangeKey: false } );
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', { name: /API key/ } )
	);
	expect(
		await screen.findByText( /Only an administrator of this site/ )
	).toBeVisible();
	expect( screen.queryByLabelText( 'API key' ) ).toBeNull();
	expect( screen.queryByText( 'Save and test' ) ).toBeNull();
	await user.click( screen.getByText( 'Test the key' ) );
	expect( await screen.findByText( /answered in 84 ms/ ) ).toBeVisible();
} );

it( 'changes nothing in the shop itself unless its button is pressed', async () => {
	const user = userEvent.setup();
	remember( 'shop' );
	const requests = newShop(
		{
			'POST shop-check': () => ( {
				points: [
					{
						code: 'taxes',
						state: 'good',
						message: 'There are rates.',
						button: null,
					},
				],
			} ),
		},
		settingsOf( { database: 'Prodavnica2026', businessUnitIds: [ '3' ] } )
	);
	render( <Connect /> );
	await user.click( await screen.findByText( 'Add the rates' ) );
	expect( await screen.findByText( 'There are rates.' ) ).toBeVisible();
	expect( screen.queryByText( 'Add the rates' ) ).toBeNull();
	expect(
		requests.filter( ( { route } ) => ! route.startsWith( 'GET' ) )
	).toEqual( [ { route: 'POST shop-check', body: { code: 'taxes' } } ] );
	await user.click( screen.getByText( 'Continue' ) );
	expect( await screen.findByText( 'Show what would change' ) ).toBeVisible();
} );

it( 'takes back what stood against the shop once that is mended', async () => {
	const user = userEvent.setup();
	remember( 'shop' );
	const settings = settingsOf( {
		database: 'Prodavnica2026',
		businessUnitIds: [ '3' ],
	} );
	let isMended = false;
	newShop( {
		'GET settings': () => ( {
			...settings,
			notices: isMended
				? []
				: [
						{
							field: 'priceType',
							severity: 'warning',
							message: 'Tax would be added twice.',
						},
					],
		} ),
		'POST shop-check': () => {
			isMended = true;
			return { points: [] };
		},
	} );
	const warning = [
		'Tax would be added twice.',
		// It is spoken besides.
		{ selector: '.components-notice__content' },
	] as const;
	render( <Connect /> );
	expect( await screen.findByText( ...warning ) ).toBeVisible();
	await user.click( await screen.findByText( 'Add the rates' ) );
	await waitFor( () =>
		expect( screen.queryByText( ...warning ) ).toBeNull()
	);
} );

it( 'asks for the key again after the salts changed', async () => {
	newShop( {}, settingsOf( {}, { readable: false, hint: null } ) );
	render( <Connect /> );
	expect( await screen.findByText( /can no longer be read/ ) ).toBeVisible();
} );
