import apiFetch from '@wordpress/api-fetch';
import { addQueryArgs } from '@wordpress/url';
import { sayThrown } from './api/thrown';
import type { KnownCustomer } from './contract/rest/customers';

/**
 * The PIB among the billing fields of WooCommerce's order screen finds the
 * company in SORS. What was typed stays; what is empty is filled in, and taken
 * out again with the PIB that it belongs to.
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

const fieldOf = ( id: string ) => {
	const field = document.getElementById( id );
	return field instanceof HTMLInputElement ? field : undefined;
};

function takeBack() {
	for ( const [ id, written ] of filled ) {
		const field = fieldOf( id );
		if ( field?.value.trim() === written ) {
			field.value = '';
		}
	}
	filled.clear();
}

function fill( customer: KnownCustomer ) {
	for ( const [ key, id ] of Object.entries( FIELDS ) ) {
		const field = fieldOf( id );
		if ( field?.value.trim() === '' ) {
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
	takeBack();
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
