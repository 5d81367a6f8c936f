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

export const stageIds = Object.keys( stageTitles );

/** What is tried: the tests on a pair, or the main job on a PHP. */
export type Row =
	| { kind: 'pair'; id: string; pair: Pair }
	| { kind: 'php'; id: string; php: PhpVersion };

export const allRows: Row[] = [
	...pairs.map( ( pair ): Row => ( { kind: 'pair', id: pair.name, pair } ) ),
	...phpRows.map( ( php ): Row => ( {
		kind: 'php',
		id: `php-${ php }`,
		php,
	} ) ),
];

export const nameOf = ( row: Row ): string =>
	row.kind === 'pair'
		? `WordPress ${ row.pair.wordpress } with WooCommerce ${ row.pair.woocommerce }`
		: `PHP ${ row.php }`;

const counts = z.object( {
	passed: z.number(),
	failed: z.number(),
	skipped: z.number(),
} );

export const result = z.object( {
	id: z.string(),
	state: z.enum( [ 'passed', 'failed', 'not run' ] ),
	/** Of what failed or did not run: why, in one sentence. */
	why: z.string(),
	/** A pair's, by stage. */
	stages: z.record( z.string(), counts ),
	/** Of the main job: what came in and went out. */
	did: z.string(),
	/** What it was seen to run on, as the site said. */
	ranOn: z.string(),
	ms: z.number(),
	/** When it ended, as `toISOString` writes it. */
	at: z.string(),
} );

export type Result = z.infer< typeof result >;

export function notRun( id: string, why: string ): Result {
	return {
		...{ id, state: 'not run', why },
		...{ stages: {}, did: '', ranOn: '', ms: 0, at: '' },
	};
}
