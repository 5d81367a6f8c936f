import {
	copyFile,
	mkdir,
	readdir,
	readlink,
	rm,
	stat,
	writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { command } from '../run/command';
import { which } from '../run/which';
import { intoPlace } from './download';

const SUITE = 'trixie';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const PACKAGES = [
	'wordpress',
	'libjs-cropper',
	'libjs-lodash',
	'libjs-underscore',
	'php-getid3',
	'wordpress-theme-twentytwentyfive',
];

/**
 * WordPress out of Debian 13's packages, from the mirror that this machine's
 * own apt uses, whatever release it runs. Nothing is installed: apt works on
 * lists and a cache of its own, and the packages are only unpacked.
 *
 * @return false where apt or a Debian mirror is missing
 */
export async function unpackDebianWordpress(
	target: string
): Promise< boolean > {
	if ( ! ( await which( 'apt-get' ) ) || ! ( await which( 'dpkg-deb' ) ) ) {
		return false;
	}
	const mirror = await debianMirror();
	if ( ! mirror ) {
		return false;
	}
	await intoPlace( target, async ( dir ) => {
		const root = join( dir, 'root' );
		for ( const deb of await downloadPackages( dir, mirror ) ) {
			await command( 'dpkg-deb', [ '-x', deb, root ], {
				timeoutMs: 60_000,
			} );
		}
		const made = join( dir, 'wordpress' );
		await copyFollowingLinks(
			join( root, 'usr/share/wordpress' ),
			made,
			root
		);
		// Debian's configuration looks below /etc for a site by its host name.
		await rm( join( made, 'wp-config.php' ), { force: true } );
		return made;
	} );
	return true;
}

async function debianMirror(): Promise< string | undefined > {
	const targets = await command(
		'apt-get',
		[ 'indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages' ],
		{ timeoutMs: 30_000 }
	);
	return targets.split( '\n' ).find( ( uri ) => /\/debian\/?$/.test( uri ) );
}

async function downloadPackages(
	dir: string,
	mirror: string
): Promise< string[] > {
	const apt = join( dir, 'apt' );
	await mkdir( join( apt, 'lists/partial' ), { recursive: true } );
	await mkdir( join( apt, 'cache/archives/partial' ), { recursive: true } );
	await mkdir( join( apt, 'parts' ) );
	await mkdir( join( apt, 'debs' ) );
	await writeFile(
		join( apt, 'sources.list' ),
		`deb [signed-by=${ KEYRING }] ${ mirror } ${ SUITE } main\n`
	);
	const options = [
		`Dir::Etc::sourcelist=${ apt }/sources.list`,
		`Dir::Etc::sourceparts=${ apt }/parts`,
		`Dir::State::lists=${ apt }/lists`,
		`Dir::Cache=${ apt }/cache`,
		'APT::Sandbox::User=root',
		'APT::Update::Post-Invoke-Success=',
		'Acquire::Languages=none',
		'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false',
	].flatMap( ( option ) => [ '-o', option ] );
	await command( 'apt-get', [ ...options, 'update' ], {
		timeoutMs: 180_000,
	} );
	await command( 'apt-get', [ ...options, 'download', ...PACKAGES ], {
		cwd: join( apt, 'debs' ),
		timeoutMs: 180_000,
	} );
	const debs = await readdir( join( apt, 'debs' ) );
	return debs.map( ( deb ) => join( apt, 'debs', deb ) );
}

/** Debian replaces bundled libraries by links; they are resolved inside the unpacked root. */
async function copyFollowingLinks(
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
