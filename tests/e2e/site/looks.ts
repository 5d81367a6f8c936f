import { expect, type Page } from '@playwright/test';
import { choice } from './choice';
import type { Say } from './language';
import { detailsIn, rowOf, tap } from './orders';

export type Look = {
	name: string;
	/** Address of the screen: its `path`, and what else it takes. */
	at: string;
	/** What must be there before it is judged: a skeleton proves nothing. */
	shown: ( page: Page, say: Say ) => Promise< unknown >;
	/** What is shown is asked of SORS by a press first. */
	asks?: true;
};

/** Has the same code as another: a person must say which of both is meant. */
export const TWIN = 'Dvojnik istog koda';

const someOrder = ( say: Say ): RegExp =>
	new RegExp( say( 'Order %s' ).replace( '%s', '[0-9]+' ) );

const row = ( page: Page, name: RegExp ) =>
	page.getByRole( 'row', { name } ).first().waitFor();

/** Every screen of a shop at work, and the parts that have an address of their own. */
export const LOOKS: Look[] = [
	{
		name: 'overview',
		at: 'overview',
		shown: ( page, say ) =>
			page.getByRole( 'link', { name: say( 'Open it' ) } ).waitFor(),
	},
	{
		name: 'sync',
		at: 'products',
		shown: ( page, say ) =>
			page
				.getByRole( 'button', {
					name: say( 'Bring in the catalogue' ),
				} )
				.waitFor(),
	},
	{
		name: 'conflicts',
		at: 'products&view=conflicts',
		shown: ( page ) => row( page, new RegExp( TWIN ) ),
	},
	{
		name: 'mapping',
		at: 'products&view=mapping',
		shown: ( page, say ) =>
			page
				.getByRole( 'region', {
					name: say( 'Groups and categories' ),
				} )
				.getByRole( 'listitem' )
				.first()
				.waitFor(),
	},
	{
		name: 'history',
		at: 'products&view=history',
		shown: ( page, say ) => row( page, new RegExp( say( 'Catalogue' ) ) ),
	},
	{
		name: 'orders',
		at: 'orders',
		shown: ( page, say ) => row( page, someOrder( say ) ),
	},
	{
		name: 'reconciliation',
		at: 'orders&view=reconciliation',
		asks: true,
		shown: async ( page, say ) => {
			await page
				.getByRole( 'button', { name: say( 'Compare now' ) } )
				.click();
			await row( page, someOrder( say ) );
		},
	},
	{
		name: 'payments',
		at: 'orders&view=payments',
		shown: ( page, say ) =>
			page
				.getByRole( 'button', { name: say( 'Download as CSV' ) } )
				.waitFor(),
	},
	{
		name: 'older-orders',
		at: 'orders&view=older',
		shown: ( page, say ) =>
			page.getByLabel( say( 'From' ), { exact: true } ).waitFor(),
	},
	{
		name: 'settings',
		at: 'settings&view=maintenance',
		shown: ( page, say ) =>
			page.getByLabel( say( 'Detailed log' ) ).waitFor(),
	},
	{
		name: 'settings-products',
		at: 'settings&view=products',
		shown: ( page, say ) =>
			choice( page, say( 'Stock in the shop' ) ).waitFor(),
	},
	{
		name: 'settings-orders',
		at: 'settings&view=orders',
		shown: ( page, say ) =>
			page.getByLabel( say( 'Send orders to SORS' ) ).waitFor(),
	},
	{
		name: 'connection',
		at: 'connect',
		shown: ( page, say ) =>
			page
				.getByRole( 'link', { name: say( 'To the overview' ) } )
				.waitFor(),
	},
];

/** What stands beside the list, or above it where there is no room. */
export const detailsLook = (
	name: string,
	order: number,
	isNarrow: boolean
): Look => ( {
	name: `details-${ name }`,
	at: 'orders',
	shown: async ( page, say ) => {
		const line = rowOf( page, order, say );
		await ( isNarrow
			? tap( line )
			: line.getByRole( 'button', { name: say( 'Details' ) } ).click() );
		await detailsIn( page ).getByText( say( 'What was sent' ) ).waitFor();
		await expect(
			detailsIn( page ).locator( '.sors-skeleton' )
		).toHaveCount( 0 );
	},
} );
