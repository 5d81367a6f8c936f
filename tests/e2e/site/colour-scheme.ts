import type { Page } from '@playwright/test';

/** Chooses wp-admin's colours as a person does: a press in the profile is kept at once. */
export async function wear( page: Page, scheme: string ): Promise< void > {
	await page.goto( '/wp-admin/profile.php' );
	const kept = page.waitForResponse( /admin-ajax\.php/ );
	await page.getByRole( 'radio', { name: scheme, exact: true } ).check();
	await kept;
}
