/**
 * npm run bench: our runs against WooCommerce's own CSV importer, one after the
 * other on the same shop, and what orders cost. See --help.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { checkouts, laps, sendings } from '../tests/bench/measure';
import { startReplay } from '../tests/bench/replay';
import { type Measured, report, verdicts } from '../tests/bench/report';
import { sectionOf, withSection } from '../tests/bench/scale/section';
import { runSite, type RunningSite } from '../tests/env/native/running-site';
import { projectDir } from '../tests/env/paths';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { readOptions, wholeNumber } from '../tests/env/run/options';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { writeAddresses } from '../tests/env/site/files';
import { underTest } from '../tests/env/wordpress/find';
import { SorsControl } from '../tests/sors/client';

const HELP = `npm run bench -- [options]
  --items N     items in the price list (default 1000)
  --orders N    checkouts and orders sent (default 30)
  --check       fail when a goal of the design is missed
  --write       put the figures into docs/benchmarks.md`;

async function measure(
	site: RunningSite,
	items: number,
	orders: number
): Promise< Measured > {
	const replay = await startReplay( site.sors );
	await writeAddresses( site.dir, {
		url: site.url,
		sorsUrl: replay.url,
		sorsKey: site.sors.key,
	} );
	const env = { ...site.env, SORS_CONTROL_URL: replay.controlUrl };
	await new SorsControl( replay.controlUrl ).reset( { seed: 1, items } );
	const measured: Measured = {
		laps: [
			...( await laps( 'The CSV importer', 'importer.php', env ) ),
			...( await laps( 'Our runs, by turns', 'runs.php', env ) ),
		],
		checkoutWithout: [],
		checkoutWith: [],
		sendings: await sendings( 'Sending orders', 'sending.php', env, [
			orders,
		] ),
	};
	// By turns, so that a busy minute of the machine counts against both.
	const half = Math.ceil( orders / 2 );
	const buy = ( plugin: 'with' | 'without', turn: string ) =>
		checkouts(
			`Checkouts ${ plugin } the plugin, ${ turn } turn`,
			'checkouts.php',
			env,
			[ half, plugin ]
		);
	for ( const turn of [ 'first', 'second' ] ) {
		measured.checkoutWithout.push( ...( await buy( 'without', turn ) ) );
		measured.checkoutWith.push( ...( await buy( 'with', turn ) ) );
	}
	await replay.stop();
	return measured;
}

async function main(): Promise< number > {
	const { values } = readOptions(
		{
			options: {
				items: { type: 'string', default: '1000' },
				orders: { type: 'string', default: '30' },
				check: { type: 'boolean' },
				write: { type: 'boolean' },
			},
		},
		HELP
	);
	const items = wholeNumber( '--items', values.items );
	const orders = wholeNumber( '--orders', values.orders );
	await ensureSystemPackages( 'php', 'site' );
	await ensureComposerPackages();
	const site = await runSite( { name: 'bench', store: 'real' } );
	const measured = await measure( site, items, orders );
	const machine = `${ cpus().length } cores (${ cpus()[ 0 ]?.model ?? 'unknown' })`;
	const text = report( measured, [
		'# Benchmarks',
		'',
		`Written by \`npm run bench -- --write\` on ${ new Date().toISOString().slice( 0, 10 ) }, version ${ packageJson.version }: ${ underTest( site.wordpress, site.store ) }, MariaDB, ${ machine }, a price list of ${ items } items in one business unit.`,
		'',
		'Both do the same work on the same shop. Seconds and rates are of processor time, PHP and database together; “by the clock” is what went by for all items. SORS answers from memory without latency. The importer reads its whole file in one request; our runs are driven step by step, as the open page does it.',
	] );
	process.stdout.write( text );
	if ( values.write ) {
		await mkdir( join( projectDir, 'docs' ), { recursive: true } );
		const file = join( projectDir, 'docs/benchmarks.md' );
		const before = await readFile( file, 'utf8' ).catch( () => '' );
		await writeFile( file, withSection( text, sectionOf( before ) ) );
	}
	const isMet = verdicts( measured ).every( ( verdict ) => verdict.isMet );
	return values.check && ! isMet ? 1 : 0;
}

runCommandLine( main );
