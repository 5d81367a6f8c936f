import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { bringInProducts, connect, expect, open, test } from './site/shop';

/** KiB of this plugin's own, gzipped, that each screen may load. Where there is a table, that is most of it. */
const BUDGETS = {
	overview: 51,
	products: 57,
	'products&view=history': 460,
	orders: 460,
	settings: 56,
	connect: 63,
};

type Loaded = { file: string; bytes: number };

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
		responses.map( async ( response ) => ( {
			file: new URL( response.url() ).pathname.replace(
				/^.*\/build\//,
				''
			),
			bytes: gzipSync( await response.body() ).length,
		} ) )
	);
}

test( 'a screen loads no more than it may, and nothing of another', async ( {
	office,
	session,
} ) => {
	await connect( session );
	await bringInProducts( session );
	const devtools = await office.context().newCDPSession( office );
	await devtools.send( 'Network.setCacheDisabled', { cacheDisabled: true } );

	const screens = Object.keys( BUDGETS );
	for ( const [ screen, budget ] of Object.entries( BUDGETS ) ) {
		const files = await loadedBy( office, screen );
		const size =
			files.reduce( ( sum, { bytes } ) => sum + bytes, 0 ) / 1024;
		const told = `${ screen }: ${ size.toFixed( 1 ) } KiB (${ files.map( ( { file, bytes } ) => `${ file } ${ bytes }` ).join( ', ' ) })`;
		console.log( told );
		expect.soft( size, told ).toBeLessThan( budget );
		// One that counts nothing is kept by anything.
		expect.soft( size, told ).toBeGreaterThan( budget / 2 );
		expect
			.soft(
				files
					.map( ( { file } ) => file.replace( '.js', '' ) )
					.filter(
						( file ) =>
							! screen.startsWith( file ) &&
							screens.includes( file )
					),
				`${ screen } loads another screen`
			)
			.toEqual( [] );
	}
} );
