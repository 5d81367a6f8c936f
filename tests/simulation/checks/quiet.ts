/** What must hold once all that was due is done. */
import type { SorsDatabase, StockLevel } from '../../sors/model/types';
import type { Settings } from '../model/options';
import { isSplit, soldFor, type Product } from '../model/goods';
import { goesOn, isMoving, type ShopState } from '../model/shop';
import { customers } from './customers';
import { ownDocument } from './documents';
import { isAsked, orders } from './orders';
import { saleOf } from './sales';
import { allowed, isGoods, reading } from './stock';

/** An entry that nothing takes any more, and about which nobody is asked. */
export const withoutNextStep = ( state: ShopState ): string[] =>
	state.entries
		.filter(
			( entry ) =>
				isMoving( entry ) &&
				entry.nextAt === null &&
				entry.leaseUntil === 0
		)
		.map(
			( entry ) =>
				`entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role }) is ${ entry.state }, and nothing will take it`
		);

/** Completed once, and no longer: what was handed over, SORS' books may have or not. */
function isReopened( state: ShopState, orderId: number ): boolean {
	const order = state.orders.get( orderId );
	return order?.completed === true && order.status !== 'completed';
}

/** What a piece costs in the shop, as its prices are kept; whole dinars with VAT where it shows no decimals. */
function priceOf(
	level: StockLevel,
	database: SorsDatabase,
	{ priceType }: Settings,
	{ pricing }: ShopState
): number {
	const isNet = priceType === 'withoutVat';
	if ( pricing.decimals > 0 ) {
		return isNet ? level.priceWithoutVat : level.priceWithVat;
	}
	const gross = Math.round( level.priceWithVat );
	const rate = database.products.find(
		( { code } ) => code === level.productCode
	)?.vatRate;
	return isNet && rate !== undefined
		? Number( ( gross / ( 1 + rate / 100 ) ).toFixed( 4 ) )
		: gross;
}

/** In the shop's language or another, a sale would end, or the price changes past the limit during one: a person is asked. */
function touchesSale(
	product: Product,
	wanted: number,
	now: number,
	{ safetyLimitPercent }: Settings
): boolean {
	const all = [
		...soldFor( product ),
		...( product.translation ? [ product.translation ] : [] ),
	];
	const sales = all.flatMap( ( sold ) => saleOf( sold, now )?.price ?? [] );
	return (
		sales.length > 0 &&
		( wanted <= Math.max( ...sales ) ||
			all.some(
				( { price } ) =>
					Math.abs( wanted - price ) * 100 >
					price * safetyLimitPercent
			) )
	);
}

export function whenQuiet(
	state: ShopState,
	database: SorsDatabase,
	settings: Settings,
	cancelledByHand: ReadonlySet< string >,
	/** SORS once said of all its customers that there are none. */
	hidCustomers: boolean
): string[] {
	const wrong = state.entries
		.filter( ( entry ) => goesOn( state, entry ) )
		.map(
			( entry ) =>
				`entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role }) never ends: ${ entry.state } (${ entry.error })`
		);
	wrong.push(
		...orders( state, database, settings ),
		...( hidCustomers ? [] : customers( database ) )
	);
	const { units } = settings;
	const productsOf = ( filter: ( orderId: number ) => boolean ) =>
		new Set(
			[ ...state.orders.values() ]
				.filter( ( { id } ) => filter( id ) )
				.flatMap( ( { lines } ) =>
					lines.map( ( line ) => line.productId )
				)
		);
	const asked = productsOf(
		( id ) => isAsked( state, id ) || isReopened( state, id )
	);
	const gone = new Set(
		database.documents
			.filter( ( { id } ) => cancelledByHand.has( id ) )
			.map( ( each ) => ownDocument( each, state.storeId )?.orderId )
	);
	const unclear = productsOf( ( id ) => gone.has( id ) );
	const exact = allowed(
		[ reading( database, units, state.storeId, 0 ) ],
		state,
		'waits'
	);
	for ( const product of state.products ) {
		const { id, code, stock } = product;
		const level = database.levels.find(
			( each ) =>
				each.productCode === code && each.businessUnitId === units[ 0 ]
		);
		const wantedPrice =
			level && priceOf( level, database, settings, state );
		const prices = soldFor( product ).map( ( { price } ) => price );
		// Where sizes differ a person is asked; one without any gets it where the others have it.
		const isOwners =
			new Set( prices ).size > 1 &&
			prices.some( ( price ) => price > 0 && price !== wantedPrice );
		const isAskedOfSale =
			wantedPrice !== undefined &&
			touchesSale( product, wantedPrice, state.now, settings );
		if (
			level &&
			isGoods( code ) &&
			! isOwners &&
			! isAskedOfSale &&
			prices.some( ( price ) => price !== wantedPrice )
		) {
			wrong.push(
				`${ code } costs ${ prices.join( ', ' ) }, right is ${ wantedPrice }`
			);
		}
		const right = exact.get( code );
		if (
			right === undefined ||
			stock === null ||
			! isGoods( code ) ||
			isSplit( product ) ||
			soldFor( product ).length === 0 ||
			unclear.has( id )
		) {
			continue;
		}
		const wanted = Math.max( 0, right );
		const off = stock > 0 || right > 0 ? stock - wanted : 0;
		if ( off > 1e-6 || ( off < -1e-6 && ! asked.has( id ) ) ) {
			wrong.push(
				`${ code } has ${ stock } on sale, right is ${ right }`
			);
		}
	}
	return wrong;
}
