import { describe, expect, it } from 'vitest';
import { standInNote } from './stand-in';
import {
	layWoocommerce,
	layWordpress,
	temporaryFolder,
} from './testing/folders';
import { everything, machine } from './testing/machine';
import { listen } from './testing/said';

const said = listen();

describe( 'without a wish', () => {
	it( 'the newest pair is taken from the cache, and nothing is asked for', async () => {
		const { find, server } = await machine( {
			has: everything,
			loads: everything,
		} );
		expect( await find() ).toBe( '7.1 + 11.0.1' );
		expect( server.asked ).toEqual( [] );
	} );

	it( 'the newest pair is downloaded where an older one lies in the cache', async () => {
		const { find, server } = await machine( {
			has: [ 'wordpress-6.9.7', 'woocommerce-10.5.3' ],
			loads: everything,
		} );
		expect( await find() ).toBe( '7.1 + 11.0.1' );
		expect( server.asked ).toHaveLength( 2 );
	} );

	it( 'the older pair serves where nothing can be downloaded', async () => {
		const { find } = await machine( {
			has: [ 'wordpress-6.9.7', 'woocommerce-10.5.3', 'wordpress-7.1' ],
		} );
		expect( await find() ).toBe( '6.9.7 + 10.5.3' );
	} );

	it( 'the next pair serves where wordpress.org lacks one half', async () => {
		const { find } = await machine( {
			loads: everything.filter( ( name ) => ! name.includes( '11.0.1' ) ),
		} );
		expect( await find() ).toBe( '6.9.7 + 10.5.3' );
	} );

	it( 'what was laid there by hand goes before a download', async () => {
		const { find, server } = await machine( {
			has: [ 'wordpress=6.8.3', 'woocommerce=10.7.0' ],
			loads: everything,
		} );
		expect( await find() ).toBe( '6.8.3 + 10.7.0' );
		expect( server.asked ).toEqual( [] );
	} );

	it( 'halves that are no pair serve where they fit together', async () => {
		const { find } = await machine( {
			has: [ 'wordpress-7.1', 'woocommerce-10.7.0' ],
		} );
		expect( await find() ).toBe( '7.1 + 10.7.0' );
	} );
} );

describe( 'Debian’s WordPress', () => {
	it( 'is taken with the stand-in where there is nothing else', async () => {
		const { find, debianAsked } = await machine( { debian: '6.8.12' } );
		expect( await find() ).toBe( '6.8.12 + stand-in' );
		expect( debianAsked ).toEqual( [ undefined ] );
		expect( said ).toContain( standInNote );
		expect( standInNote ).toContain(
			'WOOCOMMERCE_DIR=/path/to/woocommerce'
		);
	} );

	it( 'is kept: the next time it comes from the cache', async () => {
		const { find, debianAsked } = await machine( { debian: '6.8.12' } );
		await find();
		expect( await find() ).toBe( '6.8.12 + stand-in' );
		expect( debianAsked ).toHaveLength( 1 );
	} );

	it( 'gets a WooCommerce that fits; one that does not is named and not tried', async () => {
		const { find } = await machine( {
			has: [ 'woocommerce-11.0.1', 'woocommerce-10.5.3' ],
			debian: '6.8.12',
		} );
		expect( await find() ).toBe( '6.8.12 + 10.5.3' );
		expect( said ).toContain(
			'WooCommerce 11.0.1 is not tried on WordPress 6.8.12: it asks for 6.9 or newer'
		);
	} );

	it( 'gets the stand-in where the only WooCommerce does not fit', async () => {
		const { find } = await machine( {
			has: [ 'woocommerce=11.0.1' ],
			debian: '6.8.12',
		} );
		expect( await find() ).toBe( '6.8.12 + stand-in' );
		expect(
			said.filter( ( line ) => line.includes( 'is not tried' ) )
		).toHaveLength( 1 );
	} );

	it( 'is refused where it is older than the plugin supports', async () => {
		const { find } = await machine( { debian: '6.1.9' } );
		await expect( find() ).rejects.toThrow(
			'Debian’s packages have WordPress 6.1.9, but this plugin needs 6.8 or newer.'
		);
	} );

	it( 'is not to be had: both reasons are told', async () => {
		const { find } = await machine( {} );
		const { message } = await find().then(
			() => new Error( 'found' ),
			( error: Error ) => error
		);
		expect( message.split( '\n' ) ).toEqual( [
			'WordPress could neither be downloaded from wordpress.org nor taken from Debian’s packages.',
			expect.stringMatching(
				/^ {2}http:\/\/.*\/release\/wordpress-7\.1\.zip: connect ECONNREFUSED 127\.0\.0\.1:\d+$/
			),
			'  `apt-get update`: E: no network',
			'Unpack it somewhere and name the folder: WORDPRESS_DIR=/path/to/wordpress',
		] );
	} );
} );

describe( 'a wish', () => {
	it.each( [
		[ { WP_VERSION: '6.8.8' }, '6.8.8 + 10.0.2' ],
		[ { WC_VERSION: '10.5.3' }, '6.9.7 + 10.5.3' ],
		[ { WP_VERSION: '7.1', WC_VERSION: '10.0.2' }, '7.1 + 10.0.2' ],
		[ { WP_VERSION: '6.9.9' }, '6.9.9 + 11.0.1' ],
	] )( '%o gives %s', async ( env, expected ) => {
		const { find } = await machine( {
			has: [ ...everything, 'wordpress-6.9.9' ],
		} );
		expect( await find( env ) ).toBe( expected );
	} );

	it( 'for a folder wins over one for a version', async () => {
		const { find } = await machine( { has: everything } );
		const dir = layWordpress( temporaryFolder(), '6.8.1' );
		expect( await find( { WORDPRESS_DIR: dir, WP_VERSION: '7.1' } ) ).toBe(
			'6.8.1 + 10.5.3'
		);
	} );

	it( 'is never served by another version that lies there by hand', async () => {
		const { find } = await machine( {
			has: [ 'wordpress-7.1', 'woocommerce=10.7.0' ],
			debian: '6.8.12',
		} );
		await expect( find( { WC_VERSION: '11.0.1' } ) ).rejects.toThrow(
			/^WooCommerce 11\.0\.1 is not here and could not be downloaded: .*ECONNREFUSED/
		);
	} );

	it( 'for a WordPress that only Debian has is served by it', async () => {
		const { find, debianAsked } = await machine( { debian: '6.8.12' } );
		expect( await find( { WP_VERSION: '6.8.12' } ) ).toBe(
			'6.8.12 + stand-in'
		);
		expect( debianAsked ).toEqual( [ '6.8.12' ] );
	} );

	it( 'for two that do not fit together is refused', async () => {
		const { find } = await machine( { has: everything } );
		await expect(
			find( { WP_VERSION: '6.8.8', WC_VERSION: '11.0.1' } )
		).rejects.toThrow(
			'WordPress 6.8.8 and WooCommerce 11.0.1 do not fit together: this WooCommerce asks for WordPress 6.9 or newer.'
		);
	} );

	it( 'for a WooCommerce that is too new for what can be had is refused', async () => {
		const { find } = await machine( { debian: '6.8.12' } );
		const dir = layWoocommerce( temporaryFolder(), '11.0.1', '6.9' );
		await expect( find( { WOOCOMMERCE_DIR: dir } ) ).rejects.toThrow(
			'WooCommerce 11.0.1 is not tried on WordPress 6.8.12: it asks for 6.9 or newer. Name a newer WordPress: WORDPRESS_DIR='
		);
	} );

	it( 'for a WooCommerce finds a WordPress in the cache that fits', async () => {
		const { find } = await machine( {
			has: [ 'wordpress-6.8.8', 'wordpress-6.9.2' ],
		} );
		const dir = layWoocommerce( temporaryFolder(), '11.0.1', '6.9' );
		expect( await find( { WOOCOMMERCE_DIR: dir } ) ).toBe(
			'6.9.2 + 11.0.1'
		);
	} );
} );

describe( 'the kind of store', () => {
	it( 'the stand-in needs no WooCommerce and loads none', async () => {
		const { find, server } = await machine( { loads: everything } );
		expect( await find( {}, 'stand-in' ) ).toBe( '7.1 + stand-in' );
		expect( server.asked ).toEqual( [ 'release/wordpress-7.1.zip' ] );
	} );

	it( 'the stand-in has Debian’s WordPress, as on a new machine, unless another one is asked for', async () => {
		const { find } = await machine( {
			has: everything,
			debian: '6.8.12',
		} );
		expect( await find( {}, 'stand-in' ) ).toBe( '6.8.12 + stand-in' );
		expect( await find( { WP_VERSION: '6.9.7' }, 'stand-in' ) ).toBe(
			'6.9.7 + stand-in'
		);
	} );

	it( 'the real one is not replaced', async () => {
		const { find } = await machine( { debian: '6.8.12' } );
		await expect( find( {}, 'real' ) ).rejects.toThrow(
			/^This needs WooCommerce itself, and it cannot be had here\.\n {2}http.*ECONNREFUSED/
		);
	} );
} );
