import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { render } from '../../testing/render';
import { KeepOut } from './KeepOut';

it( 'keeps the next code that is typed while one is being saved, and empties the field otherwise', async () => {
	const user = userEvent.setup();
	const saved: ( () => void )[] = [];
	render(
		<KeepOut
			onKeepOut={ () =>
				new Promise( ( resolve ) => saved.push( resolve ) )
			}
		/>
	);
	const field = screen.getByLabelText( 'Never bring in this code' );
	await user.type( field, 'A-1{Enter}' );
	await user.clear( field );
	await user.type( field, 'B-2' );
	await act( async () => saved[ 0 ]?.() );
	expect( await screen.findByText( 'A-1 is not brought in.' ) ).toBeVisible();
	expect( field ).toHaveValue( 'B-2' );

	await user.type( field, '{Enter}' );
	await act( async () => saved[ 1 ]?.() );
	await waitFor( () => expect( field ).toHaveValue( '' ) );
} );
