/** What the shop's tables say of its orders. */
import { round } from '../../sors/assortment/numbers';
import type { Row } from '../controller/eyes';
import type { Pricing } from './pricing';

interface Item {
	itemId: number;
	/** What WooCommerce added to the total for it, VAT included: where it rounds by line, rounded. */
	gross: number;
	/** Without VAT, not rounded. */
	net: number;
	/** VAT by WooCommerce, not rounded. */
	tax: number;
	/** The same by the ids of its rates. */
	taxes: ReadonlyMap< string, number >;
}

export interface Line extends Item {
	orderId: number;
	productId: number;
	quantity: number;
	/** What WooCommerce has taken from stock for it. */
	reduced: number;
	/** What refunds have put back; of refunds that were deleted, nothing. */
	restocked: number;
	/** What it would cost without coupons, VAT included. */
	list: number;
}

export interface Extra extends Item {
	type: 'shipping' | 'fee';
}

export interface Refund {
	id: number;
	amount: number;
	/** What it took off which item, as positive figures. */
	parts: { itemId: number; quantity: number; gross: number }[];
}

export interface Order {
	id: number;
	status: string;
	total: number;
	lines: Line[];
	extras: Extra[];
	refunds: Refund[];
	completed: boolean;
	/** Seconds since 1970; 0 = it was not. */
	completedAt: number;
	email: string;
	/** '' = none. */
	pib: string;
	gateway: string;
	/** Seconds since 1970; 0 = it was not. */
	paidAt: number;
	coupons: Coupon[];
}

export interface Coupon {
	code: string;
	/** Of a coupon in percent. */
	percent: number;
}

const META = [
	...[ '_product_id', '_variation_id', '_qty' ],
	...[ '_reduced_stock', '_restock_refunded_items', '_refunded_item_id' ],
	...[ '_line_total', '_line_tax', 'cost', 'total_tax' ],
	...[ '_line_tax_data', 'taxes' ],
	...[ '_line_subtotal', '_line_subtotal_tax' ],
];

export type Storage = 'tables' | 'posts';

const ORDERS: Record< Storage, string > = {
	tables: "SELECT o.id, o.type, o.status, o.parent_order_id, o.total_amount, o.billing_email, o.payment_method, p.meta_value AS pib, UNIX_TIMESTAMP(d.date_completed_gmt) AS completed_at, UNIX_TIMESTAMP(d.date_paid_gmt) AS paid_at FROM wp_wc_orders o LEFT JOIN wp_wc_order_operational_data d ON d.order_id = o.id LEFT JOIN wp_wc_orders_meta p ON p.order_id = o.id AND p.meta_key = '_sors_pib' WHERE o.type IN ('shop_order', 'shop_order_refund') ORDER BY o.id",
	posts: "SELECT p.ID AS id, p.post_type AS type, p.post_status AS status, p.post_parent AS parent_order_id, MAX(CASE WHEN m.meta_key = '_order_total' THEN m.meta_value END) AS total_amount, MAX(CASE WHEN m.meta_key = '_billing_email' THEN m.meta_value END) AS billing_email, MAX(CASE WHEN m.meta_key = '_payment_method' THEN m.meta_value END) AS payment_method, MAX(CASE WHEN m.meta_key = '_sors_pib' THEN m.meta_value END) AS pib, NULLIF(MAX(CASE WHEN m.meta_key = '_date_completed' THEN m.meta_value END), '') AS completed_at, NULLIF(MAX(CASE WHEN m.meta_key = '_date_paid' THEN m.meta_value END), '') AS paid_at FROM wp_posts p LEFT JOIN wp_postmeta m ON m.post_id = p.ID WHERE p.post_type IN ('shop_order', 'shop_order_refund') GROUP BY p.ID ORDER BY p.ID",
};

const ITEMS = `SELECT i.order_item_id, i.order_id, i.order_item_type, m.meta_key, m.meta_value FROM wp_woocommerce_order_items i JOIN wp_woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key IN ('${ META.join( "', '" ) }') WHERE i.order_item_type IN ('line_item', 'shipping', 'fee') ORDER BY i.order_item_id, m.meta_id`;

/** Of a coupon WooCommerce keeps: id, code, kind, amount. */
const COUPONS =
	"SELECT i.order_id, i.order_item_name, m.meta_value FROM wp_woocommerce_order_items i LEFT JOIN wp_woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key = 'coupon_info' WHERE i.order_item_type = 'coupon' ORDER BY i.order_item_id";

export const orderStatements = ( storage: Storage ): string[] => [
	ORDERS[ storage ],
	ITEMS,
	COUPONS,
];

export const text = ( row: Row, name: string ): string => row[ name ] ?? '';
export const number = ( row: Row, name: string ): number =>
	Number( row[ name ] ?? 0 );

/** Each item with its metas; of a meta that is stored twice WooCommerce reads the first. */
function itemsOf( rows: Row[] ): Map< number, Row > {
	const items = new Map< number, Row >();
	for ( const row of rows ) {
		const id = number( row, 'order_item_id' );
		const item = items.get( id ) ?? row;
		items.set( id, item );
		item[ text( row, 'meta_key' ) ] ??= row.meta_value ?? '';
	}
	return items;
}

function orderOf( row: Row ): Order {
	return {
		id: number( row, 'id' ),
		status: text( row, 'status' ).replace( /^wc-/, '' ),
		total: number( row, 'total_amount' ),
		...{ lines: [], extras: [], refunds: [] },
		completed: ( row.completed_at ?? null ) !== null,
		completedAt: number( row, 'completed_at' ),
		email: text( row, 'billing_email' ).toLowerCase(),
		pib: text( row, 'pib' ),
		gateway: text( row, 'payment_method' ),
		paidAt: number( row, 'paid_at' ),
		coupons: [],
	};
}

export function ordersOf(
	rows: Row[],
	metas: Row[],
	coupons: Row[],
	pricing: Pricing
): Map< number, Order > {
	const orders = new Map(
		rows
			.filter( ( { type } ) => type === 'shop_order' )
			.map( ( row ) => [ number( row, 'id' ), orderOf( row ) ] )
	);
	const refunds = new Map< number, Refund >();
	for ( const row of rows ) {
		const order = orders.get( number( row, 'parent_order_id' ) );
		if ( order ) {
			const refund: Refund = {
				id: number( row, 'id' ),
				amount: -number( row, 'total_amount' ),
				parts: [],
			};
			refunds.set( refund.id, refund );
			order.refunds.push( refund );
		}
	}
	for ( const row of coupons ) {
		const [ , , , percent = 0 ] = JSON.parse(
			text( row, 'meta_value' ) || '[]'
		) as unknown[];
		orders.get( number( row, 'order_id' ) )?.coupons.push( {
			code: text( row, 'order_item_name' ),
			percent: Number( percent ),
		} );
	}
	for ( const [ itemId, row ] of itemsOf( metas ) ) {
		const order = orders.get( number( row, 'order_id' ) );
		if ( order ) {
			addItem( order, itemId, row, pricing );
		}
		refunds.get( number( row, 'order_id' ) )?.parts.push( {
			itemId: number( row, '_refunded_item_id' ),
			quantity: -number( row, '_qty' ),
			gross: -grossOf( row, pricing ),
		} );
	}
	for ( const order of orders.values() ) {
		const parts = order.refunds.flatMap( ( refund ) => refund.parts );
		for ( const line of order.lines ) {
			const refunded = parts
				.filter( ( { itemId } ) => itemId === line.itemId )
				.reduce( ( sum, { quantity } ) => sum + quantity, 0 );
			line.restocked = Math.min( line.restocked, refunded );
		}
	}
	return orders;
}

const netOf = ( row: Row ): number =>
	number( row, '_line_total' ) || number( row, 'cost' );

/** By line WooCommerce rounds each tax when it stores their sum. */
const taxOf = ( row: Row ): number =>
	number( row, '_line_tax' ) || number( row, 'total_tax' );

/** By line it rounds the net of goods, not that of charges. */
function grossOf( row: Row, { byLine, decimals }: Pricing ): number {
	const isRounded = byLine && text( row, 'order_item_type' ) === 'line_item';
	const net = netOf( row );
	return ( isRounded ? round( net, decimals ) : net ) + taxOf( row );
}

/** As PHP has written it down: `"total";a:1:{i:1;s:4:"16.5";}`. */
function taxesOf( row: Row ): Map< string, number > {
	const stored = text( row, '_line_tax_data' ) || text( row, 'taxes' );
	const [ , total = '' ] = /"total";a:\d+:\{(.*?)\}/.exec( stored ) ?? [];
	return new Map(
		[ ...total.matchAll( /i:(\d+);[sdi]:(?:\d+:")?([-\d.E]+)/g ) ].map(
			( [ , id = '', tax ] ) => [ id, Number( tax ) ]
		)
	);
}

function addItem(
	order: Order,
	itemId: number,
	row: Row,
	pricing: Pricing
): void {
	const taxes = taxesOf( row );
	const item = {
		itemId,
		gross: grossOf( row, pricing ),
		net: netOf( row ),
		tax: [ ...taxes.values() ].reduce( ( sum, tax ) => sum + tax, 0 ),
		taxes,
	};
	const type = text( row, 'order_item_type' );
	if ( type !== 'line_item' ) {
		order.extras.push( {
			...item,
			type: type === 'fee' ? 'fee' : 'shipping',
		} );
		return;
	}
	order.lines.push( {
		...item,
		orderId: order.id,
		productId:
			number( row, '_variation_id' ) || number( row, '_product_id' ),
		quantity: number( row, '_qty' ),
		reduced: number( row, '_reduced_stock' ),
		restocked: number( row, '_restock_refunded_items' ),
		list:
			number( row, '_line_subtotal' ) +
			number( row, '_line_subtotal_tax' ),
	} );
}
