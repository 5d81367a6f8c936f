import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { render } from '../../testing/render';
import { runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import { DeletedProducts } from './DeletedProducts';
import { UnlinkedProducts } from './UnlinkedProducts';
import Products from '.';

const product = (
	code: string,
	name: string,
	productId: number | null = null
) => ( { code, name, productId } );

/** What the route answers: those that were unlinked apart from the others. */
const deleted = (
	items: ReturnType< typeof product >[],
	query: URLSearchParams,
	total = items.length
) =>
	query.get( 'unlinked' ) === 'true'
		? { items: [], total: 0 }
		: { items, total };

it( 'links again at a press what was unlinked', async () => {
	const user = userEvent.setup();
	goTo( 'products', {} );
	let items = [
		product( 'T1', 'Bušilica', 31 ),
		product( 'T2', 'Čekić', 32 ),
	];
	const requests = shop( {
		'GET runs': () => ( { items: [], total: 0 } ),
		'GET deleted-products': ( { query } ) =>
			query.get( 'unlinked' ) === 'true'
				? { items, total: items.length }
				: { items: [], total: 0 },
		'POST products/{id}/link-again': ( { id } ) => {
			items = items.filter( ( { productId } ) => productId !== id );
			return { linked: 1 };
		},
	} );
	render( <Products /> );
	await screen.findByText( /Čekić \(T2\)/ );
	await user.click(
		screen.getByRole( 'button', { name: 'Link again: Bušilica' } )
	);
	await waitFor( () =>
		expect( screen.queryByText( /Bušilica \(T1\)/ ) ).toBeNull()
	);
	expect( screen.getByText( /Čekić \(T2\)/ ) ).toBeVisible();
	await waitFor( () =>
		expect(
			screen.getByRole( 'button', { name: 'Link again: Čekić' } )
		).toHaveFocus()
	);
	expect( screen.queryByText( 'Bring all back' ) ).toBeNull();
	expect( requests ).toContainEqual( {
		route: 'POST products/31/link-again',
		body: null,
	} );

	await user.click(
		screen.getByRole( 'button', { name: 'Link again: Čekić' } )
	);
	expect(
		await screen.findByText( 'Čekić is linked to its item again.' )
	).toBeVisible();
	expect( screen.queryByRole( 'list' ) ).toBeNull();
	await waitFor( () =>
		expect(
			screen.getByRole( 'heading', { name: 'Unlinked products' } )
		).toHaveFocus()
	);
} );

it( 'does not say that a product which is gone is linked again', async () => {
	const user = userEvent.setup();
	let items = [ product( 'T1', 'Bušilica', 31 ) ];
	shop( {
		'GET deleted-products': () => ( { items, total: items.length } ),
		'POST products/{id}/link-again': () => {
			items = [];
			return { linked: 0 };
		},
	} );
	render( <UnlinkedProducts /> );
	await user.click(
		await screen.findByRole( 'button', { name: 'Link again: Bušilica' } )
	);
	expect(
		await screen.findByText(
			'Bušilica is gone from the shop, or belongs to another item by now, so nothing was linked. The next catalogue sync treats the item as a new one.'
		)
	).toBeVisible();
	expect( screen.queryByText( /is linked to its item again/ ) ).toBeNull();
} );

it( 'shows all that was unlinked, a part at a time', async () => {
	const user = userEvent.setup();
	const all = Array.from( { length: 130 }, ( _, index ) =>
		product( `T${ index }`, '', index + 1 )
	);
	shop( {
		'GET deleted-products': ( { query } ) => {
			const page = Number( query.get( 'page' ) ?? 1 );
			return {
				items: all.slice( 100 * ( page - 1 ), 100 * page ),
				total: 130,
			};
		},
	} );
	render( <UnlinkedProducts /> );
	expect( await screen.findAllByRole( 'listitem' ) ).toHaveLength( 100 );
	await user.click( screen.getByText( 'Show more' ) );
	expect( await screen.findByText( /T129/ ) ).toBeVisible();
	expect( screen.getAllByRole( 'listitem' ) ).toHaveLength( 130 );
	expect( screen.queryByText( 'Show more' ) ).toBeNull();
} );

it.each( [
	{ what: 'deleted', Component: DeletedProducts },
	{ what: 'unlinked', Component: UnlinkedProducts },
] )(
	'says that the products which were $what cannot be read, and asks again',
	async ( { Component } ) => {
		const user = userEvent.setup();
		let isDown = true;
		shop( {
			'GET runs': () => ( { items: [], total: 0 } ),
			'GET deleted-products': () =>
				isDown
					? new Failure( 500, 'The database is gone.' )
					: { items: [ product( 'T1', 'Bušilica', 31 ) ], total: 1 },
		} );
		render( <Component /> );
		expect(
			await screen.findByText( 'The database is gone.', {
				selector: 'strong',
			} )
		).toBeVisible();
		isDown = false;
		await user.click( screen.getByText( 'Try again' ) );
		expect( await screen.findByText( /Bušilica \(T1\)/ ) ).toBeVisible();
	}
);

it( 'shows what a sync has found deleted while the page was open', async () => {
	goTo( 'products', {} );
	let total = 0;
	shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ runOf( { state: 'reading' } ) ], total: 1 }
				: { items: [], total: 0 },
		'POST runs/{id}/step': () => {
			total = 1;
			return runOf( { state: 'succeeded' } );
		},
		'GET deleted-products': ( { query } ) =>
			deleted(
				[ product( 'T1', 'Bušilica' ) ].slice( 0, total ),
				query,
				total
			),
	} );
	render( <Products /> );
	expect( await screen.findByText( 'Bušilica (T1)' ) ).toBeVisible();
} );

it( 'brings back at a press what was deleted for good', async () => {
	const user = userEvent.setup();
	goTo( 'products', {} );
	const requests = shop( {
		'GET runs': () => ( { items: [], total: 0 } ),
		'GET deleted-products': ( { query } ) =>
			deleted(
				[ product( 'T1', 'Bušilica' ), product( 'T2', '' ) ],
				query,
				30
			),
		'POST deleted-products/bring-back': () => ( { broughtBack: 30 } ),
	} );
	render( <Products /> );
	expect( await screen.findByText( 'Bušilica (T1), T2 …' ) ).toBeVisible();
	expect(
		screen.getByRole( 'region', { name: 'Left out and deleted products' } )
	).toBeVisible();
	await user.click( screen.getByText( 'Bring all back' ) );
	expect(
		await screen.findByText( /^30 products come back with the next sync/ )
	).toBeVisible();
	expect( screen.queryByText( 'Bring all back' ) ).toBeNull();
	await waitFor( () =>
		expect(
			screen.getByRole( 'heading', {
				name: 'Left out and deleted products',
			} )
		).toHaveFocus()
	);
	expect(
		requests.filter( ( { route } ) => route.startsWith( 'POST' ) )
	).toHaveLength( 1 );
} );

it( 'keeps out a code that is typed, also where nothing was deleted', async () => {
	const user = userEvent.setup();
	goTo( 'products', {} );
	let items: ReturnType< typeof product >[] = [];
	const requests = shop( {
		'GET runs': () => ( { items: [], total: 0 } ),
		'GET deleted-products': ( { query } ) => deleted( items, query ),
		'POST deleted-products': () => {
			items = [ product( 'T9', '' ) ];
			return { items, total: 1 };
		},
	} );
	render( <Products /> );
	const field = await screen.findByLabelText( 'Never bring in this code' );
	await user.type( field, ' T9{Enter}' );
	expect( await screen.findByText( 'T9 is not brought in.' ) ).toBeVisible();
	expect( screen.getByText( 'T9' ) ).toBeVisible();
	expect( screen.getByText( /^1 item is not brought in/ ) ).toBeVisible();
	expect( field ).toHaveValue( '' );
	expect( field ).toHaveFocus();
	expect( requests ).toContainEqual( {
		route: 'POST deleted-products',
		body: { code: ' T9' },
	} );
} );

it( 'says why a code cannot be kept out, and keeps what was typed', async () => {
	const user = userEvent.setup();
	shop( {
		'GET runs': () => ( { items: [], total: 0 } ),
		'GET deleted-products': ( { query } ) => deleted( [], query ),
		'POST deleted-products': () =>
			new Failure( 409, 'T1 is linked to the product “Bušilica”.' ),
	} );
	render( <DeletedProducts /> );
	const field = await screen.findByLabelText( 'Never bring in this code' );
	await user.type( field, 'T1' );
	await user.click( screen.getByText( 'Never bring in' ) );
	expect(
		await screen.findByText( 'T1 is linked to the product “Bušilica”.', {
			selector: 'strong',
		} )
	).toBeVisible();
	expect( field ).toHaveValue( 'T1' );
	expect( screen.queryByText( /is not brought in/ ) ).toBeNull();
} );
