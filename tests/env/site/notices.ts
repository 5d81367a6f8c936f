import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pluginSlug, projectDir } from '../paths';

/** As WordPress writes it where WP_DEBUG_LOG is on. */
export const debugLogOf = ( site: string ): string =>
	join( site, 'wp-content/debug.log' );

/** What PHP noticed in our own files, each once. */
export async function ownNotices( log: string ): Promise< string[] > {
	const lines = ( await readFile( log, 'utf8' ).catch( () => '' ) ).split(
		'\n'
	);
	const ours = lines
		.filter( ( line ) =>
			/PHP (Notice|Warning|Deprecated|Fatal|Parse)/.test( line )
		)
		.filter(
			( line ) =>
				line.includes( join( projectDir, 'includes' ) ) ||
				line.includes( `plugins/${ pluginSlug }/` ) ||
				line.includes( `${ pluginSlug }</code>` )
		)
		.map( ( line ) => line.replace( /^\[[^\]]*\] /, '' ) );
	return [ ...new Set( ours ) ].slice( 0, 20 );
}
