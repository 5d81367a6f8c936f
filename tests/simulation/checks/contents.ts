/** Amounts, VAT, buyer and payment of a document. */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import { DOUBLE } from '../events/items';
import type { Order } from '../model/orders';
import { wasLost, type Entry, type ShopState } from '../model/shop';
import { expected } from './expected';

/** Seconds between the reading of an order and the moment at which SORS has its document, where no reply was lost. */
const MAKING = 300;

function sums< Each >(
	all: readonly Each[],
	key: ( each: Each ) => string,
	value: ( each: Each ) => number
): Map< string, number > {
	const found = new Map< string, number >();
	for ( const each of all ) {
		found.set(
			key( each ),
			( found.get( key( each ) ) ?? 0 ) + value( each )
		);
	}
	return found;
}

function differences(
	what: string,
	says: Map< string, number >,
	right: Map< string, number >,
	tolerance: number
): string[] {
	return [ ...new Set( [ ...says.keys(), ...right.keys() ] ) ].flatMap(
		( key ) => {
			const [ one, other ] = [
				says.get( key ) ?? 0,
				right.get( key ) ?? 0,
			];
			return Math.abs( one - other ) > tolerance
				? [
						`${ what } ${ key } comes to ${ one.toFixed( 2 ) } in its document, right is ${ other.toFixed( 2 ) }`,
					]
				: [];
		}
	);
}

/** A fee that is taken off goods of several rates bears a mean of them, and its item one rate: near it, the plugin lets it pass. */
const ofFees = ( { extras }: Order ): number =>
	extras
		.filter( ( { type } ) => type === 'fee' )
		.reduce(
			( sum, { gross } ) => sum + 0.05 + 0.002 * Math.abs( gross ),
			0
		);

/** By code and by rate, each line off by a para at most. */
export function amounts(
	order: Order,
	sale: Entry,
	document: SorsDocument,
	state: ShopState,
	database: SorsDatabase
): string[] {
	const netted = order.refunds.filter( ( { id } ) =>
		sale.refundIds.includes( id )
	);
	const parts = expected( order, netted, state );
	const tolerance = 0.01 * ( parts.length + 1 );
	// An item may be deleted by now, or have got another rate, or be the one that had its code beside it.
	const rateOf = ( code: string ) =>
		(
			database.products.find(
				( each ) =>
					each.code === code &&
					each.name !== DOUBLE &&
					each.modifiedAt <= document.createdAt
			) ??
			document.lines.find( ( { productCode } ) => productCode === code )
		)?.vatRate ?? 0;
	const wrong = differences(
		'the amount of',
		sums(
			document.lines,
			( { productCode } ) => productCode,
			( { lineTotal } ) => lineTotal
		),
		sums(
			parts,
			( { code } ) => code,
			( { gross } ) => gross
		),
		tolerance
	);
	const isTaxed = [ ...state.orders.values() ].some( ( each ) =>
		each.lines.some( ( { tax } ) => tax > 0 )
	);
	// Shipping takes its VAT from the goods: without any, WooCommerce charges none, at home either.
	if ( ! isTaxed || netted.length > 0 || order.lines.length === 0 ) {
		return wrong;
	}
	return [
		...wrong,
		...differences(
			'VAT of',
			sums(
				document.lines,
				( { vatRate } ) => `${ vatRate } %`,
				( { lineTotal, vatRate } ) =>
					( lineTotal * vatRate ) / ( 100 + vatRate )
			),
			sums(
				parts,
				( { code } ) => `${ rateOf( code ) } %`,
				( { tax } ) => tax
			),
			tolerance + ofFees( order )
		),
	];
}

/** Who buys, and what was paid by the time that the document was made. */
export function head(
	order: Order,
	sale: Entry,
	document: SorsDocument,
	{ behind, regulars }: ShopState,
	database: SorsDatabase
): string[] {
	const wrong: string[] = [];
	const customer = database.customers.find(
		( { id } ) => id === document.customerId
	);
	const is = `${ customer?.taxId ?? '' } ${ customer?.email ?? '' }`;
	const isRight = order.pib
		? customer?.taxId === order.pib
		: ( ! customer?.taxId &&
				customer?.email?.toLowerCase() === order.email ) ||
			// Staff said who the user is; the user entered no other PIB.
			regulars.some(
				( { email, code } ) =>
					email === order.email && code === customer?.code
			);
	if ( ! isRight ) {
		wrong.push(
			`its document is made out to ${ is }, the buyer is ${ order.pib } ${ order.email }`
		);
	}
	if ( document.buyerEmail?.toLowerCase() !== order.email ) {
		wrong.push(
			`its document names ${ document.buyerEmail } as the buyer’s address`
		);
	}
	const paid = document.paidAmount ?? 0;
	const made = document.createdAt / 1000;
	if (
		paid !== 0 &&
		// What somebody entered at SORS since has none.
		document.paidAt !== null &&
		// Not when: the shop's clock may be ahead of SORS'.
		( paid !== document.total || order.paidAt === 0 )
	) {
		wrong.push(
			`its document says that ${ paid } of ${ document.total } were paid`
		);
	}
	const wasPaid =
		order.paidAt > 0 &&
		order.paidAt < made - MAKING - behind &&
		! wasLost( sale );
	if (
		paid === 0 &&
		document.total > 0 &&
		wasPaid &&
		document.paymentMethod !== 'cashOnDelivery'
	) {
		wrong.push( `it was paid, and its document does not say so` );
	}
	return wrong;
}
