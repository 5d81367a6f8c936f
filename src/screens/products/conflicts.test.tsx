import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeAll, expect, it } from 'vitest';
import { render } from '../../testing/render';
import { runOf } from '../../testing/samples';
import { Failure, shop } from '../../testing/shop';
import { goTo } from '../../ui/navigation';
import Products from '.';

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( '../../ui/table/DataViewsTable' ), 120_000 );

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

it( 'lets variations share the stock of their item at a press', async () => {
	const user = userEvent.setup();
	goTo( 'products', { view: 'conflicts' } );
	const requests = shop( {
		'GET conflicts': () => ( {
			items: [
				{
					id: 'stock-8',
					source: 'stock',
					code: 'own_stock',
					outcome: 'skipped',
					itemCode: 'V1',
					itemName: 'Majica',
					productId: 12,
					productUrl: null,
					message: 'Variations of it keep a stock of their own.',
					runId: null,
				},
			],
			total: 1,
		} ),
		'POST products/{id}/share-stock': () =>
			new Failure( 404, 'It is not linked.' ),
	} );
	render( <Products /> );
	await user.click( await screen.findByText( 'Share the item’s stock' ) );
	expect( await screen.findAllByText( /It is not linked/ ) ).not.toEqual(
		[]
	);
	expect( requests.map( ( { route } ) => route ) ).toContain(
		'POST products/12/share-stock'
	);
} );

it( 'counts at the tab what needs attention, again when a run has ended', async () => {
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

it( 'does not say that all is well where a search finds nothing', async () => {
	goTo( 'products', { view: 'conflicts' } );
	shop( { 'GET conflicts': () => ( { items: [], total: 0 } ) } );
	render( <Products /> );
	expect(
		await screen.findByText( /^Nothing needs attention/ )
	).toBeVisible();
	await userEvent.type( screen.getByRole( 'searchbox' ), 'vijak' );
	expect( await screen.findByText( 'No items match.' ) ).toBeVisible();
	expect( screen.queryByText( /^Nothing needs attention/ ) ).toBeNull();
} );

it( 'asks once where the tab is open', async () => {
	goTo( 'products', { view: 'conflicts' } );
	const requests = shop( {
		'GET conflicts': () => ( { items: [], total: 0 } ),
	} );
	render( <Products /> );
	await screen.findByText( /^Nothing needs attention/ );
	expect(
		requests.filter( ( { route } ) => route === 'GET conflicts' )
	).toHaveLength( 1 );
} );
