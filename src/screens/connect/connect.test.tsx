import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SettingsPatch } from '../../contract/settings';
import type { Run } from '../../contract/runs';
import { itemOf, overviewOf, runOf, settingsOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import Connect from '.';
import { newestDatabase } from './choices';

const units = [
	{ id: '3', code: 'MP1', name: 'Prodavnica Novi Sad', active: true },
	{ id: '5', code: 'VP', name: 'Велепродаја', active: true },
	{ id: '9', code: null, name: 'Stari magacin', active: false },
];

const example = {
	item: { code: '000101', name: 'Čekić', vatRate: '20' },
	problem: null,
	levels: [
		{ businessUnitId: '3', onHand: '15', reserved: '2', available: '13' },
	],
	price: {
		withVat: '1200',
		withoutVat: '1000',
		shop: { withVat: '1200', withoutVat: '1000' },
	},
	stock: { onHand: '15', available: '13' },
};

beforeEach( () => window.localStorage.clear() );

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
		'GET first-run/examples': () => example,
		'GET overview': () => overviewOf(),
		'GET runs': () => ( { items: [], total: 0 } ),
		...routes,
	} );
}

/** The open step. */
const step = ( question: RegExp ) =>
	within( screen.getByRole( 'region', { name: question } ) );

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

		await screen.findByText( /would cost RSD.1,200.00/ );
		await user.click( screen.getByText( 'Save' ) );

		await user.click(
			await screen.findByLabelText( 'Invoice – delivery note' )
		);
		await user.type(
			screen.getByLabelText( 'SORS item code of shipping' ),
			'USL-1'
		);
		await user.click( screen.getByText( 'Save' ) );
		expect(
			await screen.findByText( 'Show what would change' )
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
			{ priceType: 'withVat', stockMode: 'available' },
			{
				documentKind: 'invoiceDeliveryNote',
				invoiceLowersStock: false,
				shippingItemCode: 'USL-1',
			},
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
			await step( /Which key/ ).findByText( /Copy it once more/ )
		).toBeVisible();
		expect( screen.queryByRole( 'combobox' ) ).toBeNull();
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
		expect( screen.getByText( /would show 13 in stock/ ) ).toBeVisible();
		expect( screen.getByText( /would show 15 in stock/ ) ).toBeVisible();
		expect(
			await screen.findByRole( 'row', {
				name: 'Prodavnica Novi Sad 15 2 13',
			} )
		).toBeVisible();
	} );

	it( 'lets all be chosen where SORS gives no example', async () => {
		newShop(
			{
				'GET first-run/examples': () =>
					new Failure( 502, 'No answer.' ),
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

	it( 'leads away from reservations when stock on hand is chosen', async () => {
		const user = userEvent.setup();
		const requests = newShop(
			{},
			settingsOf( {
				database: 'Prodavnica2026',
				businessUnitIds: [ '3' ],
			} )
		);
		render( <Connect /> );
		await user.click( await screen.findByLabelText( 'On hand' ) );
		expect(
			screen.getAllByText( /Reserved goods stay on hand/ )
		).not.toEqual( [] );
		await user.click( screen.getByText( 'Save' ) );
		expect(
			await screen.findByLabelText( 'Invoice – delivery note' )
		).toBeChecked();
		expect( requests ).toContainEqual( {
			route: 'PUT settings',
			body: {
				priceType: 'withVat',
				stockMode: 'onHand',
				documentKind: 'invoiceDeliveryNote',
			},
		} );
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

	const connectedShop = ( routes: Parameters< typeof newShop >[ 0 ] = {} ) =>
		newShop( { 'GET overview': () => ran, ...routes }, connected );

	it( 'is told what goes on by itself', async () => {
		connectedShop();
		render( <Connect /> );
		expect(
			await screen.findByText( 'Your shop and SORS are connected' )
		).toBeVisible();
		expect( screen.queryByRole( 'region' ) ).toBeNull();
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

	it( 'chooses the units anew with another database', async () => {
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
} );

describe( 'the first sync', () => {
	const ready = settingsOf( {
		database: 'Prodavnica2026',
		businessUnitIds: [ '3' ],
	} );
	const waiting = runOf( {
		id: 4,
		mode: 'preview',
		state: 'awaiting_approval',
		total: 120,
		unchanged: 3,
		skipped: 2,
		message: '115 items would change.',
	} );
	const ended = ( run: Run ): Run => ( { ...run, state: 'succeeded' } );

	/** A shop whose runs end at their first step. */
	function shopWithRuns( routes: Parameters< typeof newShop >[ 0 ] = {} ) {
		window.localStorage.setItem( 'sors-api-first-run', 'start' );
		const runs: Record< string, Run > = {};
		const requests = newShop(
			{
				'GET runs': ( { query } ) => {
					const run = runs[ query.get( 'kind' ) ?? '' ];
					return { items: run ? [ run ] : [], total: run ? 1 : 0 };
				},
				'POST runs': ( { body } ) => {
					const { kind } = body as Run;
					const run =
						kind === 'catalog' ? waiting : runOf( { id: 5, kind } );
					runs[ kind ] = run;
					return run;
				},
				'GET runs/{id}/items': () => ( {
					items: [
						itemOf( { outcome: 'planned', action: 'create' } ),
					],
					total: 115,
				} ),
				'POST runs/{id}/approve': () =>
					( runs.catalog = { ...waiting, state: 'applying' } ),
				'POST runs/{id}/step': ( { id } ) => {
					const kind = id === 4 ? 'catalog' : 'stock';
					return ( runs[ kind ] = ended( runs[ kind ]! ) );
				},
				...routes,
			},
			ready
		);
		return requests;
	}

	it( 'shows the difference, then starts everything', async () => {
		const user = userEvent.setup();
		const requests = shopWithRuns();
		render( <Connect /> );
		await user.click( await screen.findByLabelText( /published at once/ ) );
		await user.click( screen.getByText( 'Show what would change' ) );

		expect( await screen.findByText( 'Шраф 6x40' ) ).toBeVisible();
		expect( screen.getByText( '115' ) ).toBeVisible();
		await user.click( screen.getByText( 'Start' ) );

		expect(
			await screen.findByText( 'Your shop and SORS are connected' )
		).toHaveFocus();
		expect(
			requests
				.filter( ( { route } ) => ! route.startsWith( 'GET' ) )
				.map( ( { route, body } ) => [ route, body ] )
		).toEqual( [
			[ 'PUT settings', { newProductStatus: 'publish' } ],
			[ 'POST runs', { kind: 'catalog', mode: 'preview' } ],
			[
				'PUT settings',
				{
					exportOrders: true,
					schedule: {
						catalog: 'daily@03:00',
						stock: '15min',
						images: 'daily@04:00',
					},
				},
			],
			[ 'POST runs/4/approve', null ],
			[ 'POST runs/4/step', null ],
			[ 'POST runs', { kind: 'stock', mode: 'apply' } ],
			[ 'POST runs/5/step', null ],
			[ 'POST runs', { kind: 'images', mode: 'apply' } ],
		] );
	} );

	it( 'changes nothing when the difference is discarded', async () => {
		const user = userEvent.setup();
		const requests = shopWithRuns( {
			'POST runs/{id}/discard': () => ( {
				...waiting,
				state: 'cancelled',
			} ),
		} );
		render( <Connect /> );
		await user.click( await screen.findByText( 'Show what would change' ) );
		await user.click( await screen.findByText( /^Discard/ ) );
		expect(
			await screen.findByText( 'Show what would change' )
		).toBeVisible();
		expect( requests ).not.toContainEqual(
			expect.objectContaining( { route: 'POST runs/4/approve' } )
		);
	} );

	it( 'stays at the switch that the shop refuses', async () => {
		const user = userEvent.setup();
		const requests = shopWithRuns( {
			'PUT settings': ( { body } ) =>
				'exportOrders' in ( body as SettingsPatch )
					? new Failure( 400, 'Name the customer.', {
							singleCustomerCode: 'Name the customer.',
						} )
					: ready,
		} );
		render( <Connect /> );
		await user.click( await screen.findByText( 'Show what would change' ) );
		await user.click( await screen.findByText( 'Start' ) );
		expect(
			await screen.findAllByText( 'Name the customer.' )
		).not.toEqual( [] );
		expect( requests ).not.toContainEqual(
			expect.objectContaining( { route: 'POST runs/4/approve' } )
		);
	} );

	it( 'is found again as it was left', async () => {
		newShop(
			{
				'GET overview': () =>
					overviewOf( {
						runs: [
							{
								kind: 'catalog',
								last: waiting,
								active: null,
								nextAt: null,
							},
						],
					} ),
				'GET runs': ( { query } ) =>
					query.get( 'kind' ) === 'catalog'
						? { items: [ waiting ], total: 1 }
						: { items: [], total: 0 },
				'GET runs/{id}/items': () => ( { items: [], total: 115 } ),
			},
			ready
		);
		render( <Connect /> );
		expect( await screen.findByText( 'Start' ) ).toBeVisible();
		expect( screen.getByText( /115 items would change/ ) ).toBeVisible();
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
