import { expect, type Page } from '@playwright/test';
import { choice } from './choice';
import type { Say } from './language';
import { detailsIn, rowOf, tap } from './orders';

/** What somebody comes by: written here once, and looked at by tests, the walk and the pictures. */
export type Station = {
	/** Of its pictures, too. */
	name: string;
	/** Screen of the app with what else it takes, or with a slash a page of the shop. */
	at: string;
	/** What must be there before it is judged: a skeleton proves nothing. */
	show?: ( page: Page, say: Say, isNarrow: boolean ) => Promise< unknown >;
	/** What else opens there, and nowhere else. */
	open?: ( page: Page, say: Say ) => Promise< unknown >;
	/** What is shown is asked for by a press first. */
	asks?: true;
	/** Seen by a buyer. */
	isOfBuyer?: true;
	/** Not on a phone, where WordPress has nothing of it. */
	isWide?: true;
	/** In docs/screenshots: as at a desk, or as on a phone, too. */
	docs?: 'desk' | 'phone';
};

/** Has the same code as another: a person must say which of both is meant. */
export const TWIN = 'Dvojnik istog koda';

const someOrder = ( say: Say ): RegExp =>
	new RegExp( say( 'Order %s' ).replace( '%s', '[0-9]+' ) );

const row = ( page: Page, name: RegExp ) =>
	page.getByRole( 'row', { name } ).first().waitFor();

export const button = ( page: Page, name: string ) =>
	page.getByRole( 'button', { name, exact: true } );

/** What is there once the first of these is. */
export const waits =
	( role: 'button' | 'heading' | 'link', text: string ): Station[ 'show' ] =>
	( page, say ) =>
		page
			.getByRole( role, { name: say( text ) } )
			.first()
			.waitFor();

/** Once this part of the page is. */
export const waitsFor =
	( part: string ): Station[ 'show' ] =>
	( page ) =>
		page.locator( part ).first().waitFor();

const waitsForField =
	( label: string ): Station[ 'show' ] =>
	( page, say ) =>
		page.getByLabel( say( label ) ).waitFor();

const day = ( daysAgo: number ): string =>
	new Date( Date.now() - daysAgo * 86_400_000 ).toLocaleDateString( 'en-CA', {
		timeZone: 'Europe/Belgrade',
	} );

/** Every screen of a shop at work, and the parts that have an address of their own. */
export const SCREENS: Station[] = [
	{
		name: 'overview',
		at: 'overview',
		docs: 'phone',
		show: waits( 'link', 'Open it' ),
	},
	{
		name: 'products',
		at: 'products',
		docs: 'phone',
		show: waits( 'button', 'Bring in the catalogue' ),
	},
	{
		name: 'products-attention',
		at: 'products&view=conflicts',
		docs: 'desk',
		show: waitsFor(
			'.dataviews-view-table tbody tr, .dataviews-view-list__item'
		),
	},
	{
		name: 'products-categories',
		at: 'products&view=mapping',
		docs: 'desk',
		show: ( page, say ) =>
			page
				.getByRole( 'region', { name: say( 'Groups and categories' ) } )
				.getByRole( 'listitem' )
				.first()
				.waitFor(),
		open: async ( page, say ) => {
			const [ change ] = say( 'Change the category of %s' ).split( '%s' );
			await page.getByRole( 'button', { name: change } ).first().click();
			await page
				.getByRole( 'combobox', {
					name: say( 'Category of the shop' ),
				} )
				.fill( 'a' );
			await page.getByRole( 'option' ).first().click();
		},
	},
	{
		name: 'products-runs',
		at: 'products&view=history',
		docs: 'desk',
		show: ( page, say ) => row( page, new RegExp( say( 'Catalogue' ) ) ),
		open: async ( page, say ) => {
			await page
				.locator(
					'.dataviews-title-field--clickable, .dataviews-view-list__item'
				)
				.first()
				.click();
			await button( page, say( 'Download as CSV' ) ).waitFor();
		},
	},
	{
		name: 'orders',
		at: 'orders',
		docs: 'phone',
		show: ( page, say ) => row( page, someOrder( say ) ),
		open: async ( page ) => {
			// The tables' own words have a catalogue of their own.
			await page
				.getByRole( 'button', {
					name: /^(View options|Опције приказа)$/,
				} )
				.click();
			await page
				.getByText( /^(Items per page|Ставки по страни)$/ )
				.waitFor();
			await page.keyboard.press( 'Escape' );
		},
	},
	{
		name: 'orders-compared',
		at: 'orders&view=reconciliation',
		docs: 'desk',
		asks: true,
		show: async ( page, say ) => {
			await button( page, say( 'Compare now' ) ).click();
			await row( page, someOrder( say ) );
		},
	},
	{
		name: 'orders-payments',
		at: 'orders&view=payments',
		show: waits( 'button', 'Download as CSV' ),
	},
	{
		name: 'orders-days',
		at: 'orders&view=older',
		show: ( page, say ) =>
			page.getByLabel( say( 'From' ), { exact: true } ).waitFor(),
	},
	{
		name: 'orders-older',
		at: 'orders&view=older',
		docs: 'desk',
		asks: true,
		show: async ( page, say ) => {
			for ( const [ label, ago ] of [
				[ 'From', 30 ],
				[ 'To', 0 ],
			] as const ) {
				await page
					.getByLabel( say( label ), { exact: true } )
					.fill( day( ago ) );
			}
			await button( page, say( 'Count the orders' ) ).click();
			await page.locator( '.sors-older [role=status] p' ).waitFor();
		},
	},
	{ name: 'settings', at: 'settings', docs: 'phone' },
	{
		name: 'settings-products',
		at: 'settings&view=products',
		docs: 'desk',
		show: ( page, say ) =>
			choice( page, say( 'Stock in the shop' ) ).waitFor(),
	},
	{
		name: 'settings-orders',
		at: 'settings&view=orders',
		docs: 'phone',
		show: waitsForField( 'Send orders to SORS' ),
	},
	{
		name: 'settings-maintenance',
		at: 'settings&view=maintenance',
		docs: 'desk',
		show: waitsForField( 'Detailed log' ),
		open: async ( page, say ) => {
			await page
				.getByLabel( say( 'Keep what was sent for this many days' ) )
				.fill( '77' );
			await button( page, say( 'Save' ) ).click();
			await page.getByText( say( 'Everything is saved.' ) ).waitFor();
		},
	},
	{
		name: 'connection',
		at: 'connect',
		show: waits( 'link', 'To the overview' ),
		open: ( page, say ) =>
			page
				.getByRole( 'button', {
					name: new RegExp( `^${ say( 'Database' ) }` ),
				} )
				.click(),
	},
];

/** What stands beside the list, or above it where there is no room. */
export const detailsOf = ( name: string, order: number ): Station => ( {
	name: `orders-${ name }`,
	at: `orders&search=${ order }`,
	show: async ( page, say, isNarrow ) => {
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
