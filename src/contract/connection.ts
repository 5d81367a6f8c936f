import { z } from 'zod';
import { count, problem } from './scalars';

/** `POST connection/test`: tests the given database, or the chosen one. */
export const connectionTestBody = z.strictObject( {
	database: z.string().max( 120 ).optional(),
} );

/** Always 200: a refused connection is an answer, not a failure of the route. */
export const connectionTestResponse = z.strictObject( {
	ok: z.boolean(),
	/** Milliseconds of the slowest request of the test; null where none was made. */
	latencyMs: count.nullable(),
	/** With `ok: true` a warning, such as `slow`. */
	problem: problem.nullable(),
} );
export type ConnectionTest = z.infer< typeof connectionTestResponse >;

/** `GET databases`. */
export const databasesResponse = z.strictObject( {
	/** False where the SORS API cannot list them: the name is typed in then. */
	listed: z.boolean(),
	items: z.array(
		z.strictObject( {
			name: z.string(),
			title: z.string().nullable(),
			year: z.int().nullable(),
		} )
	),
} );
export type Databases = z.infer< typeof databasesResponse >;

/** `GET business-units?database=`. */
export const businessUnitsQuery = z.strictObject( {
	database: z.string().max( 120 ).optional(),
} );
export const businessUnitsResponse = z.strictObject( {
	items: z.array(
		z.strictObject( {
			id: z.string(),
			code: z.string().nullable(),
			name: z.string(),
			active: z.boolean(),
		} )
	),
} );
export type BusinessUnits = z.infer< typeof businessUnitsResponse >;
