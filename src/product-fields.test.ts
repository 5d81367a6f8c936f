import apiFetch from '@wordpress/api-fetch';
import userEvent from '@testing-library/user-event';
import { waitFor } from '@testing-library/dom';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';

vi.mock( '@wordpress/api-fetch' );

const fields = (
	hints: string
) => `<form><input name="post_title" value="Iskra">
	<p class="form-field"><input name="_regular_price" value="120"></p><p class="form-field"><input name="_sale_price" value="90"></p>
	<input type="checkbox" name="_manage_stock" value="1" checked><input name="_stock" type="number" value="7">${ hints }</form>`;

const hint = ( id: string, inputs: string ) =>
	`<p class="sors-owned" id="${ id }" data-inputs="${ inputs }">Comes from SORS</p>`;

const field = ( name: string ) =>
	document.querySelector< HTMLInputElement >( `[name="${ name }"]` )!;

const sent = () =>
	Object.fromEntries( new FormData( document.querySelector( 'form' )! ) );

beforeAll( async () => {
	document.body.innerHTML =
		fields(
			hint( 'price', '_regular_price' ) +
				hint( 'stock', '_stock _manage_stock' )
		) + '<div id="variable_product_options"></div>';
	await import( './product-fields' );
} );

beforeEach( () => {
	vi.mocked( apiFetch ).mockReset();
} );

it( 'locks what is hinted at, and sends all of the form as before', async () => {
	const before = sent();
	await userEvent.type( field( '_regular_price' ), '9' );
	await userEvent.type( field( '_stock' ), '9' );
	await userEvent.click( field( '_manage_stock' ) );
	expect( sent() ).toEqual( before );
	expect( field( '_manage_stock' ) ).toHaveAttribute(
		'aria-readonly',
		'true'
	);
	expect( field( '_regular_price' ) ).toHaveAccessibleDescription(
		'Comes from SORS'
	);
	expect( document.querySelector( ':disabled' ) ).toBeNull();
	await userEvent.type( field( '_sale_price' ), '9' );
	await userEvent.type( field( 'post_title' ), '!' );
	expect( sent() ).toEqual( {
		...before,
		_sale_price: '909',
		post_title: 'Iskra!',
	} );
} );

it( 'says it below the field that is meant, where that stands alone', () => {
	const before = ( id: string ) =>
		document.getElementById( id )!.previousElementSibling;
	expect( before( 'price' ) ).toContainElement( field( '_regular_price' ) );
	expect( before( 'stock' ) ).toBe( field( '_stock' ) );
} );

it( 'locks variations that are loaded later, each its own', async () => {
	document.getElementById( 'variable_product_options' )!.innerHTML = `
		<input name="variable_regular_price[0]"><input name="variable_regular_price[1]">${ hint(
			'p1',
			'variable_regular_price[1]'
		) }`;
	await waitFor( () =>
		expect( field( 'variable_regular_price[1]' ).readOnly ).toBe( true )
	);
	expect( field( 'variable_regular_price[0]' ).readOnly ).toBe( false );
} );

const list = ( column: string ) => {
	document.body.innerHTML = `<table><tr id="post-7"><td class="column-sors">${ column }</td><td><button class="editinline"></button></td></tr>
		<tr id="edit-7"><td>${ fields(
			'<p class="sors-quick-edit" hidden>From SORS.</p>'
		) }</td></tr></table>`;
};

it( 'asks what is owned when a row is opened for quick edit', async () => {
	list( '<mark>Linked</mark>' );
	vi.mocked( apiFetch ).mockResolvedValueOnce( { owned: [ 'stock' ] } );
	expect( apiFetch ).not.toHaveBeenCalled();
	await userEvent.click( document.querySelector( 'button' )! );
	await waitFor( () => expect( field( '_stock' ).readOnly ).toBe( true ) );
	expect( apiFetch ).toHaveBeenCalledWith( { path: '/sors/v1/products/7' } );
	expect( field( '_stock' ) ).toHaveAccessibleDescription( 'From SORS.' );
	expect( field( '_regular_price' ).readOnly ).toBe( false );
	await userEvent.click( field( '_manage_stock' ) );
	expect( field( '_manage_stock' ).checked ).toBe( true );
} );

it( 'asks nothing of a product that is not in SORS, and locks nothing where the answer fails', async () => {
	list( '<span class="description">Not in SORS</span>' );
	await userEvent.click( document.querySelector( 'button' )! );
	expect( apiFetch ).not.toHaveBeenCalled();
	list( '<mark>Linked</mark>' );
	vi.mocked( apiFetch ).mockRejectedValueOnce( { message: 'No.' } );
	await userEvent.click( document.querySelector( 'button' )! );
	expect( apiFetch ).toHaveBeenCalledTimes( 1 );
	expect( document.querySelector( '[hidden]' ) ).not.toBeNull();
	expect( document.querySelector( '[readonly]' ) ).toBeNull();
} );
