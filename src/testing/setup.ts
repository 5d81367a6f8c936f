import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeEach, expect, vi } from 'vitest';

configure( { asyncUtilTimeout: 5000 } );

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
