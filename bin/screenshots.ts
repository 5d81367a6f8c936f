/**
 * npm run screenshots: pictures of every screen, in both languages, into
 * docs/screenshots/, of a shop that really connected, synced and sent orders.
 */
import { runSite } from '../tests/env/native/running-site';
import { projectDir } from '../tests/env/paths';
import { ensureBuild } from '../tests/env/run/build';
import { command } from '../tests/env/run/command';
import { runCommandLine } from '../tests/env/run/command-line';
import {
	chromiumPath,
	ensureSystemPackages,
} from '../tests/env/run/system-packages';

const LIMIT_MS = 1_800_000;

async function screenshots( filter: string[] ): Promise< void > {
	await ensureSystemPackages( 'php', 'site', 'browser' );
	await ensureBuild();
	const site = await runSite( { name: 'screenshots', web: true } );
	await command(
		'node_modules/.bin/playwright',
		[
			'test',
			...[ '--config', 'tests/screenshots/playwright.config.ts' ],
			...( filter.length > 0 ? [ '-g', filter.join( ' ' ) ] : [] ),
		],
		{
			cwd: projectDir,
			env: {
				...process.env,
				...site.env,
				CHROMIUM_PATH: await chromiumPath(),
			},
			timeoutMs: LIMIT_MS,
		}
	);
}

runCommandLine( () => screenshots( process.argv.slice( 2 ) ) );
