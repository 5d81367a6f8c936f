import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { render } from '../../testing/render';
import { itemOf, runOf } from '../../testing/samples';
import { shop } from '../../testing/shop';
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

it( 'says what keeps an item out, and leads to where a tax class is chosen', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'conflicts' } );
	shop( {
		'GET conflicts': () => ( {
			items: [
				{
					id: 'taxes-8',
					source: 'taxes',
					code: 'unmapped_tax',
					outcome: 'partly',
					itemCode: '',
					itemName: 'VAT 8 %',
					productId: null,
					productUrl: null,
					message: 'No tax class stands for VAT 8 %.',
					runId: null,
				},
			],
			total: 1,
		} ),
	} );
	render( <Products /> );
	expect(
		await screen.findByText( 'No tax class stands for VAT 8 %.' )
	).toBeVisible();
	await user.click( screen.getByText( 'Choose the tax class' ) );
	expect( window.location.search ).toContain( 'path=settings' );
	expect( window.location.search ).toContain( 'setting=taxClassByVatRate' );
} );

it( 'lets a category of the shop stand for a group', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	const mapping = {
		readAt: '2026-11-24T14:55:00Z',
		groups: [
			{
				id: '7',
				name: 'Вијци',
				parentId: null,
				depth: 0,
				category: null as object | null,
			},
		],
		vatRates: [
			{
				rate: '20',
				products: 1,
				taxClass: { slug: '', name: 'Standard' },
				source: 'usual',
			},
		],
		taxesEnabled: true,
	};
	const requests = shop( {
		'GET catalog-mapping': () => mapping,
		'POST catalog-mapping': () => ( {
			...mapping,
			groups: [
				{
					...mapping.groups[ 0 ],
					category: {
						id: 31,
						name: 'Šrafovi',
						url: 'https://shop.example/category',
						products: 4,
					},
				},
			],
		} ),
		'GET /wp/v2/product_cat': () => [ { id: 31, name: 'Šrafovi' } ],
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	await user.click( screen.getByRole( 'combobox' ) );
	await user.click( await screen.findByText( 'Šrafovi' ) );
	await user.click( screen.getByText( 'Use this category' ) );
	expect(
		await screen.findByRole( 'link', { name: 'Šrafovi' } )
	).toBeVisible();
	expect( requests ).toContainEqual( {
		route: 'POST catalog-mapping',
		body: { groupId: '7', categoryId: 31 },
	} );
	expect(
		screen.getByLabelText( 'Change the category of Вијци' )
	).toHaveFocus();
} );

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
		'GET deleted-products': () => ( {
			items: [
				{
					code: 'T1',
					name: 'Bušilica',
					deletedAt: '2026-11-24T14:55:00Z',
				},
			].slice( 0, total ),
			total,
		} ),
	} );
	render( <Products /> );
	expect( await screen.findByText( 'Bušilica (T1)' ) ).toBeVisible();
} );

it( 'brings back at a press what was deleted for good', async () => {
	const user = userEvent.setup();
	goTo( 'products', {} );
	const requests = shop( {
		'GET runs': () => ( { items: [], total: 0 } ),
		'GET deleted-products': () => ( {
			items: [
				{
					code: 'T1',
					name: 'Bušilica',
					deletedAt: '2026-11-24T14:55:00Z',
				},
				{ code: 'T2', name: '', deletedAt: '2026-11-24T14:55:00Z' },
			],
			total: 30,
		} ),
		'POST deleted-products/bring-back': () => ( { broughtBack: 30 } ),
	} );
	render( <Products /> );
	expect( await screen.findByText( 'Bušilica (T1), T2 …' ) ).toBeVisible();
	await user.click( screen.getByText( 'Bring all back' ) );
	expect(
		await screen.findByText( /^30 products come back with the next sync/ )
	).toBeVisible();
	expect( screen.queryByText( 'Bring all back' ) ).toBeNull();
	expect(
		requests.filter( ( { route } ) => route.startsWith( 'POST' ) )
	).toHaveLength( 1 );
} );
