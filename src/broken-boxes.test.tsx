import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { rejected, shopWith as shopWithOrders } from './testing/orders-shop';
import { render } from './testing/render';
import { overviewOf } from './testing/samples';
import {
	connected,
	shopWith as shopWithSettings,
} from './testing/settings-shop';
import { shop } from './testing/shop';
import { goTo } from './ui/navigation';
import Orders from './screens/orders';
import Overview from './screens/overview';
import Products from './screens/products';
import Settings from './screens/settings';

const { Broken } = vi.hoisted( () => ( {
	Broken: (): never => {
		throw new TypeError( 'x is not a function' );
	},
} ) );
vi.mock( './screens/overview/Runs', () => ( {
	Activity: Broken,
	RunLines: Broken,
} ) );
vi.mock( './screens/products/DeletedProducts', () => ( {
	DeletedProducts: Broken,
} ) );
vi.mock( './screens/settings/ScheduleGroup', () => ( {
	ScheduleGroup: Broken,
} ) );
vi.mock( './screens/orders/Details', () => ( { Details: Broken } ) );

// The table is large: it comes once, before the clock of a test starts.
beforeAll( () => import( './ui/table/DataViewsTable' ), 120_000 );

beforeEach( () => {
	// React tells the console of each, and so do we.
	vi.spyOn( console, 'error' ).mockImplementation( () => {} );
} );
afterEach( () => vi.restoreAllMocks() );

const SENTENCE = 'Something went wrong in this page.';
const broken = () => screen.findAllByText( SENTENCE );

it( 'leaves the rest of the overview', async () => {
	shop( { 'GET overview': () => overviewOf() } );
	render( <Overview /> );
	expect( await broken() ).toHaveLength( 2 );
	for ( const name of [
		'Orders of the last 30 days',
		'Syncs',
		'Connection',
	] ) {
		expect( screen.getByRole( 'region', { name } ) ).toBeVisible();
	}
	expect( screen.getByText( /^All is well/ ) ).toBeVisible();
} );

it( 'leaves the other cards of the products', async () => {
	goTo( 'products' );
	shop( { 'GET runs': () => ( { items: [], total: 0 } ) } );
	render( <Products /> );
	expect( await broken() ).toHaveLength( 1 );
	expect( await screen.findByText( 'Bring in the catalogue' ) ).toBeVisible();
} );

it( 'leaves the other settings of a page, and the other pages', async () => {
	goTo( 'settings', { view: 'products' } );
	shopWithSettings( connected );
	render( <Settings /> );
	expect( await broken() ).toHaveLength( 1 );
	expect( screen.getByText( 'New products are' ) ).toBeVisible();
	await userEvent.click(
		screen.getByRole( 'link', { name: 'Maintenance' } )
	);
	expect( await screen.findByText( 'Detailed log' ) ).toBeVisible();
	expect( screen.queryByText( SENTENCE ) ).toBeNull();
} );

it( 'leaves the list beside an order', async () => {
	goTo( 'orders' );
	shopWithOrders( [ rejected ] );
	render( <Orders /> );
	await userEvent.click( await screen.findByText( 'Order 1043' ) );
	expect( await broken() ).toHaveLength( 1 );
	expect( screen.getByText( 'Order 1043' ) ).toBeVisible();
} );
