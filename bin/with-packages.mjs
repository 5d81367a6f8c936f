/**
 * The first thing on a fresh clone: plain JavaScript that needs no package. It
 * installs the Node packages where they are missing, then runs the TypeScript
 * file of its first argument with the others.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { areInstalled } from './with-packages/are-installed.mjs';

const projectDir = dirname( dirname( fileURLToPath( import.meta.url ) ) );

const { engines } = JSON.parse(
	readFileSync( join( projectDir, 'package.json' ), 'utf8' )
);
const wanted = /[\d.]+/.exec( engines.node )[ 0 ];
if ( compareVersions( process.versions.node, wanted ) < 0 ) {
	fail(
		`Node ${ wanted } or newer is needed; this is ${ process.versions.node }.`
	);
}
if ( ! areInstalled( projectDir ) ) {
	await installPackages();
}
process.exit(
	await run( process.execPath, [
		'--import',
		'tsx',
		...process.argv.slice( 2 ),
	] )
);

async function installPackages() {
	const since = Date.now();
	const seconds = () => Math.round( ( Date.now() - since ) / 1000 );
	process.stderr.write( 'Installing the Node packages …\n' );
	const reminder = setInterval(
		() =>
			process.stderr.write(
				`… still installing the Node packages (${ seconds() } s)\n`
			),
		20_000
	);
	const code = await run(
		process.platform === 'win32' ? 'npm.cmd' : 'npm',
		[ 'ci', '--no-progress', '--no-update-notifier', '--loglevel=error' ],
		process.platform === 'win32'
	);
	clearInterval( reminder );
	if ( code !== 0 ) {
		fail( 'The Node packages could not be installed: see above.' );
	}
}

function run( program, args, shell = false ) {
	return new Promise( ( resolve ) => {
		const child = spawn( program, args, {
			cwd: projectDir,
			stdio: 'inherit',
			shell,
		} );
		// The terminal sends Ctrl-C to the child too; it cleans up, we wait for it.
		const ignore = () => {};
		const pass = ( signal ) => child.kill( signal );
		process.on( 'SIGINT', ignore );
		process.on( 'SIGTERM', pass );
		process.on( 'SIGHUP', pass );
		child.on( 'error', ( error ) => {
			process.stderr.write( `${ program }: ${ error.message }\n` );
			resolve( 1 );
		} );
		child.on( 'close', ( code, signal ) => {
			process.off( 'SIGINT', ignore );
			process.off( 'SIGTERM', pass );
			process.off( 'SIGHUP', pass );
			resolve( code ?? ( signal ? 130 : 1 ) );
		} );
	} );
}

function compareVersions( a, b ) {
	const [ left, right ] = [ a, b ].map( ( version ) =>
		version.split( '.' ).map( Number )
	);
	const at = right.findIndex( ( part, i ) => part !== ( left[ i ] ?? 0 ) );
	return at < 0 ? 0 : ( left[ at ] ?? 0 ) - right[ at ];
}

function fail( sentence ) {
	process.stderr.write( `${ sentence }\n` );
	process.exit( 1 );
}
