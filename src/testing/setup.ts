import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

configure( { asyncUtilTimeout: 5000 } );

afterEach( () => {
	cleanup();
	vi.restoreAllMocks();
	window.history.replaceState(
		null,
		'',
		'/wp-admin/admin.php?page=sors-api'
	);
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
Element.prototype.scrollIntoView ??= () => {};
