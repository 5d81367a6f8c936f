import { tabTo } from './site/keyboard';
import { expect, expectAccessible, KEY, open, test } from './site/shop';

test( 'the first run needs no mouse', async ( { office } ) => {
	const button = ( name: string | RegExp ) =>
		office.getByRole( 'button', { name, exact: true } );
	const heading = ( name: RegExp ) => office.getByRole( 'heading', { name } );

	await open( office, 'connect' );
	const key = office.getByRole( 'textbox', { name: 'API key' } );
	await key.waitFor();
	await tabTo( office, key );
	await office.keyboard.type( KEY );
	await office.keyboard.press( 'Enter' );

	await test.step( 'each finished step hands the keyboard to the next', async () => {
		await expect( heading( /Which database/ ) ).toBeFocused();
		await tabTo( office, button( 'Use this database' ) );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /Which units/ ) ).toBeFocused();
		await tabTo( office, office.getByLabel( /Maloprodaja Beograd/ ) );
		await office.keyboard.press( 'Space' );
		await tabTo( office, button( 'Use these units' ) );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /Which figures/ ) ).toBeFocused();
		await tabTo( office, button( 'Save' ) );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /What becomes of an order/ ) ).toBeFocused();
		await tabTo( office, button( 'Save' ) );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /Is the shop itself set up/ ) ).toBeFocused();
		await tabTo( office, button( 'Continue' ) );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /What will change/ ) ).toBeFocused();
	} );

	await test.step( 'the keyboard is not lost while the sync reads', async () => {
		await tabTo( office, button( 'Show what would change' ) );
		await office.keyboard.press( 'Enter' );
		const start = button( /^Approve all/ );
		await expect( start ).toBeVisible( { timeout: 90_000 } );
		await expectAccessible( office );
		await expect( office.locator( '.sors-stage:focus' ) ).toHaveCount( 1 );
		await tabTo( office, start );
	} );

	await test.step( 'a step that is done can be gone back to', async () => {
		const database = office.getByRole( 'button', { name: /^Database/ } );
		await tabTo( office, database, 'Shift+Tab' );
		await office.keyboard.press( 'Enter' );
		await expect( heading( /Which database/ ) ).toBeFocused();
	} );
} );
