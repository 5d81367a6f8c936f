/** Amounts, VAT, buyer and payment of a document. */
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import { DOUBLE } from '../events/items';
import type { Order, Refund } from '../model/orders';
import type { Pricing } from '../model/pricing';
import { wasLost, type Entry, type ShopState } from '../model/shop';
import {
	expected,
	FEE,
	mostRefundRounding,
	mostRounding,
	SHIPPING,
	type Part,
} from './expected';

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
	toleranceOf: ( key: string ) => number
): string[] {
	return [ ...new Set( [ ...says.keys(), ...right.keys() ] ) ].flatMap(
		( key ) => {
			const [ one, other ] = [
				says.get( key ) ?? 0,
				right.get( key ) ?? 0,
			];
			return Math.abs( one - other ) > toleranceOf( key )
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

const isCharge = ( code: string ): boolean => code === FEE || code === SHIPPING;

/** What rounding left between the lines and what was paid: it goes into charges, and into goods where they are too small. */
function left( order: Order, netted: Refund[], parts: Part[], all: Pricing ) {
	const sumOf = ( each: readonly { gross: number }[] ) =>
		each.reduce( ( sum, { gross } ) => sum + gross, 0 );
	const paid = netted.reduce(
		( sum, { amount } ) => sum - amount,
		order.total
	);
	const most =
		mostRounding( [ ...order.lines, ...order.extras ], 1, all ) +
		mostRefundRounding( order, netted, all );
	const rest = Math.min( most, Math.abs( paid - sumOf( parts ) ) );
	const charges = sumOf( parts.filter( ( { code } ) => isCharge( code ) ) );
	return { rest, ofGoods: charges < rest ? rest : 0 };
}

/** By code and by rate, each line off by a para at most beside what rounding left. */
export function amounts(
	order: Order,
	sale: Entry,
	document: SorsDocument,
	state: ShopState,
	database: SorsDatabase
): string[] {
	const { pricing } = state;
	const netted = order.refunds.filter( ( { id } ) =>
		sale.refundIds.includes( id )
	);
	const parts = expected( order, netted, state );
	const paras = 0.01 * ( parts.length + 1 );
	const { rest, ofGoods } = left( order, netted, parts, pricing );
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
	const lines = document.lines.map(
		( { productCode, vatRate, lineTotal } ) => ( {
			productCode,
			vatRate,
			gross: document.pricesIncludeVat
				? lineTotal
				: lineTotal * ( 1 + vatRate / 100 ),
		} )
	);
	const wrong = differences(
		'the amount of',
		sums(
			lines,
			( { productCode } ) => productCode,
			( { gross } ) => gross
		),
		sums(
			parts,
			( { code } ) => code,
			( { gross } ) => gross
		),
		( code ) => paras + ( isCharge( code ) ? rest : ofGoods )
	);
	// Shipping takes its VAT from the goods: without any, WooCommerce charges none, at home either.
	if ( ! pricing.hasTaxes || netted.length > 0 || order.lines.length === 0 ) {
		return wrong;
	}
	const vat = ( rate: number, gross: number ) =>
		( rate * gross ) / ( 100 + rate );
	// Of charges that WooCommerce does not tax, SORS works VAT out all the same.
	const untaxed = parts.filter(
		( { code, rate } ) => rate === '' && isCharge( code )
	);
	const taxed = parts.filter( ( part ) => ! untaxed.includes( part ) );
	return [
		...wrong,
		...differences(
			'VAT of',
			sums(
				[
					...lines,
					...untaxed.map( ( { code, gross } ) => ( {
						vatRate: rateOf( code ),
						gross: -gross,
					} ) ),
				],
				( { vatRate } ) => `${ vatRate } %`,
				( { vatRate, gross } ) => vat( vatRate, gross )
			),
			sums(
				taxed,
				( { code } ) => `${ rateOf( code ) } %`,
				( { tax } ) => tax
			),
			( key ) => {
				// The net and the tax of each may have been rounded.
				const rounded = taxed.filter(
					( { code } ) =>
						`${ rateOf( code ) } %` === key &&
						( pricing.byLine || isCharge( code ) )
				);
				return (
					vat(
						parseFloat( key ),
						rounded.length * pricing.unit + rest
					) +
					paras +
					ofFees( order )
				);
			}
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
