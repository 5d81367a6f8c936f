/** What a test may switch while the server runs. */
import { z } from 'zod';

export const settingsShape = z.strictObject( {
	/** Key -> the databases that it opens, or '*'. */
	apiKeys: z.record(
		z.string(),
		z.union( [ z.literal( '*' ), z.array( z.string() ) ] )
	),
	/** Added to every answer of the API. */
	latencyMs: z.int().min( 0 ),
	/** Are documents discounted by their customer's standing discount, whatever their prices? */
	discountsAgain: z.boolean(),
	/** Is a stock level modified when goods of it are reserved, or freed? */
	reservationsModify: z.boolean(),
	/** How far the server's clock is ahead of the true time; negative: behind. */
	clockMinutes: z.int(),
	/** The whole API out of order, while the control routes work. */
	down: z.enum( [ 'no', 'cut', 'hang', '503' ] ),
	/** Refusals come as 200 with success:false instead of 4xx. */
	refusalsAs200: z.boolean(),
	/** Parameters, by our names, that are accepted and then ignored: a search answers with everything. */
	ignores: z.array( z.string() ),
	/** Fields, by our names, that no answer has. */
	omits: z.array( z.string() ),
	/** Untidy answers that a client must still read. */
	sloppy: z.array(
		z.enum( [ 'decimals', 'nulls', 'missing', 'ids', 'booleans', 'extra' ] )
	),
} );
export type Settings = z.infer< typeof settingsShape >;

const DEFAULT_KEY = 'demo-key';

export const DEFAULT_SETTINGS: Settings = {
	apiKeys: { [ DEFAULT_KEY ]: '*' },
	latencyMs: 0,
	discountsAgain: false,
	reservationsModify: true,
	clockMinutes: 0,
	down: 'no',
	refusalsAs200: false,
	ignores: [],
	omits: [],
	sloppy: [],
};
