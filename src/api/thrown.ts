import { __ } from '@wordpress/i18n';
import { Unreadable } from './errors';

/** Said by WordPress after some hours; `apiFetch` gets itself a new one, which it is given only while the login lasts. */
const NONCE_IS_OLD = 'rest_cookie_invalid_nonce';

/** Of what `apiFetch` throws. Where no new nonce is to be had, that of WordPress 6.8 hands on the answer instead of an error. */
export const isLoggedOut = ( thrown: unknown ): boolean =>
	thrown instanceof Response
		? thrown.status < 500
		: ( thrown as { code?: unknown } | null )?.code === NONCE_IS_OLD;

/**
 * What went wrong, said on a page of WooCommerce: in the words of our route,
 * where it came so far. Nonces of such a page are old, too, once the login is over.
 */
export function sayThrown( thrown: unknown ): string {
	if ( isLoggedOut( thrown ) ) {
		return __(
			'You are no longer logged in. Log in again and load this page again.',
			'sors-api-for-woocommerce'
		);
	}
	const { message } = thrown as { message?: string };
	if ( message ) {
		return message;
	}
	const unreadable = new Unreadable( '' );
	return `${ unreadable.message } ${ unreadable.meaning }`;
}
