import { lazy, useSyncExternalStore } from 'react';

declare global {
	interface Window {
		wc?: { components?: object };
	}
}

/**
 * WooCommerce's components come by a script of their own behind ours, so that
 * no screen waits for it. Where WooCommerce does not register it, the page says
 * so; where it does and fails, that is known once the page was read: scripts of
 * the footer have run by then.
 */
export type Presence = 'waiting' | 'there' | 'missing';

function presence(): Presence {
	if ( window.wc?.components ) {
		return 'there';
	}
	const isOver = isRead || document.readyState === 'complete';
	return isOver || isKnownMissing() ? 'missing' : 'waiting';
}

/** As includes/Admin/Menu.php has it. */
const isKnownMissing = (): boolean =>
	document.getElementById( 'sors-api-app' )?.dataset.woocommerce ===
	'missing';

let isRead = false;
document.addEventListener( 'DOMContentLoaded', () => {
	isRead = true;
} );

function subscribe( changed: () => void ): () => void {
	document.addEventListener( 'DOMContentLoaded', changed );
	window.addEventListener( 'load', changed );
	return () => {
		document.removeEventListener( 'DOMContentLoaded', changed );
		window.removeEventListener( 'load', changed );
	};
}

export const useWooCommerce = (): Presence =>
	useSyncExternalStore( subscribe, presence );

const script = () => import( /* webpackChunkName: "woocommerce" */ './script' );

export const Chart = lazy( async () => ( {
	default: ( await script() ).Chart,
} ) );
export const Stepper = lazy( async () => ( {
	default: ( await script() ).Stepper,
} ) );
export const SummaryNumber = lazy( async () => ( {
	default: ( await script() ).SummaryNumber,
} ) );
export const Timeline = lazy( async () => ( {
	default: ( await script() ).Timeline,
} ) );
