/**
 * npm run contract:compare -- CONTRACT COLLECTION.json
 *
 * Compares a contract file with an exported Postman collection (v2.1).
 * Exit code 0: identical; 1: differences, or parts without an example; 2: a file that cannot be used.
 */
import { run } from './compare-contract/run';

const { code, out, errors } = run( ...process.argv.slice( 2 ) );
process.stdout.write( out );
process.stderr.write( errors );
process.exitCode = code;
