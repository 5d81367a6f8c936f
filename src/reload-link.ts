/** The form around a box of ours may hold what is not saved yet: a person loads the page again, not we. */
export function reloadLink( text = '' ): HTMLAnchorElement {
	const link = document.createElement( 'a' );
	link.href = window.location.pathname + window.location.search;
	link.textContent = text;
	return link;
}
