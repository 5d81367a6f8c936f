/** What may go wrong, and when. */
import { z } from 'zod';
import { OPERATION_NAMES } from '../../../src/contract/sors/contract';

const ms = z.int().min( 0 ).max( 600_000 );
const status = z.int().min( 200 ).max( 599 );
/** Did the operation run before the answer went wrong? */
const commit = z.boolean().default( false );
const count = z.int().min( 0 ).default( 0 );

/** These change the world or the pace, and the request goes on. */
const passing = [
	z.strictObject( { kind: z.literal( 'latency' ), ms } ),
	/** The item list moves between two page reads. */
	z.strictObject( {
		kind: z.literal( 'shift' ),
		removeFirst: count,
		insertFirst: count,
		moveFirstToEnd: count,
	} ),
] as const;

/** With these the request ends. */
const final = [
	/** An error of the API, in its envelope. */
	z.strictObject( {
		kind: z.literal( 'status' ),
		status,
		/** Seconds or an HTTP date. */
		retryAfter: z.union( [ z.int(), z.string() ] ).optional(),
		message: z.string().default( 'Greška na serveru.' ),
		commit,
	} ),
	/** A refusal: success false, by default with status 200. */
	z.strictObject( {
		kind: z.literal( 'refuse' ),
		status: status.default( 200 ),
		code: z.union( [ z.string(), z.number() ] ).default( 'REFUSED' ),
		message: z.string().default( 'Zahtev je odbijen.' ),
		/** `field` as the wire names it. */
		errors: z
			.array(
				z.strictObject( {
					field: z.string().nullable().default( null ),
					code: z.string(),
					message: z.string(),
				} )
			)
			.default( [] ),
		commit,
	} ),
	z.strictObject( {
		kind: z.literal( 'html' ),
		status: status.default( 200 ),
		commit,
	} ),
	/** Any bytes at all. */
	z.strictObject( {
		kind: z.literal( 'body' ),
		status: status.default( 200 ),
		contentType: z.string().default( 'application/json' ),
		headers: z.record( z.string(), z.string() ).default( {} ),
		body: z.string(),
		encoding: z.enum( [ 'utf8', 'base64' ] ).optional(),
		commit,
	} ),
	/** The right answer, with its second half missing. */
	z.strictObject( { kind: z.literal( 'brokenJson' ) } ),
	/** The connection ends without an answer: before or after the commit, or in the middle of the answer. */
	z.strictObject( {
		kind: z.literal( 'cut' ),
		when: z.enum( [ 'before', 'after', 'midAnswer' ] ),
	} ),
	/** Silence for so long, then the connection ends. */
	z.strictObject( {
		kind: z.literal( 'hang' ),
		when: z.enum( [ 'before', 'after' ] ),
		ms,
	} ),
	/** A list with nothing in it. */
	z.strictObject( {
		kind: z.literal( 'emptyPage' ),
		total: z.enum( [ 'kept', 'zero' ] ).default( 'kept' ),
	} ),
	z.strictObject( {
		kind: z.literal( 'redirect' ),
		status: status.default( 302 ),
		location: z.string(),
	} ),
] as const;

export const actionShape = z.discriminatedUnion( 'kind', [
	...passing,
	...final,
] );
export type PassingAction = z.infer< ( typeof passing )[ number ] >;
export type FinalAction = z.infer< ( typeof final )[ number ] >;

/** The API's operations, and the image files beside them. */
export const FAULTY_OPERATIONS = [ ...OPERATION_NAMES, 'imageFile' ] as const;
export type FaultyOperation = ( typeof FAULTY_OPERATIONS )[ number ];

export const ruleShape = z.strictObject( {
	/** For the request log; `fault-1`, `fault-2` … where none is given. */
	id: z.string().optional(),
	/** Left out: every operation. */
	operation: z
		.union( [
			z.enum( FAULTY_OPERATIONS ),
			z.array( z.enum( FAULTY_OPERATIONS ) ),
		] )
		.optional(),
	database: z.string().optional(),
	/** First of the matching requests that is met, from 1. */
	from: z.int().min( 1 ).default( 1 ),
	/** How often; null for ever. */
	times: z.int().min( 1 ).nullable().default( null ),
	seed: z.int().default( 1 ),
	/** Of several, one is drawn each time, from `seed`. */
	action: z.union( [ actionShape, z.array( actionShape ).min( 1 ) ] ),
} );
export type Rule = z.infer< typeof ruleShape >;
export type RuleInput = z.input< typeof ruleShape >;
