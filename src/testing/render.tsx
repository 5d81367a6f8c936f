import { QueryClientProvider } from '@tanstack/react-query';
import * as library from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { newClient } from '../api/client';

/** As the app has it around every screen; each test begins without any answer. */
function Page( { children }: { children: ReactNode } ) {
	const [ client ] = useState( newClient );
	return (
		<QueryClientProvider client={ client }>
			{ children }
		</QueryClientProvider>
	);
}

export const render = ( screen: ReactNode ) =>
	library.render( screen, { wrapper: Page } );

export const renderHook = < Result, Props >(
	hook: ( props: Props ) => Result,
	initialProps?: Props
) => library.renderHook( hook, { wrapper: Page, initialProps } );
