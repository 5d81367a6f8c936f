import { _n, sprintf } from '@wordpress/i18n';
import { number } from '../ui/format';

/** WordPress wrote the bubble on our menu with the page (Menu::bubble in PHP): what is decided meanwhile is counted here. */
export function countInMenu( difference: 1 | -1 ): void {
	const name = document.querySelector(
		'#toplevel_page_sors-api .wp-menu-name'
	);
	const before = name?.querySelector( '.awaiting-mod' );
	const figure = before?.querySelector( '.pending-count' )?.textContent;
	const count = Number( figure ?? 0 ) + difference;
	before?.remove();
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
	words.textContent = sprintf(
		/* translators: %s: number of syncs */
		_n(
			'%s sync waits for your decision',
			'%s syncs wait for your decision',
			count,
			'sors-api-for-woocommerce'
		),
		number( count )
	);
	whole.append( figure, words );
	return whole;
}
