import { __ } from '@wordpress/i18n';

/**
 * What went wrong between this page and the shop's own server. `message` says
 * what happened, `meaning` what that means and what to press.
 */
export class ApiError extends Error {
	readonly meaning: string = '';
}

/** No answer at all. */
export class Unreachable extends ApiError {
	override readonly meaning = __(
		'Nothing is lost: a sync that was running continues in the background. Check your internet connection, then try again.',
		'sors-api-for-woocommerce'
	);

	constructor() {
		super(
			__(
				'Your shop’s server did not answer.',
				'sors-api-for-woocommerce'
			)
		);
	}
}

/** An answer that is not what the route promises. */
export class Unreadable extends ApiError {
	override readonly meaning = __(
		'The shop may have done what was asked all the same. Reload the page to see; if this comes back, another plugin or a PHP error gets in the way: look at WooCommerce → Status → Logs.',
		'sors-api-for-woocommerce'
	);

	constructor( readonly detail: string ) {
		super(
			__(
				'Your shop’s server answered with something this page cannot read.',
				'sors-api-for-woocommerce'
			)
		);
	}
}

/** The login has run out, or was ended in another tab. */
export class LoggedOut extends ApiError {
	override readonly meaning = __(
		'Log in again in another tab, then come back and try once more: what you entered here stays.',
		'sors-api-for-woocommerce'
	);

	constructor() {
		super(
			__( 'You are no longer logged in.', 'sors-api-for-woocommerce' )
		);
	}
}

/** The server said no, in words. */
export class Refused extends ApiError {
	constructor(
		message: string,
		readonly code: string,
		readonly status: number,
		/** Sentence by field of the body. */
		readonly fields: Record< string, string >
	) {
		super( message );
	}
}
