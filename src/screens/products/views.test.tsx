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

it( 'calls only that a preview which has written nothing', async () => {
	goTo( 'products', { view: 'history' } );
	const preview = { mode: 'preview', created: 0, failed: 0 } as const;
	shop( {
		'GET runs': () => ( {
			items: [
				runOf( { id: 4, mode: 'preview', state: 'succeeded' } ),
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

it( 'counts at the tab what needs attention, anew when a run has ended', async () => {
	const user = userEvent.setup();
	goTo( 'products' );
	let total = 1204;
	shop( {
		'GET runs': ( { query } ) =>
			query.get( 'kind' ) === 'catalog'
				? { items: [ runOf( { state: 'queued' } ) ], total: 1 }
				: { items: [], total: 0 },
		'GET runs/{id}': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/step': () => runOf( { state: 'queued' } ),
		'POST runs/{id}/cancel': () => {
			total = 0;
			return runOf( { state: 'cancelled' } );
		},
		'GET runs/{id}/items': () => ( { items: [], total: 0 } ),
		'GET conflicts': () => ( { items: [], total } ),
	} );
	render( <Products /> );
	expect(
		await screen.findByRole( 'link', { name: 'Needs attention (1,204)' } )
	).toBeVisible();
	await user.click( await screen.findByText( 'Cancel' ) );
	expect(
		await screen.findByRole( 'link', { name: 'Needs attention' } )
	).toBeVisible();
} );

it( 'asks once where the tab is open', async () => {
	goTo( 'products', { view: 'conflicts' } );
	const requests = shop( {
		'GET conflicts': () => ( { items: [], total: 0 } ),
	} );
	render( <Products /> );
	await screen.findByText( /^Nothing needs attention/ );
	expect( requests ).toHaveLength( 1 );
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
				leftAlone: 'no',
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

const oneGroup = {
	readAt: '2026-11-24T14:55:00Z',
	groups: [
		{
			id: '7',
			name: 'Вијци',
			parentId: null,
			depth: 0,
			leftAlone: 'no',
			category: null,
		},
	],
	vatRates: [],
	taxesEnabled: true,
};

it( 'says which group another one is below', async () => {
	goTo( 'products', { view: 'mapping' } );
	const [ above ] = oneGroup.groups;
	const below = {
		...above,
		id: '8',
		name: 'Dugi vijci',
		parentId: '7',
		depth: 1,
	};
	shop( {
		'GET catalog-mapping': () => ( {
			...oneGroup,
			groups: [ above, below ],
		} ),
	} );
	render( <Products /> );
	expect( ( await screen.findByText( 'Dugi vijci' ) ).textContent ).toBe(
		'Dugi vijci below Вијци'
	);
} );

it( 'says that the shop did not answer where its categories are asked for', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	shop( {
		'GET catalog-mapping': () => oneGroup,
		'GET /wp/v2/product_cat': () => {
			throw new TypeError( 'Failed to fetch' );
		},
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	expect(
		await screen.findByText( "Your shop's server did not answer.", {
			selector: 'strong',
		} )
	).toBeVisible();
} );

it( 'says that a shop has more categories than it shows', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	shop( {
		'GET catalog-mapping': () => oneGroup,
		'GET /wp/v2/product_cat': ( { query } ) =>
			Array.from(
				{ length: Math.min( 70, Number( query.get( 'per_page' ) ) ) },
				( _, index ) => ( { id: index + 1, name: `Grupa ${ index }.` } )
			),
	} );
	render( <Products /> );
	await user.click(
		await screen.findByLabelText( 'Change the category of Вијци' )
	);
	expect(
		await screen.findByText( /The first 50 categories are listed/ )
	).toBeVisible();
	await user.click( screen.getByRole( 'combobox' ) );
	expect( await screen.findAllByRole( 'option' ) ).toHaveLength( 50 );
} );

it( 'leaves a group alone, and brings it in again', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'mapping' } );
	const group = ( id: string, name: string, leftAlone: string ) => ( {
		id,
		name,
		parentId: id === '7' ? null : '7',
		depth: id === '7' ? 0 : 1,
		leftAlone,
		category: null,
	} );
	const mapping = ( own: string, below: string ) => ( {
		readAt: '2026-11-24T14:55:00Z',
		groups: [ group( '7', 'Вијци', own ), group( '8', 'Дрво', below ) ],
		vatRates: [],
		taxesEnabled: true,
	} );
	const requests = shop( {
		'GET catalog-mapping': () => mapping( 'no', 'no' ),
		'POST catalog-mapping/leave-alone': ( { body } ) =>
			( body as { leftAlone: boolean } ).leftAlone
				? mapping( 'yes', 'above' )
				: mapping( 'no', 'no' ),
	} );
	render( <Products /> );
	await user.click(
		await screen.findByRole( 'button', { name: 'Leave alone: Вијци' } )
	);
	expect( await screen.findByText( 'Left alone' ) ).toBeVisible();
	expect(
		screen.getByText( 'Left alone with the group above it' )
	).toBeVisible();
	expect( screen.queryByRole( 'button', { name: /Дрво alone/ } ) ).toBeNull();
	const again = screen.getByRole( 'button', {
		name: 'Bring in again: Вијци',
	} );
	expect( again ).toHaveFocus();
	await user.click( again );
	expect(
		await screen.findByRole( 'button', { name: 'Leave alone: Дрво' } )
	).toBeVisible();
	expect(
		requests
			.filter( ( { route } ) => route.startsWith( 'POST' ) )
			.map( ( { body } ) => body )
	).toEqual( [
		{ groupId: '7', leftAlone: true },
		{ groupId: '7', leftAlone: false },
	] );
} );
