import { describe, expect, it } from 'vitest';
import { standInNote } from './stand-in';
import { temporaryFolder } from '../testing/files';
import { layWoocommerce, layWordpress } from './testing/folders';
import { everything, machine, type Machine } from './testing/machine';
import { listen } from './testing/said';

const said = listen();

const debian = '6.8.12';
type Env = Record< string, string >;

describe( 'a shop', () => {
	it.each< [ string, Machine, string, Env?, ( 'real' | 'stand-in' )? ] >( [
		[
			'is the newest pair where an older one is here',
			{
				has: [ 'wordpress-6.9.7', 'woocommerce-10.5.3' ],
				loads: everything,
			},
			'7.1 + 11.0.1',
		],
		[
			'is the older pair where nothing can be downloaded',
			{
				has: [
					'wordpress-6.9.7',
					'woocommerce-10.5.3',
					'wordpress-7.1',
				],
			},
			'6.9.7 + 10.5.3',
		],
		[
			'is the next pair where wordpress.org lacks one half',
			{
				loads: everything.filter(
					( name ) => ! name.includes( '11.0.1' )
				),
			},
			'6.9.7 + 10.5.3',
		],
		[
			'is what was laid there by hand, before a download',
			{
				has: [ 'wordpress=6.8.3', 'woocommerce=10.7.0' ],
				loads: everything,
			},
			'6.8.3 + 10.7.0',
		],
		[
			'is of halves that are no pair where they fit together',
			{ has: [ 'wordpress-7.1', 'woocommerce-10.7.0' ] },
			'7.1 + 10.7.0',
		],
		[ 'is Debian’s with the stand-in', { debian }, '6.8.12 + stand-in' ],
		[
			'is Debian’s with a WooCommerce that fits',
			{ has: [ 'woocommerce-11.0.1', 'woocommerce-10.5.3' ], debian },
			'6.8.12 + 10.5.3',
		],
		[
			'has the WordPress that was asked for',
			{ has: everything },
			'6.8.8 + 10.0.2',
			{ WP_VERSION: '6.8.8' },
		],
		[
			'has the WooCommerce that was asked for',
			{ has: everything },
			'6.9.7 + 10.5.3',
			{ WC_VERSION: '10.5.3' },
		],
		[
			'has both that were asked for',
			{ has: everything },
			'7.1 + 10.0.2',
			{ WP_VERSION: '7.1', WC_VERSION: '10.0.2' },
		],
		[
			'on the stand-in has Debian’s WordPress',
			{ has: everything, debian },
			'6.8.12 + stand-in',
			{},
			'stand-in',
		],
		[
			'on the stand-in has the WordPress that was asked for',
			{ has: everything, debian },
			'6.9.7 + stand-in',
			{ WP_VERSION: '6.9.7' },
			'stand-in',
		],
		[
			'on the stand-in loads no WooCommerce',
			{ loads: [ 'wordpress-7.1' ] },
			'7.1 + stand-in',
			{},
			'stand-in',
		],
	] )( '%s', async ( _, here, expected, env, wanted ) => {
		const { find } = await machine( here );
		expect( await find( env, wanted ) ).toBe( expected );
	} );

	it( 'is in the cache: nothing is asked for', async () => {
		const { find, server } = await machine( {
			...{ has: everything, loads: everything },
		} );
		expect( await find() ).toBe( '7.1 + 11.0.1' );
		expect( server.asked ).toEqual( [] );
	} );

	it( 'is of folders that were named', async () => {
		const { find } = await machine( { has: [ 'wordpress-6.9.2' ] } );
		const core = layWordpress( temporaryFolder(), '6.8.1' );
		const store = layWoocommerce( temporaryFolder(), '11.0.1', '6.9' );
		expect( await find( { WOOCOMMERCE_DIR: store } ) ).toBe(
			'6.9.2 + 11.0.1'
		);
		expect(
			await find( { WORDPRESS_DIR: core, WP_VERSION: '7.1' }, 'stand-in' )
		).toBe( '6.8.1 + stand-in' );
	} );

	it( 'on the stand-in by need is told of, and so is a WooCommerce that does not fit', async () => {
		const { find } = await machine( {
			has: [ 'woocommerce=11.0.1' ],
			debian,
		} );
		await find();
		expect( said ).toContain( standInNote );
		expect(
			said.filter( ( line ) => line.includes( 'is not tried' ) )
		).toEqual( [
			'WooCommerce 11.0.1 is not tried on WordPress 6.8.12: it asks for 6.9 or newer',
		] );
	} );
} );

describe( 'there is none', () => {
	it.each< [ string, Machine, RegExp, Env?, 'real'? ] >( [
		[
			'where Debian’s is too old',
			{ debian: '6.1.9' },
			/^ *Debian’s packages have WordPress 6\.1\.9, but this plugin needs 6\.8 /m,
		],
		[
			'where there is nothing: both reasons are told',
			{},
			/^WordPress could .*\n {2}http:.*ECONNREFUSED.*\n {2}`apt-get update`: E: no network\n.*WORDPRESS_DIR=/,
		],
		[
			'of another WooCommerce than was asked for',
			{ has: [ 'wordpress-7.1', 'woocommerce=10.7.0' ], debian },
			/^WooCommerce 11\.0\.1 is not here and could not be downloaded: .*ECONNREFUSED/,
			{ WC_VERSION: '11.0.1' },
		],
		[
			'of another WordPress than was asked for',
			{ has: [ 'wordpress-7.1' ], debian },
			/^WordPress 6\.8\.12 is not here and could not be downloaded: .*ECONNREFUSED/,
			{ WP_VERSION: '6.8.12' },
		],
		[
			'of two that do not fit together',
			{ has: everything },
			/^WordPress 6\.8\.8 and WooCommerce 11\.0\.1 do not fit together: /,
			{ WP_VERSION: '6.8.8', WC_VERSION: '11.0.1' },
		],
		[
			'of a WooCommerce that is too new for what can be had',
			{ has: [ 'woocommerce-11.0.1' ], debian },
			/^WooCommerce 11\.0\.1 is not tried on WordPress 6\.8\.12: .*WORDPRESS_DIR=/,
			{ WC_VERSION: '11.0.1' },
		],
		[
			'with the real one, where that is asked for',
			{ debian },
			/^This needs WooCommerce itself, and it cannot be had here\.\n {2}http.*ECONNREFUSED/,
			{},
			'real',
		],
	] )( '%s', async ( _, here, sentence, env, wanted ) => {
		const { find } = await machine( here );
		await expect( find( env, wanted ) ).rejects.toThrow( sentence );
	} );
} );
