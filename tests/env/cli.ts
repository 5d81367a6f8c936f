/**
 * Sites for work by hand: npx tsx tests/env/cli.ts up|down|list|run
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { databaseAnswers, endLeftServer } from './native/mariadb';
import { runSite } from './native/running-site';
import { workDir } from './paths';
import { tryCommand } from './run/command';
import { runCommandLine } from './run/command-line';
import { ensureComposerPackages } from './run/composer';
import { endLeft, left, leftProcess } from './run/left';
import { oneOf, readOptions } from './run/options';
import { Problem } from './run/problem';
import { ensureSystemPackages } from './run/system-packages';
import { underTest } from './wordpress/find';

const HELP = `npx tsx tests/env/cli.ts COMMAND [--name NAME]
  up      starts a site and leaves it running; options:
            --name NAME        a site of its own beside others (default: dev)
            --hpos off         orders stored as posts
            --taxes off        WooCommerce's taxes switched off
            --features         WooCommerce's optional features switched on
            --stand-in         the WooCommerce stand-in
            --network          a network of sites
            --sqlite           tables in a file, by Playground's driver
            --contract FILE    another SORS contract
  run     npx tsx tests/env/cli.ts run --name NAME -- vendor/bin/phpunit --testsuite store
            runs a command with the variables that tests need
  down    ends a site's servers (--all: of every site, and the database)
  list    shows what is up`;

const record = z.object( {
	name: z.string(),
	dir: z.string(),
	url: z.string().optional(),
	under: z.string(),
	servers: z.array( left ),
	webPort: z.number().optional(),
	sorsPort: z.number(),
	env: z.record( z.string(), z.string() ),
} );
type Up = z.infer< typeof record >;

const recordsDir = join( workDir, 'up' );
const recordFile = ( name: string ): string =>
	join( recordsDir, `${ name }.json` );

async function recordOf( name: string ): Promise< Up | undefined > {
	const text = await readFile( recordFile( name ), 'utf8' ).catch( () => '' );
	// Of one in an older form nobody can tell whose its processes are by now.
	return text ? record.safeParse( JSON.parse( text ) ).data : undefined;
}

function portOf( url: string | undefined ): number | undefined {
	return url ? Number( new URL( url ).port ) : undefined;
}

const isOn = ( option: string, value = 'on' ): boolean =>
	oneOf( option, value, [ 'on', 'off' ] ) === 'on';

async function up( name: string, flags: Flags ): Promise< void > {
	const hpos = isOn( '--hpos', flags.hpos );
	const taxes = isOn( '--taxes', flags.taxes );
	const before = await recordOf( name );
	await down( name );
	await ensureSystemPackages( 'php', 'site' );
	await ensureComposerPackages();
	const site = await runSite( {
		name,
		store: flags[ 'stand-in' ] ? 'stand-in' : 'any',
		...{ hpos, taxes },
		features: flags.features,
		network: flags.network,
		database: flags.sqlite ? 'sqlite' : 'mariadb',
		contractFile: flags.contract,
		web: true,
		webPort: before?.webPort,
		sorsPort: before?.sorsPort,
	} );
	const made: Up = {
		name,
		dir: site.dir,
		url: site.url,
		under: `${ underTest( site.wordpress, site.store ) }, HPOS ${ site.hpos ? 'on' : 'off' }`,
		servers: await Promise.all(
			[ site.sors.pid, site.webPid ?? 0 ]
				.filter( ( pid ) => pid > 0 )
				.map( leftProcess )
		),
		webPort: portOf( site.url ),
		sorsPort: portOf( site.sors.url ) ?? 0,
		env: site.env,
	};
	await mkdir( recordsDir, { recursive: true } );
	await writeFile( recordFile( name ), JSON.stringify( made, null, '\t' ) );
	// Not before: what no record names could not be ended.
	site.leave();
	show( made );
}

function show( site: Up ): void {
	process.stdout.write(
		[
			`${ site.name }: ${ site.under }`,
			`  admin   ${ site.url ? `${ site.url }/wp-admin/  (admin / password)` : '(no web server)' }`,
			`  folder  ${ site.dir }`,
			...Object.entries( site.env ).map(
				( [ key, value ] ) => `  ${ key }=${ value }`
			),
			`  tests   npx tsx tests/env/cli.ts run --name ${ site.name } -- vendor/bin/phpunit --testsuite store`,
			'',
		].join( '\n' )
	);
}

async function down( name: string ): Promise< void > {
	const site = await recordOf( name );
	await Promise.all( ( site?.servers ?? [] ).map( endLeft ) );
	await rm( recordFile( name ), { force: true } );
}

async function names(): Promise< string[] > {
	const files = await readdir( recordsDir ).catch( () => [] );
	return files.map( ( file ) => file.replace( /\.json$/, '' ) );
}

async function downAll(): Promise< void > {
	await Promise.all( ( await names() ).map( down ) );
	if ( await databaseAnswers() ) {
		await endLeftServer();
	}
}

async function run( name: string, rest: string[] ): Promise< number > {
	const site = await recordOf( name );
	const [ program, ...args ] = rest;
	if ( ! site || ! program ) {
		throw new Problem(
			site
				? HELP
				: `The site “${ name }” is not up: npx tsx tests/env/cli.ts up --name ${ name }`
		);
	}
	const result = await tryCommand( program, args, {
		env: { ...process.env, ...site.env },
		onLine: ( line ) => process.stdout.write( `${ line }\n` ),
	} );
	return result.code;
}

const readArguments = () =>
	readOptions(
		{
			allowPositionals: true,
			options: {
				name: { type: 'string' },
				hpos: { type: 'string' },
				taxes: { type: 'string' },
				features: { type: 'boolean' },
				contract: { type: 'string' },
				'stand-in': { type: 'boolean' },
				network: { type: 'boolean' },
				sqlite: { type: 'boolean' },
				all: { type: 'boolean' },
			},
		},
		HELP
	);
type Flags = ReturnType< typeof readArguments >[ 'values' ];

async function main(): Promise< number > {
	const { values, positionals } = readArguments();
	const [ verb, ...rest ] = positionals;
	const chosen = values.name ?? 'dev';
	switch ( verb ) {
		case 'up':
			await up( chosen, values );
			return 0;
		case 'down':
			await ( values.all ? downAll() : down( chosen ) );
			return 0;
		case 'list':
			for ( const name of await names() ) {
				const site = await recordOf( name );
				if ( site ) {
					show( site );
				}
			}
			return 0;
		case 'run':
			return await run( chosen, rest );
		default:
			process.stdout.write( `${ HELP }\n` );
			return verb ? 2 : 0;
	}
}

runCommandLine( main );
