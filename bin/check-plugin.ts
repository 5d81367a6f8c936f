/**
 * npm run check:plugin: Plugin Check of wordpress.org on the package as the
 * directory would get it, in a WordPress of its own. See --help.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from '../tests/env/paths';
import { ensureBuild } from '../tests/env/run/build';
import { runCommandLine } from '../tests/env/run/command-line';
import { ensureComposerPackages } from '../tests/env/run/composer';
import { readOptions } from '../tests/env/run/options';
import { ensureSystemPackages } from '../tests/env/run/system-packages';
import { findPluginCheck, MISSING } from './check-plugin/find';
import { explainedIn, report } from './check-plugin/findings';
import { checkOnSite } from './check-plugin/on-site';

const HELP = `npm run check:plugin

Plugin Check is taken from the folder PLUGIN_CHECK_DIR, else the newest
plugin-check-VERSION of the cache: docs/plugin-check.md.
Exit code 0: no error, and each warning is explained there; 1: something
else was found; 2: Plugin Check could not be had, so nothing was checked.`;

async function main(): Promise< number > {
	readOptions( {}, HELP );
	const tool = await findPluginCheck();
	if ( tool === undefined ) {
		process.stderr.write( `${ MISSING }\n` );
		return 2;
	}
	await ensureSystemPackages( 'php', 'site', 'git' );
	await ensureComposerPackages();
	await ensureBuild();
	const found = await checkOnSite( tool );
	const page = readFileSync(
		join( projectDir, 'docs/plugin-check.md' ),
		'utf8'
	);
	const { text, ok } = report( found, explainedIn( page ) );
	process.stdout.write( text );
	return ok ? 0 : 1;
}

runCommandLine( main );
