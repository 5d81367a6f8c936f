import { expect, type Locator, type Page } from '@playwright/test';
import type { Say } from '../e2e/site/language';

/** Presses what an owner sees, by what it says. */
export class Owner {
	constructor(
		private readonly page: Page,
		private readonly say: Say
	) {}

	async open( path: string ): Promise< void > {
		await this.page.goto(
			`/wp-admin/admin.php?page=sors-api&path=${ path }`
		);
		await expect( this.page.locator( '.sors-app h1' ) ).toBeVisible();
	}

	button = ( name: string ): Locator =>
		this.page.getByRole( 'button', {
			name: this.say( name ),
			exact: true,
		} );

	link = ( name: string ): Locator =>
		this.page.getByRole( 'link', { name: this.say( name ), exact: true } );

	press = ( name: string ): Promise< void > => this.button( name ).click();

	follow = ( name: string ): Promise< void > =>
		this.link( name ).first().click();

	card = ( title: string ): Locator =>
		this.page.getByRole( 'region', {
			name: this.say( title ),
			exact: true,
		} );

	/** The card of a kind of run comes to this state. */
	isSaid = ( title: string, state: string ): Promise< void > =>
		this.card( title )
			.getByText( this.say( state ), { exact: true } )
			.waitFor( { timeout: 900_000 } );

	/** A button of a run, which is named with its kind. */
	decided = ( name: string ): Locator =>
		this.page.getByRole( 'button', {
			name: new RegExp( `^${ this.say( name ) } – ` ),
		} );

	/** Id of the run that is open. */
	run = (): string => this.page.url().match( /run=(\d+)/ )?.[ 1 ] ?? '';

	/** Keeps what was changed in the settings. */
	async save(): Promise< void > {
		await this.press( 'Save' );
		await this.page
			.getByText( this.say( 'Everything is saved.' ) )
			.waitFor();
	}

	/** With a figure in it. */
	counted = ( text: string ): RegExp =>
		new RegExp(
			this.say( text )
				.replace( /[.*+?^${}()|[\]\\]/g, '\\$&' )
				.replace( '%s', '[\\d.,]+' )
				.replace( '%%', '%' )
				// As names are read: signs that do not break are spaces there.
				.replace( /\s+/g, '\\s' )
		);
}
