import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, it } from 'vitest';
import type { AskButton } from '../../contract/rest/orders';
import { askOf, shopWith, uncertain } from '../../testing/orders-shop';
import { render } from '../../testing/render';
import { orderOf } from '../../testing/samples';
import { Asks } from './Asks';

const again = {
	as: 'resend',
	label: 'Send it again',
	hint: 'There may be two documents.',
} as const;
const choose = { as: 'sent', label: 'Choose the document' } as const;

let items: unknown[] = [];
beforeEach( () => {
	items = [];
} );

const ask = ( ...buttons: Partial< AskButton >[] ) => {
	const order = orderOf( {
		...uncertain,
		asks: [ askOf( uncertain, ...buttons ) ],
	} );
	const requests = shopWith( [ order ], {
		'GET outbox/{id}/documents': () => ( { items } ),
	} );
	render( <Asks order={ order } isBusy={ false } onChange={ () => {} } /> );
	return requests;
};
const button = ( name: string ) => screen.getByRole( 'button', { name } );
const decided = ( requests: ReturnType< typeof ask > ) =>
	requests.filter( ( { route } ) => route === 'POST outbox/9/resolve' );

it( 'does not send an uncertain order again at one press, nor propose it', async () => {
	const user = userEvent.setup();
	const requests = ask( again, choose );
	expect( button( again.label ) ).not.toHaveClass( 'is-primary' );
	await user.click( button( again.label ) );
	const dialog = within( await screen.findByRole( 'dialog' ) );
	expect( dialog.getByText( again.hint ) ).toBeVisible();
	expect( decided( requests ) ).toEqual( [] );
	await user.click( dialog.getByRole( 'button', { name: again.label } ) );
	await waitFor( () =>
		expect( decided( requests ) ).toEqual( [
			{ route: 'POST outbox/9/resolve', body: { as: 'resend' } },
		] )
	);
} );

it( 'opens the choice of a document where the keyboard is, closes it again, and takes Enter for the answer', async () => {
	const user = userEvent.setup();
	const requests = ask( choose, again );
	const opener = button( choose.label );
	expect( opener ).toHaveAttribute( 'aria-expanded', 'false' );
	opener.focus();
	await user.keyboard( '{Enter}' );
	expect( opener ).toHaveAttribute( 'aria-expanded', 'true' );
	const number = await screen.findByLabelText( 'Number of the document' );
	expect( number ).toHaveFocus();

	await user.click( opener );
	expect( opener ).toHaveAttribute( 'aria-expanded', 'false' );
	expect( number ).not.toBeInTheDocument();

	await user.click( opener );
	await screen.findByLabelText( 'Number of the document' );
	await user.keyboard( '{Enter}' );
	expect( decided( requests ) ).toEqual( [] );
	await user.keyboard( 'REZ-90/2026{Enter}' );
	await waitFor( () =>
		expect( decided( requests ) ).toEqual( [
			{
				route: 'POST outbox/9/resolve',
				body: { as: 'sent', documentNumber: 'REZ-90/2026' },
			},
		] )
	);
} );

it( 'offers an uncertain one the documents that were found, and no number to type', async () => {
	items = [ { id: '90', number: '7/2026', about: '24.11.2026' } ];
	const user = userEvent.setup();
	ask( choose );
	await user.click( button( choose.label ) );
	expect( await screen.findByText( '7/2026' ) ).toBeVisible();
	expect( screen.queryByRole( 'textbox' ) ).toBeNull();
} );
