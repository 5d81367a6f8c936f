import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { PendingDecision, PendingItem } from '../../contract/rest/pending';
import { render } from '../../testing/render';
import { changeOf, pendingOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Products from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );
beforeEach( () => goTo( 'products', { view: 'pending' } ) );

const boja = changeOf( {
	id: 5,
	code: 'B5',
	name: 'Boja',
	classes: [ 'zero', 'price' ],
	changes: [
		{ field: 'stock', from: '12', to: '0' },
		{ field: 'price', from: '990.00', to: '21.50' },
	],
} );
const lak = changeOf( { id: 6, code: 'L6', name: 'Lak' } );
const cekic = changeOf( {
	id: 7,
	kind: 'catalog',
	code: 'C7',
	name: 'Čekić',
	productId: null,
	productUrl: null,
	classes: [ 'publish' ],
	changes: [
		{ field: 'name', from: null, to: 'Čekić' },
		{ field: 'status', from: null, to: 'publish' },
	],
} );

const atWork = runOf( { id: 31, kind: 'stock', message: 'Writing stock.' } );

/** A shop in which these wait until they are decided. */
function shopWith(
	waiting: PendingItem[],
	routes: Parameters< typeof shop >[ 0 ] = {}
) {
	let left = waiting;
	const asked: string[] = [];
	const requests = shop( {
		'GET pending': ( { query } ) => {
			const [ kind, name ] = [
				query.get( 'kind' ),
				query.get( 'class' ),
			];
			const words = query.get( 'search' ) ?? '';
			asked.push( query.toString() );
			const found = left.filter(
				( item ) =>
					( kind === null || item.kind === kind ) &&
					( name === null ||
						( item.classes as string[] ).includes( name ) ) &&
					item.name.includes( words )
			);
			return {
				...pendingOf( left ),
				items: found,
				total: found.length,
			};
		},
		'POST pending/decide': ( { body } ) => {
			const { as, ids, kind } = body as PendingDecision;
			const before = left.length;
			left = left.filter( ( item ) =>
				ids ? ! ids.includes( item.id ) : item.kind !== kind
			);
			return {
				decided: before - left.length,
				run: as === 'approve' ? atWork : null,
			};
		},
		'GET runs/{id}': () => atWork,
		'POST runs/{id}/step': () => new Promise( () => {} ),
		...routes,
	} );
	return { requests, asked };
}

const decisions = ( requests: { route: string; body: unknown }[] ) =>
	requests
		.filter( ( { route } ) => route === 'POST pending/decide' )
		.map( ( { body } ) => body );

/** A button below the table, for what is ticked. */
const footer = ( name: string ) =>
	within(
		document.querySelector< HTMLElement >(
			'.dataviews-bulk-actions-footer__container'
		)!
	).getByRole( 'button', { name } );

it( 'lists what waits: why, from what to what, and since when', async () => {
	shopWith( [ boja, cekic ] );
	render( <Products /> );
	expect(
		await screen.findByRole( 'row', {
			name: /Boja.*B5.*Stock and prices.*Goes out of stock.*Changes its price.*Stock: 12 → 0.*Price: RSD.990.00 → RSD.21.50.*Nov 24, 2026/,
		} )
	).toBeVisible();
	expect( screen.getByRole( 'link', { name: 'Boja' } ) ).toHaveAttribute(
		'href',
		boja.productUrl
	);
	expect(
		screen.getByRole( 'row', {
			name: /Čekić.*Is published.*Status: Published/,
		} )
	).toBeVisible();
	expect( screen.queryByRole( 'link', { name: 'Čekić' } ) ).toBeNull();
	// Each kind with what is to be known of it.
	expect( screen.getAllByText( /Held to be safe: 1/ ) ).toHaveLength( 2 );
	expect(
		screen.getByRole( 'link', { name: 'Changes waiting (2)' } )
	).toHaveAttribute( 'aria-current', 'page' );
} );

it( 'says that nothing waits, and asks once', async () => {
	const { asked } = shopWith( [] );
	render( <Products /> );
	expect(
		await screen.findByText( 'No changes are waiting.' )
	).toBeVisible();
	expect( asked ).toHaveLength( 1 );
	expect( screen.queryByRole( 'button', { name: /^Approve/ } ) ).toBeNull();
	expect(
		screen.getByRole( 'link', { name: 'Changes waiting' } )
	).toBeVisible();
} );

it( 'filters by what the address names, and searches', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'pending', kind: 'stock', class: 'price' } );
	const { asked } = shopWith( [ boja, lak, cekic ] );
	render( <Products /> );
	await screen.findByRole( 'row', { name: /Boja/ } );
	expect( screen.queryByRole( 'row', { name: /Lak|Čekić/ } ) ).toBeNull();
	await user.type(
		screen.getByRole( 'searchbox', { name: 'Search by code or name' } ),
		'Lak'
	);
	expect( await screen.findByText( 'No changes match.' ) ).toBeVisible();
	expect( asked.at( -1 ) ).toMatch(
		/^kind=stock&class=price&search=Lak&page=1&per_page=20/
	);
	// What waits in all stays in sight.
	expect(
		screen.getByRole( 'button', {
			name: 'Approve all 2 – Stock and prices',
		} )
	).toBeVisible();
} );

it( 'approves what is ticked, and shows the sync that writes it', async () => {
	const user = userEvent.setup();
	let end = () => {};
	const { requests, asked } = shopWith( [ boja, lak, cekic ], {
		'POST runs/{id}/step': () =>
			new Promise( ( resolve ) => {
				end = () =>
					resolve( {
						...atWork,
						state: 'succeeded',
						message: 'Done: 2 products changed.',
					} );
			} ),
	} );
	render( <Products /> );
	await user.click( await screen.findByRole( 'checkbox', { name: 'Boja' } ) );
	await user.click( screen.getByRole( 'checkbox', { name: 'Lak' } ) );
	await user.click( footer( 'Approve' ) );
	expect(
		await screen.findByText( '2 changes were approved.' )
	).toBeVisible();
	expect( decisions( requests ) ).toEqual( [
		{ as: 'approve', ids: [ 5, 6 ] },
	] );
	expect( screen.queryByRole( 'row', { name: /Boja|Lak/ } ) ).toBeNull();
	expect( await screen.findByText( /Writing stock/ ) ).toBeVisible();
	expect( screen.getByRole( 'progressbar' ) ).toHaveAccessibleName(
		'Stock and prices: Writing to the shop'
	);
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST runs/31/step',
			body: null,
		} )
	);
	const before = asked.length;
	end();
	expect(
		await screen.findByText( /Done: 2 products changed/ )
	).toBeVisible();
	// It may hold something, too.
	await waitFor( () => expect( asked.length ).toBeGreaterThan( before ) );
} );

it( 'says when what was approved is written, where another sync is at work', async () => {
	const user = userEvent.setup();
	shopWith( [ boja ], {
		'POST pending/decide': () => ( { decided: 1, run: null } ),
	} );
	render( <Products /> );
	await user.click( await screen.findByRole( 'checkbox', { name: 'Boja' } ) );
	await user.click( footer( 'Approve' ) );
	expect(
		await screen.findByText(
			/^1 change was approved\. Another sync is at work/
		)
	).toBeVisible();
} );

it( 'discards all of a kind after a question, as it was when it was shown', async () => {
	const user = userEvent.setup();
	const { requests } = shopWith( [ boja, lak, cekic ] );
	render( <Products /> );
	const discard = await screen.findByRole( 'button', {
		name: 'Discard all 2 – Stock and prices',
	} );
	discard.focus();
	await user.keyboard( '{Enter}' );
	const question = await screen.findByRole( 'dialog', {
		name: 'Discard all changes in “Stock and prices”?',
	} );
	expect(
		within( question ).getByText( 'Held to be safe: 2.' )
	).toBeVisible();
	await user.click( within( question ).getByText( 'Do nothing' ) );
	expect( decisions( requests ) ).toEqual( [] );

	await user.keyboard( '{Enter}' );
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByText(
			'Discard all 2'
		)
	);
	expect(
		await screen.findByText( '2 changes were discarded.' )
	).toBeVisible();
	expect( decisions( requests ) ).toEqual( [
		{ as: 'discard', kind: 'stock', until: pendingOf( [] ).at },
	] );
	expect( screen.getByRole( 'row', { name: /Čekić/ } ) ).toBeVisible();
	// The button is gone; the keyboard is not.
	expect( document.querySelector( '.sors-pending' ) ).toHaveFocus();
} );

it( 'approves all of a kind after a question', async () => {
	const user = userEvent.setup();
	const { requests } = shopWith( [ boja, lak, cekic ] );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'button', {
			name: 'Approve all 2 – Stock and prices',
		} )
	);
	await user.click(
		within( await screen.findByRole( 'dialog' ) ).getByText(
			'Approve all 2'
		)
	);
	expect( await screen.findByText( /Writing stock/ ) ).toBeVisible();
	expect( decisions( requests ) ).toEqual( [
		{ as: 'approve', kind: 'stock', until: pendingOf( [] ).at },
	] );
} );

it( 'says that nothing of it waits any more, and lists what does', async () => {
	const user = userEvent.setup();
	let waiting = [ boja, lak ];
	shopWith( [], {
		'GET pending': () => pendingOf( waiting ),
		'POST pending/decide': () => {
			waiting = [ lak ];
			return new Failure( 409, 'These changes no longer wait.' );
		},
	} );
	render( <Products /> );
	await user.click( await screen.findByRole( 'checkbox', { name: 'Boja' } ) );
	await user.click( footer( 'Discard' ) );
	expect(
		await screen.findByText( 'These changes no longer wait.', {
			selector: 'strong',
		} )
	).toBeVisible();
	expect( screen.queryByRole( 'row', { name: /Boja/ } ) ).toBeNull();
	expect( screen.getByRole( 'row', { name: /Lak/ } ) ).toBeVisible();
} );

it( 'keeps what is ticked where the shop does not answer', async () => {
	const user = userEvent.setup();
	shopWith( [ boja ], {
		'POST pending/decide': () => {
			throw new TypeError( 'Failed to fetch' );
		},
	} );
	render( <Products /> );
	const box = await screen.findByRole( 'checkbox', { name: 'Boja' } );
	await user.click( box );
	await user.click( footer( 'Discard' ) );
	expect(
		await screen.findByText( /did not answer/, { selector: 'strong' } )
	).toBeVisible();
	expect( box ).toBeChecked();
} );

it( 'counts on the menu what waits and is news, and takes off what was decided', async () => {
	const user = userEvent.setup();
	document.body.insertAdjacentHTML(
		'afterbegin',
		'<div id="toplevel_page_sors-api"><div class="wp-menu-name">SORS API <span class="awaiting-mod"><span class="pending-count" aria-hidden="true">9</span><span class="screen-reader-text">9 changes wait for your decision</span></span></div></div>'
	);
	const menu = document.getElementById( 'toplevel_page_sors-api' )!;
	let left = [ boja, lak, cekic ];
	shopWith( [], {
		'GET pending': () => {
			const { kinds, ...list } = pendingOf( left );
			return {
				...list,
				kinds: kinds.map( ( of ) =>
					// That a person left of a preview.
					of.kind === 'catalog' ? { ...of, news: 0 } : of
				),
			};
		},
		'POST pending/decide': ( { body } ) => {
			const { ids } = body as PendingDecision;
			left = left.filter( ( { id } ) => ! ids?.includes( id ) );
			return { decided: 1, run: null };
		},
	} );
	render( <Products /> );
	await user.click( await screen.findByRole( 'checkbox', { name: 'Boja' } ) );
	expect( menu ).toHaveTextContent( /^SORS API 2 ?2 changes wait/ );
	await user.click( footer( 'Discard' ) );
	await waitFor( () =>
		expect( menu ).toHaveTextContent( /^SORS API 1 ?1 change waits/ )
	);
	await user.click( await screen.findByRole( 'checkbox', { name: 'Lak' } ) );
	await user.click( footer( 'Discard' ) );
	await waitFor( () => expect( menu ).toHaveTextContent( /^SORS API$/ ) );
	expect( screen.getByRole( 'row', { name: /Čekić/ } ) ).toBeVisible();
	menu.remove();
} );

it( 'is led to from the card of the sync that holds something', async () => {
	const user = userEvent.setup();
	goTo( 'products' );
	const held = runOf( {
		kind: 'stock',
		state: 'succeeded',
		waiting: 2,
		message: '2 changes wait.',
	} );
	shopWith( [ boja, lak, cekic ], {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'stock'
				? { items: [ held ], total: 1 }
				: { items: [], total: 0 },
	} );
	render( <Products /> );
	const card = within(
		await screen.findByRole( 'region', { name: 'Stock and prices' } )
	);
	expect( await card.findByText( 'Finished, changes held' ) ).toBeVisible();
	expect( card.getByText( 'Held for your decision' ) ).toBeVisible();
	expect(
		card.queryByRole( 'button', { name: /^(Approve|Discard)/ } )
	).toBeNull();
	await user.click(
		card.getByRole( 'link', { name: '2 changes wait for your decision' } )
	);
	expect( await screen.findByRole( 'row', { name: /Boja/ } ) ).toBeVisible();
	expect( screen.queryByRole( 'row', { name: /Čekić/ } ) ).toBeNull();
} );
