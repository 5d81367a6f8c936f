import { installSerbian, removeSerbian, speak } from './site/language';
import { bringInProducts, connect, expect, open, test } from './site/shop';

test.beforeEach( installSerbian );
test.afterEach( removeSerbian );

test( 'a Serbian shop reads the words of tables in Serbian, and all in Latin script if it wants that', async ( {
	office,
	session,
} ) => {
	await connect( session );
	await bringInProducts( session );
	await speak( session, 'sr' );

	await test.step( 'a table, whose words are WordPress’', async () => {
		await open( office, 'products&view=history' );
		const table = office.locator( '.sors-dataviews' );
		await table.getByRole( 'button', { name: 'Опције приказа' } ).click();
		await expect( office.getByText( 'Ставки по страни' ) ).toBeVisible();
		expect( await office.locator( 'body' ).innerText() ).not.toMatch(
			/Items per page|Properties|Density|\d Items?\b/
		);
	} );

	await test.step( 'in Latin script, if the shop wants that', async () => {
		await session.rest( 'PUT', 'sors/v1/settings', {
			serbianScript: 'latin',
		} );
		for ( const path of [ 'overview', 'settings' ] ) {
			await open( office, path );
			await office.waitForLoadState( 'networkidle' );
			const app = office.locator( '#sors-api-app' );
			await expect(
				app.getByRole( 'link', { name: 'Pregled', exact: true } )
			).toBeVisible();
			expect( await app.innerText() ).not.toMatch(
				/\p{Script=Cyrillic}/u
			);
		}
	} );
} );
