import apiFetch from '@wordpress/api-fetch';
import userEvent from '@testing-library/user-event';
import { screen, waitFor } from '@testing-library/dom';
import { beforeEach, expect, it, vi } from 'vitest';
import './order-box';

vi.mock( '@wordpress/api-fetch' );

const reload = vi.fn();
const submit = vi.fn( ( event: Event ) => event.preventDefault() );

/** As OrderBox writes it, within the form of the order. */
const field = ( id: number ) => `<p class="sors-document">
	<input type="text" id="sors-document-${ id }" name="sors_document_${ id }" aria-label="Number of ${ id }">
	<button class="button" type="button" data-entry="${ id }">It is this document ${ id }</button>
	<strong role="alert"></strong>
</p>`;

beforeEach( () => {
	vi.mocked( apiFetch ).mockReset().mockResolvedValue( {} );
	reload.mockReset();
	submit.mockClear();
	vi.stubGlobal( 'location', { ...window.location, reload } );
	document.body.innerHTML = `<form id="order">
		${ field( 12 ) }${ field( 13 ) }<button>Update</button>
	</form>`;
	document.querySelector( 'form' )!.addEventListener( 'submit', submit );
} );

const asked = ( id: number, documentNumber: string ) => [
	{
		path: `/sors/v1/outbox/${ id }/resolve`,
		method: 'POST',
		data: { as: 'sent', documentNumber },
	},
];

it( 'names the document of its own entry, and loads the order again', async () => {
	await userEvent.type( screen.getByLabelText( 'Number of 12' ), 'R-1' );
	await userEvent.type( screen.getByLabelText( 'Number of 13' ), ' R-2 ' );
	await userEvent.click( screen.getByText( 'It is this document 13' ) );
	expect( vi.mocked( apiFetch ).mock.calls ).toEqual( [
		asked( 13, 'R-2' ),
	] );
	await waitFor( () => expect( reload ).toHaveBeenCalledTimes( 1 ) );
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'takes Enter for its button and not for that of the order', async () => {
	await userEvent.type(
		screen.getByLabelText( 'Number of 12' ),
		'R-1{Enter}'
	);
	expect( vi.mocked( apiFetch ).mock.calls ).toEqual( [
		asked( 12, 'R-1' ),
	] );
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'says a refusal, and can be pressed again', async () => {
	vi.mocked( apiFetch ).mockRejectedValueOnce( {
		code: 'sors_bad_decision',
		message: 'Enter the number.',
	} );
	const button = screen.getByText( 'It is this document 12' );
	await userEvent.click( button );
	await waitFor( () =>
		expect( screen.getAllByRole( 'alert' )[ 0 ] ).toHaveTextContent(
			'Enter the number.'
		)
	);
	expect( reload ).not.toHaveBeenCalled();
	await userEvent.click( button );
	await waitFor( () => expect( reload ).toHaveBeenCalledTimes( 1 ) );
	expect( screen.getAllByRole( 'alert' )[ 0 ] ).toBeEmptyDOMElement();
} );

it( 'asks once, however often it is pressed meanwhile', async () => {
	vi.mocked( apiFetch ).mockReturnValue( new Promise( () => {} ) );
	const button = screen.getByText( 'It is this document 12' );
	await userEvent.dblClick( button );
	expect( apiFetch ).toHaveBeenCalledTimes( 1 );
	expect( button ).toBeDisabled();
} );
