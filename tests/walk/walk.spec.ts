import { goods } from '../e2e/site/checkout';
import { firstRun } from '../e2e/site/first-run';
import { installSerbian, removeSerbian } from '../e2e/site/language';
import { php } from '../e2e/site/php';
import { expect, NEXT_DATABASE, openNewYear, test } from '../e2e/site/shop';
import { detailsOf, SCREENS } from '../e2e/site/stations';
import {
	adminPages,
	FIRST_SIGHT,
	orderPages,
	SENDING_OFF,
	shopPages,
} from './pages';
import {
	difference,
	olderOrders,
	ordersOfToday,
	placeOrders,
	shareCode,
	stockUp,
	threeWeeks,
} from './shop';
import { IS_FOR_DOCS, Walkers } from './walkers';

test.beforeAll( installSerbian );
test.afterAll( removeSerbian );

test( 'a new owner’s way, from the activation to a shop at work and into a new year', async ( {
	browser,
	office,
	session,
	sors,
} ) => {
	test.setTimeout( 0 );
	const file = ( name: string ) => new URL( name, import.meta.url );
	await php( file( 'without-avatars.php' ) );
	// The test site puts them away.
	await session.rest( 'POST', 'wc-admin/onboarding/tasks/extended/unhide' );
	await stockUp( sors );
	const walkers = await Walkers.begin( browser, session );
	await walkers.look( FIRST_SIGHT );
	await firstRun(
		office,
		( text ) => text,
		session,
		( station ) => walkers.look( [ station ] )
	);

	await shareCode( sors );
	await olderOrders( session );
	await threeWeeks( session, sors );
	const orders = await ordersOfToday( session, sors );
	await difference( session, sors );
	await walkers.look( [
		...SCREENS,
		...Object.entries( orders ).map( ( [ name, order ] ) =>
			detailsOf( name, order )
		),
		{ ...detailsOf( 'details', orders.uncertain ), docs: 'desk' },
	] );
	if ( ! IS_FOR_DOCS ) {
		const product = ( await goods( session ) ).id;
		await walkers.look( [
			...adminPages( product, walkers.user ),
			...orderPages( 'hpos', orders ),
			...shopPages( product, await walkers.buy( product ) ),
		] );
		await session.rest( 'PUT', 'sors/v1/settings', {
			exportOrders: false,
		} );
		await placeOrders( session, 1 );
		await walkers.look( SENDING_OFF );
		await session.rest( 'PUT', 'sors/v1/settings', { exportOrders: true } );
		await php( file( 'orders-to-posts.php' ) );
		await walkers.look( orderPages( 'posts', orders ) );
	}
	await openNewYear( sors );
	await walkers.look( [
		{
			name: 'settings-new-year',
			at: 'settings',
			docs: 'desk',
			show: ( page ) =>
				page
					.getByRole( 'region', {
						name: new RegExp( NEXT_DATABASE ),
					} )
					.waitFor(),
		},
	] );
	expect( walkers.tell() ).toEqual( [] );
} );
