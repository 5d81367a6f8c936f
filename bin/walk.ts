/**
 * npm run walk: a new owner's way through the plugin, from its activation to a
 * shop at work and into a new year, in a real browser; pictures into
 * .cache/walk/, and what a machine can find wrong in them. The pair is chosen as
 * for tests/env: WP_VERSION=6.8.8 WC_VERSION=10.0.2 npm run walk
 * npm run screenshots goes the same way for docs/screenshots/. See --help.
 */
import { runSite } from '../tests/env/native/running-site';
import { projectDir } from '../tests/env/paths';
import { ensureBuild } from '../tests/env/run/build';
import { tryCommand } from '../tests/env/run/command';
import { runCommandLine } from '../tests/env/run/command-line';
import { oneOf, readOptions } from '../tests/env/run/options';
import {
	chromiumPath,
	ensureSystemPackages,
} from '../tests/env/run/system-packages';

const HELP = `npm run walk -- [options]
  --language en   looks in one language alone: en, sr or sr-latin
  --docs          takes the pictures of docs/screenshots, as npm run screenshots does`;

const LIMIT_MS = 5_400_000;

runCommandLine( async () => {
	const { docs, language } = readOptions(
		{
			options: {
				docs: { type: 'boolean' },
				language: { type: 'string' },
			},
		},
		HELP
	).values;
	if ( language ) {
		oneOf( '--language', language, [ 'en', 'sr', 'sr-latin' ] );
	}
	const all = docs ? 'en,sr-latin' : 'en,sr,sr-latin';
	await ensureSystemPackages( 'php', 'site', 'browser' );
	await ensureBuild();
	const site = await runSite( { name: siteName(), web: true } );
	const { code } = await tryCommand(
		'node_modules/.bin/playwright',
		[ 'test', '--config', 'tests/walk/playwright.config.ts' ],
		{
			cwd: projectDir,
			env: {
				...process.env,
				...site.env,
				CHROMIUM_PATH: await chromiumPath(),
				SORS_WALK_DOCS: docs ? '1' : '',
				SORS_WALK_TONGUES: language ?? all,
				SORS_WALK_PAIR: `${ site.wordpress.version }-${ site.store.version }`,
			},
			timeoutMs: LIMIT_MS,
			onLine: ( line ) => process.stdout.write( `${ line }\n` ),
		}
	);
	return code;
} );

/** One for each pair: both may be walked at the same time. */
const siteName = (): string =>
	[ 'walk', process.env.WP_VERSION?.replace( /\W/g, '-' ) ]
		.filter( Boolean )
		.join( '-' );
