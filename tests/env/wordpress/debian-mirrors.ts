import { run } from './apt';

/** Has every package of Debian, where the machine's own sources have only a part. */
const EVERYWHERE = 'http://deb.debian.org/debian';

/**
 * Where this machine's apt gets packages from, the likeliest to be a whole
 * Debian first. Apt reads its sources itself, whatever form they have; what it
 * has loaded of them (nothing, on a fresh machine) does not count.
 */
export async function debianMirrors(
	env?: NodeJS.ProcessEnv
): Promise< string[] > {
	const answer = await run(
		'apt-get',
		[
			...[ 'indextargets', '--no-release-info' ],
			...[ '--format', '$(REPO_URI)', 'Created-By: Packages' ],
		],
		{ env }
	);
	return likeliestFirst( answer.split( '\n' ) );
}

export function likeliestFirst( uris: string[] ): string[] {
	const own = uris
		.map( ( uri ) => uri.trim().replace( /\/+$/, '' ) )
		.filter( ( uri ) => uri !== '' && ! uri.startsWith( 'cdrom:' ) );
	const security = own.filter( ( uri ) => uri.endsWith( '-security' ) );
	const others = own.filter( ( uri ) => ! security.includes( uri ) );
	return [
		...new Set( [
			...others.filter( ( uri ) => /debian/i.test( uri ) ),
			// A mirror that has the one mostly has the other beside it.
			...security.map( ( uri ) => uri.replace( /-security$/, '' ) ),
			...others,
			EVERYWHERE,
		] ),
	];
}
