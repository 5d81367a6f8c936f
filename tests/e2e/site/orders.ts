import { expect, type Locator, type Page } from '@playwright/test';

/** The line of an order in the app's table. */
export const rowOf = ( page: Page, order: number ): Locator =>
	page.getByRole( 'row', { name: new RegExp( `Order ${ order }\\b` ) } );

export const sendButton = ( line: Locator ): Locator =>
	line.getByRole( 'button', { name: 'Send', exact: true } );

export const detailsButton = ( line: Locator ): Locator =>
	line.getByRole( 'button', { name: /Details/ } );

/** Opens the panel beside the table. */
export async function openDetails(
	page: Page,
	order: number
): Promise< Locator > {
	await detailsButton( rowOf( page, order ) ).click();
	const details = page.getByRole( 'complementary', {
		name: `Order ${ order }`,
	} );
	await expect( details.getByRole( 'heading' ).first() ).toBeFocused();
	return details;
}
