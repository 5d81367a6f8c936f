import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { render } from '../../testing/render';
import { itemOf, runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { NewProducts } from './NewProducts';
import Products from '.';

beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );

/** Lets the place of a picture come into view. */
let views: { place: Element; see: () => void }[];

beforeEach( () => {
	views = [];
	window.IntersectionObserver = class {
		constructor( private tell: ( seen: object[] ) => void ) {}
		observe( place: Element ) {
			views.push( {
				place,
				see: () => this.tell( [ { isIntersecting: true } ] ),
			} );
		}
		disconnect() {}
	} as unknown as typeof IntersectionObserver;
	window.URL.createObjectURL = () => 'blob:picture';
	window.URL.revokeObjectURL = () => {};
} );

const news = [ 5, 6, 7 ].map( ( id ) =>
	itemOf( {
		id,
		name: `Boja ${ id }`,
		action: 'create',
		outcome: 'planned',
		changes: [
			{ field: 'price', from: null, to: '1190.9' },
			{ field: 'unit', from: null, to: 'kg' },
			{ field: 'categories', from: null, to: 'Boje' },
			{ field: 'status', from: null, to: id === 5 ? 'draft' : 'publish' },
		],
		reason: id === 5 ? 'Orders need it.' : null,
	} )
);

it( 'shows new products as cards, asks for the pictures that are seen alone, and leaves out what is not wanted', async () => {
	const user = userEvent.setup();
	const waiting = runOf( {
		mode: 'preview',
		state: 'awaiting_approval',
		waiting: 3,
	} );
	const requests = shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ waiting ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}/items': ( { query } ) =>
			query.get( 'action' ) === 'create'
				? { items: news, total: 3 }
				: { items: [], total: 0 },
		'GET runs/{id}/items/6/picture': () => ( {} ),
		'POST runs/{id}/approve': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	render( <Products /> );
	const cards = within(
		await screen.findByRole( 'region', { name: 'New products' } )
	).getAllByRole( 'listitem' );
	expect( cards.map( ( { textContent } ) => textContent ) ).toEqual(
		[ 5, 6, 7 ].map(
			( id ) =>
				`Boja ${ id }RSD\u00a01,190.90 / kgBoje${ id === 5 ? 'DraftOrders need it.' : '' }Bring in`
		)
	);

	act( () =>
		views.find( ( { place } ) => cards[ 1 ]?.contains( place ) )?.see()
	);
	await waitFor( () =>
		expect( cards[ 1 ]?.querySelector( 'img' )?.src ).toBe( 'blob:picture' )
	);
	expect(
		requests.filter( ( { route } ) => route.endsWith( '/picture' ) )
	).toHaveLength( 1 );

	await user.click(
		screen.getByRole( 'checkbox', { name: 'Bring in Boja 7' } )
	);
	expect(
		screen.getByRole( 'heading', { name: 'New products: 3, 1 left out' } )
	).toBeVisible();
	await user.click(
		screen.getByRole( 'button', { name: /^Approve all 2/ } )
	);
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST runs/12/approve',
			body: { leaveOut: [ 7 ], updatedAt: runOf().updatedAt },
		} )
	);
} );

it( 'forgets what was left out of a run that was discarded', async () => {
	const user = userEvent.setup();
	const waiting = ( id: number ) =>
		runOf( {
			id,
			mode: 'preview',
			state: 'awaiting_approval',
			waiting: 3,
		} );
	const requests = shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ waiting( 12 ) ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}/items': ( { query } ) =>
			query.get( 'action' ) === 'create'
				? { items: news, total: 3 }
				: { items: [], total: 0 },
		'POST runs/{id}/discard': () => runOf( { state: 'cancelled' } ),
		'POST runs': () => waiting( 13 ),
		'POST runs/{id}/approve': () => runOf( { id: 13, state: 'queued' } ),
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'checkbox', { name: 'Bring in Boja 7' } )
	);
	expect(
		screen.getByText( /What is not ticked.* “Bring all back” / )
	).toBeVisible();
	await user.click( screen.getByRole( 'button', { name: /^Discard/ } ) );
	await user.click(
		await screen.findByRole( 'button', { name: 'Preview – Catalogue' } )
	);
	await user.click(
		await screen.findByRole( 'button', { name: /^Approve all 3/ } )
	);
	expect( requests ).toContainEqual( {
		route: 'POST runs/13/approve',
		body: { updatedAt: runOf().updatedAt },
	} );
	expect( window.sessionStorage ).toHaveLength( 0 );
} );

it( 'leaves out in the table too, new products alone, and takes it back', async () => {
	const user = userEvent.setup();
	const waiting = runOf( {
		mode: 'preview',
		state: 'awaiting_approval',
		waiting: 4,
	} );
	const change = itemOf( { id: 8, name: 'Boja 8', outcome: 'planned' } );
	const requests = shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ waiting ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}/items': ( { query } ) =>
			query.get( 'action' ) === 'create'
				? { items: news, total: 3 }
				: { items: [ ...news, change ], total: 4 },
		'POST runs/{id}/approve': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/step': () => new Promise( () => {} ),
	} );
	const choose = async ( id: number ) =>
		user.click(
			await screen.findByRole( 'checkbox', { name: `Boja ${ id }` } )
		);
	const bulk = ( name: string ) =>
		within(
			document.querySelector< HTMLElement >(
				'.dataviews-bulk-actions-footer__container'
			)!
		).getByRole( 'button', { name } );

	render( <Products /> );
	await choose( 5 );
	await choose( 6 );
	await choose( 8 );
	await user.click( bulk( 'Leave out' ) );
	await screen.findByText( 'New products: 3, 2 left out' );
	expect( screen.getByLabelText( 'Bring in Boja 5' ) ).not.toBeChecked();
	expect(
		within( document.querySelector( 'table' )! ).getAllByText( 'Left out' )
	).toHaveLength( 2 );

	await choose( 6 );
	await user.click( bulk( 'Bring in' ) );
	await screen.findByText( 'New products: 3, 1 left out' );
	await user.click( screen.getByText( 'Approve all 3' ) );
	await waitFor( () =>
		expect( requests ).toContainEqual( {
			route: 'POST runs/12/approve',
			body: { leaveOut: [ 5 ], updatedAt: runOf().updatedAt },
		} )
	);
	expect( window.sessionStorage ).toHaveLength( 0 );
}, 60_000 );

it( 'leaves nothing out that orders need, and does not offer it', async () => {
	const user = userEvent.setup();
	const [ first, ...others ] = news;
	const items = [ { ...first, needed: true }, ...others ];
	const waiting = runOf( { mode: 'preview', state: 'awaiting_approval' } );
	shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ waiting ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}/items': () => ( { items, total: 3 } ),
	} );
	render( <Products /> );
	const needed = await screen.findByLabelText( 'Bring in Boja 5' );
	expect( needed ).toBeChecked();
	expect( needed ).toBeDisabled();
	expect( screen.getByLabelText( 'Bring in Boja 6' ) ).toBeEnabled();

	for ( const name of [ 'Boja 5', 'Boja 6' ] ) {
		await user.click( await screen.findByRole( 'checkbox', { name } ) );
	}
	await user.click(
		within(
			document.querySelector< HTMLElement >(
				'.dataviews-bulk-actions-footer__container'
			)!
		).getByRole( 'button', { name: 'Leave out' } )
	);
	await screen.findByText( 'New products: 3, 1 left out' );
	expect( needed ).toBeChecked();
}, 60_000 );

const planned = runOf( { mode: 'preview', state: 'awaiting_approval' } );

it( 'asks for more new products, and not for those that are there again', async () => {
	const user = userEvent.setup();
	const all = Array.from( { length: 30 }, ( _, index ) =>
		itemOf( { id: index + 1, action: 'create', outcome: 'planned' } )
	);
	const asked: string[] = [];
	let isDown = false;
	shop( {
		'GET runs/{id}/items': ( { query } ) => {
			asked.push( query.get( 'page' ) ?? '' );
			const from = 12 * ( Number( query.get( 'page' ) ) - 1 );
			return isDown
				? new Failure( 500, 'The database is gone.' )
				: { items: all.slice( from, from + 12 ), total: 30 };
		},
	} );
	render(
		<NewProducts run={ planned } leftOut={ [] } onLeaveOut={ () => {} } />
	);
	expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength( 12 );
	isDown = true;
	await user.click( screen.getByText( 'Show more' ) );
	await screen.findByText( 'The database is gone.', { selector: 'strong' } );
	expect( screen.getAllByRole( 'listitem' ) ).toHaveLength( 12 );
	isDown = false;
	await user.click( screen.getByText( 'Try again' ) );
	await waitFor( () =>
		expect( screen.getAllByRole( 'listitem' ) ).toHaveLength( 24 )
	);
	await user.click( screen.getByText( 'Show more' ) );
	await waitFor( () =>
		expect( screen.getAllByRole( 'listitem' ) ).toHaveLength( 30 )
	);
	expect( asked ).toEqual( [ '1', '2', '2', '3' ] );
	expect( screen.queryByText( 'Show more' ) ).toBeNull();
} );

it( 'takes no change while what was pressed is under way', async () => {
	shop( {
		'GET runs/{id}/items': () => ( {
			items: [
				itemOf( { id: 5, action: 'create', outcome: 'planned' } ),
			],
			total: 1,
		} ),
	} );
	render(
		<NewProducts
			run={ planned }
			isBusy
			leftOut={ [] }
			onLeaveOut={ () => {} }
		/>
	);
	expect( await screen.findByRole( 'checkbox' ) ).toBeDisabled();
} );

it( 'says that the new products cannot be read, before all of them are approved', async () => {
	shop( {
		'GET runs/{id}/items': () =>
			new Failure( 500, 'The database is gone.' ),
	} );
	render(
		<NewProducts run={ planned } leftOut={ [] } onLeaveOut={ () => {} } />
	);
	expect(
		await screen.findByText( 'The database is gone.', {
			selector: 'strong',
		} )
	).toBeVisible();
} );
