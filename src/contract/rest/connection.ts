import * as z from 'zod/mini';
import { count, problem, text } from './scalars';

/** `POST connection/test`, `POST connection/contract-check`: of the given database, or the chosen one. */
export const connectionTestBody = z.strictObject( {
	database: z.optional( text( 120 ) ),
} );

/** Always 200: a refused connection is an answer, not a failure of the route. */
export const connectionTestResponse = z.strictObject( {
	ok: z.boolean(),
	/** Milliseconds of the slowest request of the test; null where none was made. */
	latencyMs: z.nullable( count ),
	/** With `ok: true` a warning, such as `slow`. */
	problem: z.nullable( problem ),
} );
export type ConnectionTest = z.infer< typeof connectionTestResponse >;

/** `POST connection/contract-check`: what SORS answers, compared with the contract. */
export const contractCheckResponse = z.strictObject( {
	/** Whether all answers fit, and none was left out for want of time. */
	ok: z.boolean(),
	operations: z.array(
		z.strictObject( {
			/** Our name of it. */
			operation: z.string(),
			/** Method and path; empty where the contract does not have it. */
			request: z.string(),
			state: z.enum( [
				'fits',
				'differs',
				'fails',
				'empty',
				'not_asked',
			] ),
			message: z.string(),
			/** Our name of the first field that cannot be read. */
			field: z.nullable( z.string() ),
			/** What the answer looks like: names and types, no values. */
			answer: z.nullable( z.string() ),
			/** SORS' own words, where it refused something that is not about buyers. */
			said: z.nullable( z.string() ),
		} )
	),
	/** To be copied: without the key, without data of buyers. */
	report: z.string(),
} );
export type ContractCheck = z.infer< typeof contractCheckResponse >;

/** `GET databases`. */
export const databasesResponse = z.strictObject( {
	/** False where the SORS API cannot list them: the name is typed in then. */
	listed: z.boolean(),
	items: z.array(
		z.strictObject( {
			name: z.string(),
			title: z.nullable( z.string() ),
			year: z.nullable( z.int() ),
		} )
	),
} );
export type Databases = z.infer< typeof databasesResponse >;

/** `GET business-units?database=`: of the given database, or of the chosen one. */
export const businessUnitsQuery = z.object( {
	database: z.optional( text( 120 ) ),
} );
export const businessUnitsResponse = z.strictObject( {
	items: z.array(
		z.strictObject( {
			id: z.string(),
			code: z.nullable( z.string() ),
			name: z.string(),
			active: z.boolean(),
		} )
	),
} );
export type BusinessUnits = z.infer< typeof businessUnitsResponse >;
