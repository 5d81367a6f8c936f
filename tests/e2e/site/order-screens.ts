import { expect, type Locator, type Page } from '@playwright/test';
import { php } from './php';

/** The two ways in which WooCommerce keeps orders, each with its own list in wp-admin. */
export const STORAGES = [ 'hpos', 'posts' ] as const;
export type Storage = ( typeof STORAGES )[ number ];

export const LISTS = {
	hpos: '/wp-admin/admin.php?page=wc-orders',
	posts: '/wp-admin/edit.php?post_type=shop_order',
};

export const EDITORS = {
	hpos: ( id: number ) =>
		`/wp-admin/admin.php?page=wc-orders&action=edit&id=${ id }`,
	posts: ( id: number ) => `/wp-admin/post.php?post=${ id }&action=edit`,
};

/** For a shop without orders. The clean slate of the next test takes it back. */
export const keepOrdersIn = ( storage: Storage ): Promise< void > =>
	php( new URL( 'order-storage.php', import.meta.url ), storage );

export async function openList( page: Page, storage: Storage ) {
	await page.goto( LISTS[ storage ] );
	await expect( page.locator( '.wp-list-table' ) ).toBeVisible();
}

export async function openOrder( page: Page, storage: Storage, id: number ) {
	await page.goto( EDITORS[ storage ]( id ) );
	await expect( box( page ) ).toBeVisible();
}

export const rowOf = ( page: Page, id: number ): Locator =>
	page.locator( `#order-${ id }, #post-${ id }` );

export const columnOf = ( page: Page, id: number ): Locator =>
	rowOf( page, id ).locator( 'td.column-sors' );

export const box = ( page: Page ): Locator => page.locator( '#sors-order' );

/** A button of the box, which is a link: it comes back to the order. */
export const press = ( page: Page, name: string ) =>
	box( page ).getByRole( 'link', { name } ).click();

/** "Send to SORS" from one of both menus of the list, which asks first where several would be sent. */
export async function bulkSend(
	page: Page,
	ids: number[],
	menu: 'top' | 'bottom'
): Promise< void > {
	for ( const id of ids ) {
		await rowOf( page, id ).locator( 'input[type=checkbox]' ).check();
	}
	await page
		.locator( `#bulk-action-selector-${ menu }` )
		.selectOption( { label: 'Send to SORS' } );
	await page.locator( menu === 'top' ? '#doaction' : '#doaction2' ).click();
	const yes = page.getByRole( 'link', { name: 'Send', exact: true } );
	const notice = page.locator( '.notice', { hasText: /SORS|queued/ } );
	await expect( yes.or( notice ) ).toBeVisible();
	if ( await yes.isVisible() ) {
		await yes.click();
	}
	await expect( notice ).toBeVisible();
}
