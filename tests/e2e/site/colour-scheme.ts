import type { Page } from '@playwright/test';

/** Chooses wp-admin's colours as a person does: a press in the profile is kept at once. */
export async function wear( page: Page, scheme: string ): Promise< void > {
	await page.goto( '/wp-admin/profile.php' );
	const choice = page.getByRole( 'radio', { name: scheme, exact: true } );
	if ( await choice.isChecked() ) {
		// Chosen again, it is not kept again: nothing would be answered.
		return;
	}
	const kept = page.waitForResponse( ( response ) =>
		( response.request().postData() ?? '' ).includes(
			'save-user-color-scheme'
		)
	);
	await choice.check();
	await kept;
}
