import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Unreachable } from '../api/errors';
import { Problem } from './Problem';

it( "tells the console once of an error in this page's own code", () => {
	const log = vi.spyOn( console, 'error' ).mockImplementation( () => {} );
	const error = new TypeError( 'x is not a function' );
	const { rerender } = render( <Problem error={ error } /> );
	rerender( <Problem error={ error } onRetry={ () => {} } /> );
	expect( log.mock.calls ).toEqual( [ [ error ] ] );
	expect(
		screen.getByText( 'Something went wrong in this page.' )
	).toBeVisible();
	log.mockClear();
} );

it( 'tells it nothing of what the server said, or of nothing', () => {
	const log = vi.spyOn( console, 'error' ).mockImplementation( () => {} );
	const { rerender } = render( <Problem error={ null } /> );
	rerender( <Problem error={ new Unreachable() } /> );
	expect( log ).not.toHaveBeenCalled();
} );
