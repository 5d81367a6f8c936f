/** npm run sors -- [--port 8090] [--contract FILE] [--items 2000] */
import { runCommandLine } from '../env/run/command-line';
import { readOptions, wholeNumber } from '../env/run/options';
import { onEnd } from '../env/run/processes';
import { startSorsServer } from './server';

const HELP = `npm run sors -- [options]
  --port N              port, 0 takes any free one (default 8090)
  --contract FILE       contract file (default SORS_CONTRACT_FILE, else contract/sors-api.json)
  --items N             how many items (default: the hand-written ones)
  --ready-json          print one line of JSON instead of words once it listens`;

runCommandLine( async () => {
	const { values } = readOptions(
		{
			options: {
				port: { type: 'string', default: '8090' },
				contract: { type: 'string' },
				items: { type: 'string' },
				'ready-json': { type: 'boolean' },
			},
		},
		HELP
	);
	const server = await startSorsServer( {
		port: wholeNumber( '--port', values.port, 0 ),
		contract: values.contract,
		items:
			values.items === undefined
				? undefined
				: wholeNumber( '--items', values.items, 0 ),
	} );
	onEnd( server.close );
	const { url, controlUrl, key } = server;
	process.stdout.write(
		values[ 'ready-json' ]
			? `${ JSON.stringify( { url, controlUrl, key } ) }\n`
			: `SORS server at ${ url }  key: ${ key }  control: ${ controlUrl }  (Ctrl+C ends it)\n`
	);
	await new Promise( () => undefined );
} );
