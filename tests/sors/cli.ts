/** npm run sors -- [--port 8090] [--host 127.0.0.1] [--contract FILE] [--seed 1] [--items 2000] [--key KEY] [--latency MS] */
import { parseArgs } from 'node:util';
import { ContractError } from './load-contract';
import { startSorsServer } from './server';

const HELP = `npm run sors -- [options]
  --port N              port, 0 takes any free one (default 8090)
  --host ADDRESS        address to listen on (default 127.0.0.1)
  --contract FILE       contract file (default SORS_CONTRACT_FILE, else contract/sors-api.json)
  --seed N              another assortment for another number (default 1)
  --items N             how many items (default: the hand-written ones)
  --key KEY             API key (default demo-key)
  --latency MS          delay of every answer (default 0)
  --ready-json          print one line of JSON instead of words once it listens
  --exit-with-parent    end when standard input is closed`;

function whole( text: string | undefined, name: string ): number | undefined {
	if ( text === undefined ) {
		return undefined;
	}
	if ( ! /^\d+$/.test( text ) ) {
		throw new ContractError(
			`--${ name } must be a whole number, not "${ text }".`
		);
	}
	return Number( text );
}

function defined< Value >(
	name: string,
	value: Value | undefined
): Record< string, Value > {
	return value === undefined ? {} : { [ name ]: value };
}

async function main(): Promise< void > {
	const { values } = parseArgs( {
		options: {
			port: { type: 'string' },
			host: { type: 'string' },
			contract: { type: 'string' },
			seed: { type: 'string' },
			items: { type: 'string' },
			key: { type: 'string' },
			latency: { type: 'string' },
			'ready-json': { type: 'boolean' },
			'exit-with-parent': { type: 'boolean' },
			help: { type: 'boolean' },
		},
	} );
	if ( values.help ) {
		process.stdout.write( `${ HELP }\n` );
		return;
	}
	const server = await startSorsServer( {
		port: whole( values.port, 'port' ) ?? 8090,
		...defined( 'host', values.host ),
		...defined( 'contract', values.contract ),
		...defined( 'seed', whole( values.seed, 'seed' ) ),
		...defined( 'items', whole( values.items, 'items' ) ),
		...defined( 'key', values.key ),
		...defined( 'latencyMs', whole( values.latency, 'latency' ) ),
	} );
	const { url, controlUrl, key } = server;
	process.stdout.write(
		values[ 'ready-json' ]
			? `${ JSON.stringify( { url, controlUrl, key, pid: process.pid } ) }\n`
			: `SORS server at ${ url }  key: ${ key }  control: ${ controlUrl }  (Ctrl+C ends it)\n`
	);
	const end = () => {
		server.close().then( () => process.exit( 0 ) );
	};
	process.on( 'SIGTERM', end );
	process.on( 'SIGINT', end );
	if ( values[ 'exit-with-parent' ] ) {
		process.stdin.on( 'end', end ).on( 'error', end ).resume();
	}
}

main().catch( ( error: Error ) => {
	process.stderr.write( `${ error.message }\n` );
	process.exit( 1 );
} );
