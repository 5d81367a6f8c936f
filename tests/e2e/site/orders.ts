import { expect, type Locator, type Page } from '@playwright/test';
import type { ShopSession } from '../../env/shop-session';
import type { SorsControl } from '../../sors/client';
import type { Say } from './language';
import { goBy } from './time';

/** The line of an order in the app's table, or its list on a phone. */
export const rowOf = (
	page: Page,
	order: number,
	say: Say = ( text ) => text
): Locator =>
	page.getByRole( 'row', {
		name: new RegExp(
			`${ say( 'Order %s' ).replace( '%s', String( order ) ) }\\b`
		),
	} );

export const sendButton = (
	line: Locator,
	say: Say = ( text ) => text
): Locator =>
	line.getByRole( 'button', { name: say( 'Send now' ), exact: true } );

export const detailsButton = ( line: Locator ): Locator =>
	line.getByRole( 'button', { name: /Details/ } );

/** The panel beside the table, or the dialog above it where there is no room. */
export const detailsIn = ( page: Page ): Locator =>
	page.locator( '.sors-details, .sors-details-modal' );

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

/** Opens the dialog as a thumb does: a line of the list is one button, the rest of it is behind its dots. */
export const tap = ( line: Locator ): Promise< void > =>
	line.locator( '.dataviews-view-list__item' ).click();

/** Without the minute of quiet that it would wait for. */
export async function sendAtOnce(
	session: ShopSession,
	order: number
): Promise< void > {
	const { items } = ( await session.rest(
		'GET',
		`sors/v1/orders?search=${ order }`
	) ) as { items: { id: number; entryId: number }[] };
	const line = items.find( ( { id } ) => id === order );
	expect( line ).toBeDefined();
	await session.rest( 'POST', `sors/v1/outbox/${ line!.entryId }/send` );
}

/** Sends an order that SORS refuses. */
export async function sendRefused(
	session: ShopSession,
	sors: SorsControl,
	order: number
): Promise< void > {
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: {
			kind: 'refuse',
			message: 'Kupac je blokiran zbog dospelih obaveza.',
		},
	} );
	await sendAtOnce( session, order );
}

/** Sends an order whose answer is lost, and of which SORS shows another total: it may or may not be the same when all was tried. */
export async function leaveUncertain(
	session: ShopSession,
	sors: SorsControl,
	{ order, database }: { order: number; database: string }
): Promise< void > {
	await sors.faults( {
		operation: 'createReservation',
		times: 1,
		action: { kind: 'cut', when: 'after' },
	} );
	await sendAtOnce( session, order );
	const { number, total } = ( await sors.documents( database ) ).at( -1 )!;
	await sors.patch(
		[ { do: 'setDocument', number, set: { total: total + 100 } } ],
		database
	);
	await goBy( 1800 );
}
