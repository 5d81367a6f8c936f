import { useEffect } from 'react';
import { _n, sprintf } from '@wordpress/i18n';
import type { PendingResponse } from '../contract/rest/pending';
import { number } from '../ui/format';

/** WordPress wrote the bubble on our menu with the page (Menu::bubble in PHP): it follows what the page has learned since. */
export function useMenuBubble( kinds?: PendingResponse[ 'kinds' ] ): void {
	const count = kinds?.reduce( ( sum, { news } ) => sum + news, 0 );
	useEffect( () => {
		if ( count !== undefined ) {
			countInMenu( count );
		}
	}, [ count ] );
}

/** Also said where a link leads to them. */
export const waitingText = ( count: number ): string =>
	sprintf(
		/* translators: %s: number of changes */
		_n(
			'%s change waits for your decision',
			'%s changes wait for your decision',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);

function countInMenu( count: number ): void {
	const name = document.querySelector(
		'#toplevel_page_sors-api .wp-menu-name'
	);
	name?.querySelector( '.awaiting-mod' )?.remove();
	if ( count > 0 ) {
		name?.append( ' ', bubble( count ) );
	}
}

function bubble( count: number ): HTMLElement {
	const whole = document.createElement( 'span' );
	whole.className = 'awaiting-mod';
	const figure = document.createElement( 'span' );
	figure.className = 'pending-count';
	figure.setAttribute( 'aria-hidden', 'true' );
	figure.textContent = number( count );
	const words = document.createElement( 'span' );
	words.className = 'screen-reader-text';
	words.textContent = waitingText( count );
	whole.append( figure, words );
	return whole;
}
