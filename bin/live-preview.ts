/**
 * npm run live-preview: writes .wordpress-org/blueprints/blueprint.json, by
 * which wordpress.org shows the plugin in the browser, from the two PHP files
 * in bin/live-preview/. With --try it plays it in Playground instead.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectDir } from '../tests/env/paths';
import { runCommandLine } from '../tests/env/run/command-line';
import { blueprintFile, blueprintText } from './live-preview/blueprint';
import { tryPreview } from './live-preview/try';

runCommandLine( async () => {
	const { values } = parseArgs( {
		options: { try: { type: 'boolean', default: false } },
	} );
	if ( values.try ) {
		process.stdout.write( `${ await tryPreview() }\n` );
		return 0;
	}
	const file = join( projectDir, blueprintFile );
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, blueprintText() );
	return 0;
} );
