import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { tryCommand } from '../../tests/env/run/command';
import type { Shop } from '../../tests/env/wordpress/find';
import type { Finished } from './stage';

/** What `--report` writes, for commands that run this one. */
export const testReport = z.object( {
	/** Missing where no stage needed a site. */
	under: z
		.object( {
			wordpress: z.string(),
			store: z.string(),
			storeKind: z.enum( [ 'real', 'stand-in' ] ),
			php: z.string(),
		} )
		.optional(),
	stages: z.array(
		z.object( {
			id: z.string(),
			passed: z.number(),
			failed: z.number(),
			skipped: z.number(),
			note: z.string(),
			ms: z.number(),
		} )
	),
} );

export type TestReport = z.infer< typeof testReport >;

export async function writeTestReport(
	file: string,
	finished: Finished[],
	shop: Shop | undefined
): Promise< void > {
	const report: TestReport = {
		under: shop && {
			wordpress: shop.wordpress.version,
			store: shop.store.version,
			storeKind: shop.store.kind,
			php: await phpVersion(),
		},
		stages: finished.map( ( { stage, outcome, ms } ) => ( {
			id: stage.id,
			passed: outcome.passed,
			failed: outcome.failed,
			skipped: outcome.skipped,
			note: outcome.note,
			ms,
		} ) ),
	};
	await mkdir( dirname( file ), { recursive: true } );
	await writeFile( file, JSON.stringify( report, null, '\t' ) );
}

/** Of the command that the sites run on. */
async function phpVersion(): Promise< string > {
	return ( await tryCommand( 'php', [ '-r', 'echo PHP_VERSION;' ] ) ).stdout;
}
