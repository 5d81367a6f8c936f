import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { render } from '../../testing/render';
import { itemOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Products from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );

it( 'leads from the history to the items of a former run', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'history' } );
	const former = runOf( {
		id: 9,
		kind: 'stock',
		state: 'succeeded',
		message: 'Done.',
		failed: 0,
		skipped: 0,
	} );
	shop( {
		'GET runs': () => ( { items: [ former ], total: 1 } ),
		'GET runs/{id}': () => former,
		'GET runs/{id}/items': () => ( {
			items: [
				itemOf( {
					changes: [ { field: 'stock', from: '3', to: '5' } ],
				} ),
			],
			total: 1,
		} ),
	} );
	render( <Products /> );
	await user.click( await screen.findByText( '9 · Stock and prices' ) );
	expect( await screen.findByText( 'Stock: 3 → 5' ) ).toBeVisible();
	expect( window.location.search ).toContain( 'run=9' );
	expect( screen.getByRole( 'link', { name: 'Шраф 6x40' } ) ).toHaveAttribute(
		'href',
		itemOf().productUrl
	);
	// A former run cannot be started, only looked at.
	expect( screen.queryByText( 'Update stock and prices' ) ).toBeNull();
} );

it( 'says once that a run could not be read again', async () => {
	goTo( 'products', { view: 'history', run: '9' } );
	let isDown = false;
	shop( {
		'GET runs/{id}': () =>
			isDown
				? new Failure( 503, 'The database is busy.' )
				: runOf( { id: 9, kind: 'stock', state: 'succeeded' } ),
		'GET runs/{id}/items': () => ( { items: [], total: 0 } ),
	} );
	render( <Products /> );
	await screen.findByText( /^Last change/ );
	isDown = true;
	act( () => void window.dispatchEvent( new Event( 'visibilitychange' ) ) );
	expect(
		await screen.findAllByText( 'The database is busy.', {
			selector: 'strong',
		} )
	).toHaveLength( 1 );
} );

it( 'calls only that a preview which has written nothing', async () => {
	goTo( 'products', { view: 'history' } );
	const preview = { mode: 'preview', created: 0, failed: 0 } as const;
	shop( {
		'GET runs': () => ( {
			items: [
				runOf( {
					id: 4,
					mode: 'preview',
					state: 'succeeded',
					waiting: 3,
				} ),
				runOf( { id: 3, ...preview, state: 'applying' } ),
				runOf( { id: 2, ...preview, state: 'cancelled' } ),
				runOf( {
					id: 1,
					...preview,
					state: 'awaiting_approval',
					waiting: 61,
				} ),
			],
			total: 4,
		} ),
	} );
	render( <Products /> );
	expect( await screen.findByText( '4 · Catalogue' ) ).toBeVisible();
	expect( screen.getByText( '3 · Catalogue' ) ).toBeVisible();
	expect( screen.getByText( '2 · Catalogue (preview)' ) ).toBeVisible();
	// The sentence takes half of the table, whatever stands beside it.
	expect(
		screen.getByRole( 'columnheader', { name: 'What came of it' } )
	).toHaveStyle( { width: '50%' } );
	expect( screen.getByText( '1 · Catalogue (preview)' ) ).toBeVisible();
	expect( screen.getByText( 'Created: 390' ) ).toBeVisible();
	expect( screen.getByText( 'Wait for your decision: 61' ) ).toBeVisible();
	expect( screen.getByText( 'Held for your decision: 3' ) ).toBeVisible();
	expect( screen.getByText( 'Finished, changes held' ) ).toBeVisible();
} );

it( 'tells what was discarded from what was cancelled and may be resumed', async () => {
	goTo( 'products', { view: 'history' } );
	shop( {
		'GET runs': () => ( {
			items: [
				runOf( { id: 2, state: 'cancelled' } ),
				runOf( { id: 1, state: 'cancelled', resumable: true } ),
			],
			total: 2,
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByRole( 'row', { name: /2 · Catalogue.*Discarded/ } )
	).toBeVisible();
	expect(
		screen.getByRole( 'row', { name: /1 · Catalogue.*Cancelled/ } )
	).toBeVisible();
} );

it( 'tells a run of one product from those of all', async () => {
	goTo( 'products', { view: 'history' } );
	shop( {
		'GET runs': () => ( {
			items: [ runOf( { id: 2, limited: true } ), runOf( { id: 1 } ) ],
			total: 2,
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByText( '2 · Catalogue (one product)' )
	).toBeVisible();
	expect( screen.getByText( '1 · Catalogue' ) ).toBeVisible();
} );

it.each( [
	[ undefined, /^No syncs yet/ ],
	[ 'failed', 'No syncs match.' ],
] )( 'says of an empty list filtered by %s: %s', async ( state, text ) => {
	goTo( 'products', { view: 'history', state } );
	shop( { 'GET runs': () => ( { items: [], total: 0 } ) } );
	render( <Products /> );
	expect( await screen.findByText( text ) ).toBeVisible();
} );

it( 'is filtered as the address says, also on the way back', async () => {
	const user = userEvent.setup();
	const stock = runOf( { id: 9, kind: 'stock', state: 'failed' } );
	const asked: string[] = [];
	shop( {
		'GET runs': ( { query } ) => {
			asked.push( `${ query.get( 'kind' ) } ${ query.get( 'state' ) }` );
			return { items: [ stock ], total: 1 };
		},
		'GET runs/{id}': () => stock,
		'GET runs/{id}/items': () => ( { items: [], total: 0 } ),
	} );
	const back = () => act( () => window.history.back() );
	goTo( 'products', { view: 'history', kind: 'stock', state: 'failed' } );
	render( <Products /> );
	await user.click( await screen.findByText( '9 · Stock and prices' ) );
	expect( await screen.findByText( '← All syncs' ) ).toBeVisible();
	asked.length = 0;
	back();
	await waitFor( () => expect( asked ).toEqual( [ 'stock failed' ] ) );
	await user.click( screen.getByRole( 'link', { name: 'History' } ) );
	await waitFor( () => expect( asked.at( -1 ) ).toBe( 'null null' ) );
	back();
	await waitFor( () => expect( asked.at( -1 ) ).toBe( 'stock failed' ) );
} );
