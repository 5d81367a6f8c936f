import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { which } from '../run/which';
import { tellingLine } from './apt';
import { unpackDebianWordpress } from './debian';
import { likeliestFirst } from './debian-mirrors';
import { temporaryFolder, write } from '../testing/files';

const hasApt = ( await which( 'apt-get' ) ) !== undefined;

it.skipIf( ! hasApt )(
	'WordPress from Debian’s packages is had where apt has no list of packages',
	// Some thirty megabytes come over the network.
	{ timeout: 300_000 },
	async () => {
		const [ apt, cache ] = [ temporaryFolder(), temporaryFolder() ];
		mkdirSync( join( apt, 'lists/partial' ), { recursive: true } );
		const config = join( apt, 'apt.conf' );
		write( config, `Dir::State::lists "${ apt }/lists/";` );
		const dir = await unpackDebianWordpress( cache, {
			...{ ...process.env, APT_CONFIG: config },
		} );
		expect( basename( dir ) ).toMatch( /^wordpress-[\d.]+-debian$/ );
		expect( readdirSync( cache ) ).toEqual( [ basename( dir ) ] );
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
	}
);

it( 'asks Debian’s mirrors first, no disc, and the security mirror’s neighbour', () => {
	expect(
		likeliestFirst( [
			'https://apt.vendor.example/repo',
			'cdrom:[Debian GNU/Linux 12]/',
			'http://security.example/debian-security/',
			'http://one.example/debian/',
			'http://one.example/debian',
			'',
		] )
	).toEqual( [
		'http://one.example/debian',
		'http://security.example/debian',
		'https://apt.vendor.example/repo',
		'http://deb.debian.org/debian',
	] );
} );

describe( 'of what apt says', () => {
	it.each( [
		[
			'the error that is not the general one',
			"E: Failed to fetch http://a.example/InRelease  Could not resolve 'a.example'",
			'E: Some index files failed to download. They have been ignored.',
		],
		[
			'the missing key, where that is why',
			"W: OpenPGP signature verification failed: a.example: The signatures couldn't be verified",
			"E: The repository 'http://a.example/debian trixie InRelease' is not signed.",
		],
		[ 'the only line', 'one', '' ],
	] )( '%s is the reason', ( _, reason, other ) => {
		expect( tellingLine( `${ reason }\n${ other }\n` ) ).toBe( reason );
	} );
} );
