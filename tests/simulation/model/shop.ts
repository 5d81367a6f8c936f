/** What the shop holds now, from its tables. */
import type { Eyes, Row } from '../controller/eyes';
import { CHOICES, choicesOf, type Choices } from './choices';
import { GOODS, goodsOf, keepers, type Product } from './goods';
import {
	number,
	orderStatements,
	ordersOf,
	text,
	type Order,
	type Storage,
} from './orders';
import { PRICING, pricingOf, type Pricing } from './pricing';

export type { Order, Product };

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

export interface ShopState extends Choices {
	storeId: string;
	pricing: Pricing;
	orders: Map< number, Order >;
	entries: Entry[];
	products: Product[];
	/** Seconds that its clock has been behind at most. */
	behind: number;
	/** By its clock, in seconds since 1970; and by what it has been ahead at most. */
	now: number;
	latest: number;
}

const statements = ( storage: Storage ): string[] => [
	"SELECT option_value FROM wp_options WHERE option_name = 'sors_store_id'",
	PRICING,
	...orderStatements( storage ),
	"SELECT id, order_id, role, refund_id, revision, state, reference, document_id, payload_lock, UNIX_TIMESTAMP(next_attempt_at) AS next_at, lease_until, error_code, error_message, attempts, issue_code, issue_accepted, acknowledged_by, refund_ids, asked_for, total, paid_by_hand, document_by, answered_losses, silent_losses, kind, lost_at, database_name, IF(document_by = 'answered', acknowledged_at, NULL) AS answered_at FROM wp_sors_outbox ORDER BY id",
	...GOODS,
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
	{ behind, now, latest }: Pick< ShopState, 'behind' | 'now' | 'latest' >
): Promise< ShopState > {
	const [
		store = [],
		settings = [],
		orders = [],
		metas = [],
		coupons = [],
		entries = [],
		products = [],
		sizes = [],
		translations = [],
		...choices
	] = await eyes.read( ...statements( storage ) );
	const pricing = pricingOf( settings );
	const goods = goodsOf( products, sizes, translations );
	const sold = ordersOf( orders, metas, coupons, pricing );
	const keeperOf = keepers( goods );
	for ( const line of [ ...sold.values() ].flatMap(
		( { lines } ) => lines
	) ) {
		// Whatever size it was, it was the item of its product.
		line.productId = keeperOf.get( line.productId ) ?? line.productId;
	}
	return {
		...choicesOf( choices ),
		pricing,
		storeId: store[ 0 ]?.option_value ?? '',
		...{ behind, now, latest },
		orders: sold,
		entries: entries.map( entryOf ),
		products: goods,
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
