import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { SettingsPatch } from '../../contract/settings';
import { settingsOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import Connect from '.';
import { newestDatabase } from './choices';

const units = [
	{ id: '3', code: 'MP1', name: 'Prodavnica Novi Sad', active: true },
	{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
	{ id: '9', code: null, name: 'Stari magacin', active: false },
];

/** A shop that keeps what is saved; tests replace single routes. */
function newShop(
	routes: Parameters< typeof shop >[ 0 ] = {},
	stored = settingsOf( {}, { set: false, hint: null, source: 'none' } )
) {
	let state = stored;
	return shop( {
		'GET settings': () => state,
		'PUT settings': ( { body } ) => {
			const patch = body as SettingsPatch;
			state = settingsOf(
				{
					...state.settings,
					...( patch as typeof state.settings ),
				},
				state.apiKey
			);
			return state;
		},
		'PUT settings/api-key': () => {
			state = settingsOf( state.settings );
			return state.apiKey;
		},
		'POST connection/test': () => ( {
			ok: true,
			latencyMs: 84,
			problem: null,
		} ),
		'GET databases': () => ( {
			listed: true,
			items: [
				{ name: 'Demo2', title: null, year: null },
				{ name: 'Prodavnica2025', title: null, year: 2025 },
				{ name: 'Prodavnica2026', title: 'Prodavnica', year: 2026 },
			],
		} ),
		'GET business-units': () => ( { items: units } ),
		...routes,
	} );
}

const step = ( name: string ) =>
	within( screen.getByRole( 'group', { name: new RegExp( name ) } ) );

describe( 'the first connection', () => {
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

		await user.click(
			await screen.findByLabelText( 'Invoice – delivery note' )
		);
		await user.click( screen.getByText( 'Save' ) );

		await user.click( await screen.findByLabelText( /Send orders/ ) );
		await user.click( screen.getByText( 'Save' ) );
		expect(
			await screen.findByText( 'Bring in products, stock and prices' )
		).toBeVisible();

		const saved = requests.filter( ( { route } ) =>
			route.startsWith( 'PUT' )
		);
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
			{
				documentKind: 'invoiceDeliveryNote',
				invoiceLowersStock: false,
				priceType: 'withVat',
				stockMode: 'available',
			},
			{ exportOrders: true, shippingItemCode: '' },
		] );
	} );

	it( 'stays at the key and says what to do when SORS refuses it', async () => {
		const user = userEvent.setup();
		newShop( {
			'POST connection/test': () => ( {
				ok: false,
				latencyMs: 40,
				problem: {
					code: 'auth_failed',
					message: 'SORS refused the key. Copy it once more.',
				},
			} ),
		} );
		render( <Connect /> );
		await user.type( await screen.findByLabelText( 'API key' ), 'abc' );
		await user.click( screen.getByText( 'Save and test' ) );
		expect(
			await step( 'API key' ).findByText( /Copy it once more/ )
		).toBeVisible();
		expect( step( 'Database' ).queryByRole( 'combobox' ) ).toBeNull();
	} );

	it( 'takes a typed name where SORS lists no databases', async () => {
		const user = userEvent.setup();
		const requests = newShop(
			{ 'GET databases': () => ( { listed: false, items: [] } ) },
			settingsOf()
		);
		render( <Connect /> );
		await user.type(
			await screen.findByLabelText( 'Database' ),
			'Moja2026'
		);
		await user.click( screen.getByText( 'Use this database' ) );
		await screen.findByText( 'Use these units' );
		expect( requests ).toContainEqual( {
			route: 'POST connection/test',
			body: { database: 'Moja2026' },
		} );
	} );

	it( 'goes on where it was left', async () => {
		newShop( {}, settingsOf( { database: 'Prodavnica2026' } ) );
		render( <Connect /> );
		expect( await screen.findByText( 'Use these units' ) ).toBeVisible();
		expect( screen.getByText( 'Prodavnica2026' ) ).toBeVisible();
	} );

	it( 'asks for the key again after the salts changed', async () => {
		newShop( {}, settingsOf( {}, { readable: false, hint: null } ) );
		render( <Connect /> );
		expect(
			await screen.findByText( /can no longer be read/ )
		).toBeVisible();
	} );
} );

describe( 'a connected shop', () => {
	const connected = settingsOf( {
		database: 'Prodavnica2026',
		businessUnitIds: [ '3', '5' ],
	} );

	it( 'says at the field why a pair of settings is refused', async () => {
		const user = userEvent.setup();
		newShop(
			{
				'PUT settings': () =>
					new Failure( 400, 'Choose available.', {
						stockMode: 'Choose available.',
					} ),
			},
			connected
		);
		render( <Connect /> );
		await user.click(
			await screen.findByLabelText(
				'Change: Documents, prices and stock'
			)
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
		const requests = newShop( {}, connected );
		render( <Connect /> );
		await user.click(
			await screen.findByLabelText( 'Change: Business units' )
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

	it( 'chooses the units anew with another database', async () => {
		const user = userEvent.setup();
		newShop( {}, connected );
		render( <Connect /> );
		await user.click( await screen.findByLabelText( 'Change: Database' ) );
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
} );

it( 'proposes the newest year, by field or by name', () => {
	const item = ( name: string, year: number | null = null ) => ( {
		name,
		title: null,
		year,
	} );
	const newest = ( ...items: ReturnType< typeof item >[] ) =>
		newestDatabase( { listed: true, items } );
	expect( newest( item( 'A', 2025 ), item( 'B', 2026 ) ) ).toBe( 'B' );
	expect( newest( item( 'My2026' ), item( 'My2025' ) ) ).toBe( 'My2026' );
	expect( newest( item( 'Demo2' ), item( 'My2025' ) ) ).toBe( 'My2025' );
	expect( newest( item( 'Demo2', 2026 ), item( 'My2026', 2026 ) ) ).toBe(
		'My2026'
	);
	expect( newest() ).toBe( '' );
} );
