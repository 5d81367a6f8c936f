import * as z from 'zod/mini';
import { outboxRole, resolveBody } from './outbox';
import { count, decimal, id, listQuery, moment } from './scalars';

/** Of an order: that of its most urgent entry, else of its newest sale. */
export const orderState = z.enum( [
	'uncertain',
	'rejected',
	'differs',
	'sending',
	'queued',
	'waiting',
	'sent',
	'skipped',
	'cancelled',
] );
export type OrderState = z.infer< typeof orderState >;

/** What the list can be narrowed to: `attention` = whatever needs a person. */
export const orderFilter = z.enum( [ 'attention', ...orderState.options ] );
export type OrderFilter = z.infer< typeof orderFilter >;

const lineFields = {
	/** Of the order. */
	id,
	/** As the shop shows it; may repeat, so it is never an identity. */
	number: z.string(),
	/** Null where the order was deleted. */
	url: z.nullable( z.string() ),
	/** Empty where nobody knows. */
	buyer: z.string(),
	total: z.nullable(
		z.strictObject( { amount: decimal, currency: z.string() } )
	),
	placedAt: moment,
	state: orderState,
	/** The state in words. */
	label: z.string(),
	/** Its newest document; null = it never had one. */
	document: z.nullable(
		z.strictObject( {
			name: z.string(),
			database: z.nullable( z.string() ),
			isOpen: z.boolean(),
		} )
	),
	/** What it needs, or why it waits or was left out; null = nothing is to be said. */
	why: z.nullable( z.string() ),
	/** The entry that the state comes from. */
	entryId: id,
	role: outboxRole,
	/** `POST outbox/{entryId}/send` does all that there is to do, and needs no question first. */
	sendable: z.boolean(),
};

const orderLine = z.strictObject( lineFields );
export type OrderLine = z.infer< typeof orderLine >;

/** `GET orders`, newest first. */
export const ordersQuery = z.object( {
	...listQuery,
	state: z.optional( orderFilter ),
} );
export const ordersResponse = z.strictObject( {
	items: z.array( orderLine ),
	total: count,
	/** How many orders need a person, whatever the list is narrowed to. */
	needing: count,
} );
export type Orders = z.infer< typeof ordersResponse >;

const nameOfDocument = {
	id: z.nullable( z.string() ),
	number: z.nullable( z.string() ),
};

const step = z.strictObject( {
	at: moment,
	text: z.string(),
	detail: z.nullable( z.string() ),
	/** The person who decided; null where nobody did. */
	by: z.nullable( z.string() ),
	tone: z.enum( [ 'done', 'busy', 'bad', 'neutral' ] ),
} );

const button = z.strictObject( {
	/** `send` is `POST outbox/{entryId}/send`, all others the `as` of `POST outbox/{entryId}/resolve`. */
	as: z.enum( [ 'send', ...resolveBody.shape.as.options ] ),
	label: z.string(),
	/** What comes of it. */
	hint: z.nullable( z.string() ),
	/** Asked first, since it cancels a document or touches several; null = it may be done at once. */
	confirm: z.nullable( z.string() ),
	/** Of `sent`: the document that it is; null = one has to be chosen. */
	document: z.nullable( z.strictObject( nameOfDocument ) ),
} );
export type AskButton = z.infer< typeof button >;

const ask = z.strictObject( {
	entryId: id,
	role: outboxRole,
	/** The document, the refund or the cancelling that it is about. */
	about: z.string(),
	problem: z.nullable( z.string() ),
	/** The best first. */
	buttons: z.array( button ).check( z.minLength( 1 ) ),
} );
export type Ask = z.infer< typeof ask >;

const sentDocument = z.strictObject( {
	entryId: id,
	title: z.string(),
	database: z.nullable( z.string() ),
	/** `externalReference` in SORS. */
	reference: z.nullable( z.string() ),
	/** Whether SORS has it; unclear = it may have, or what became of it is not known yet. */
	standing: z.enum( [ 'open', 'cancelled', 'none', 'unclear' ] ),
	/** As it was sent, JSON text; null once erased. */
	body: z.nullable( z.string() ),
	/** The same to be read; null where it was erased, or written by another contract. */
	contents: z.nullable(
		z.strictObject( {
			date: z.nullable( z.string() ),
			buyer: z.array( z.string() ),
			note: z.nullable( z.string() ),
			currency: z.string(),
			lines: z.array(
				z.strictObject( {
					code: z.nullable( z.string() ),
					name: z.string(),
					quantity: decimal,
					unit: z.nullable( z.string() ),
					price: z.nullable( decimal ),
					discount: z.nullable( decimal ),
					vatRate: z.nullable( decimal ),
					total: decimal,
				} )
			),
			vat: z.array(
				z.strictObject( { rate: decimal, amount: decimal } )
			),
			/** Whether prices and totals of lines hold the VAT. */
			withVat: z.boolean(),
			total: decimal,
		} )
	),
} );
export type SentDocument = z.infer< typeof sentDocument >;

/** `GET orders/{id}`. */
export const orderDetails = z.strictObject( {
	...lineFields,
	/** What became of it, oldest first; what is still open comes last. */
	story: z.array( step ),
	/** What a person may do now; that about the state of the order first. */
	asks: z.array( ask ),
	/** Newest first. */
	documents: z.array( sentDocument ),
	/** Everything that was noted, oldest first. */
	events: z.array(
		z.strictObject( {
			at: moment,
			message: z.string(),
			by: z.nullable( z.string() ),
		} )
	),
	/** Of the total, in its currency; null = nothing. */
	refunded: z.nullable( decimal ),
} );
export type OrderDetails = z.infer< typeof orderDetails >;

/** `GET outbox/{id}/documents`: what SORS has that may be the document of this entry. */
export const foundDocuments = z.strictObject( {
	items: z.array(
		z.strictObject( {
			...nameOfDocument,
			/** Its day and total, as the shop writes them. */
			about: z.string(),
		} )
	),
} );
export type FoundDocument = z.infer<
	typeof foundDocuments
>[ 'items' ][ number ];
