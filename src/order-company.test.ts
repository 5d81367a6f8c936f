import apiFetch from '@wordpress/api-fetch';
import userEvent from '@testing-library/user-event';
import { screen, waitFor } from '@testing-library/dom';
import { beforeEach, expect, it, vi } from 'vitest';
import './order-company';

vi.mock( '@wordpress/api-fetch' );

const known = {
	name: 'Građevinar Čačak d.o.o.',
	code: 'K00002',
	registrationNumber: '17123456',
	address: 'Kneza Miloša 12',
	postalCode: '32000',
	city: 'Čačak',
};

const value = ( id: string ) =>
	( document.getElementById( id ) as HTMLInputElement ).value;

beforeEach( () => {
	vi.mocked( apiFetch ).mockReset().mockResolvedValue( known );
	document.body.innerHTML = `<p><label for="_billing_sors_pib">PIB</label><input id="_billing_sors_pib" data-found="In SORS: %s."></p>
		<input id="_billing_company"><input id="_billing_city" value="Ljubić">
		<input id="_billing_sors_registration_number">`;
} );

async function type( pib: string ) {
	await userEvent.clear( screen.getByLabelText( 'PIB' ) );
	await userEvent.type( screen.getByLabelText( 'PIB' ), pib );
	await userEvent.tab();
}

it( 'finds the company, and fills in what is empty', async () => {
	await type( '101134702' );
	expect( apiFetch ).toHaveBeenCalledExactlyOnceWith( {
		path: '/sors/v1/customers?taxId=101134702',
	} );
	await waitFor( () =>
		expect( screen.getByRole( 'status' ).textContent ).toBe(
			'In SORS: Građevinar Čačak d.o.o., K00002.'
		)
	);
	expect( value( '_billing_company' ) ).toBe( known.name );
	expect( value( '_billing_sors_registration_number' ) ).toBe( '17123456' );
	expect( value( '_billing_city' ) ).toBe( 'Ljubić' );
} );

it( 'takes back what it filled in once the PIB is another one, but not what was typed', async () => {
	await type( '101134702' );
	await waitFor( () =>
		expect( value( '_billing_company' ) ).toBe( known.name )
	);
	vi.mocked( apiFetch ).mockResolvedValue( {
		...known,
		name: 'Stolar d.o.o.',
		registrationNumber: '',
		city: 'Niš',
	} );
	await type( '108765434' );
	await waitFor( () =>
		expect( value( '_billing_company' ) ).toBe( 'Stolar d.o.o.' )
	);
	expect( value( '_billing_sors_registration_number' ) ).toBe( '' );
	expect( value( '_billing_city' ) ).toBe( 'Ljubić' );
} );

it.each( [ '108765434', '' ] )(
	'leaves nothing of one company beside the PIB %j, of which SORS knows none',
	async ( other ) => {
		await type( '101134702' );
		await waitFor( () =>
			expect( value( '_billing_company' ) ).toBe( known.name )
		);
		vi.mocked( apiFetch ).mockRejectedValue( { message: 'Unknown.' } );
		await userEvent.clear( screen.getByLabelText( 'PIB' ) );
		await userEvent.type(
			screen.getByLabelText( 'PIB' ),
			other || '{Tab}'
		);
		await userEvent.tab();
		await waitFor( () => expect( value( '_billing_company' ) ).toBe( '' ) );
		expect( value( '_billing_sors_registration_number' ) ).toBe( '' );
		expect( value( '_billing_city' ) ).toBe( 'Ljubić' );
	}
);

it( 'says what the shop answers, once, and changes nothing', async () => {
	vi.mocked( apiFetch ).mockRejectedValue( {
		message: 'SORS knows no customer with this PIB.',
	} );
	await type( '108765434' );
	await type( '108765435' );
	await waitFor( () =>
		expect( screen.getByRole( 'status' ).textContent ).toBe(
			'SORS knows no customer with this PIB.'
		)
	);
	expect( value( '_billing_company' ) ).toBe( '' );
} );

it( 'does not ask for nothing, nor minds an answer that comes too late', async () => {
	let answer: ( customer: object ) => void = () => {};
	vi.mocked( apiFetch ).mockReturnValue(
		new Promise( ( resolve ) => ( answer = resolve ) )
	);
	await type( '101134702' );
	await userEvent.clear( screen.getByLabelText( 'PIB' ) );
	await userEvent.tab();
	answer( known );
	await Promise.resolve();
	expect( apiFetch ).toHaveBeenCalledTimes( 1 );
	expect( value( '_billing_company' ) ).toBe( '' );
	expect( screen.getByRole( 'status' ).textContent ).toBe( '' );
} );

it( 'says that the login is over', async () => {
	vi.mocked( apiFetch ).mockRejectedValueOnce(
		new Response( '0', { status: 400 } )
	);
	await type( '101134702' );
	await waitFor( () =>
		expect( screen.getByRole( 'status' ) ).toHaveTextContent(
			/^You are no longer logged in\. .*load this page again/
		)
	);
} );
