import { access, chmod, mkdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { socketDir, workDir } from '../paths';
import { command } from '../run/command';
import { Problem } from '../run/problem';
import { step } from '../run/progress';
import { startService, type Service } from '../run/service';
import { which } from '../run/which';

/**
 * A database server of this checkout's own: data in .cache, no network port, a
 * socket in a folder that only this user may enter. It keeps nothing safe
 * against a power cut, since nothing in it is worth keeping.
 */
export const databaseSocket = join( socketDir, 'mariadb.sock' );
const dataDir = join( workDir, 'mariadb' );

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
export async function startDatabase(
	options: { outlives?: boolean } = {}
): Promise< Service | undefined > {
	if ( await databaseAnswers() ) {
		return undefined;
	}
	const server = await which( 'mariadbd', 'mysqld' );
	if ( ! server ) {
		throw new Problem( 'The database server (mariadbd) is missing.' );
	}
	await mkdir( socketDir, { recursive: true } );
	await chmod( socketDir, 0o700 );
	const user = process.getuid?.() === 0 ? [ '--user=root' ] : [];
	await createDataDir( user );
	return await step( 'Starting the database server', () =>
		startService( {
			name: 'The database server',
			program: server,
			args: [
				'--no-defaults',
				...user,
				`--datadir=${ dataDir }`,
				`--socket=${ databaseSocket }`,
				`--pid-file=${ join( socketDir, 'mariadb.pid' ) }`,
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
			outlives: options.outlives,
		} )
	);
}

async function createDataDir( user: string[] ): Promise< void > {
	const made = join( dataDir, 'sors-ready' );
	if (
		await access( made ).then(
			() => true,
			() => false
		)
	) {
		return;
	}
	// What an interrupted installation left would not start.
	await rm( dataDir, { recursive: true, force: true } );
	await mkdir( workDir, { recursive: true } );
	await step( 'Creating the database folder', () =>
		command(
			'mariadb-install-db',
			[
				'--no-defaults',
				...user,
				`--datadir=${ dataDir }`,
				'--auth-root-authentication-method=normal',
				'--skip-test-db',
			],
			{ timeoutMs: 120_000 }
		)
	);
	await mkdir( made );
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
