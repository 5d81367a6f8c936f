/** npx tsx tests/schemas/cli.ts SEED: the cases of that seed, one a line, for SchemasTest in PHP. */
import { casesOf } from './cases';

for ( const each of casesOf( Number( process.argv[ 2 ] ) ) ) {
	process.stdout.write( `${ JSON.stringify( each ) }\n` );
}
