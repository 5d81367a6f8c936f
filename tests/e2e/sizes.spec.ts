import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { bringInProducts, connect, expect, open, test } from './site/shop';

const LIMIT = 60 * 1024;

type Loaded = { file: string; bytes: number; isDataViews: boolean };

/** What a screen loads of this plugin's own, gzipped as a web server would. */
async function loadedBy( page: Page, path: string ): Promise< Loaded[] > {
	const responses: Response[] = [];
	const note = ( response: Response ): void => {
		if ( /sors-api-for-woocommerce\/build\//.test( response.url() ) ) {
			responses.push( response );
		}
	};
	page.on( 'response', note );
	await open( page, path );
	await page.waitForLoadState( 'networkidle' );
	page.off( 'response', note );
	return await Promise.all(
		responses.map( async ( response ) => {
			const body = await response.body();
			return {
				file: new URL( response.url() ).pathname.replace(
					/^.*\/build\//,
					''
				),
				bytes: gzipSync( body ).length,
				isDataViews: body.includes( 'dataviews-view-table' ),
			};
		} )
	);
}

const sum = ( files: Loaded[] ): number =>
	files.reduce( ( total, { bytes } ) => total + bytes, 0 );

const names = ( files: Loaded[] ): string =>
	files.map( ( { file, bytes } ) => `${ file } ${ bytes }` ).join( ', ' );

test( 'a screen loads little: its own part and what all share', async ( {
	office,
	session,
} ) => {
	await connect( session );
	await bringInProducts( session );
	const devtools = await office.context().newCDPSession( office );
	await devtools.send( 'Network.setCacheDisabled', { cacheDisabled: true } );

	const screens = [ 'overview', 'products', 'orders', 'settings', 'connect' ];
	const loaded = new Map< string, Loaded[] >();
	for ( const screen of screens ) {
		loaded.set( screen, await loadedBy( office, screen ) );
	}

	const shared = loaded
		.get( 'overview' )!
		.filter( ( { file } ) =>
			screens.every( ( screen ) =>
				loaded.get( screen )!.some( ( other ) => other.file === file )
			)
		);
	expect( shared.length ).toBeGreaterThan( 1 );
	expect( sum( shared ), names( shared ) ).toBeLessThan( LIMIT );

	for ( const screen of screens ) {
		const files = loaded.get( screen )!;
		const own = files.filter( ( { isDataViews } ) => ! isDataViews );
		expect( sum( own ), `${ screen }: ${ names( own ) }` ).toBeLessThan(
			LIMIT
		);
		const others = screens.filter( ( other ) => other !== screen );
		expect(
			files
				.map( ( { file } ) => file.replace( '.js', '' ) )
				.filter( ( file ) => others.includes( file ) ),
			`${ screen } loads another screen`
		).toEqual( [] );
	}

	const withTable = screens.filter( ( screen ) =>
		loaded.get( screen )!.some( ( { isDataViews } ) => isDataViews )
	);
	for ( const screen of [ 'overview', 'settings', 'connect' ] ) {
		expect( withTable, 'has no table' ).not.toContain( screen );
	}
} );
