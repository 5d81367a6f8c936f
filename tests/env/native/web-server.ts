import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workDir } from '../paths';
import { startService, type Service } from '../run/service';

const router = join(
	dirname( fileURLToPath( import.meta.url ) ),
	'router.php'
);

/** WordPress calls itself (loopback) while it serves a page: one worker would wait for itself. */
const WORKERS = '4';

export async function startWebServer( options: {
	name: string;
	dir: string;
	port: number;
	/** Seconds for which PHP does not look whether a file has changed; the browser keeps scripts and styles for a year. */
	trusts?: number;
} ): Promise< Service > {
	const address = `127.0.0.1:${ options.port }`;
	return await startService( {
		name: 'The web server',
		program: 'php',
		args: [
			...[ '-d', 'opcache.enable_cli=1' ],
			...[ '-d', 'opcache.memory_consumption=192' ],
			...[ '-d', 'opcache.max_accelerated_files=20000' ],
			...[ '-d', `opcache.revalidate_freq=${ options.trusts ?? 0 }` ],
			...[ '-d', 'memory_limit=512M' ],
			...[ '-d', 'max_execution_time=120' ],
			...[ '-S', address, '-t', options.dir, router ],
		],
		cwd: options.dir,
		env: {
			...process.env,
			PHP_CLI_SERVER_WORKERS: WORKERS,
			SORS_WEB_BROWSERS_KEEP: options.trusts === undefined ? '0' : '1',
		},
		logFile: join( workDir, `log/web-${ options.name }.log` ),
		isReady: async () => {
			const response = await fetch( `http://${ address }/wp-login.php`, {
				signal: AbortSignal.timeout( 20_000 ),
			} );
			await response.body?.cancel();
			return response.status === 200;
		},
		timeoutMs: 60_000,
	} );
}
