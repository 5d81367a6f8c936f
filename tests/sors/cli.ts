/** npm run sors -- [--port 8090] [--contract FILE] [--items 2000] */
import { parseArgs } from 'node:util';
import { ContractError } from './load-contract';
import { startSorsServer } from './server';

const HELP = `npm run sors -- [options]
  --port N              port, 0 takes any free one (default 8090)
  --contract FILE       contract file (default SORS_CONTRACT_FILE, else contract/sors-api.json)
  --items N             how many items (default: the hand-written ones)
  --ready-json          print one line of JSON instead of words once it listens`;

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
			contract: { type: 'string' },
			items: { type: 'string' },
			'ready-json': { type: 'boolean' },
			help: { type: 'boolean' },
		},
	} );
	if ( values.help ) {
		process.stdout.write( `${ HELP }\n` );
		return;
	}
	const server = await startSorsServer( {
		port: whole( values.port, 'port' ) ?? 8090,
		...defined( 'contract', values.contract ),
		...defined( 'items', whole( values.items, 'items' ) ),
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
}

main().catch( ( error: Error ) => {
	process.stderr.write( `${ error.message }\n` );
	process.exit( 1 );
} );
