import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../paths';
import getPort from 'get-port';
import { which } from '../run/which';
import { tellingLine } from './apt';
import { debianWordpress, unpackDebianWordpress } from './debian';
import { debianMirrors, likeliestFirst } from './debian-mirrors';
import { temporaryFolder, write } from './testing/folders';

const hasApt = ( await which( 'apt-get' ) ) !== undefined;
const NOBODY = 65_534;
/** Some thirty megabytes come over the network. */
const LOADS = { timeout: 300_000 };

/** Apt as on a machine where no list was ever loaded; with sources, as on a machine that has these. */
function freshApt(
	sources?: Record< string, string >,
	more: string[] = []
): NodeJS.ProcessEnv {
	const dir = temporaryFolder();
	chmodSync( dir, 0o755 );
	mkdirSync( join( dir, 'lists/partial' ), { recursive: true } );
	const settings = [ `Dir::State::lists "${ dir }/lists/";` ];
	if ( sources ) {
		mkdirSync( join( dir, 'parts' ) );
		mkdirSync( join( dir, 'none' ) );
		for ( const [ name, text ] of Object.entries( sources ) ) {
			write( join( dir, 'parts', name ), text );
		}
		settings.push(
			`Dir::Etc::Parts "${ dir }/none/";`,
			'Dir::Etc::SourceList "/dev/null";',
			...more,
			`Dir::Etc::SourceParts "${ dir }/parts/";`
		);
	}
	write( join( dir, 'apt.conf' ), settings.join( '\n' ) );
	return { ...process.env, APT_CONFIG: join( dir, 'apt.conf' ) };
}

function asNobody(
	program: string,
	args: string[],
	env: NodeJS.ProcessEnv = process.env
) {
	return spawnSync(
		'setpriv',
		[
			...[ '--reuid', String( NOBODY ), '--regid', String( NOBODY ) ],
			...[ '--clear-groups', program, ...args ],
		],
		{ env, cwd: projectDir, encoding: 'utf8' }
	);
}

/** Checkout and Node may lie where root alone gets. */
function canNobodyWork(): boolean {
	const read = "require( 'fs' ).accessSync( process.argv[ 1 ] )";
	const file = join( projectDir, 'package.json' );
	return asNobody( process.execPath, [ '-e', read, file ] ).status === 0;
}

function expectWordpress( dir: string ): void {
	const version = readFileSync(
		join( dir, 'wp-includes/version.php' ),
		'utf8'
	).match( /^\$wp_version = '(.+)'/m )?.[ 1 ];
	expect( basename( dir ) ).toBe( `wordpress-${ version }-debian` );
	// The first lies in the package itself, the others behind links into other packages.
	for ( const file of [
		'wp-admin/index.php',
		'wp-includes/js/dist/vendor/lodash.js',
		'wp-includes/js/underscore.min.js',
		'wp-includes/ID3/getid3.php',
		'wp-content/themes/twentytwentyfive/style.css',
	] ) {
		expect( existsSync( join( dir, file ) ), file ).toBe( true );
	}
	expect( existsSync( join( dir, 'wp-config.php' ) ) ).toBe( false );
	expect( readdirSync( dirname( dir ) ) ).toEqual( [ basename( dir ) ] );
}

describe.skipIf( ! hasApt )( 'WordPress from Debian’s packages', () => {
	it( 'is had where apt has no list of packages', LOADS, async () => {
		const env = freshApt();
		const lists = spawnSync( 'apt-get', [ 'indextargets' ], { env } );
		expect( String( lists.stdout ) ).toBe( '' );
		expectWordpress(
			await unpackDebianWordpress( temporaryFolder(), { env } )
		);
	} );

	it( 'is had once: the next time it lies in the cache', async () => {
		const cache = temporaryFolder();
		for ( const version of [ '6.8.9-debian', '6.8.12-debian', '7.1' ] ) {
			mkdirSync( join( cache, `wordpress-${ version }` ) );
		}
		expect( basename( await debianWordpress( cache ) ) ).toBe(
			'wordpress-6.8.12-debian'
		);
		expect( basename( await debianWordpress( cache, '6.8.9' ) ) ).toBe(
			'wordpress-6.8.9-debian'
		);
	} );

	// Where the tests run as another user, that was just tried.
	it.skipIf( process.getuid?.() !== 0 || ! canNobodyWork() )(
		'is had by a user who is not root',
		LOADS,
		() => {
			const cache = temporaryFolder();
			chownSync( cache, NOBODY, NOBODY );
			const { stdout, stderr } = asNobody(
				process.execPath,
				[
					...[ '--import', 'tsx' ],
					fileURLToPath(
						new URL( 'testing/unpack-debian.ts', import.meta.url )
					),
					cache,
				],
				{ ...freshApt(), HOME: cache, TMPDIR: cache }
			);
			expect( stdout, stderr ).toMatch( /\/wordpress-[\d.]+-debian$/ );
			expect( existsSync( join( stdout, 'wp-load.php' ) ) ).toBe( true );
		}
	);

	it( 'of another version is told before it is loaded', LOADS, async () => {
		const cache = temporaryFolder();
		await expect(
			unpackDebianWordpress( cache, {
				env: freshApt(),
				version: '5.0',
			} )
		).rejects.toThrow(
			/^Debian’s packages have WordPress [\d.]+, not 5\.0\.$/
		);
		expect( readdirSync( cache ) ).toEqual( [] );
	} );
} );

const EVERYWHERE = 'http://deb.debian.org/debian';

describe.skipIf( ! hasApt )( 'the mirrors of a machine without lists', () => {
	const oneLine = [
		'# deb http://old.example/debian bookworm main',
		'deb [arch=amd64 signed-by=/etc/apt/keyrings/a.gpg] http://one.example/debian/ bookworm main contrib',
		'deb-src http://sources.example/debian bookworm main',
		'deb http://one.example/debian bookworm-updates main # a remark',
		'deb http://security.example/debian-security bookworm-security main',
		'deb https://apt.vendor.example/repo stable main',
	].join( '\n' );
	const deb822 = [
		'# Made by the installer',
		'Types: deb deb-src',
		'URIs: http://one.example/debian/ http://two.example:8080/pub/debian',
		'Suites: bookworm bookworm-updates',
		'Components: main',
		'# A remark within',
		'Signed-By:',
		' -----BEGIN PGP PUBLIC KEY BLOCK-----',
		' .',
		' mQINBGQ=',
		' -----END PGP PUBLIC KEY BLOCK-----',
		'',
		'Types: deb',
		'URIs: http://off.example/debian',
		'Suites: bookworm',
		'Components: main',
		'Enabled: no',
		'',
		'Types: deb',
		'URIs: mirror+file:/etc/apt/mirrors/debian.list',
		'Suites: bookworm',
		'Components: main',
	].join( '\n' );
	const cases: [ string, Record< string, string >, string[] ][] = [
		[
			'a sources.list',
			{ 'a.list': oneLine },
			[
				'http://one.example/debian',
				'http://security.example/debian',
				'https://apt.vendor.example/repo',
				EVERYWHERE,
			],
		],
		[
			'deb822 sources',
			{ 'a.sources': deb822 },
			[
				'http://one.example/debian',
				'http://two.example:8080/pub/debian',
				'mirror+file:/etc/apt/mirrors/debian.list',
				EVERYWHERE,
			],
		],
		[
			'both, and Debian’s own server',
			{
				'a.list': `deb ${ EVERYWHERE } trixie main`,
				'b.sources':
					'Types: deb\nURIs: http://deb.debian.org/debian-security\nSuites: trixie-security\nComponents: main\n',
			},
			[ EVERYWHERE ],
		],
		[
			'another distribution',
			{ 'a.list': 'deb http://archive.ubuntu.com/ubuntu noble main' },
			[ 'http://archive.ubuntu.com/ubuntu', EVERYWHERE ],
		],
		[ 'no sources', {}, [ EVERYWHERE ] ],
	];
	it.each( cases )( 'with %s', async ( _, sources, mirrors ) => {
		expect( await debianMirrors( freshApt( sources ) ) ).toEqual( mirrors );
	} );

	it( 'with a source that apt cannot read: its words', async () => {
		const env = freshApt( { 'a.list': 'deb http://one.example/debian' } );
		await expect( debianMirrors( env ) ).rejects.toThrow(
			/^`apt-get indextargets .*`: E: Malformed entry 1 in list file .*a\.list/
		);
	} );

	it( 'that cannot be reached: says of each which command failed and how', async () => {
		const proxy = `http://127.0.0.1:${ await getPort( { host: '127.0.0.1' } ) }/`;
		const env = freshApt(
			{ 'a.list': 'deb http://one.example/debian bookworm main' },
			[ `Acquire::http::Proxy "${ proxy }";` ]
		);
		const cache = temporaryFolder();
		const { message } = await unpackDebianWordpress( cache, { env } ).then(
			() => new Error( 'unpacked' ),
			( error: Error ) => error
		);
		expect( message.split( '\n' ) ).toEqual(
			[ 'http://one.example/debian', EVERYWHERE ].map( ( mirror ) =>
				expect.stringMatching(
					`^${ mirror }: \`apt-get update\`: E: Failed to fetch ${ mirror }/dists/trixie/InRelease .*Could not connect to 127.0.0.1`
				)
			)
		);
		expect( readdirSync( cache ) ).toEqual( [] );
	} );
} );

describe( 'likeliestFirst', () => {
	it( 'leaves out discs, and asks the security mirror’s neighbour', () => {
		expect(
			likeliestFirst( [
				'cdrom:[Debian GNU/Linux 12]/',
				'http://security.example/debian-security/',
				'http://security.example/debian-security/',
				'',
			] )
		).toEqual( [ 'http://security.example/debian', EVERYWHERE ] );
	} );
} );

describe( 'of what apt says', () => {
	it.each( [
		[
			'the error that is not the general one',
			"E: Failed to fetch http://a.example/debian/dists/trixie/InRelease  Could not resolve 'a.example'\nE: Some index files failed to download. They have been ignored, or old ones used instead.",
			"E: Failed to fetch http://a.example/debian/dists/trixie/InRelease  Could not resolve 'a.example'",
		],
		[
			'the missing key, where that is why',
			"W: OpenPGP signature verification failed: http://a.example/debian trixie InRelease: The signatures couldn't be verified because no keyring is specified\nE: The repository 'http://a.example/debian trixie InRelease' is not signed.\nN: See apt-secure(8) manpage.",
			"W: OpenPGP signature verification failed: http://a.example/debian trixie InRelease: The signatures couldn't be verified because no keyring is specified",
		],
		[ 'the last line, where none is an error', 'one\ntwo\n', 'two' ],
		[ 'that it said nothing', '\n', 'it said nothing' ],
	] )( '%s is the reason', ( _, output, reason ) => {
		expect( tellingLine( output ) ).toBe( reason );
	} );
} );
