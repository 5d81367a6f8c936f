import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { socketDir, workDir } from '../paths';
import { command } from '../run/command';
import { Problem } from '../run/problem';
import { say, step } from '../run/progress';
import { startService, type Service } from '../run/service';
import { which } from '../run/which';

/**
 * A database server of this checkout's own: data in .cache, no network port, a
 * socket in a folder that only this user may enter. It keeps nothing safe
 * against a power cut, since nothing in it is worth keeping.
 */
export const databaseSocket = join( socketDir, 'mariadb.sock' );
const dataDir = join( workDir, 'mariadb' );
const tempDir = join( workDir, 'mariadb-temp' );
const pidFile = join( socketDir, 'mariadb.pid' );

/** Inside the data, so that it goes with them; made last. */
const madeMark = join( dataDir, 'sors-ready' );

/** Each site belongs to a database of that server, and is of no use without it. */
export const sitesDir = join( workDir, 'sites' );

export async function databaseAnswers(): Promise< boolean > {
	return await new Promise( ( resolve ) => {
		const socket = connect( databaseSocket );
		socket.once( 'error', () => resolve( false ) );
		socket.once( 'data', () => {
			socket.destroy();
			resolve( true );
		} );
		socket.setTimeout( 2_000, () => {
			socket.destroy();
			resolve( false );
		} );
	} );
}

/** @return undefined when a server of this checkout is running already. */
export async function startDatabase(): Promise< Service | undefined > {
	if ( await databaseAnswers() ) {
		if ( isMade() ) {
			return undefined;
		}
		// Somebody threw .cache away under a server that was left running.
		await endLeftServer();
	}
	await mkdir( socketDir, { recursive: true } );
	await chmod( socketDir, 0o700 );
	await mkdir( tempDir, { recursive: true } );
	const isNew = ! isMade();
	if ( isNew ) {
		await createDataDir();
	}
	return await start().catch( async ( error: Error ) => {
		if ( isNew ) {
			throw error;
		}
		say( 'The database no longer starts: making a new one' );
		await createDataDir();
		return await start();
	} );
}

async function start(): Promise< Service > {
	const server = await which( 'mariadbd', 'mysqld' );
	if ( ! server ) {
		throw new Problem( 'The database server (mariadbd) is missing.' );
	}
	return await step( 'Starting the database server', () =>
		startService( {
			name: 'The database server',
			program: server,
			args: [
				'--no-defaults',
				...asUser(),
				`--datadir=${ dataDir }`,
				// A server that starts deletes what others have in the same folder.
				`--tmpdir=${ tempDir }`,
				`--socket=${ databaseSocket }`,
				`--pid-file=${ pidFile }`,
				'--skip-networking',
				'--skip-log-bin',
				'--innodb-flush-log-at-trx-commit=0',
				'--innodb-flush-method=nosync',
				'--innodb-doublewrite=0',
				'--innodb-buffer-pool-size=256M',
				'--max-connections=100',
				'--character-set-server=utf8mb4',
				'--collation-server=utf8mb4_unicode_520_ci',
			],
			logFile: join( workDir, 'log/mariadb.log' ),
			isReady: databaseAnswers,
			timeoutMs: 60_000,
		} )
	);
}

const asUser = (): string[] =>
	process.getuid?.() === 0 ? [ '--user=root' ] : [];

const isMade = (): boolean => existsSync( madeMark );

async function createDataDir(): Promise< void > {
	await rm( dataDir, { recursive: true, force: true } );
	// Sites made in the former data are no more.
	await rm( sitesDir, { recursive: true, force: true } );
	await mkdir( workDir, { recursive: true } );
	await step( 'Creating the database folder', () =>
		command(
			'mariadb-install-db',
			[
				'--no-defaults',
				...asUser(),
				`--datadir=${ dataDir }`,
				'--auth-root-authentication-method=normal',
				'--skip-test-db',
			],
			{ timeoutMs: 120_000 }
		)
	);
	await mkdir( madeMark );
}

/** Ends the server that `up` left running; the next start makes another. */
export async function endLeftServer(): Promise< void > {
	const pid = Number( await readFile( pidFile, 'utf8' ).catch( () => '' ) );
	if ( ! ( pid > 0 ) ) {
		return;
	}
	const deadline = Date.now() + 20_000;
	const signal = ( name: NodeJS.Signals | 0 ): boolean => {
		try {
			return process.kill( pid, name );
		} catch {
			return false;
		}
	};
	signal( 'SIGTERM' );
	while ( signal( 0 ) ) {
		await sleep( 100 );
		if ( Date.now() > deadline ) {
			signal( 'SIGKILL' );
		}
	}
}

/** Drops and creates a database. The name is ours, made of letters, digits and `_`. */
export async function recreateDatabase( name: string ): Promise< void > {
	const sql = `DROP DATABASE IF EXISTS \`${ name }\`; CREATE DATABASE \`${ name }\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`;
	const script =
		'mysqli_report( MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT );' +
		'$db = new mysqli( null, "root", "", "", 0, $argv[1] );' +
		'foreach ( explode( ";", $argv[2] ) as $sql ) { $db->query( $sql ); }';
	await command( 'php', [ '-r', script, databaseSocket, sql ], {
		timeoutMs: 60_000,
	} );
}
