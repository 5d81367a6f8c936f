import { useEffect, useSyncExternalStore } from 'react';
import { __ } from '@wordpress/i18n';
import { addQueryArgs, getQueryArg } from '@wordpress/url';

/**
 * The screens share one page of wp-admin; `path` in its address tells them
 * apart, so that they can be linked to, bookmarked and gone back to.
 */
const SCREENS = [
	'overview',
	'products',
	'orders',
	'settings',
	'connect',
] as const;
export type Screen = ( typeof SCREENS )[ number ];

/** What a screen should show, kept in the address: `state` of orders, for example. */
export type Params = Record< string, string | undefined >;

const MOVED = 'sors-api-moved';

/** What a screen asks before it is left, and where it is; null = leave at any time. */
let guard: { mayLeave: () => boolean; url: string } | null = null;

let isMoved = false;

/** Whether the screen was come to by a link inside the app. */
export const wasMoved = (): boolean => isMoved;

/** Returns how to take it off again. */
export function guardLeaving( mayLeave: () => boolean ): () => void {
	const mine = { mayLeave, url: window.location.href };
	guard = mine;
	return () => {
		if ( guard === mine ) {
			guard = null;
		}
	};
}

/** Asked once: after a yes, the way out is free. */
function isLeft( screen: Screen ): boolean {
	if ( guard === null || screenOf( guard.url ) === screen ) {
		return true;
	}
	const { mayLeave } = guard;
	if ( mayLeave() ) {
		guard = null;
		return true;
	}
	return false;
}

/** Where a person who stays is put back: a screen may have several pages. */
function noteMove(): void {
	if ( guard !== null ) {
		guard.url = window.location.href;
	}
}

// Before the screens hear of it: this runs first, since it was registered
// first, and they find the address as it was.
window.addEventListener( 'popstate', () => {
	isMoved = true;
	if ( isLeft( current() ) ) {
		noteMove();
	} else if ( guard !== null ) {
		window.history.pushState( null, '', guard.url );
	}
} );

export function screenUrl( screen: Screen, params: Params = {} ): string {
	return addQueryArgs( window.location.pathname, {
		page: 'sors-api',
		path: screen === 'overview' ? undefined : screen,
		...params,
	} );
}

/** With `replace` the back button skips the place that is left. */
export function goTo(
	screen: Screen,
	params: Params = {},
	{ replace = false } = {}
): void {
	if ( ! isLeft( screen ) ) {
		return;
	}
	// Sent on at once, it is still the page that the browser opened.
	isMoved ||= ! replace;
	const url = screenUrl( screen, params );
	window.history[ replace ? 'replaceState' : 'pushState' ]( null, '', url );
	noteMove();
	window.dispatchEvent( new Event( MOVED ) );
}

export function param( name: string ): string {
	const value = getQueryArg( window.location.href, name );
	return typeof value === 'string' ? value : '';
}

function subscribe( changed: () => void ): () => void {
	window.addEventListener( 'popstate', changed );
	window.addEventListener( MOVED, changed );
	return () => {
		window.removeEventListener( 'popstate', changed );
		window.removeEventListener( MOVED, changed );
	};
}

const screenOf = ( url: string ): Screen =>
	SCREENS.find( ( screen ) => screen === getQueryArg( url, 'path' ) ) ??
	'overview';

const current = (): Screen => screenOf( window.location.href );

export const useScreen = (): Screen =>
	useSyncExternalStore( subscribe, current );

/** All of the address that tells what is shown. */
export const useAddress = (): string =>
	useSyncExternalStore( subscribe, () => window.location.search );

/** The value of one parameter of the address, as it changes. */
export const useParam = ( name: string ): string =>
	useSyncExternalStore( subscribe, () => param( name ) );

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
