/** Making and cancelling documents. The same reference twice makes two documents: doubles must show. */
import { round } from '../assortment/numbers';
import { Refusal, type FieldError } from '../model/refusal';
import type {
	Customer,
	DocumentKind,
	DocumentLine,
	PaymentMethod,
	SorsDatabase,
	SorsDocument,
} from '../model/types';
import type { Fields } from '../wire/entities';
import { readLine } from './lines';
import { effectOf, move, type Moment } from './movements';
import { checkReturn } from './returns';
import { possibleTotals, totalAgrees } from './totals';

// prettier-ignore
const PREFIX: Record< DocumentKind, string > = {
	invoice: 'FAK', invoiceDeliveryNote: 'FOT', reservation: 'REZ', deliveryNote: 'OTP', return: 'POV',
};

export interface Context extends Moment {
	database: SorsDatabase;
	/** yyyy-MM-dd where the business is. */
	today: string;
	discountsAgain: boolean;
	/** Has the contract a way to name this field? What it cannot carry is not asked for. */
	has: ( entity: 'document' | 'documentLine', field: string ) => boolean;
}

function text( value: Fields[ string ] ): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

function amount( value: Fields[ string ] ): number | null {
	return typeof value === 'number' ? value : null;
}

function checkHead(
	context: Context,
	kind: DocumentKind,
	sent: Fields
): FieldError[] {
	const { database, has } = context;
	const errors: FieldError[] = [];
	const fail = ( field: string, code: string, message: string ) =>
		errors.push( { field, code, message } );
	if ( sent.kind !== undefined && sent.kind !== kind ) {
		fail( 'kind', 'WRONG_KIND', 'Vrsta dokumenta ne odgovara adresi.' );
	}
	const unit = database.units.find(
		( each ) => each.id === sent.businessUnitId
	);
	if ( has( 'document', 'businessUnitId' ) && ! unit ) {
		fail(
			'businessUnitId',
			'UNKNOWN_BUSINESS_UNIT',
			`Poslovna jedinica "${ sent.businessUnitId ?? '' }" ne postoji.`
		);
	} else if ( unit && ! unit.active ) {
		fail(
			'businessUnitId',
			'INACTIVE_BUSINESS_UNIT',
			`Poslovna jedinica "${ unit.name }" nije aktivna.`
		);
	}
	const known = ( each: Customer ) => each.id === sent.customerId;
	if (
		has( 'document', 'customerId' ) &&
		! database.customers.some( known )
	) {
		fail(
			'customerId',
			'UNKNOWN_CUSTOMER',
			`Kupac "${ sent.customerId ?? '' }" ne postoji.`
		);
	}
	if ( has( 'document', 'date' ) && ! text( sent.date ) ) {
		fail( 'date', 'REQUIRED', 'Datum dokumenta je obavezan.' );
	}
	if ( sent.currency !== undefined && sent.currency !== 'RSD' ) {
		fail( 'currency', 'CURRENCY', 'Dokument mora biti u dinarima (RSD).' );
	}
	return errors;
}

function readLines(
	context: Context,
	sent: Fields,
	errors: FieldError[]
): DocumentLine[] {
	const rows = Array.isArray( sent.lines ) ? sent.lines : [];
	if ( ! rows.length ) {
		errors.push( {
			field: 'lines',
			code: 'REQUIRED',
			message: 'Dokument nema stavki.',
		} );
	}
	return rows.flatMap( ( row, at ) => {
		const line = readLine(
			context.database,
			row,
			( field, code, message ) =>
				errors.push( {
					field: `lines[${ at }].${ field }`,
					code,
					message,
				} )
		);
		return line ? [ line ] : [];
	} );
}

/** By the customer's standing discount, off goods alone. */
function discount( { database }: Context, document: SorsDocument ): void {
	const { discountPercent = 0 } =
		database.customers.find( ( { id } ) => id === document.customerId ) ??
		{};
	const goods = new Set(
		database.products
			.filter( ( { itemType } ) => itemType !== 'service' )
			.map( ( { id } ) => id )
	);
	const lines = document.lines.filter( ( line ) =>
		goods.has( line.productId )
	);
	if ( discountPercent <= 0 || lines.length === 0 ) {
		return;
	}
	for ( const line of lines ) {
		line.lineTotal = round(
			line.lineTotal * ( 1 - discountPercent / 100 ),
			2
		);
	}
	document.total =
		possibleTotals( document.lines, document.pricesIncludeVat )[ 0 ] ?? 0;
	document.discounted = discountPercent;
}

/** @throws {Refusal} with every fault that was found. */
export function createDocument(
	context: Context,
	kind: DocumentKind,
	sent: Fields
): SorsDocument {
	const { database, now, today } = context;
	const errors = checkHead( context, kind, sent );
	const lines = readLines( context, sent, errors );
	const pricesIncludeVat = sent.pricesIncludeVat !== false;
	const total =
		amount( sent.total ) ??
		possibleTotals( lines, pricesIncludeVat )[ 0 ] ??
		0;
	if ( ! errors.length && ! totalAgrees( total, lines, pricesIncludeVat ) ) {
		errors.push( {
			field: 'total',
			code: 'TOTAL',
			message: `Ukupan iznos ${ total } se ne slaže sa stavkama (${ possibleTotals( lines, pricesIncludeVat )[ 0 ] }).`,
		} );
	}
	if ( kind === 'return' && ! errors.length ) {
		errors.push( ...checkReturn( context, sent, lines ) );
	}
	if ( errors.length ) {
		throw new Refusal(
			400,
			'INVALID',
			errors[ 0 ]?.message ?? '',
			errors,
			'document'
		);
	}
	const date = text( sent.date ) ?? today;
	const count =
		database.documents.filter( ( each ) => each.kind === kind ).length + 1;
	const document: SorsDocument = {
		id: String( database.nextId++ ),
		number: `${ PREFIX[ kind ] }-${ database.year }-${ String( count ).padStart( 6, '0' ) }`,
		kind,
		businessUnitId:
			text( sent.businessUnitId ) ?? database.units[ 0 ]?.id ?? '',
		customerId: text( sent.customerId ),
		date,
		dueDate: text( sent.dueDate ),
		externalReference: text( sent.externalReference ),
		paymentMethod: text( sent.paymentMethod ) as PaymentMethod | null,
		currency: 'RSD',
		pricesIncludeVat,
		paidAmount: amount( sent.paidAmount ),
		paidAt: amount( sent.paidAt ),
		buyerName: text( sent.buyerName ),
		buyerEmail: text( sent.buyerEmail ),
		buyerPhone: text( sent.buyerPhone ),
		deliveryAddress: text( sent.deliveryAddress ),
		deliveryPostalCode: text( sent.deliveryPostalCode ),
		deliveryCity: text( sent.deliveryCity ),
		deliveryCountry: text( sent.deliveryCountry ),
		note: text( sent.note ),
		sourceDocumentId: text( sent.sourceDocumentId ),
		lines,
		total,
		status: 'open',
		effect: effectOf( kind ),
		createdAt: now,
	};
	if ( context.discountsAgain && kind !== 'return' ) {
		discount( context, document );
	}
	database.documents.push( document );
	move( database, document, 1, context );
	return document;
}

/** @throws {Refusal} */
export function cancelDocument(
	database: SorsDatabase,
	document: SorsDocument,
	moment: Moment
): void {
	if ( document.status === 'cancelled' ) {
		throw new Refusal(
			409,
			'ALREADY_CANCELLED',
			`Dokument ${ document.number } je već storniran.`
		);
	}
	const later = database.documents.find(
		( each ) =>
			each.sourceDocumentId === document.id &&
			each.kind === 'return' &&
			each.status === 'open'
	);
	if ( later ) {
		throw new Refusal(
			409,
			'HAS_RETURNS',
			`Dokument ${ document.number } ima povraćaj ${ later.number }.`
		);
	}
	document.status = 'cancelled';
	move( database, document, -1, moment );
}
