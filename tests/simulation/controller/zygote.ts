/** WordPress, loaded once, of which a process is made for everything that happens in the shop. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { projectDir, socketDir } from '../../env/paths';
import { stopChild, track } from '../../env/run/processes';
import { Problem } from '../../env/run/problem';
import { Lines } from './lines';
import { Worker } from './worker';

function timeLibrary(): string {
	for ( const folder of readdirSync( '/usr/lib' ) ) {
		const file = `/usr/lib/${ folder }/faketime/libfaketime.so.1`;
		if ( existsSync( file ) ) {
			return file;
		}
	}
	throw new Problem(
		'libfaketime is missing (in Debian it is in the package faketime).'
	);
}

/** PHP reads its time from a variable that the worker itself sets; pauses of the system stay real. */
const timeOf = ( now: number ) => ( {
	LD_PRELOAD: timeLibrary(),
	FAKETIME: now.toFixed( 6 ),
	FAKETIME_FMT: '%s',
	FAKETIME_NO_CACHE: '1',
	FAKETIME_DONT_FAKE_MONOTONIC: '1',
	NO_FAKE_STAT: '1',
	TZ: 'UTC',
} );

/** WordPress says what is wrong on a page of HTML. */
async function sentenceIn(
	first: string | null,
	rest: Lines
): Promise< string > {
	const page = [];
	for ( let line = first; line !== null; line = await rest.next() ) {
		page.push( line );
	}
	return page
		.join( ' ' )
		.replace( /<(style|script|title).*?<\/\1>|<[^>]*>/gs, ' ' )
		.replace( /\s+/g, ' ' )
		.trim();
}

export class Zygote {
	private count = 0;
	private isEnding = false;
	private readonly arrived = new Map< number, ( worker: Worker ) => void >();

	private constructor(
		private readonly child: ChildProcess,
		private readonly lines: Lines,
		private readonly server: Server
	) {
		server.on( 'connection', ( socket ) => void this.greet( socket ) );
	}

	static async start(
		site: string,
		socket: string,
		now: number,
		mutant: string
	): Promise< Zygote > {
		const server = createServer();
		await new Promise< void >( ( resolve ) =>
			server.listen( socket, resolve )
		);
		const child = spawn(
			'php',
			[
				...[ '-d', 'opcache.enable_cli=1' ],
				...[ '-d', 'opcache.memory_consumption=256' ],
				...[ '-d', 'opcache.max_accelerated_files=20000' ],
				...[ '-d', 'opcache.validate_timestamps=0' ],
				// The shop's time is before that of most files, which would then never be kept.
				...[ '-d', 'opcache.file_update_protection=0' ],
				...[ '-d', 'memory_limit=1G' ],
				// What it hears comes by sockets, and may take long on a busy machine.
				...[ '-d', 'default_socket_timeout=86400' ],
				...[ '-d', 'display_errors=stderr' ],
				join( projectDir, 'tests/simulation/worker/zygote.php' ),
				site,
				socket,
				mutant,
			],
			{
				stdio: [ 'pipe', 'pipe', 'inherit' ],
				detached: true,
				// Files that the plugin takes for abandoned, years ahead, may be somebody else's.
				env: { ...process.env, ...timeOf( now ), TMPDIR: socketDir },
			}
		);
		track( child );
		child.once( 'exit', ( code, signal ) => {
			if ( ! zygote.isEnding && signal !== 'SIGTERM' ) {
				process.stderr.write( `The shop ended: ${ signal ?? code }\n` );
			}
		} );
		const zygote = new Zygote( child, new Lines( child.stdout! ), server );
		const line = await zygote.lines.next();
		if ( line !== 'ready' ) {
			await stopChild( child );
			throw new Problem(
				`The shop did not start: ${ await sentenceIn( line, zygote.lines ) }`
			);
		}
		return zygote;
	}

	async worker(): Promise< Worker > {
		const id = ++this.count;
		const arrival = new Promise< Worker >( ( resolve ) =>
			this.arrived.set( id, resolve )
		);
		this.child.stdin!.write( `${ id }\n` );
		const pid = Number( await this.lines.next() );
		const worker = await arrival;
		worker.pid = pid;
		return worker;
	}

	async stop(): Promise< void > {
		this.isEnding = true;
		this.server.close();
		await stopChild( this.child );
	}

	private async greet( socket: Socket ): Promise< void > {
		const worker = new Worker( 0, socket, new Lines( socket ) );
		const message = await worker.hear();
		if ( message.t === 'hello' ) {
			this.arrived.get( message.id )?.( worker );
			this.arrived.delete( message.id );
		}
	}
}
