import apiFetch from '@wordpress/api-fetch';
import { sayThrown } from './api/thrown';
import type { Run } from './contract/rest/runs';
import { reloadLink } from './reload-link';
import { isActive } from './runs/active';
import { pauseBefore, sleep, visible } from './runs/run-loop';

/**
 * The buttons in the box on the product. "Sync stock and price now" starts a
 * run for it alone and works on it until it ends, as an open page of ours does;
 * the others choose what becomes of its link. The box lies within the form of
 * the product, so nothing here submits.
 */
const PAUSE = 2000;

const post = < Answer = Run >( path: string ) =>
	apiFetch< Answer >( { path: `/sors/v1/${ path }`, method: 'POST' } );

/** The page is left as it is: nothing ends what waits there. */
const { signal } = new AbortController();

async function sync( box: HTMLElement, status: Element ): Promise< void > {
	let run = await post( `products/${ box.dataset.product }/sync` );
	while ( isActive( run.state ) ) {
		status.textContent = run.message;
		const before = run.updatedAt;
		run = await post( `runs/${ run.id }/step` );
		if ( run.resumesAt !== null || run.updatedAt === before ) {
			// It waits for SORS, or another process works on it.
			const pause = pauseBefore( run, Date.now() );
			await sleep( Math.max( PAUSE, pause ), signal );
			await visible( signal );
		}
	}
	if ( run.state === 'failed' ) {
		throw new Error( run.message );
	}
	if ( run.state === 'succeeded' && run.updated > 0 ) {
		status.replaceChildren( reloadLink( box.dataset.reload ) );
	} else {
		status.textContent = run.message;
	}
}

async function choose(
	box: HTMLElement,
	choice: string,
	status: Element
): Promise< void > {
	await post< unknown >( `products/${ box.dataset.product }/${ choice }` );
	status.replaceChildren( reloadLink( box.dataset.chosen ) );
}

/** Boxes in which something is under way. */
const busy = new WeakSet< Element >();

document.addEventListener( 'click', ( event ) => {
	const button = ( event.target as Element ).closest( 'button' );
	const box = button?.closest< HTMLElement >( '.sors-sync' );
	const status = box?.querySelector( '[role=status]' );
	const problem = box?.querySelector( '[role=alert]' );
	if ( ! button || ! box || ! status || ! problem || busy.has( box ) ) {
		return;
	}
	const { choice, confirm } = button.dataset;
	// The browser's own dialog: the box is a page of WooCommerce, without our components.
	// eslint-disable-next-line no-alert
	if ( confirm && ! window.confirm( confirm ) ) {
		return;
	}
	busy.add( box );
	// Not the real thing, which would lose the keyboard's place.
	button.setAttribute( 'aria-disabled', 'true' );
	problem.textContent = '';
	( choice ? choose( box, choice, status ) : sync( box, status ) )
		.catch( ( thrown: unknown ) => {
			status.textContent = '';
			problem.textContent = sayThrown( thrown );
		} )
		.finally( () => {
			busy.delete( box );
			button.removeAttribute( 'aria-disabled' );
		} );
} );
