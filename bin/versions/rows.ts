import { z } from 'zod';
import type { PhpVersion } from '../../tests/env/playground/php-versions';
import { type Pair, pairs } from '../../tests/env/wordpress/pairs';

/** Oldest that the plugin runs on, first and newest of 8, and one between. */
export const phpRows: PhpVersion[] = [ '7.4', '8.0', '8.2', '8.5' ];

/** What a pair has to pass, and the head of its column. */
export const stageTitles = {
	store: 'store suite, HPOS on',
	renamed: 'HPOS off, other names, no taxes',
	package: 'the zip’s life',
	e2e: 'browser tests',
};

/** What is tried: the tests on a pair, or the main job on a PHP. */
export type Row = { id: string; name: string } & (
	{ kind: 'pair'; pair: Pair } | { kind: 'php'; php: PhpVersion }
);

export const allRows: Row[] = [
	...pairs.map( ( pair ): Row => ( {
		...{ kind: 'pair', id: pair.name, pair },
		name: `WordPress ${ pair.wordpress } with WooCommerce ${ pair.woocommerce }`,
	} ) ),
	...phpRows.map( ( php ): Row => ( {
		...{ kind: 'php', id: `php-${ php }`, php },
		name: `PHP ${ php }`,
	} ) ),
];

export const result = z.object( {
	state: z.enum( [ 'passed', 'failed', 'not run' ] ),
	/** Of what failed or did not run: why, in one sentence. */
	why: z.string(),
	/** What it was seen to run on, as the site said. */
	ranOn: z.string(),
	/** By stage how much passed; of the main job, what came in and went out. */
	cells: z.array( z.string() ),
	ms: z.number(),
	/** When it ended, as `toISOString` writes it. */
	at: z.string(),
} );

export type Result = z.infer< typeof result >;

export const notRun = ( why: string ): Result => ( {
	...{ state: 'not run', why, ranOn: '', cells: [], ms: 0, at: '' },
} );
