import { beforeEach, expect, it } from 'vitest';
import { firstRunOf, settingsOf } from '../../testing/samples';
import { placeToGoOn, remember } from './steps';

beforeEach( () => window.localStorage.clear() );

const visit = ( path: string ) =>
	window.history.replaceState( null, '', `${ path }?page=sors-api` );

const connected = settingsOf( {
	database: 'Prodavnica2026',
	businessUnitIds: [ '3' ],
} );
const place = () => placeToGoOn( connected, [], firstRunOf() );

it( 'goes on where the first run of this shop was left, and not that of another one at the same address', () => {
	visit( '/first/wp-admin/admin.php' );
	remember( 'start' );
	expect( place() ).toBe( 'start' );
	visit( '/second/wp-admin/admin.php' );
	expect( place() ).toBe( 'figures' );
} );

it( 'begins anew once the first run was over', () => {
	remember( 'start' );
	remember( null );
	expect( place() ).toBe( 'figures' );
} );
