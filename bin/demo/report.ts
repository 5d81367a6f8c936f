import { z } from 'zod';

/** What `--report` writes once all of it happened. */
export const demoReport = z.object( {
	php: z.string(),
	wordpress: z.string(),
	store: z.string(),
	storeKind: z.enum( [ 'real', 'stand-in' ] ),
	/** For people: how much came in and went out. */
	did: z.string(),
} );

export type DemoReport = z.infer< typeof demoReport >;
