import { copyFile, mkdir, readdir, readlink, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';

/** Debian replaces bundled libraries by links; they are resolved inside the unpacked root. */
export async function copyFollowingLinks(
	from: string,
	to: string,
	root: string
): Promise< void > {
	await mkdir( to, { recursive: true } );
	for ( const entry of await readdir( from, { withFileTypes: true } ) ) {
		const source = join( from, entry.name );
		const target = join( to, entry.name );
		const real = entry.isSymbolicLink()
			? await followed( source, root )
			: source;
		// A link to a file of the running system that is not there, such as /etc/wordpress.
		if ( ! real ) {
			continue;
		}
		if ( ( await stat( real ) ).isDirectory() ) {
			await copyFollowingLinks( real, target, root );
		} else {
			await copyFile( real, target );
		}
	}
}

async function followed(
	link: string,
	root: string
): Promise< string | undefined > {
	const inside = '/' + relative( root, dirname( link ) );
	const target = resolve( inside, await readlink( link ) );
	// Certificates are the one thing that is taken from the system itself.
	for ( const candidate of [ join( root, target ), target ] ) {
		if ( await stat( candidate ).catch( () => undefined ) ) {
			return candidate;
		}
	}
	return undefined;
}
