import type { Locator, Page } from '@playwright/test';

/** Radio buttons under one name: older WordPress makes a group of them, WordPress 7.1 a group of radio buttons. */
export const choice = ( page: Page, name: string ): Locator =>
	page
		.getByRole( 'group', { name } )
		.or( page.getByRole( 'radiogroup', { name } ) );
