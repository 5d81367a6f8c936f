import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, write } from '../testing/files';
import { layWoocommerce, layWordpress, pluginFile } from './testing/folders';
import { compareVersions } from './version';
import { wishesOf } from './wishes';

describe( 'what the environment asks for', () => {
	it( 'is a folder or a version', async () => {
		const dir = layWordpress( temporaryFolder(), '6.9.1' );
		expect(
			await wishesOf( { WORDPRESS_DIR: dir, WC_VERSION: '11.1-rc1' } )
		).toEqual( {
			wordpress: {
				version: '6.9.1',
				source: { dir, version: '6.9.1', origin: 'WORDPRESS_DIR' },
			},
			woocommerce: { version: '11.1-rc1' },
		} );
	} );

	it.each( [
		[ 'WORDPRESS_DIR', 'missing', /which is not there\.$/ ],
		[ 'WORDPRESS_DIR', 'wordpress.zip', /which is no folder\.$/ ],
		[ 'WORDPRESS_DIR', 'old-woocommerce', /which holds no WordPress / ],
		[
			'WORDPRESS_DIR',
			'old-wordpress',
			/6\.7\.2, but .* 6\.8 or newer\.$/,
		],
		[ 'WOOCOMMERCE_DIR', 'other-plugin', /which holds no WooCommerce / ],
		[
			'WOOCOMMERCE_DIR',
			'old-woocommerce',
			/9\.9\.5, but .* 10\.0 or newer/,
		],
		[
			'WP_VERSION',
			'6.7',
			/ 6\.7, but this plugin needs 6\.8 or newer\.$/,
		],
		[ 'WC_VERSION', '9.9.9', / 9\.9\.9, but .* needs 10\.0 or newer\.$/ ],
		[
			'WC_VERSION',
			'../../etc',
			/ must be a version such as 10\.0, not “/,
		],
	] )(
		'%s=%s is refused with one sentence',
		async ( name, value, sentence ) => {
			const dir = badFolders();
			const wished = {
				[ name ]: name.endsWith( '_DIR' ) ? join( dir, value ) : value,
			};
			await expect( wishesOf( wished ) ).rejects.toThrow( sentence );
			await expect( wishesOf( wished ) ).rejects.toThrow( name );
		}
	);
} );

function badFolders(): string {
	const dir = temporaryFolder();
	layWordpress( join( dir, 'old-wordpress' ), '6.7.2' );
	layWoocommerce( join( dir, 'old-woocommerce' ), '9.9.5', '6.6' );
	write(
		join( dir, 'other-plugin/woocommerce.php' ),
		pluginFile( '11.0.1', '6.9', 'Another Shop' )
	);
	write( join( dir, 'wordpress.zip' ), 'PK' );
	return dir;
}

describe( 'compareVersions', () => {
	it.each( [
		[ '6.10', '6.9.7', 1 ],
		[ '6.8', '6.8.0', 0 ],
		[ '6.8.12', '6.8.8', 1 ],
		[ '7.1-RC1', '7.1', 0 ],
		[ '9.9.9', '10.0', -1 ],
	] )( '%s and %s', ( a, b, sign ) => {
		expect( Math.sign( compareVersions( a, b ) ) ).toBe( sign );
	} );
} );
