import { render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Unreachable } from '../api/errors';
import { Field, focusOnWrong, Problem } from './Problem';

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

const error = { severity: 'error', message: 'Choose another.' } as const;
const doubt = { severity: 'warning', message: 'It is late.' } as const;

it( 'marks what is in a field, and also what comes into it later', () => {
	const { rerender } = render(
		<Field problems={ [ error, doubt ] }>
			<input aria-label="First" />
		</Field>
	);
	rerender(
		<Field problems={ [ error, doubt ] }>
			<input aria-label="First" />
			<input aria-label="Second" aria-describedby="own" />
			<span id="own">Help.</span>
		</Field>
	);
	for ( const name of [ 'First', 'Second' ] ) {
		expect( screen.getByLabelText( name ) ).toBeInvalid();
		expect( screen.getByLabelText( name ) ).toHaveAccessibleDescription(
			/Choose another.*It is late/
		);
	}
	rerender(
		<Field problems={ [] }>
			<input aria-label="First" />
			<input aria-label="Second" aria-describedby="own" />
			<span id="own">Help.</span>
		</Field>
	);
	expect( screen.getByLabelText( 'First' ) ).toBeValid();
	expect( screen.getByLabelText( 'First' ) ).not.toHaveAttribute(
		'aria-describedby'
	);
	expect( screen.getByLabelText( 'Second' ) ).toHaveAccessibleDescription(
		'Help.'
	);
} );

it( 'calls a group wrong and none of its controls, and still leads there', () => {
	const { container } = render(
		<Field problems={ [ doubt ] } isGroup>
			<Field problems={ [ error ] } isGroup>
				<fieldset>
					<legend>By payment method</legend>
					<input aria-label="First" />
					<fieldset>
						<legend>Card</legend>
						<input aria-label="Second" />
					</fieldset>
				</fieldset>
			</Field>
		</Field>
	);
	expect(
		screen.getByRole( 'group', { name: 'By payment method' } )
	).toHaveAccessibleDescription( /Choose another.*It is late/ );
	expect( screen.getByRole( 'group', { name: 'Card' } ) ).not.toHaveAttribute(
		'aria-describedby'
	);
	expect( container.querySelector( '[aria-invalid]' ) ).toBeNull();
	focusOnWrong( container );
	expect( screen.getByLabelText( 'First' ) ).toHaveFocus();
} );
