/** What the shop may offer: SORS' figure less what was sold and is not in it. */
import type { SorsDatabase } from '../../sors/model/types';
import { isSplit } from '../model/goods';
import { saleOf, type Order, type ShopState } from '../model/shop';
import { unreadIn } from './unreadable';
import { goodsLeft, openDocuments } from './documents';

/** Statuses in which only what was really taken from stock is sold. */
const AS_TAKEN = [ 'pending', 'failed', 'cancelled', 'refunded', 'trash' ];
const DRAFTS = [ 'auto-draft', 'draft', 'checkout-draft', 'new' ];

/** Product id -> quantity. */
export function sold( order: Order ): Map< number, number > {
	const quantities = new Map< number, number >();
	for ( const line of order.lines ) {
		let quantity = Math.max( line.quantity - line.restocked, line.reduced );
		if ( DRAFTS.includes( order.status ) ) {
			quantity = 0;
		} else if ( AS_TAKEN.includes( order.status ) ) {
			quantity = line.reduced;
		}
		quantities.set(
			line.productId,
			( quantities.get( line.productId ) ?? 0 ) + quantity
		);
	}
	return quantities;
}

/** SORS' books at the moment of a reading. */
export interface Reading {
	/** Seconds since 1970. */
	at: number;
	/** Code -> unit -> what is available there. */
	figures: Map< string, Map< string, number > >;
	/** Order and code -> what the figures contain of it. */
	contained: Map< string, number >;
	mode: StockMode;
	/** Codes of which nothing is known: two items share it, or a level cannot be read. */
	unknown: ReadonlySet< string >;
}

export type StockMode = 'available' | 'onHand';

/** What the shop adds up. */
export interface Basis {
	units: readonly string[];
	mode: StockMode;
}

export function doubledCodes( { products }: SorsDatabase ): Set< string > {
	const seen = new Set< string >();
	return new Set(
		products
			.map( ( { code } ) => code )
			.filter( ( code ) => seen.size === seen.add( code ).size )
	);
}

export function reading(
	database: SorsDatabase,
	units: readonly string[],
	storeId: string,
	at: number,
	/** Documents that somebody cancelled at SORS, which the shop need not know before its daily comparison. */
	cancelledByHand: ReadonlySet< string > = new Set(),
	mode: StockMode = 'available'
): Reading {
	const figures: Reading[ 'figures' ] = new Map();
	for ( const level of database.levels ) {
		if ( units.includes( level.businessUnitId ) ) {
			const ofItem = figures.get( level.productCode ) ?? new Map();
			ofItem.set(
				level.businessUnitId,
				level.onHand - ( mode === 'onHand' ? 0 : level.reserved )
			);
			figures.set( level.productCode, ofItem );
		}
	}
	const contained = new Map< string, number >();
	for ( const role of [ 'sale', 'return' ] as const ) {
		for ( const [ orderId, documents ] of openDocuments(
			database.documents,
			storeId,
			role,
			cancelledByHand
		) ) {
			const shown = documents.filter(
				( document ) =>
					document.effect.onHand !== 0 ||
					( mode === 'available' &&
						document.effect.reserved !== 0 ) ||
					goodsLeft( document, database.documents )
			);
			for ( const line of shown.flatMap( ( { lines } ) => lines ) ) {
				const key = `${ orderId } ${ line.productCode }`;
				contained.set(
					key,
					( contained.get( key ) ?? 0 ) +
						( role === 'sale' ? line.quantity : -line.quantity )
				);
			}
		}
	}
	const unknown = new Set( [
		...doubledCodes( database ),
		...unreadIn( database ).levels,
	] );
	return { at, figures, contained, mode, unknown };
}

/** Completed without a document, or with one that lowers no stock: whoever handed it over has taken it out of the books. */
function isInBooks( order: Order, state: ShopState ): boolean {
	const entry = saleOf( state, order.id );
	const isInvoice = entry?.state === 'sent' && entry.kind === 'invoice';
	return (
		order.completed &&
		( isInvoice ||
			( ( entry?.state ?? 'skipped' ) === 'skipped' &&
				// One that is still to be looked at may yet be sent.
				( entry?.nextAt ?? null ) === null ) )
	);
}

/**
 * Code -> what was sold and is not in the figures of this reading. Goods that came
 * back while their document stands count below 0, or not at all.
 */
function unsynced(
	{ contained }: Reading,
	state: ShopState,
	cameBack: 'counts' | 'waits'
): Map< string, number > {
	const codes = new Map(
		state.products.map( ( { id, code } ) => [ id, code ] )
	);
	const left = new Map< string, number >();
	const inBooks = new Set< number >();
	for ( const order of state.orders.values() ) {
		if ( isInBooks( order, state ) ) {
			inBooks.add( order.id );
			continue;
		}
		for ( const [ productId, quantity ] of sold( order ) ) {
			const key = `${ order.id } ${ codes.get( productId ) ?? '' }`;
			left.set( key, ( left.get( key ) ?? 0 ) + quantity );
		}
	}
	for ( const [ key, quantity ] of contained ) {
		const orderId = Number.parseInt( key, 10 );
		// A deleted order has sold nothing. WooCommerce puts nothing back then, but may have when it was cancelled.
		if (
			! inBooks.has( orderId ) &&
			( cameBack === 'counts' || state.orders.has( orderId ) )
		) {
			left.set( key, ( left.get( key ) ?? 0 ) - quantity );
		}
	}
	const missing = new Map< string, number >();
	for ( const [ key, quantity ] of left ) {
		const code = key.slice( key.indexOf( ' ' ) + 1 );
		if ( quantity > 0 || cameBack === 'counts' ) {
			missing.set( code, ( missing.get( code ) ?? 0 ) + quantity );
		}
	}
	return missing;
}

/**
 * How much of an item may be on sale by any of these readings. Units may have
 * been read one after the other: of each the reading counts that showed most.
 */
export function allowed(
	readings: readonly Reading[],
	state: ShopState,
	cameBack: 'counts' | 'waits'
): Map< string, number > {
	const missing = readings.map( ( each ) =>
		unsynced( each, state, cameBack )
	);
	const most = new Map< string, number >();
	for ( const code of new Set(
		readings.flatMap( ( { figures } ) => [ ...figures.keys() ] )
	) ) {
		const byUnit = new Map< string, number >();
		for ( const { figures } of readings ) {
			for ( const [ unit, figure ] of figures.get( code ) ?? [] ) {
				byUnit.set(
					unit,
					Math.max( byUnit.get( unit ) ?? -Infinity, figure )
				);
			}
		}
		const figure = [ ...byUnit.values() ].reduce(
			( sum, each ) => sum + each,
			0
		);
		const less = Math.min(
			...missing.map( ( each ) => each.get( code ) ?? 0 )
		);
		most.set( code, figure - less );
	}
	return most;
}

/** Goods, not what stands for shipping and fees. */
export const isGoods = ( code: string ): boolean => ! code.startsWith( 'USL-' );

/** The same readings, as far as this basis adds them up. */
function onBasis(
	readings: readonly Reading[],
	{ units, mode }: Basis
): Reading[] {
	return readings
		.filter( ( each ) => each.mode === mode )
		.map( ( each ) => ( {
			...each,
			figures: new Map(
				[ ...each.figures ].map( ( [ code, ofUnits ] ) => [
					code,
					new Map(
						[ ...ofUnits ].filter( ( [ unit ] ) =>
							units.includes( unit )
						)
					),
				] )
			),
		} ) );
}

/** More on sale than any of these readings allows, by what the shop adds up now or did a moment ago. */
export function oversold(
	readings: readonly Reading[],
	bases: readonly Basis[],
	state: ShopState
): string[] {
	// What the staff put back on the shelf is there, whatever SORS' reservation still says.
	const limits = bases.map( ( basis ) =>
		allowed( onBasis( readings, basis ), state, 'counts' )
	);
	// Of a size with a stock of its own, the sale of another takes nothing before the next run.
	const judged = state.products.filter( ( each ) => ! isSplit( each ) );
	return judged.flatMap( ( { code, stock: own, translation } ) => {
		const other = translation?.stock ?? null;
		const stock = own === null ? other : Math.max( own, other ?? own );
		const most = limits.flatMap( ( each ) => each.get( code ) ?? [] );
		// What SORS does not have, or has twice, is none of its figures.
		const isUnknown =
			most.length === 0 ||
			readings.some( ( { unknown } ) => unknown.has( code ) );
		return stock !== null &&
			isGoods( code ) &&
			! isUnknown &&
			stock > Math.max( 0, ...most ) + 1e-6
			? [
					`${ code } has ${ stock } on sale, of which only ${ Math.max( ...most ) } are there`,
				]
			: [];
	} );
}
