import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { FirstRun } from '../../contract/rest/first-run';
import type { Run, RunKind } from '../../contract/rest/runs';
import type { SettingsPatch } from '../../contract/rest/settings';
import { newShop } from '../../testing/connect-shop';
import { render } from '../../testing/render';
import {
	changeOf,
	firstRunOf,
	itemOf,
	overviewOf,
	pendingOf,
	runOf,
	settingsOf,
} from '../../testing/samples';
import { Failure } from '../../testing/shop';
import Connect from '.';
import { remember } from './steps';

vi.mock(
	'../../ui/table/DataViewsTable',
	() => import( '../../testing/plain-table' )
);
// Asked for twice at once, a mock never comes.
beforeAll( () => import( '../../ui/table/DataViewsTable' ) );
beforeEach( () => window.localStorage.clear() );

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
	waiting: 115,
	message: '115 items would change.',
} );
const ended = ( run: Run ): Run => ( { ...run, state: 'succeeded' } );

const ORDER: RunKind[] = [ 'catalog', 'stock', 'images' ];
const IDS = { catalog: 4, stock: 5, images: 6 };

/** A shop whose runs end at their first step, and whose server then begins the next. */
function shopWithRuns( routes: Parameters< typeof newShop >[ 0 ] = {} ) {
	remember( 'start' );
	const runs: Partial< Record< RunKind, Run > > = {};
	let kind: RunKind | null = null;
	const answer = () =>
		firstRunOf( {
			state: kind === null ? 'none' : 'running',
			kind,
			parts: ORDER.map( ( name ) => ( {
				kind: name,
				run: runs[ name ] ?? null,
			} ) ),
		} );
	const requests = newShop(
		{
			'GET runs': ( { query } ) => {
				const run = runs[ query.get( 'kind' ) as RunKind ];
				return { items: run ? [ run ] : [], total: run ? 1 : 0 };
			},
			'GET runs/{id}': ( { id } ) =>
				Object.values( runs ).find( ( run ) => run.id === id ),
			'POST runs': () => ( runs.catalog = waiting ),
			'GET runs/{id}/items': () => ( {
				items: [ itemOf( { outcome: 'planned', action: 'create' } ) ],
				total: 115,
			} ),
			'GET first-run': answer,
			'POST first-run/start': () => {
				kind = 'catalog';
				runs.catalog = { ...waiting, mode: 'apply', state: 'applying' };
				return answer();
			},
			'POST runs/{id}/step': ( { id } ) => {
				const now = ORDER.find( ( name ) => IDS[ name ] === id )!;
				const next = ORDER[ ORDER.indexOf( now ) + 1 ];
				if ( next ) {
					kind = next;
					runs[ next ] = runOf( { id: IDS[ next ], kind: next } );
				}
				return ( runs[ now ] = ended( runs[ now ]! ) );
			},
			...routes,
		},
		ready
	);
	return { requests };
}

const written = ( requests: { route: string; body: unknown }[] ) =>
	requests
		.filter( ( { route } ) => ! route.startsWith( 'GET' ) )
		.map( ( { route, body } ) => [ route, body ] );

it( 'shows the difference, then lets the server do everything', async () => {
	const user = userEvent.setup();
	const { requests } = shopWithRuns();
	render( <Connect /> );
	await user.click( await screen.findByLabelText( /published at once/ ) );
	await user.click( screen.getByText( 'Show what would change' ) );

	expect( await screen.findByText( 'Шраф 6x40' ) ).toBeVisible();
	for ( const text of [ '115', 'Will be created', 'Left out' ] ) {
		expect( screen.getByText( text ) ).toBeVisible();
	}
	await user.click( screen.getByText( 'Approve all 115' ) );

	const end = await screen.findByText( 'Your shop and SORS are connected' );
	await waitFor( () => expect( end ).toHaveFocus() );
	expect( written( requests ) ).toEqual( [
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
		[
			'POST first-run/start',
			{ catalogRun: 4, updatedAt: waiting.updatedAt },
		],
		[ 'POST runs/4/step', null ],
		[ 'POST runs/5/step', null ],
	] );
} );

/** The first sync as it stands when the page is opened again. */
const found = (
	parts: Partial< FirstRun >,
	run: Run,
	routes: Parameters< typeof newShop >[ 0 ] = {}
) =>
	shopWithRuns( {
		'GET first-run': () => firstRunOf( parts ),
		'GET runs': () => ( { items: [ run ], total: 1 } ),
		'GET overview': () =>
			overviewOf( {
				runs: [
					{
						kind: 'catalog',
						last: null,
						active: waiting,
						nextAt: null,
					},
				],
			} ),
		...routes,
	} ).requests;

it( 'waits for what its sync holds, and lets it be decided here', async () => {
	const user = userEvent.setup();
	const run = runOf( {
		id: 5,
		kind: 'stock',
		state: 'succeeded',
		waiting: 2,
	} );
	let left = [ 1, 2 ].map( ( id ) =>
		changeOf( { id, name: `Boja ${ id }` } )
	);
	const kinds: ( string | null )[] = [];
	const requests = found(
		{ state: 'awaiting_approval', kind: 'stock' },
		run,
		{
			'GET pending': ( { query } ) => {
				kinds.push( query.get( 'kind' ) );
				return pendingOf( left );
			},
			'POST pending/decide': () => {
				left = [];
				return { decided: 2, run: null };
			},
		}
	);
	render( <Connect /> );
	expect( await screen.findByText( 'Held to be safe: 2.' ) ).toBeVisible();
	expect( await screen.findByText( /Boja 2/ ) ).toBeVisible();
	expect( screen.queryByText( 'Start' ) ).toBeNull();
	expect( written( requests ) ).toEqual( [] );
	expect( new Set( kinds ) ).toEqual( new Set( [ 'stock' ] ) );

	await user.click(
		screen.getByRole( 'button', {
			name: 'Discard all 2 – Stock and prices',
		} )
	);
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByText(
			'Discard all 2'
		)
	);
	expect(
		await screen.findByText( 'No changes are waiting.' )
	).toBeVisible();
	expect( written( requests ) ).toEqual( [
		[
			'POST pending/decide',
			{ as: 'discard', kind: 'stock', until: run.updatedAt },
		],
	] );
} );

it( 'shows the sync that writes what was approved, when nothing waits any more', async () => {
	const user = userEvent.setup();
	let left = [ changeOf( { name: 'Boja' } ) ];
	const writes = runOf( { id: 7, kind: 'stock', message: 'Writing stock.' } );
	found(
		{},
		runOf( { id: 5, kind: 'stock', state: 'succeeded', waiting: 1 } ),
		{
			'GET first-run': () =>
				firstRunOf( {
					state: left.length > 0 ? 'awaiting_approval' : 'running',
					kind: 'stock',
				} ),
			'GET pending': () => pendingOf( left ),
			'POST pending/decide': () => {
				left = [];
				return { decided: 1, run: writes };
			},
			'GET runs/{id}': () => writes,
			'POST runs/{id}/step': () => new Promise( () => {} ),
		}
	);
	render( <Connect /> );
	await user.click(
		await screen.findByRole( 'button', {
			name: 'Approve – Stock and prices',
		} )
	);
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByText( 'Approve' )
	);
	expect( await screen.findByText( /Writing stock/ ) ).toBeVisible();
	const asked = vi.mocked( window.fetch ).mock.calls.length;
	document.dispatchEvent(
		new Event( 'visibilitychange', { bubbles: true } )
	);
	await waitFor( () =>
		expect(
			vi
				.mocked( window.fetch )
				.mock.calls.slice( asked )
				.some( ( [ url ] ) => String( url ).includes( 'first-run' ) )
		).toBe( true )
	);
	await screen.findByText( 'No changes are waiting.' );
	expect( screen.getByText( /Writing stock/ ) ).toBeVisible();
} );

it( 'begins again at stock where that has failed', async () => {
	const user = userEvent.setup();
	const requests = found(
		{
			state: 'failed',
			kind: 'stock',
			message: 'SORS refuses stock.',
			parts: [
				{ kind: 'catalog', run: ended( waiting ) },
				{ kind: 'stock', run: null },
			],
		},
		runOf( { id: 5, kind: 'stock', state: 'failed', message: '' } )
	);
	render( <Connect /> );
	expect( await screen.findByText( 'SORS refuses stock.' ) ).toBeVisible();
	await user.click( screen.getByText( 'Bring in stock and prices' ) );
	expect( written( requests )[ 0 ] ).toEqual( [
		'POST first-run/start',
		{ catalogRun: 4, updatedAt: waiting.updatedAt },
	] );
} );

it( 'changes nothing when the difference is discarded', async () => {
	const user = userEvent.setup();
	const { requests } = shopWithRuns( {
		'POST runs/{id}/discard': () => ( {
			...waiting,
			state: 'cancelled',
		} ),
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( 'Discard' ) );
	expect( await screen.findByText( 'Show what would change' ) ).toBeVisible();
	expect( requests ).not.toContainEqual(
		expect.objectContaining( { route: 'POST first-run/start' } )
	);
} );

it( 'stays at the switch that the shop refuses', async () => {
	const user = userEvent.setup();
	const { requests } = shopWithRuns( {
		'PUT settings': ( { body } ) =>
			'exportOrders' in ( body as SettingsPatch )
				? new Failure( 400, 'Name the customer.', {
						singleCustomerCode: 'Name the customer.',
					} )
				: ready,
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( 'Approve all 115' ) );
	expect( await screen.findAllByText( 'Name the customer.' ) ).not.toEqual(
		[]
	);
	expect( requests ).not.toContainEqual(
		expect.objectContaining( { route: 'POST first-run/start' } )
	);
} );

it( 'switches nothing on where the start is refused, and asks again', async () => {
	const user = userEvent.setup();
	const { requests } = shopWithRuns( {
		'POST first-run/start': () =>
			new Failure( 409, 'It was discarded in another tab.' ),
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( 'Approve all 115' ) );
	await screen.findByText( 'It was discarded in another tab.', {
		selector: 'strong',
	} );
	expect( written( requests ).at( -1 ) ).toEqual( [
		'PUT settings',
		{
			exportOrders: false,
			schedule: { catalog: 'off', stock: 'off', images: 'off' },
		},
	] );
	expect( screen.getByLabelText( /^Send orders/ ) ).toBeChecked();
	expect(
		screen.getByLabelText( /^Keep the shop up to date/ )
	).toBeChecked();
} );

it( 'leaves switched on what may have begun', async () => {
	const user = userEvent.setup();
	const { requests } = shopWithRuns( {
		'POST first-run/start': () => {
			throw new TypeError( 'Failed to fetch' );
		},
	} );
	render( <Connect /> );
	await user.click( await screen.findByText( 'Show what would change' ) );
	await user.click( await screen.findByText( 'Approve all 115' ) );
	await screen.findByText( /did not answer/, { selector: 'strong' } );
	expect( written( requests ).at( -1 )?.[ 0 ] ).toBe(
		'POST first-run/start'
	);
} );

it( 'lets a preview of stock be decided where the first sync stopped at it', async () => {
	const user = userEvent.setup();
	const run = runOf( {
		id: 5,
		kind: 'stock',
		mode: 'preview',
		state: 'awaiting_approval',
		waiting: 61,
	} );
	const requests = found(
		{ state: 'failed', kind: 'stock', message: 'SORS refuses stock.' },
		run
	);
	render( <Connect /> );
	await user.click( await screen.findByText( 'Approve all 61' ) );
	expect( written( requests )[ 0 ] ).toEqual( [
		'POST runs/5/approve',
		{ updatedAt: run.updatedAt },
	] );
} );

it( 'asks about orders and schedules where everything was applied on another screen', async () => {
	const user = userEvent.setup();
	const catalog = ended( waiting );
	const stock = runOf( { id: 5, kind: 'stock', state: 'succeeded' } );
	const requests = newShop(
		{
			'GET overview': () =>
				overviewOf( {
					runs: [
						{
							kind: 'catalog',
							last: catalog,
							active: null,
							nextAt: null,
						},
						{
							kind: 'stock',
							last: stock,
							active: null,
							nextAt: null,
						},
					],
				} ),
			'GET runs': () => ( { items: [ catalog ], total: 1 } ),
			'POST first-run/start': () =>
				firstRunOf( { state: 'running', kind: 'images' } ),
		},
		ready
	);
	render( <Connect /> );
	await user.click(
		await screen.findByLabelText( 'Send orders to SORS from now on' )
	);
	expect(
		screen.getByRole( 'heading', { name: /What happens from now on\?/ } )
	).toBeVisible();
	await user.click( screen.getByText( 'Start' ) );
	expect(
		await screen.findByText( 'Your shop and SORS are connected' )
	).toBeVisible();
	expect( written( requests ) ).toEqual( [
		[
			'PUT settings',
			{
				exportOrders: false,
				schedule: {
					catalog: 'daily@03:00',
					stock: '15min',
					images: 'daily@04:00',
				},
			},
		],
		[
			'POST first-run/start',
			{ catalogRun: 4, updatedAt: waiting.updatedAt },
		],
	] );
} );

it( 'begins with the catalogue where the runs of a first sync are long gone', async () => {
	const user = userEvent.setup();
	remember( 'start' );
	const requests = newShop(
		{
			'GET first-run': () => firstRunOf( { kind: 'stock' } ),
			'GET runs': ( { query } ) => ( {
				items: [
					query.get( 'kind' ) === 'catalog'
						? ended( waiting )
						: runOf( { id: 5, kind: 'stock', state: 'succeeded' } ),
				],
				total: 1,
			} ),
			'POST first-run/start': () =>
				firstRunOf( { state: 'running', kind: 'images' } ),
		},
		ready
	);
	render( <Connect /> );
	await user.click( await screen.findByText( 'Start' ) );
	await screen.findByText( 'Your shop and SORS are connected' );
	expect( written( requests ).at( -1 ) ).toEqual( [
		'POST first-run/start',
		{ catalogRun: 4, updatedAt: waiting.updatedAt },
	] );
} );

it( 'says that it begins again', async () => {
	const user = userEvent.setup();
	const stopped = runOf( {
		id: 4,
		state: 'failed',
		resumable: true,
		finishedAt: '2026-11-24T15:10:00Z',
	} );
	shopWithRuns( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ stopped ], total: 1 }
				: { items: [], total: 0 },
		'POST runs': () => new Promise( () => {} ),
	} );
	render( <Connect /> );
	const again = await screen.findByRole( 'button', { name: 'Start again' } );
	await user.click( again );
	expect( again ).toHaveTextContent( 'One moment…' );
	expect( again ).toHaveAttribute( 'aria-disabled', 'true' );
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
	expect( await screen.findByText( 'Approve all 115' ) ).toBeVisible();
	expect( screen.getByText( /115 items would change/ ) ).toBeVisible();
} );
