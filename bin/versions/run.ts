import type { Shop } from '../../tests/env/wordpress/find';
import { type Pair, pairs } from '../../tests/env/wordpress/pairs';
import type { PhpVersion } from '../../tests/env/playground/php-versions';
import type { DemoReport } from '../demo/report';
import type { TestReport } from '../test/report';
import { type Ended, judgePair, judgePhp } from './judge';
import { notRun, type Result, type Row } from './rows';

/** What runs a row's work, in a process of its own. */
export type Tools = {
	/** The pair's folders, or in one sentence why it is not to be had. */
	have: ( pair: Pair ) => Promise< Shop | string >;
	runTests: ( pair: Pair ) => Promise< Ended< TestReport > >;
	runDemo: ( php: PhpVersion, pair: Pair ) => Promise< Ended< DemoReport > >;
	/** Only tests of some name were asked for: a stage may be empty. */
	isPartial: boolean;
	now: () => Date;
};

/** Runs one row to its end. What cannot be had is told as not run, never tried on something else. */
export async function runRow( row: Row, tools: Tools ): Promise< Result > {
	const since = tools.now().getTime();
	const verdict = await ( row.kind === 'pair'
		? tryPair( row, tools )
		: tryPhp( row, tools ) );
	const end = tools.now();
	return typeof verdict === 'string'
		? notRun( row.id, verdict )
		: {
				id: row.id,
				...verdict,
				ms: end.getTime() - since,
				at: end.toISOString(),
			};
}

async function tryPair(
	row: Extract< Row, { kind: 'pair' } >,
	tools: Tools
): Promise< ReturnType< typeof judgePair > | string > {
	const shop = await tools.have( row.pair );
	return typeof shop === 'string'
		? shop
		: judgePair( row, await tools.runTests( row.pair ), tools.isPartial );
}

/** On the newest pair that is to be had: the PHP is what differs here. */
async function tryPhp(
	row: Extract< Row, { kind: 'php' } >,
	tools: Tools
): Promise< ReturnType< typeof judgePhp > | string > {
	let newest: string | undefined;
	for ( const pair of [ ...pairs ].reverse() ) {
		const shop = await tools.have( pair );
		if ( typeof shop !== 'string' ) {
			return judgePhp( row, await tools.runDemo( row.php, pair ) );
		}
		newest ??= shop;
	}
	return `no pair can be had: ${ newest }`;
}
