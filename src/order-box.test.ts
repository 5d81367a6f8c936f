import apiFetch from '@wordpress/api-fetch';
import userEvent from '@testing-library/user-event';
import { screen, waitFor } from '@testing-library/dom';
import { beforeEach, expect, it, vi } from 'vitest';
import './order-box';

vi.mock( '@wordpress/api-fetch' );

const reload = vi.fn();
const assign = vi.fn();
const submit = vi.fn( ( event: Event ) => event.preventDefault() );

/** As OrderBox writes it, within the form of the order. */
const field = (
	id: number,
	document = '',
	more = ''
) => `<div class="sors-document" data-entry="${ id }" data-chosen="Done ${ id }." ${ more }>
	<button class="button" type="button" ${ document }>Name ${ id }</button>
	<p class="sors-document__number" hidden><input type="text" aria-label="Number of ${ id }">
	<button class="button" type="button" data-typed>It is this document ${ id }</button></p>
	<strong role="alert"></strong>
</div>`;

/** What SORS has that may be it. */
let found: unknown[] = [];

beforeEach( () => {
	found = [];
	vi.mocked( apiFetch )
		.mockReset()
		.mockImplementation( async ( { path } ) =>
			path?.endsWith( '/documents' ) ? { items: found } : {}
		);
	reload.mockReset();
	assign.mockReset();
	submit.mockClear();
	vi.stubGlobal( 'location', {
		pathname: '/',
		search: '?post=7&action=edit',
		reload,
		assign,
	} );
	document.body.innerHTML = `<form id="order">
		${ field( 12 ) }${ field( 13 ) }
		${ field( 14, `data-document='{"id":"88","number":"6/2026"}'` ) }
		${ field( 15, '', 'data-may-type' ) }
		<a href="https://shop.example/do?id=1" data-confirm="2/2026 is cancelled.">Cancel it</a>
		<button>Update</button>
	</form>`;
	document.querySelector( 'form' )!.addEventListener( 'submit', submit );
} );

const resolved = ( id: number, data: object ) => ( {
	path: `/sors/v1/outbox/${ id }/resolve`,
	method: 'POST',
	data: { as: 'sent', ...data },
} );
const calls = () =>
	vi.mocked( apiFetch ).mock.calls.map( ( [ call ] ) => call );

it( 'takes the document that is known at once, and leaves it to the person to load the page again', async () => {
	await userEvent.click( screen.getByText( 'Name 14' ) );
	expect( calls() ).toEqual( [
		resolved( 14, { documentId: '88', documentNumber: '6/2026' } ),
	] );
	const link = await screen.findByText( 'Done 14.' );
	expect( link ).toHaveAttribute( 'href', '/?post=7&action=edit' );
	expect( link ).toHaveFocus();
	expect( reload ).not.toHaveBeenCalled();
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'lets choose among the documents that SORS has, and asks for no number', async () => {
	found = [
		{ id: '88', number: '6/2026', about: '4.990,00 RSD' },
		{ id: '89', number: null, about: '' },
	];
	await userEvent.click( screen.getByText( 'Name 12' ) );
	const first = await screen.findByText( '6/2026' );
	// Not its button: a key pressed twice must not choose.
	expect( first.parentElement ).toHaveFocus();
	await userEvent.keyboard( '{Enter}' );
	expect( calls() ).toHaveLength( 1 );
	expect( first.parentElement ).toHaveTextContent( '6/2026 4.990,00 RSD' );
	expect( screen.getByLabelText( 'Number of 12' ) ).not.toBeVisible();
	await userEvent.click( screen.getByText( '89' ) );
	expect( calls().at( -1 ) ).toEqual( resolved( 12, { documentId: '89' } ) );
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'takes a number below what SORS shows of an order that it refused', async () => {
	found = [ { id: '88', number: '6/2026', about: '4.990,00 RSD' } ];
	await userEvent.click( screen.getByText( 'Name 15' ) );
	const first = await screen.findByText( '6/2026' );
	expect( first.parentElement ).toHaveFocus();
	const number = screen.getByLabelText( 'Number of 15' );
	expect( number ).toBeVisible();
	expect( first.compareDocumentPosition( number ) ).toBe(
		Node.DOCUMENT_POSITION_FOLLOWING
	);
	await userEvent.type( number, 'R-3{Enter}' );
	expect( calls().at( -1 ) ).toEqual(
		resolved( 15, { documentNumber: 'R-3' } )
	);
} );

it( 'takes a number where SORS shows none, of its own entry, by Enter too', async () => {
	await userEvent.click( screen.getByText( 'Name 13' ) );
	const number = screen.getByLabelText( 'Number of 13' );
	await waitFor( () => expect( number ).toHaveFocus() );
	expect( screen.getByLabelText( 'Number of 12' ) ).not.toBeVisible();
	await userEvent.type( number, ' R-2 {Enter}' );
	expect( calls().at( -1 ) ).toEqual(
		resolved( 13, { documentNumber: 'R-2' } )
	);
	expect( await screen.findByText( 'Done 13.' ) ).toHaveFocus();
	expect( submit ).not.toHaveBeenCalled();
} );

it( 'says a refusal, and can be pressed again', async () => {
	vi.mocked( apiFetch ).mockRejectedValueOnce( {
		code: 'sors_not_open',
		message: 'There is nothing to decide.',
	} );
	const button = screen.getByText( 'Name 14' );
	await userEvent.click( button );
	const alert = screen.getAllByRole( 'alert' )[ 2 ]!;
	await waitFor( () =>
		expect( alert ).toHaveTextContent( 'There is nothing to decide.' )
	);
	expect( screen.queryByText( 'Done 14.' ) ).toBeNull();
	await userEvent.click( button );
	expect( await screen.findByText( 'Done 14.' ) ).toBeVisible();
	expect( alert ).not.toBeInTheDocument();
} );

it.each( [
	[ 'WordPress 6.8', new Response( '0', { status: 400 } ) ],
	[ 'WordPress', { code: 'rest_cookie_invalid_nonce', message: 'Cookie.' } ],
] )(
	'says that the login is over where %s gives no nonce',
	async ( _, thrown ) => {
		vi.mocked( apiFetch ).mockRejectedValueOnce( thrown );
		await userEvent.click( screen.getByText( 'Name 14' ) );
		await waitFor( () =>
			expect( screen.getAllByRole( 'alert' )[ 2 ] ).toHaveTextContent(
				/^You are no longer logged in\. .*load this page again/
			)
		);
	}
);

it( 'lets a number be typed where SORS cannot be asked, and says so', async () => {
	vi.mocked( apiFetch ).mockRejectedValueOnce( {
		code: 'sors_unreachable',
		message: 'SORS is down.',
	} );
	await userEvent.click( screen.getByText( 'Name 12' ) );
	await waitFor( () =>
		expect( screen.getAllByRole( 'alert' )[ 0 ] ).toHaveTextContent(
			'SORS is down.'
		)
	);
	expect( screen.getByLabelText( 'Number of 12' ) ).toBeVisible();
} );

it( 'asks once, however often it is pressed meanwhile', async () => {
	vi.mocked( apiFetch ).mockReturnValue( new Promise( () => {} ) );
	const button = screen.getByText( 'Name 14' );
	await userEvent.dblClick( button );
	expect( apiFetch ).toHaveBeenCalledTimes( 1 );
	expect( button ).toHaveAttribute( 'aria-disabled', 'true' );
	expect( button ).toHaveFocus();
} );

it( 'names one document, also while another button is free', async () => {
	found = [
		{ id: '88', number: '6/2026', about: '' },
		{ id: '89', number: '7/2026', about: '' },
	];
	await userEvent.click( screen.getByText( 'Name 12' ) );
	const other = await screen.findByText( '7/2026' );
	let answer: ( value: object ) => void = () => {};
	vi.mocked( apiFetch ).mockReturnValue(
		new Promise( ( resolve ) => ( answer = resolve ) )
	);
	await userEvent.click( screen.getByText( '6/2026' ) );
	await userEvent.click( other );
	await userEvent.click( screen.getByText( 'Name 12' ) );
	answer( {} );
	expect( await screen.findByText( 'Done 12.' ) ).toBeVisible();
	expect( other ).not.toBeInTheDocument();
	expect( calls() ).toHaveLength( 2 );
} );

it( 'asks before a document is cancelled, and does nothing after a no', async () => {
	const ask = vi.spyOn( window, 'confirm' ).mockReturnValue( false );
	await userEvent.click( screen.getByText( 'Cancel it' ) );
	expect( ask ).toHaveBeenCalledWith( '2/2026 is cancelled.' );
	expect( assign ).not.toHaveBeenCalled();
	ask.mockReturnValue( true );
	await userEvent.click( screen.getByText( 'Cancel it' ) );
	expect( assign ).toHaveBeenCalledWith(
		'https://shop.example/do?id=1&sure=1'
	);
} );
