import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	runSite,
	type RunningSite,
	type RunOptions,
} from '../../tests/env/native/running-site';
import { pluginSlug, projectDir, workDir } from '../../tests/env/paths';
import {
	findDropIn,
	removeObjectCache,
	startObjectCache,
} from '../../tests/env/native/redis';
import { chromiumPath } from '../../tests/env/run/system-packages';
import { debugLogOf, ownNotices } from '../../tests/env/site/notices';
import { underTest } from '../../tests/env/wordpress/find';
import { FIXED_SEEDS } from '../../tests/simulation/events/fixed-seeds';
import { contractFile } from '../../tests/contract-variants/file';
import { pack } from '../package/pack';
import { releasedFiles } from '../package/released-files';
import { check, report, runner } from './check';
import { corrected } from './corrected';
import { reproducible } from './reproducible';
import { isPartial, phpunitArgs } from './static-stages';
import type { Outcome, Selection, Stage } from './stage';

export const siteStages: Stage[] = [
	{
		id: 'store',
		groups: [ 'php' ],
		title: 'PHPUnit on the shop: shipped contract, HPOS on',
		needs: [ 'php', 'site' ],
		minutes: 45,
		run: ( selection ) =>
			onSite( { name: 'test-store', hpos: true }, ( site ) =>
				phpunit( 'store', site, selection )
			),
	},
	{
		id: 'renamed',
		groups: [],
		title: 'PHPUnit on the shop: contract with other names, HPOS off, taxes off, optional features on',
		needs: [ 'php', 'site' ],
		minutes: 28,
		run: async ( selection ) =>
			onSite(
				{
					name: 'test-renamed',
					hpos: false,
					taxes: false,
					features: true,
					contractFile: await contractFile( 'second' ),
				},
				( site ) => phpunit( 'renamed', site, selection, [], 'renamed' )
			),
	},
	{
		id: 'e2e',
		groups: [],
		title: 'Playwright in Chromium',
		needs: [ 'php', 'site', 'browser', 'build' ],
		minutes: 45,
		run: ( selection ) =>
			onSite( { name: 'test-e2e', web: true }, ( site ) =>
				playwright( site, selection )
			),
	},
	{
		id: 'stand-in',
		groups: [],
		title: 'PHPUnit on the stand-in and Debian’s WordPress, as on a new machine',
		needs: [ 'php', 'site' ],
		minutes: 29,
		run: ( selection ) =>
			onSite( { name: 'test-stand-in', store: 'stand-in' }, ( site ) =>
				// On the real WooCommerce these have run: here they would only be counted as skipped.
				phpunit( 'stand-in', site, selection, [
					'--exclude-group',
					'real-store',
				] )
			),
	},
	{
		id: 'sqlite',
		groups: [],
		title: 'PHPUnit on SQLite, as in the demo',
		needs: [ 'php', 'site' ],
		minutes: 20,
		run: ( selection ) =>
			onSite( { name: 'test-sqlite', database: 'sqlite' }, ( site ) =>
				phpunit( 'sqlite', site, selection, [ '--group', 'sqlite' ] )
			),
	},
	{
		id: 'redis',
		groups: [],
		title: 'PHPUnit on the shop with Redis as its object cache',
		needs: [ 'php', 'site', 'redis' ],
		minutes: 22,
		run: redis,
	},
	{
		id: 'network',
		groups: [ 'php' ],
		title: 'PHPUnit on a network of sites (multisite)',
		needs: [ 'php', 'site' ],
		minutes: 15,
		run: ( selection ) =>
			onSite( { name: 'test-network', network: true }, ( site ) =>
				phpunit( 'network', site, selection, [], 'network' )
			),
	},
	{
		id: 'package',
		groups: [],
		title: 'The zip: installed, upgraded, at work, deleted',
		needs: [ 'php', 'site', 'build', 'git' ],
		minutes: 15,
		run: ( selection ) =>
			onSite( { name: 'test-package', bare: true }, async ( site ) => {
				const zip = join( workDir, `${ pluginSlug }.zip` );
				await writeFile(
					zip,
					pack( await releasedFiles( projectDir ), 'hand-out' )
				);
				site.env.SORS_ZIP = zip;
				return phpunit( 'package', site, selection, [], 'package' );
			} ),
	},
	{
		id: 'corrected',
		groups: [ 'unit' ],
		title: 'Tests without WordPress, every name of the shipped contract corrected',
		needs: [ 'php' ],
		minutes: 15,
		run: corrected,
	},
	{
		id: 'reproducible',
		groups: [],
		title: 'The zip, from a clone in another folder: the same bytes',
		needs: [ 'build', 'git' ],
		minutes: 15,
		run: reproducible,
	},
	{
		id: 'simulation',
		groups: [],
		title: 'Histories from fixed seeds (npm run simulate)',
		needs: [ 'php', 'site', 'simulation' ],
		minutes: 24,
		run: simulation,
	},
	{
		id: 'demo',
		groups: [],
		title: 'npm run demo -- --once',
		needs: [ 'build' ],
		minutes: 15,
		run: () =>
			check( 'demo', process.execPath, [
				'--import',
				'tsx',
				join( projectDir, 'bin/demo.ts' ),
				'--once',
			] ),
	},
];

async function onSite(
	options: RunOptions,
	work: ( site: RunningSite ) => Promise< Outcome >
): Promise< Outcome > {
	const site = await runSite( options );
	const log = debugLogOf( site.dir );
	await writeFile( log, '' );
	try {
		const outcome = await work( site );
		const notices = await ownNotices( log );
		const ran = underTest( site.wordpress, site.store );
		const hpos =
			site.store.kind === 'real'
				? `, HPOS ${ site.hpos ? 'on' : 'off' }`
				: '';
		return {
			...outcome,
			failed: outcome.failed + ( notices.length > 0 ? 1 : 0 ),
			note: [
				...( outcome.note ? [ outcome.note ] : [] ),
				...( notices.length > 0
					? [ 'PHP notices of the plugin' ]
					: [] ),
				`on ${ ran }${ hpos }`,
			].join( '; ' ),
			output: [ outcome.output, ...notices ].join( '\n' ),
		};
	} finally {
		await site.stop();
	}
}

type StoreSuite = 'store' | 'renamed' | 'network' | 'package';

async function phpunit(
	id: string,
	site: RunningSite,
	selection: Selection,
	extra: string[] = [],
	suite: StoreSuite = 'store'
): Promise< Outcome > {
	return await runner(
		id,
		'vendor/bin/phpunit',
		[ ...phpunitArgs( id, suite, selection ), ...extra ],
		{
			mayBeEmpty: isPartial( selection ),
			env: { ...process.env, ...site.env },
		}
	);
}

/** What writes products past WordPress' caches, and what several processes share. */
const CACHED = 'Integration.(Store|Ledger|Sync.(Catalog|Stock|Images))';

async function redis( selection: Selection ): Promise< Outcome > {
	const dropIn = await findDropIn();
	if ( dropIn === undefined ) {
		return {
			...{ passed: 0, failed: 0, skipped: 1, output: '' },
			note: 'not run: the cache has no redis-cache-VERSION (see CONTRIBUTING.md)',
		};
	}
	const name = 'test-redis';
	await removeObjectCache( name );
	return onSite( { name }, async ( site ) => {
		const cache = await startObjectCache( name, dropIn );
		try {
			const outcome = await phpunit(
				'redis',
				site,
				selection,
				isPartial( selection ) ? [] : [ '--filter', CACHED ]
			);
			return ( await cache.hits() ) > 0
				? outcome
				: {
						...outcome,
						failed: outcome.failed + 1,
						note: 'Redis was not used',
					};
		} finally {
			await cache.stop();
		}
	} );
}

async function playwright(
	site: RunningSite,
	selection: Selection
): Promise< Outcome > {
	return await runner(
		'e2e',
		join( projectDir, 'node_modules/.bin/playwright' ),
		[
			'test',
			...( selection.filter ? [ '-g', selection.filter ] : [] ),
			...selection.files,
		],
		{
			mayBeEmpty: isPartial( selection ),
			env: {
				...process.env,
				...site.env,
				CHROMIUM_PATH: await chromiumPath(),
				SORS_E2E_REPORT: report( 'e2e' ),
			},
		}
	);
}

/** Each seed counts as one test. */
async function simulation(): Promise< Outcome > {
	const outcome = await check( 'simulation', process.execPath, [
		'--import',
		'tsx',
		join( projectDir, 'bin/simulate.ts' ),
		...[ '--seed', FIXED_SEEDS.join() ],
	] );
	const passed = outcome.output.match( /✓ seed/g )?.length ?? 0;
	return {
		...outcome,
		passed,
		failed:
			outcome.failed > 0 ? Math.max( 1, FIXED_SEEDS.length - passed ) : 0,
	};
}
