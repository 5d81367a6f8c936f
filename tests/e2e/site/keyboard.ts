import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until the keyboard is there, as somebody without a mouse does. */
export async function tabTo(
	page: Page,
	target: Locator,
	press: 'Tab' | 'Shift+Tab' = 'Tab'
): Promise< void > {
	const isThere = () =>
		target.evaluate( ( one ) => one === one.ownerDocument.activeElement );
	for ( let presses = 0; presses < 150 && ! ( await isThere() ); presses++ ) {
		await page.keyboard.press( press );
	}
	await expect( target ).toBeFocused();
}
