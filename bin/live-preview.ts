/**
 * npm run live-preview: writes .wordpress-org/blueprints/blueprint.json, by
 * which wordpress.org shows the plugin in the browser, from the two PHP files
 * in bin/live-preview/. See --help.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDir } from '../tests/env/paths';
import { runCommandLine } from '../tests/env/run/command-line';
import { readOptions } from '../tests/env/run/options';
import { blueprintFile, blueprintText } from './live-preview/blueprint';
import { tryPreview } from './live-preview/try';

const HELP = `npm run live-preview -- [options]
  --try   plays it in Playground instead of writing it`;

runCommandLine( async () => {
	const { values } = readOptions(
		{ options: { try: { type: 'boolean', default: false } } },
		HELP
	);
	if ( values.try ) {
		process.stdout.write( `${ await tryPreview() }\n` );
		return 0;
	}
	const file = join( projectDir, blueprintFile );
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, blueprintText() );
	return 0;
} );
