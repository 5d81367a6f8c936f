import * as z from 'zod/mini';
import { remedies } from './outbox';
import { count, day, decimal, id, listQuery, moment } from './scalars';

/**
 * notSent = it should be in SORS and is not, for whatever reason; missing = it was sent, but SORS
 * no longer has an open document for it; uncertain = the answer was lost; doubled = SORS has several
 * open documents for it; otherTotal = total, kind, date or lines differ, or less is paid;
 * orphaned = the order is in the trash or deleted, and SORS still has its document.
 */
export const findingKind = z.enum( [
	'notSent',
	'missing',
	'uncertain',
	'doubled',
	'otherTotal',
	'orphaned',
] );
export type FindingKind = z.infer< typeof findingKind >;

const finding = z.strictObject( {
	kind: findingKind,
	/** Entry of the outbox; null where the order has none yet. */
	entryId: z.nullable( id ),
	orderId: id,
	orderNumber: z.string(),
	orderUrl: z.nullable( z.string() ),
	documentNumber: z.nullable( z.string() ),
	/** The order's as it is now; null where it was deleted. */
	total: z.nullable(
		z.strictObject( { amount: decimal, currency: z.string() } )
	),
	/** What SORS has, in RSD. */
	documentTotal: z.nullable( decimal ),
	message: z.string(),
	/** `send` is `POST outbox/send` with the order where there is no entry. */
	remedies,
} );
export type Finding = z.infer< typeof finding >;

/** Made by this shop, as its reference says, of an order that is not here or not to be sent. */
const documentWithoutOrder = z.strictObject( {
	database: z.string(),
	documentId: z.string(),
	number: z.string(),
	reference: z.string(),
	/** For people. */
	kind: z.string(),
	date: day,
	/** RSD. */
	total: z.nullable( decimal ),
} );
export type DocumentWithoutOrder = z.infer< typeof documentWithoutOrder >;

/** `POST reconciliation/document`; answers as `GET reconciliation`. */
export const documentWithoutOrderBody = z.strictObject( {
	database: z.string(),
	documentId: z.string(),
	as: z.enum( [ 'cancel', 'leave' ] ),
} );
export type DocumentDecision = z.infer< typeof documentWithoutOrderBody >;

/** `GET reconciliation`: the last report, its findings page by page as things stand now. */
export const reconciliationQuery = z.object( {
	...listQuery,
	kind: z.optional( findingKind ),
} );

/** Answer of `GET reconciliation` and of `POST reconciliation`, which begins a new one. */
export const reconciliationResponse = z.strictObject( {
	/** Running = it continues in the background; ask again. */
	state: z.enum( [ 'never', 'running', 'done' ] ),
	startedAt: z.nullable( moment ),
	finishedAt: z.nullable( moment ),
	/** First and last day of the orders that were compared. */
	from: z.nullable( day ),
	to: z.nullable( day ),
	/** Documents to be compared, and compared so far. */
	documents: count,
	checked: count,
	/** What could not be checked and why; null = nothing. */
	unchecked: z.nullable( z.string() ),
	counts: z.strictObject( {
		notSent: count,
		missing: count,
		uncertain: count,
		doubled: count,
		otherTotal: count,
		orphaned: count,
	} ),
	documentsWithoutOrder: z.array( documentWithoutOrder ),
	/** Whether SORS' interface can cancel documents. */
	canCancel: z.boolean(),
	items: z.array( finding ),
	total: count,
} );
export type Reconciliation = z.infer< typeof reconciliationResponse >;
