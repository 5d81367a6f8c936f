/** New customers. Two of the same buyer are let in: doubles must show. */
import { isPib } from '../assortment/numbers';
import { Refusal, type FieldError } from '../model/refusal';
import type { Customer, CustomerType, SorsDatabase } from '../model/types';
import type { Fields } from '../wire/entities';

function text( value: Fields[ string ] ): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

/** @throws {Refusal} */
export function createCustomer(
	database: SorsDatabase,
	sent: Fields
): Customer {
	const errors: FieldError[] = [];
	const fail = ( field: string, code: string, message: string ) =>
		errors.push( { field, code, message } );
	const taxId = text( sent.taxId );
	const registrationNumber = text( sent.registrationNumber );
	const jbkjs = text( sent.jbkjs );
	const code = text( sent.code );
	const country = text( sent.country ) ?? 'RS';
	if ( ! text( sent.name ) ) {
		fail( 'name', 'REQUIRED', 'Naziv kupca je obavezan.' );
	}
	if ( ! text( sent.type ) ) {
		fail( 'type', 'REQUIRED', 'Vrsta kupca je obavezna.' );
	}
	if ( taxId && country === 'RS' && ! isPib( taxId ) ) {
		fail( 'taxId', 'PIB', `PIB "${ taxId }" nije ispravan.` );
	}
	if (
		registrationNumber &&
		country === 'RS' &&
		! /^\d{8}$/.test( registrationNumber )
	) {
		fail(
			'registrationNumber',
			'REGISTRATION_NUMBER',
			'Matični broj ima 8 cifara.'
		);
	}
	if (
		jbkjs &&
		( sent.type !== 'publicBody' || ! /^\d{5}$/.test( jbkjs ) )
	) {
		fail( 'jbkjs', 'JBKJS', 'JBKJS ima 5 cifara, za javni sektor.' );
	}
	if (
		code &&
		database.customers.some( ( customer ) => customer.code === code )
	) {
		fail( 'code', 'DUPLICATE_CODE', `Šifra kupca "${ code }" je zauzeta.` );
	}
	if ( errors.length ) {
		throw new Refusal(
			400,
			'INVALID',
			errors[ 0 ]?.message ?? '',
			errors,
			'customer'
		);
	}
	const id = String( database.nextId++ );
	const customer: Customer = {
		id,
		code: code ?? `W${ id }`,
		type: sent.type as CustomerType,
		name: text( sent.name ) ?? '',
		taxId,
		registrationNumber,
		jbkjs,
		email: text( sent.email ),
		phone: text( sent.phone ),
		address: text( sent.address ),
		postalCode: text( sent.postalCode ),
		city: text( sent.city ),
		country,
		discountPercent:
			typeof sent.discountPercent === 'number' ? sent.discountPercent : 0,
		openingBalance: 0,
	};
	database.customers.push( customer );
	return customer;
}
