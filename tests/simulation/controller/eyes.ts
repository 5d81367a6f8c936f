/** What stands in the shop's database, read past every worker. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectDir } from '../../env/paths';
import { track } from '../../env/run/processes';
import { Lines } from './lines';

export type Row = Record< string, string | null >;

export class Eyes {
	private readonly child: ChildProcess;
	private readonly lines: Lines;
	private ended = '';

	constructor( socket: string, database: string ) {
		this.child = spawn(
			'php',
			[
				// It reads by a socket, which would count as ended after a minute.
				...[ '-d', 'default_socket_timeout=86400' ],
				join( projectDir, 'tests/simulation/worker/eyes.php' ),
				socket,
				database,
			],
			{ stdio: [ 'pipe', 'pipe', 'inherit' ], detached: true }
		);
		track( this.child );
		this.child.once(
			'exit',
			( code, signal ) => ( this.ended = `${ signal ?? code }` )
		);
		this.lines = new Lines( this.child.stdout! );
	}

	/** The rows of each statement. */
	async read( ...statements: string[] ): Promise< Row[][] > {
		this.child.stdin!.write( `${ JSON.stringify( statements ) }\n` );
		const line = await this.lines.next();
		const answer = (
			line === null
				? { error: `it ended with ${ this.ended }` }
				: JSON.parse( line )
		) as { rows?: Row[][]; error?: string };
		if ( ! answer.rows ) {
			throw new Error( `The database was not read: ${ answer.error }` );
		}
		return answer.rows;
	}

	end(): void {
		this.child.stdin!.end();
	}
}
