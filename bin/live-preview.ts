/**
 * npm run live-preview: writes .wordpress-org/blueprints/blueprint.json, by
 * which wordpress.org shows the plugin in the browser, from the two PHP files
 * in bin/live-preview/.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDir } from '../tests/env/paths';
import { blueprintFile, blueprintText } from './live-preview/blueprint';

const file = join( projectDir, blueprintFile );
mkdirSync( dirname( file ), { recursive: true } );
writeFileSync( file, blueprintText() );
