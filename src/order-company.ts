import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { sayThrown } from './api/thrown';
import type { KnownCustomer } from './contract/rest/customers';

/**
 * The PIB among the billing fields of WooCommerce's order screen finds the
 * company in SORS. What was typed stays; what is empty, or of the company of a
 * PIB that stood here before, is filled in.
 */
const FIELDS: Partial< Record< keyof KnownCustomer, string > > = {
	name: '_billing_company',
	registrationNumber: '_billing_sors_registration_number',
	address: '_billing_address_1',
	postalCode: '_billing_postcode',
	city: '_billing_city',
};

/** What we wrote, by the field's id. */
const filled = new Map< string, string >();

function fill( customer: KnownCustomer ) {
	for ( const [ key, id ] of Object.entries( FIELDS ) ) {
		const field = document.getElementById( id );
		if (
			field instanceof HTMLInputElement &&
			[ '', filled.get( id ) ].includes( field.value.trim() )
		) {
			field.value = customer[ key as keyof KnownCustomer ];
			filled.set( id, field.value.trim() );
		}
	}
}

function status( input: HTMLInputElement ): HTMLElement {
	const there =
		input.parentElement?.querySelector< HTMLElement >( '[role=status]' );
	if ( there ) {
		return there;
	}
	const made = document.createElement( 'span' );
	made.setAttribute( 'role', 'status' );
	input.after( made );
	return made;
}

async function find( input: HTMLInputElement ) {
	const taxId = input.value.trim();
	const said = status( input );
	said.textContent = '';
	if ( taxId === '' ) {
		return;
	}
	let answer: string;
	try {
		const customer = await apiFetch< KnownCustomer >( {
			path: addQueryArgs( '/sors/v1/customers', { taxId } ),
		} );
		if ( input.value.trim() !== taxId ) {
			return;
		}
		fill( customer );
		answer = ( input.dataset.found ?? '%s' ).replace(
			'%s',
			[ customer.name, customer.code ].filter( Boolean ).join( ', ' )
		);
	} catch ( thrown ) {
		answer = sayThrown( thrown );
	}
	if ( input.value.trim() === taxId ) {
		said.textContent = answer;
	}
}

// On the page, since WooCommerce may draw the order again.
document.addEventListener( 'change', ( { target } ) => {
	if (
		target instanceof HTMLInputElement &&
		target.id === '_billing_sors_pib'
	) {
		void find( target );
	}
} );
