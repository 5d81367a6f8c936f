import * as z from 'zod/mini';
import { count, text } from './scalars';

const database = z.strictObject( {
	name: z.string(),
	title: z.nullable( z.string() ),
	year: z.nullable( z.int() ),
} );

/** A chosen business unit, found again in the newer database by its code. */
const mappedUnit = z.strictObject( {
	id: z.string(),
	code: z.nullable( z.string() ),
	name: z.string(),
	/** What the shop uses it for. */
	roles: z.array( z.enum( [ 'stock', 'price', 'document' ] ) ),
	/** Null = the newer database has no active unit of this code. */
	newId: z.nullable( z.string() ),
	newName: z.nullable( z.string() ),
} );

/** `GET year-change`, and the answer of both routes that change something. */
export const yearChangeResponse = z.strictObject( {
	/** Name of the database in use; empty = none is chosen. */
	current: z.string(),
	/** The move that is proposed; null = the database in use is the newest. */
	proposal: z.nullable(
		z.strictObject( {
			database,
			units: z.array( mappedUnit ),
			/** Sentences for people: what changes, what stays. */
			changes: z.array( z.string() ),
			/** Why the move cannot be made as things stand; null = it can. */
			obstacle: z.nullable( z.string() ),
			/** Orders whose documents of the old database are open there. */
			openDocuments: count,
			/** Rows that are looked up or decided in the old database still. */
			unsettled: count,
		} )
	),
	/** Whether the database in use keeps the books of the years to come as well; null = there is nothing to ask. */
	goingOn: z.nullable(
		z.strictObject( {
			/** Whose books it holds, by its name or SORS' list. */
			year: z.int(),
			/** Orders and refunds that wait for the database of a newer year. */
			waiting: count,
			/** The owner said that it does. */
			isSaid: z.boolean(),
		} )
	),
	/** Former databases with documents of this shop. */
	former: z.array(
		z.strictObject( {
			name: z.string(),
			openDocuments: count,
			/** The owner said that they were carried over into the new year. */
			carriedOver: z.boolean(),
		} )
	),
} );
export type YearChange = z.infer< typeof yearChangeResponse >;

/** `POST year-change`: database and units change together, or not at all. */
export const yearChangeBody = z.strictObject( {
	/** As proposed; another one is refused. */
	database: text( 120 ),
	/** Move without the units that the new database lacks. */
	withoutMissingUnits: z._default( z.boolean(), false ),
} );

/** `POST year-change/carried-over`: only then do documents of the former database count as acknowledged in the new one. */
export const carriedOverBody = z.strictObject( {
	database: text( 120 ),
	carriedOver: z.boolean(),
} );

/** `POST year-change/going-on`: whether no order waits for the database of its year. */
export const goingOnBody = z.strictObject( {
	/** The one in use; another one is refused. */
	database: text( 120 ),
	goesOn: z.boolean(),
} );
