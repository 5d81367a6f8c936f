/** For a process of its own, run by another user: unpacks Debian's WordPress below the folder named. */
import { runCommandLine } from '../../run/command-line';
import { unpackDebianWordpress } from '../debian';

runCommandLine( async () => {
	const [ cacheDir = '' ] = process.argv.slice( 2 );
	process.stdout.write( await unpackDebianWordpress( cacheDir ) );
} );
