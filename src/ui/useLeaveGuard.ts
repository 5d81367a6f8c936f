import { useEffect } from 'react';
import { __ } from '@wordpress/i18n';
import { guardLeaving } from './navigation';

/** While something is not saved, leaving asks first: to another screen, another page, or by closing the tab. */
export function useLeaveGuard( isOn: boolean ): void {
	useEffect( () => {
		if ( ! isOn ) {
			return;
		}
		const ask = () =>
			// The browser's own dialog: leaving must wait for the answer.
			// eslint-disable-next-line no-alert
			window.confirm(
				__(
					'Your changes are not saved. Leave this screen and forget them?',
					'sors-api-for-woocommerce'
				)
			);
		const release = guardLeaving( ask );
		const unload = ( event: BeforeUnloadEvent ) => event.preventDefault();
		window.addEventListener( 'beforeunload', unload );
		return () => {
			release();
			window.removeEventListener( 'beforeunload', unload );
		};
	}, [ isOn ] );
}
