/** What the shop holds now, from its tables. */
import type { Eyes, Row } from '../controller/eyes';
import { CHOICES, choicesOf, type Choices } from './choices';
import {
	number,
	orderStatements,
	ordersOf,
	text,
	type Order,
	type Storage,
} from './orders';
import { PRICING, pricingOf, type Pricing } from './pricing';

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
	/** Asked for by a person. */
	askedFor: boolean;
	/** Of its document. */
	total: number;
	kind: string;
	/** That a person said was entered in SORS beside the document; null = nothing. */
	paidByHand: number | null;
	/** How its document became known; '' = there is none. */
	documentBy: string;
	/** Which refunds were taken off its document. */
	refundIds: number[];
	/** Answers to it that were lost though SORS said something, and those where it said nothing in time. */
	answeredLosses: number;
	silentLosses: number;
	/** Seconds since 1970: since when an answer to it is lost. */
	lostAt: number | null;
	/** Of SORS, whose the document is or is to be. */
	database: string;
	/** Seconds since 1970: since when its document is known from SORS' own answer; null = it is not. */
	answeredAt: number | null;
}

export interface Product {
	id: number;
	code: string;
	status: string;
	stock: number | null;
	price: number;
	/** What a catalogue run or one of pictures may write of it, as one value. */
	face: string;
}

export interface ShopState extends Choices {
	storeId: string;
	pricing: Pricing;
	orders: Map< number, Order >;
	entries: Entry[];
	products: Product[];
	/** Seconds that its clock has been behind at most. */
	behind: number;
}

const statements = ( storage: Storage ): string[] => [
	"SELECT option_value FROM wp_options WHERE option_name = 'sors_store_id'",
	PRICING,
	...orderStatements( storage ),
	"SELECT id, order_id, role, refund_id, revision, state, reference, document_id, payload_lock, UNIX_TIMESTAMP(next_attempt_at) AS next_at, lease_until, error_code, error_message, attempts, issue_code, issue_accepted, acknowledged_by, refund_ids, asked_for, total, paid_by_hand, document_by, answered_losses, silent_losses, kind, lost_at, database_name, IF(document_by = 'answered', acknowledged_at, NULL) AS answered_at FROM wp_sors_outbox ORDER BY id",
	"SELECT p.ID, p.post_status, s.meta_value AS sku, m.meta_value AS managed, q.meta_value AS stock, r.meta_value AS price, MD5(CONCAT_WS('|', p.post_title, p.post_content, p.post_status, i.meta_value, g.meta_value, (SELECT GROUP_CONCAT(t.term_taxonomy_id ORDER BY t.term_taxonomy_id) FROM wp_term_relationships t JOIN wp_term_taxonomy x ON x.term_taxonomy_id = t.term_taxonomy_id AND x.taxonomy IN ('product_cat', 'product_brand') WHERE t.object_id = p.ID))) AS face FROM wp_posts p JOIN wp_postmeta s ON s.post_id = p.ID AND s.meta_key = '_sku' AND s.meta_value <> '' LEFT JOIN wp_postmeta m ON m.post_id = p.ID AND m.meta_key = '_manage_stock' LEFT JOIN wp_postmeta q ON q.post_id = p.ID AND q.meta_key = '_stock' LEFT JOIN wp_postmeta r ON r.post_id = p.ID AND r.meta_key = '_regular_price' LEFT JOIN wp_postmeta i ON i.post_id = p.ID AND i.meta_key = '_thumbnail_id' LEFT JOIN wp_postmeta g ON g.post_id = p.ID AND g.meta_key = '_product_image_gallery' WHERE p.post_type = 'product' ORDER BY s.meta_value, p.ID",
	...CHOICES,
];

const secondsOf = ( moment: string | null | undefined ): number | null =>
	moment === null || moment === undefined ? null : Number( moment ) / 1e6;

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
		askedFor: text( row, 'asked_for' ) === '1',
		total: number( row, 'total' ),
		kind: text( row, 'kind' ),
		paidByHand:
			( row.paid_by_hand ?? null ) === null
				? null
				: Number( row.paid_by_hand ),
		documentBy: text( row, 'document_by' ),
		refundIds: JSON.parse( text( row, 'refund_ids' ) || '[]' ) as number[],
		answeredLosses: number( row, 'answered_losses' ),
		silentLosses: number( row, 'silent_losses' ),
		lostAt: secondsOf( row.lost_at ),
		database: text( row, 'database_name' ),
		answeredAt: secondsOf( row.answered_at ),
	};
}

export async function readShop(
	eyes: Eyes,
	storage: Storage,
	behind = 0
): Promise< ShopState > {
	const [
		store = [],
		settings = [],
		orders = [],
		metas = [],
		coupons = [],
		entries = [],
		products = [],
		...choices
	] = await eyes.read( ...statements( storage ) );
	const pricing = pricingOf( settings );
	return {
		...choicesOf( choices ),
		pricing,
		storeId: store[ 0 ]?.option_value ?? '',
		behind,
		orders: ordersOf( orders, metas, coupons, pricing ),
		entries: entries.map( entryOf ),
		products: products.map( ( row ) => ( {
			id: number( row, 'ID' ),
			code: text( row, 'sku' ),
			status: text( row, 'post_status' ),
			price: number( row, 'price' ),
			face: text( row, 'face' ),
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

/** Whether an answer to it was ever lost. */
export const wasLost = ( {
	answeredLosses,
	silentLosses,
}: Pick< Entry, 'answeredLosses' | 'silentLosses' > ): boolean =>
	answeredLosses + silentLosses > 0;

/** On its way, by its state. */
export const isMoving = ( { state }: Pick< Entry, 'state' > ): boolean =>
	[ 'queued', 'waiting', 'sending' ].includes( state );

/** On its way, and not behind a document of which a person is to say whether SORS has it. */
export const goesOn = ( state: ShopState, entry: Entry ): boolean =>
	isMoving( entry ) &&
	! (
		[ 'sale_open', 'return_open' ].includes( entry.error ?? '' ) &&
		state.entries.some(
			( other ) =>
				other.orderId === entry.orderId && other.state === 'uncertain'
		)
	);
