import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { render } from '../../testing/render';
import { Failure, shop } from '../../testing/shop';
import { Choice } from './Choice';

const SHOWS_ONE = {
	'GET outbox/{id}/documents': () => ( {
		items: [ { id: '90', number: '7/2026', about: '24.11.2026' } ],
	} ),
};
const SHOWS_NONE = /^SORS shows no document of this order/;

it( 'says that SORS shows no document only where SORS was asked', async () => {
	const user = userEvent.setup();
	let answer: unknown = new Failure( 503, 'SORS does not answer.' );
	shop( { 'GET outbox/{id}/documents': () => answer } );
	const onChoose = vi.fn();
	render(
		<Choice
			entryId={ 8 }
			isBusy={ false }
			mayType={ false }
			onChoose={ onChoose }
		/>
	);
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

it( 'puts the keyboard to the documents that were found, and on none of them', async () => {
	const user = userEvent.setup();
	shop( SHOWS_ONE );
	const onChoose = vi.fn();
	render(
		<Choice
			entryId={ 8 }
			isBusy={ false }
			mayType={ false }
			onChoose={ onChoose }
		/>
	);
	const found = await screen.findByRole( 'button', { name: '7/2026' } );
	expect(
		screen.getByRole( 'list', { name: 'Document in SORS' } )
	).toHaveFocus();
	// A second press of the key that opened it.
	await user.keyboard( '{Enter}' );
	expect( onChoose ).not.toHaveBeenCalled();
	await user.tab();
	expect( found ).toHaveFocus();
	expect( screen.queryByRole( 'textbox' ) ).toBeNull();
} );

it( 'takes a number below the documents that were found, since the right one may not be among them', async () => {
	const user = userEvent.setup();
	shop( SHOWS_ONE );
	const onChoose = vi.fn();
	render(
		<Choice entryId={ 8 } isBusy={ false } mayType onChoose={ onChoose } />
	);
	expect(
		await screen.findByRole( 'list', { name: 'Document in SORS' } )
	).toHaveFocus();
	expect( screen.queryByText( SHOWS_NONE ) ).toBeNull();
	expect( screen.getByText( /^If it is none of these/ ) ).toBeVisible();
	await user.type(
		screen.getByLabelText( 'Number of the document' ),
		'REZ-2{Enter}'
	);
	expect( onChoose ).toHaveBeenCalledWith( { id: null, number: 'REZ-2' } );
} );
