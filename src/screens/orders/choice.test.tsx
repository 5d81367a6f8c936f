import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { render } from '../../testing/render';
import { Failure, shop } from '../../testing/shop';
import { Choice } from './Choice';

const SHOWS_NONE = /^SORS shows no document of this order/;

it( 'says that SORS shows no document only where SORS was asked', async () => {
	const user = userEvent.setup();
	let answer: unknown = new Failure( 503, 'SORS does not answer.' );
	shop( { 'GET outbox/{id}/documents': () => answer } );
	const onChoose = vi.fn();
	render( <Choice entryId={ 8 } isBusy={ false } onChoose={ onChoose } /> );
	const number = await screen.findByLabelText( 'Number of the document' );
	expect(
		screen.getByText( 'SORS does not answer.', { selector: 'strong' } )
	).toBeVisible();
	expect( screen.queryByText( SHOWS_NONE ) ).toBeNull();
	await user.type( number, 'REZ-1' );
	await user.click( screen.getByText( 'It is this document' ) );
	expect( onChoose ).toHaveBeenCalledWith( { id: null, number: 'REZ-1' } );

	answer = { items: [] };
	await user.click( screen.getByText( 'Try again' ) );
	expect( await screen.findByText( SHOWS_NONE ) ).toBeVisible();
} );
