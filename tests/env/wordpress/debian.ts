import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newestFirst } from '../paths';
import { Problem } from '../run/problem';
import { step } from '../run/progress';
import { which } from '../run/which';
import { configureApt, debianKeyring, run } from './apt';
import { debianMirrors } from './debian-mirrors';
import { copyFollowingLinks } from './follow-links';
import { intoPlace } from './into-place';
import { wordpress } from './product';

const SUITE = 'trixie';
const PACKAGES = [
	'wordpress',
	'libjs-cropper',
	'libjs-lodash',
	'libjs-underscore',
	'php-getid3',
	'wordpress-theme-twentytwentyfive',
];

/** The one in the cache, else as unpackDebianWordpress(). */
export async function debianWordpress( cacheDir: string ): Promise< string > {
	const [ kept ] = await newestFirst( cacheDir, /^wordpress-[\d.]+-debian$/ );
	return kept ?? ( await unpackDebianWordpress( cacheDir ) );
}

/**
 * WordPress out of Debian 13's packages, from a mirror that this machine's own
 * apt uses, whatever release it runs. Nothing is installed: apt works on lists
 * and a cache of its own, needs no rights, and the packages are only unpacked.
 *
 * @return the new folder below `cacheDir`, named by the version that it holds
 */
export async function unpackDebianWordpress(
	cacheDir: string,
	env?: NodeJS.ProcessEnv
): Promise< string > {
	for ( const program of [ 'apt-get', 'dpkg-deb' ] ) {
		if ( ! ( await which( program ) ) ) {
			throw new Problem( `This machine has no ${ program }.` );
		}
	}
	return await intoPlace( cacheDir, async ( dir ) => {
		const root = join( dir, 'root' );
		for ( const deb of await downloadPackages( dir, env ) ) {
			await run( 'dpkg-deb', [ '-x', deb, root ], { env } );
		}
		const made = join( dir, 'wordpress' );
		await copyFollowingLinks(
			join( root, 'usr/share/wordpress' ),
			made,
			root
		);
		// Debian's configuration looks below /etc for a site by its host name.
		await rm( join( made, 'wp-config.php' ), { force: true } );
		const source = await wordpress.at( made, 'Debian' );
		if ( ! source ) {
			throw new Problem( 'Debian’s packages hold no WordPress.' );
		}
		return { made, name: `wordpress-${ source.version }-debian` };
	} );
}

/** From the first mirror that has them; else says of each why not. */
async function downloadPackages(
	dir: string,
	env: NodeJS.ProcessEnv | undefined
): Promise< string[] > {
	const reasons: string[] = [];
	for ( const mirror of await debianMirrors( env ) ) {
		const apt = join( dir, `apt-${ reasons.length }` );
		try {
			return await step(
				`Taking WordPress from Debian’s packages (${ mirror })`,
				() => downloadFrom( mirror, apt, env )
			);
		} catch ( error ) {
			if ( ! ( error instanceof Problem ) ) {
				throw error;
			}
			reasons.push( `${ mirror }: ${ error.message }` );
		}
	}
	if ( ! debianKeyring() ) {
		reasons.push(
			'Debian’s keys are not on this machine: apt-get install debian-archive-keyring'
		);
	}
	throw new Problem( reasons.join( '\n' ) );
}

async function downloadFrom(
	mirror: string,
	apt: string,
	env: NodeJS.ProcessEnv | undefined
): Promise< string[] > {
	const config = await configureApt( apt, `deb ${ mirror } ${ SUITE } main` );
	const get = ( ...args: string[] ) =>
		run( 'apt-get', args, {
			settings: [ '-q', '-c', config ],
			cwd: apt,
			env,
		} );
	await get( 'update' );
	await get( 'download', ...PACKAGES );
	const files = await readdir( apt );
	return files
		.filter( ( file ) => file.endsWith( '.deb' ) )
		.map( ( file ) => join( apt, file ) );
}
