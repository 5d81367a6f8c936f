import { z } from 'zod';
import { count, decimal, id, listOf, listQuery, moment, problem } from './scalars';
import { documentKind } from './settings';

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
export type OutboxState = z.infer< typeof outboxState >;

export const outboxRole = z.enum( [ 'sale', 'return', 'cancel' ] );

const outboxFields = {
	id,
	orderId: id,
	/** As the shop shows it; may repeat, so it is never an identity. */
	orderNumber: z.string(),
	orderUrl: z.string().nullable(),
	role: outboxRole,
	/** Fixed at the first send; null before it. */
	kind: documentKind.or( z.literal( 'return' ) ).nullable(),
	/** 0 = none. */
	refundId: count,
	revision: z.int().min( 1 ),
	state: outboxState,
	attempts: count,
	/** `externalReference` in SORS; null before the first send. */
	reference: z.string().nullable(),
	/** Fixed at the first send; null before it. */
	database: z.string().nullable(),
	documentId: z.string().nullable(),
	documentNumber: z.string().nullable(),
	/** RSD. */
	total: decimal.nullable(),
	/** Why it was skipped, waits, was refused or is uncertain. */
	lastError: problem.nullable(),
	nextAttemptAt: moment.nullable(),
	/** Since when SORS' own stock figure contains this order. */
	knownAt: moment.nullable(),
	createdAt: moment,
	updatedAt: moment,
};

export const outboxRow = z.strictObject( outboxFields );
export type OutboxRow = z.infer< typeof outboxRow >;

/** `GET outbox/{id}`: the row with what was sent and what SORS answered. */
export const outboxRowDetails = z.strictObject( {
	...outboxFields,
	/** The body of the document as sent, JSON text; null before the first send or once erased. */
	body: z.string().nullable(),
	history: z.array(
		z.strictObject( {
			at: moment,
			event: z.string(),
			message: z.string(),
		} )
	),
} );
export type OutboxRowDetails = z.infer< typeof outboxRowDetails >;

export const outboxQuery = z.strictObject( {
	...listQuery,
	state: outboxState.optional(),
} );
export const outboxResponse = listOf( outboxRow );

/** `POST outbox/send`: puts orders in line; one already sent stays as it is. */
export const sendOrdersBody = z.strictObject( {
	orderIds: z.array( id ).min( 1 ).max( 500 ),
} );
export const sendOrdersResponse = z.strictObject( {
	items: z.array( outboxRow ),
	/** Orders that could not be put in line, each with the reason. */
	refused: z.array( z.strictObject( { orderId: id, reason: z.string() } ) ),
} );
export type SendOrders = z.infer< typeof sendOrdersResponse >;

/** `POST outbox/{id}/resolve`: how a person decides a row that cannot decide itself. */
export const resolveBody = z.strictObject( {
	/** sent = it is this document; known = already in SORS, or need not be; resend = send it again. */
	as: z.enum( [ 'sent', 'known', 'resend' ] ),
	documentId: z.string().max( 64 ).optional(),
	documentNumber: z.string().max( 64 ).optional(),
} );

/** `GET orders/{orderId}/debt`. */
export const debtResponse = z.strictObject( {
	customerName: z.string(),
	balance: decimal,
	overdue: decimal.nullable(),
	currency: z.string(),
	asOf: z.string().nullable(),
} );
