import { connect, expect, open, test } from './site/shop';

const SCREENS = [ 'overview', 'products', 'orders', 'settings' ];

test( 'a screen that opens frames nothing, and keeps its tabs in one line on a phone', async ( {
	office,
	session,
} ) => {
	await connect( session );
	await office.setViewportSize( { width: 360, height: 800 } );
	for ( const screen of SCREENS ) {
		await test.step( screen, async () => {
			await open( office, screen );
			await expect( office.locator( '.sors-skeleton' ) ).toHaveCount( 0 );
			// A heading is focused by who goes from screen to screen, not by who comes from elsewhere.
			await expect( office.locator( ':focus' ) ).toHaveCount( 0 );
			for ( const bar of await office
				.locator( '.sors-app nav:has( a )' )
				.all() ) {
				const tops = await bar
					.getByRole( 'link' )
					.evaluateAll( ( links ) =>
						links.map( ( link ) =>
							Math.round( link.getBoundingClientRect().top )
						)
					);
				expect( new Set( tops ).size, 'lines of tabs' ).toBe( 1 );
			}
		} );
	}
} );
