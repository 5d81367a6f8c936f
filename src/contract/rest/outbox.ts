import * as z from 'zod/mini';
import {
	count,
	decimal,
	id,
	LONGEST_CODE,
	moment,
	problem,
	text,
} from './scalars';

export const outboxState = z.enum( [
	'queued',
	'sending',
	'sent',
	'waiting',
	'rejected',
	'uncertain',
	'skipped',
	'cancelled',
] );

export const outboxRole = z.enum( [ 'sale', 'return', 'cancel' ] );

/** `POST outbox/{id}/resolve`: a person decides about an entry. */
export const resolveBody = z.strictObject( {
	/**
	 * sent = it is this document; acknowledged = already in SORS, or need not be; resend = send it again;
	 * tender, discount = what lowered the order's total was a payment, or makes the goods cheaper: send it so.
	 * Of a document that was sent and no longer agrees with the order or with SORS: accept = leave
	 * it as it is; replace = cancel it and send the order again; cancelOthers = keep this one, cancel
	 * the other documents of the same order.
	 */
	as: z.enum( [
		'sent',
		'acknowledged',
		'resend',
		'tender',
		'discount',
		'accept',
		'replace',
		'cancelOthers',
	] ),
	/** `sent` needs one of the two, which the route checks: a schema cannot. */
	documentId: z.optional( text( LONGEST_CODE ) ),
	documentNumber: z.optional( text( LONGEST_CODE ) ),
} );
export type ResolveBody = z.infer< typeof resolveBody >;

/**
 * What can be done about an entry with one click, the best first. `send` is `POST outbox/{id}/send`; all others are the
 * `as` of `POST outbox/{id}/resolve`, of which `sent` needs a document number as well.
 */
export const remedies = z.array(
	z.strictObject( {
		as: z.enum( [ 'send', ...resolveBody.shape.as.options ] ),
		label: z.string(),
	} )
);
export type Remedy = z.infer< typeof remedies >[ number ];

/** Answer of `POST outbox/{id}/send` and `POST outbox/{id}/resolve`. */
export const outboxEntry = z.strictObject( {
	id,
	orderId: id,
	/** As the shop shows it; may repeat, so it is never an identity. */
	orderNumber: z.string(),
	orderUrl: z.nullable( z.string() ),
	role: outboxRole,
	/** Set at the first send; null before it. */
	kind: z.nullable(
		z.enum( [
			'reservation',
			'invoice',
			'invoiceDeliveryNote',
			'deliveryNote',
			'return',
		] )
	),
	/** 0 = none. */
	refundId: count,
	revision: z.int().check( z.minimum( 1 ) ),
	state: outboxState,
	attempts: count,
	/** `externalReference` in SORS; null before the first send. */
	reference: z.nullable( z.string() ),
	/** Set at the first send; null before it. */
	database: z.nullable( z.string() ),
	documentId: z.nullable( z.string() ),
	documentNumber: z.nullable( z.string() ),
	/** RSD. */
	total: z.nullable( decimal ),
	/** Why it was skipped, waits, was refused or is uncertain. */
	lastError: z.nullable( problem ),
	/** What a person has to decide about its document. */
	issue: z.nullable( problem ),
	/** Empty = there is nothing to do, or it is done automatically. */
	remedies,
	nextAttemptAt: z.nullable( moment ),
	/** Since when SORS' own stock figure contains this order. */
	acknowledgedAt: z.nullable( moment ),
	createdAt: moment,
	updatedAt: moment,
} );
export type OutboxEntry = z.infer< typeof outboxEntry >;

/** `POST outbox/send`: queues orders; one already sent stays as it is. */
export const sendOrdersBody = z.strictObject( {
	orderIds: z.array( id ).check( z.minLength( 1 ), z.maxLength( 500 ) ),
} );
export const sendOrdersResponse = z.strictObject( {
	items: z.array( outboxEntry ),
	/** Orders that could not be queued, each with the reason. */
	refused: z.array( z.strictObject( { orderId: id, reason: z.string() } ) ),
} );

/** `GET orders/{orderId}/debt`. */
export const debtResponse = z.strictObject( {
	customerName: z.string(),
	balance: decimal,
	overdue: z.nullable( decimal ),
	currency: z.string(),
	asOf: z.nullable( z.string() ),
} );
export type Debt = z.infer< typeof debtResponse >;
