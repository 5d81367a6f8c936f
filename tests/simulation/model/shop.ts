/** What the shop holds now, from its tables. */
import type { Eyes, Row } from '../controller/eyes';

export interface Line {
	orderId: number;
	itemId: number;
	productId: number;
	quantity: number;
	/** What WooCommerce has taken from stock for it. */
	reduced: number;
	/** What refunds have put back. */
	restocked: number;
}

export interface Order {
	id: number;
	status: string;
	total: number;
	lines: Line[];
	refunds: { id: number; amount: number }[];
	completed: boolean;
}

export interface Entry {
	id: number;
	orderId: number;
	role: 'sale' | 'return' | 'cancel';
	refundId: number;
	revision: number;
	state: string;
	reference: string | null;
	documentId: string | null;
	lock: string;
	nextAt: number | null;
	leaseUntil: number;
	error: string | null;
	issue: string | null;
	accepted: string;
	acknowledgedBy: string;
}

export interface Product {
	id: number;
	code: string;
	status: string;
	stock: number | null;
	price: number;
}

export interface ShopState {
	storeId: string;
	orders: Map< number, Order >;
	entries: Entry[];
	products: Product[];
	/** When the last stock run that succeeded began; 0 = none has. */
	stockRead: number;
}

const META = [
	'_product_id',
	'_variation_id',
	'_qty',
	'_reduced_stock',
	'_restock_refunded_items',
];

export type Storage = 'tables' | 'posts';

const ORDERS: Record< Storage, string > = {
	tables: "SELECT o.id, o.type, o.status, o.parent_order_id, o.total_amount, d.date_completed_gmt FROM wp_wc_orders o LEFT JOIN wp_wc_order_operational_data d ON d.order_id = o.id WHERE o.type IN ('shop_order', 'shop_order_refund') ORDER BY o.id",
	posts: "SELECT p.ID AS id, p.post_type AS type, p.post_status AS status, p.post_parent AS parent_order_id, t.meta_value AS total_amount, c.meta_value AS date_completed_gmt FROM wp_posts p LEFT JOIN wp_postmeta t ON t.post_id = p.ID AND t.meta_key = '_order_total' LEFT JOIN wp_postmeta c ON c.post_id = p.ID AND c.meta_key = '_date_completed' AND c.meta_value <> '' WHERE p.post_type IN ('shop_order', 'shop_order_refund') ORDER BY p.ID",
};

const statements = ( storage: Storage ): string[] => [
	"SELECT option_value FROM wp_options WHERE option_name = 'sors_store_id'",
	ORDERS[ storage ],
	`SELECT i.order_item_id, i.order_id, m.meta_key, m.meta_value FROM wp_woocommerce_order_items i JOIN wp_woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key IN ('${ META.join( "', '" ) }') WHERE i.order_item_type = 'line_item' ORDER BY i.order_item_id, m.meta_id`,
	'SELECT id, order_id, role, refund_id, revision, state, reference, document_id, payload_lock, UNIX_TIMESTAMP(next_attempt_at) AS next_at, lease_until, error_code, issue_code, issue_accepted, acknowledged_by FROM wp_sors_outbox ORDER BY id',
	"SELECT p.ID, p.post_status, s.meta_value AS sku, m.meta_value AS managed, q.meta_value AS stock, r.meta_value AS price FROM wp_posts p JOIN wp_postmeta s ON s.post_id = p.ID AND s.meta_key = '_sku' AND s.meta_value <> '' LEFT JOIN wp_postmeta m ON m.post_id = p.ID AND m.meta_key = '_manage_stock' LEFT JOIN wp_postmeta q ON q.post_id = p.ID AND q.meta_key = '_stock' LEFT JOIN wp_postmeta r ON r.post_id = p.ID AND r.meta_key = '_regular_price' WHERE p.post_type = 'product' ORDER BY s.meta_value, p.ID",
	"SELECT UNIX_TIMESTAMP(MAX(created_at)) AS began FROM wp_sors_runs WHERE kind = 'stock' AND state = 'succeeded'",
];

const text = ( row: Row, name: string ): string => row[ name ] ?? '';
const number = ( row: Row, name: string ): number => Number( row[ name ] ?? 0 );

function ordersOf( rows: Row[], metas: Row[] ): Map< number, Order > {
	const orders = new Map< number, Order >();
	for ( const row of rows ) {
		if ( row.type === 'shop_order' ) {
			orders.set( number( row, 'id' ), {
				id: number( row, 'id' ),
				status: text( row, 'status' ).replace( /^wc-/, '' ),
				total: number( row, 'total_amount' ),
				lines: [],
				refunds: [],
				completed: ( row.date_completed_gmt ?? null ) !== null,
			} );
		}
	}
	for ( const row of rows ) {
		orders.get( number( row, 'parent_order_id' ) )?.refunds.push( {
			id: number( row, 'id' ),
			amount: -number( row, 'total_amount' ),
		} );
	}
	const lines = new Map< string, Record< string, string > >();
	for ( const row of metas ) {
		const key = `${ row.order_id } ${ row.order_item_id }`;
		const line = lines.get( key ) ?? {};
		line[ text( row, 'meta_key' ) ] ??= text( row, 'meta_value' );
		lines.set( key, line );
	}
	for ( const [ key, meta ] of lines ) {
		const [ orderId = 0, itemId = 0 ] = key.split( ' ' ).map( Number );
		const of = ( name: string ) => Number( meta[ name ] ?? 0 ) || 0;
		orders.get( orderId )?.lines.push( {
			orderId,
			itemId,
			productId: of( '_variation_id' ) || of( '_product_id' ),
			quantity: of( '_qty' ),
			reduced: of( '_reduced_stock' ),
			restocked: of( '_restock_refunded_items' ),
		} );
	}
	return orders;
}

function entryOf( row: Row ): Entry {
	return {
		id: number( row, 'id' ),
		orderId: number( row, 'order_id' ),
		role: text( row, 'role' ) as Entry[ 'role' ],
		refundId: number( row, 'refund_id' ),
		revision: number( row, 'revision' ),
		state: text( row, 'state' ),
		reference: row.reference ?? null,
		documentId: row.document_id ?? null,
		lock: text( row, 'payload_lock' ),
		nextAt: ( row.next_at ?? null ) === null ? null : Number( row.next_at ),
		leaseUntil: number( row, 'lease_until' ) / 1e6,
		error: row.error_code ?? null,
		issue: row.issue_code ?? null,
		accepted: text( row, 'issue_accepted' ),
		acknowledgedBy: text( row, 'acknowledged_by' ),
	};
}

export async function readShop(
	eyes: Eyes,
	storage: Storage
): Promise< ShopState > {
	const [
		store = [],
		orders = [],
		metas = [],
		entries = [],
		products = [],
		runs = [],
	] = await eyes.read( ...statements( storage ) );
	return {
		storeId: store[ 0 ]?.option_value ?? '',
		orders: ordersOf( orders, metas ),
		stockRead: Number( runs[ 0 ]?.began ?? 0 ),
		entries: entries.map( entryOf ),
		products: products.map( ( row ) => ( {
			id: number( row, 'ID' ),
			code: text( row, 'sku' ),
			status: text( row, 'post_status' ),
			price: number( row, 'price' ),
			stock:
				row.managed === 'yes' && ( row.stock ?? null ) !== null
					? Number( row.stock )
					: null,
		} ) ),
	};
}

/** Of the latest revision of an order's document. */
export function saleOf( state: ShopState, orderId: number ): Entry | undefined {
	return state.entries
		.filter(
			( entry ) => entry.orderId === orderId && entry.role === 'sale'
		)
		.sort( ( one, other ) => other.revision - one.revision )[ 0 ];
}
