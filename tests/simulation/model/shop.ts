/** What the shop holds now, from its tables. */
import type { Eyes, Row } from '../controller/eyes';
import {
	number,
	orderStatements,
	ordersOf,
	text,
	type Order,
	type Storage,
} from './orders';

export type { Order };

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
	/** The same, for people. */
	words: string;
	attempts: number;
	issue: string | null;
	accepted: string;
	acknowledgedBy: string;
	/** Which refunds were taken off its document. */
	refundIds: number[];
	/** Whether an answer to it was ever lost. */
	wasLost: boolean;
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
}

const statements = ( storage: Storage ): string[] => [
	"SELECT option_value FROM wp_options WHERE option_name = 'sors_store_id'",
	...orderStatements( storage ),
	'SELECT id, order_id, role, refund_id, revision, state, reference, document_id, payload_lock, UNIX_TIMESTAMP(next_attempt_at) AS next_at, lease_until, error_code, error_message, attempts, issue_code, issue_accepted, acknowledged_by, refund_ids, answered_losses + silent_losses AS losses FROM wp_sors_outbox ORDER BY id',
	"SELECT p.ID, p.post_status, s.meta_value AS sku, m.meta_value AS managed, q.meta_value AS stock, r.meta_value AS price FROM wp_posts p JOIN wp_postmeta s ON s.post_id = p.ID AND s.meta_key = '_sku' AND s.meta_value <> '' LEFT JOIN wp_postmeta m ON m.post_id = p.ID AND m.meta_key = '_manage_stock' LEFT JOIN wp_postmeta q ON q.post_id = p.ID AND q.meta_key = '_stock' LEFT JOIN wp_postmeta r ON r.post_id = p.ID AND r.meta_key = '_regular_price' WHERE p.post_type = 'product' ORDER BY s.meta_value, p.ID",
];

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
		words: text( row, 'error_message' ),
		attempts: number( row, 'attempts' ),
		issue: row.issue_code ?? null,
		accepted: text( row, 'issue_accepted' ),
		acknowledgedBy: text( row, 'acknowledged_by' ),
		refundIds: JSON.parse( text( row, 'refund_ids' ) || '[]' ) as number[],
		wasLost: number( row, 'losses' ) > 0,
	};
}

export async function readShop(
	eyes: Eyes,
	storage: Storage
): Promise< ShopState > {
	const [ store = [], orders = [], metas = [], entries = [], products = [] ] =
		await eyes.read( ...statements( storage ) );
	return {
		storeId: store[ 0 ]?.option_value ?? '',
		orders: ordersOf( orders, metas ),
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
