import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';

configure( { asyncUtilTimeout: 5000 } );

// All files share one page.
beforeAll( () => document.body.replaceChildren() );

// What React and WordPress' components complain of in the console fails the test.
beforeEach( () => {
	vi.spyOn( console, 'error' );
	vi.spyOn( console, 'warn' );
} );

afterEach( () => {
	cleanup();
	window.sessionStorage.clear();
	/* eslint-disable-next-line no-console -- spied upon, not written to */
	const complaints = [ console.error, console.warn ]
		.flatMap( ( method ) =>
			vi.isMockFunction( method ) ? method.mock.calls : []
		)
		// jsdom reads no style sheets of today.
		.filter(
			( [ message ] ) =>
				! String( message ).includes( 'Could not parse CSS stylesheet' )
		);
	vi.restoreAllMocks();
	window.history.replaceState(
		null,
		'',
		'/wp-admin/admin.php?page=sors-api'
	);
	expect( complaints ).toEqual( [] );
} );

// jsdom reads no style sheets of today, and asks those that it can read whenever a role or a name is looked for.
document.head.insertBefore = < T extends Node >(
	node: T,
	before: Node | null
): T =>
	node instanceof HTMLStyleElement
		? node
		: ( Node.prototype.insertBefore.call(
				document.head,
				node,
				before
			) as T );
document.head.appendChild = ( node ) =>
	document.head.insertBefore( node, null );

// Parts of a browser that jsdom lacks and WordPress' components ask for.
window.matchMedia ??= ( query: string ) =>
	( {
		matches: false,
		media: query,
		addEventListener: () => {},
		removeEventListener: () => {},
		addListener: () => {},
		removeListener: () => {},
	} ) as unknown as MediaQueryList;
window.ResizeObserver ??= class {
	observe() {}
	unobserve() {}
	disconnect() {}
};
window.IntersectionObserver ??= class {
	observe() {}
	disconnect() {}
} as unknown as typeof IntersectionObserver;
Element.prototype.scrollIntoView ??= () => {};
Blob.prototype.text ??= function () {
	return new Promise( ( resolve ) => {
		const reader = new FileReader();
		reader.onload = () => resolve( String( reader.result ) );
		reader.readAsText( this );
	} );
};
