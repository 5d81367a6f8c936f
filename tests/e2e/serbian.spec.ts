import { entriesOf } from '../../bin/i18n/catalogue';
import {
	installSerbian,
	removeSerbian,
	serbianCatalogue,
	speak,
} from './site/language';
import {
	bringInProducts,
	connect,
	expect,
	open,
	picture,
	test,
} from './site/shop';

test.beforeEach( installSerbian );
test.afterEach( removeSerbian );

/** English of ours that must not show: shorter parts may be WooCommerce's own words. */
async function englishTexts(): Promise< string[] > {
	return entriesOf( await serbianCatalogue() )
		.filter( ( { msgid, msgstr } ) => msgid !== msgstr[ 0 ] )
		.flatMap( ( { msgid } ) => msgid.split( /%(?:\d+\$)?[a-z%]/ ) )
		.map( ( part ) => part.trim() )
		.filter( ( part ) => /\w+ \w+ \w+ \w+/.test( part ) );
}

test( 'a Serbian shop reads Serbian on every screen', async ( {
	office,
	session,
} ) => {
	await connect( session );
	await bringInProducts( session );
	await speak( session, 'sr' );
	const english = await englishTexts();
	expect( english.length ).toBeGreaterThan( 200 );

	for ( const [ path, label ] of Object.entries( {
		overview: 'Pregled',
		products: 'Proizvodi',
		orders: 'Porudžbine',
		settings: 'Podešavanja',
		connect: 'Podešavanja',
	} ) ) {
		await test.step( path, async () => {
			await open( office, path );
			await office.waitForLoadState( 'networkidle' );
			const app = office.locator( '#sors-api-app' );
			await expect(
				app.getByRole( 'link', { name: label, exact: true } )
			).toBeVisible();
			const shown = await app.innerText();
			expect( shown ).toMatch( /[čćžšđ]/i );
			expect(
				english.filter( ( part ) => shown.includes( part ) )
			).toEqual( [] );
		} );
	}

	await test.step( 'a table, whose words are WordPress’', async () => {
		await open( office, 'products&view=history' );
		const table = office.locator( '.sors-dataviews' );
		await table.getByRole( 'button', { name: 'Opcije prikaza' } ).click();
		await expect( office.getByText( 'Stavki po strani' ) ).toBeVisible();
		await picture( office, 'serbian-table' );
		expect( await office.locator( 'body' ).innerText() ).not.toMatch(
			/Items per page|Properties|Density|\d Items?\b/
		);
	} );
} );
