import { __ } from '@wordpress/i18n';
import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react';
import { Notice } from '../controls';
import { ErrorBoundary } from '../ErrorBoundary';
import { Skeleton } from '../Loading';

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
type Presence = 'waiting' | 'there' | 'missing';

function presenceNow(): Presence {
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
	useSyncExternalStore( subscribe, presenceNow );

/** Says once on a screen what is not shown there. */
export const MissingParts = () =>
	useWooCommerce() === 'missing' ? (
		<Notice status="warning" spokenMessage="">
			{ __(
				'WooCommerce’s own charts, lists and steps are missing from this page, so parts of it are not shown. Everything works without them. Usually another plugin or a setting switched off WooCommerce’s admin features.',
				'sors-api-for-woocommerce'
			) }
		</Notice>
	) : null;

type Props = {
	/** Of the place kept while WooCommerce's script is on its way. */
	lines: number;
	children: ReactNode;
};

/** What is made of WooCommerce's components; nothing where they are missing. */
export function FromWooCommerce( { lines, children }: Props ) {
	const presence = useWooCommerce();
	if ( presence === 'missing' ) {
		return null;
	}
	const waiting = <Skeleton lines={ lines } />;
	return presence === 'waiting' ? (
		waiting
	) : (
		<ErrorBoundary>
			<Suspense fallback={ waiting }>{ children }</Suspense>
		</ErrorBoundary>
	);
}

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
