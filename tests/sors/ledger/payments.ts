/** Money for documents that were made before it came. The same reference twice makes two payments: doubles must show. */
import { round } from '../assortment/numbers';
import { Refusal } from '../model/refusal';
import type { FieldError } from '../model/refusal';
import type { PaymentMethod, SorsDatabase, SorsPayment } from '../model/types';
import type { Fields } from '../wire/entities';

function text( value: Fields[ string ] ): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

/** @throws {Refusal} */
export function recordPayment(
	database: SorsDatabase,
	sent: Fields
): SorsPayment {
	const errors: FieldError[] = [];
	const fail = ( field: string, code: string, message: string ) =>
		errors.push( { field, code, message } );
	const document = database.documents.find(
		( each ) => each.id === sent.documentId
	);
	if ( ! document ) {
		fail(
			'documentId',
			'UNKNOWN_DOCUMENT',
			`Dokument "${ sent.documentId ?? '' }" ne postoji.`
		);
	} else if ( document.status === 'cancelled' ) {
		fail(
			'documentId',
			'CANCELLED',
			`Dokument ${ document.number } je storniran.`
		);
	}
	const amount = typeof sent.amount === 'number' ? sent.amount : 0;
	if ( amount <= 0 ) {
		fail( 'amount', 'AMOUNT', 'Iznos uplate mora biti veći od nule.' );
	}
	if ( sent.currency !== undefined && sent.currency !== 'RSD' ) {
		fail( 'currency', 'CURRENCY', 'Uplata mora biti u dinarima (RSD).' );
	}
	if ( ! document || errors.length ) {
		throw new Refusal(
			400,
			'INVALID',
			errors[ 0 ]?.message ?? '',
			errors,
			'payment'
		);
	}
	const paidAt = typeof sent.paidAt === 'number' ? sent.paidAt : null;
	const payment: SorsPayment = {
		id: String( database.nextId++ ),
		documentId: document.id,
		externalReference: text( sent.externalReference ),
		amount,
		currency: 'RSD',
		paymentMethod: text( sent.paymentMethod ) as PaymentMethod | null,
		paidAt,
	};
	database.payments.push( payment );
	document.paidAmount = round( ( document.paidAmount ?? 0 ) + amount, 2 );
	document.paidAt = paidAt;
	return payment;
}
