import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { projectDir, workDir } from '../../tests/env/paths';
import type { PhpVersion } from '../../tests/env/playground/php-versions';
import { tryCommand } from '../../tests/env/run/command';
import type { Pair } from '../../tests/env/wordpress/pairs';
import { demoReport, type DemoReport } from '../demo/report';
import { testReport, type TestReport } from '../test/report';
import type { Ended } from './judge';
import { stageTitles } from './rows';

/** A child ends servers of its own first, and these wait for theirs. */
const GRACE_MS = 30_000;

export const runTests = ( pair: Pair ): Promise< Ended< TestReport > > =>
	run( pair.name, 'test.ts', testReport, pair, [
		'--only',
		Object.keys( stageTitles ).join( ',' ),
	] );

export const runDemo = (
	php: PhpVersion,
	pair: Pair
): Promise< Ended< DemoReport > > =>
	run( `php-${ php }`, 'demo.ts', demoReport, pair, [
		...[ '--once', '--php', php ],
	] );

async function run< T >(
	name: string,
	script: string,
	shape: z.ZodType< T >,
	pair: Pair,
	args: string[]
): Promise< Ended< T > > {
	const report = join( workDir, `reports/versions-${ name }.json` );
	await rm( report, { force: true } );
	const result = await tryCommand(
		process.execPath,
		[
			...[ '--import', 'tsx' ],
			join( projectDir, 'bin', script ),
			...args,
			...[ '--report', report ],
		],
		{
			cwd: projectDir,
			env: environmentFor( pair ),
			logFile: join( workDir, `log/versions-${ name }.log` ),
			onLine: ( line ) =>
				process.stderr.write( `${ name }: ${ line }\n` ),
			graceMs: GRACE_MS,
		}
	);
	const text = await readFile( report, 'utf8' ).catch( () => '' );
	return {
		code: result.code,
		report: text ? shape.parse( JSON.parse( text ) ) : undefined,
		lastLine: reasonIn( result.stderr ),
	};
}

/** The pair decides, whatever this process was told. */
function environmentFor( pair: Pair ): NodeJS.ProcessEnv {
	return {
		...process.env,
		WORDPRESS_DIR: undefined,
		WOOCOMMERCE_DIR: undefined,
		SORS_STORE: undefined,
		WP_VERSION: pair.wordpress,
		WC_VERSION: pair.woocommerce,
	};
}

/** What a command says after its progress, such as `[ 0m 04s] Starting …`. */
function reasonIn( stderr: string ): string {
	const lines = stderr.split( '\n' ).map( ( line ) => line.trim() );
	const progress = lines.findLastIndex( ( line ) =>
		/^\[.*\d+s\]/.test( line )
	);
	return (
		lines.slice( progress + 1 ).find( Boolean ) ?? lines[ progress ] ?? ''
	);
}
