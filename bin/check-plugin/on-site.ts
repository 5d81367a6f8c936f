import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startDatabase } from '../../tests/env/native/mariadb';
import { activatePlugins, ensureSite } from '../../tests/env/native/site';
import { pluginSlug, projectDir } from '../../tests/env/paths';
import { tryCommand } from '../../tests/env/run/command';
import { Problem } from '../../tests/env/run/problem';
import { step } from '../../tests/env/run/progress';
import { findShop } from '../../tests/env/wordpress/find';
import { layPackage } from '../package/lay';
import type { Finding } from './findings';

const LIMIT_MS = 1_800_000;

/** All categories, with the checks for which WordPress runs with the plugin in it. */
export async function checkOnSite( tool: string ): Promise< Finding[] > {
	const { wordpress, store } = await findShop();
	const database = await startDatabase();
	try {
		const dir = await ensureSite( {
			name: 'plugin-check',
			...{ wordpress, store, hpos: true, taxes: true, features: false },
			database: 'mariadb',
			bare: true,
		} );
		const plugins = join( dir, 'wp-content/plugins' );
		await layPackage( join( plugins, pluginSlug ) );
		// A link would not do: it looks for itself before WordPress knows of links.
		const own = join( plugins, 'plugin-check' );
		await rm( own, { recursive: true, force: true } );
		await cp( tool, own, { recursive: true } );
		await rm( join( dir, 'wp-content/object-cache.php' ), { force: true } );
		await activatePlugins( dir, [
			'plugin-check/plugin.php',
			`${ pluginSlug }/${ pluginSlug }.php`,
		] );
		return await step( 'Running Plugin Check', () => check( dir, own ) );
	} finally {
		await database?.stop();
	}
}

async function check( dir: string, own: string ): Promise< Finding[] > {
	const { stdout, stderr, timedOut } = await tryCommand(
		'php',
		[
			...[ '-d', 'memory_limit=2G', '-d', 'display_errors=stderr' ],
			join( projectDir, 'vendor/wp-cli/wp-cli/php/boot-fs.php' ),
			// Flags before the command would keep it from the checks at run time.
			...[ 'plugin', 'check', pluginSlug, `--path=${ dir }` ],
			...[ '--allow-root', `--require=${ join( own, 'cli.php' ) }` ],
			...[ '--format=strict-json', '--include-experimental' ],
			'--fields=type,code,file,line,message',
		],
		{ timeoutMs: LIMIT_MS }
	);
	try {
		return parsed( timedOut ? '' : stdout );
	} catch ( error ) {
		throw new Problem(
			`${ String( error ) }\n${ stderr.trim().slice( -2000 ) }`
		);
	}
}

const findings = z.array(
	z.object( {
		type: z.enum( [ 'ERROR', 'WARNING' ] ),
		code: z.string(),
		file: z.string(),
		line: z.coerce.number(),
		message: z.string(),
	} )
);

export function parsed( output: string ): Finding[] {
	if ( /^Success: /m.test( output ) ) {
		return [];
	}
	const json = /^\[.*\]\s*$/m.exec( output )?.[ 0 ];
	if ( json === undefined ) {
		throw new Problem(
			`Plugin Check did not come to its end. ${ output.slice( 0, 500 ) }`
		);
	}
	return findings.parse( JSON.parse( json ) );
}
