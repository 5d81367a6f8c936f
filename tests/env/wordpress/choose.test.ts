import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import getPort from 'get-port';
import { Problem } from '../run/problem';
import { choose, type WantedStore } from './choose';
import { havePair } from './find';
import { standInNote } from './stand-in';
import { Supply } from './supply';
import {
	archiveOf,
	downloadServer,
	whole,
	type Answer,
} from './testing/download-server';
import {
	layWoocommerce,
	layWordpress,
	pluginFile,
	temporaryFolder,
	versionFile,
} from './testing/folders';
import { wishesOf } from './wishes';

const pairs = [
	{ name: 'oldest', wordpress: '6.8.8', woocommerce: '10.0.2' },
	{ name: 'middle', wordpress: '6.9.7', woocommerce: '10.5.3' },
	{ name: 'newest', wordpress: '7.1', woocommerce: '11.0.1' },
];
/** What each of them asks for. */
const oldest: Record< string, string > = {
	'10.0.2': '6.7',
	'10.5.3': '6.8',
	'10.7.0': '6.8',
	'11.0.1': '6.9',
};

const said: string[] = [];
beforeEach( () => {
	said.length = 0;
	vi.spyOn( process.stderr, 'write' ).mockImplementation( ( text ) => {
		said.push(
			String( text )
				.replace( /^\[.*?\] /, '' )
				.trimEnd()
		);
		return true;
	} );
	return () => vi.restoreAllMocks();
} );

type Machine = {
	/** Names of folders in the cache; `wordpress=6.8.3` is one without a version in its name. */
	has?: string[];
	/** What wordpress.org has, by the same names; without it nothing answers. */
	loads?: string[];
	/** The version that Debian's packages have. */
	debian?: string;
};

async function machine( { has = [], loads, debian }: Machine ) {
	const cache = temporaryFolder();
	for ( const name of has ) {
		lay( cache, name );
	}
	const server = await downloadServer(
		Object.fromEntries( ( loads ?? [] ).map( archive ) )
	);
	const closed = `http://127.0.0.1:${ await getPort( { host: '127.0.0.1' } ) }`;
	const supply = new Supply( cache, loads ? server.url : closed );
	const asked: ( string | undefined )[] = [];
	return {
		cache,
		server,
		supply,
		debianAsked: asked,
		find: async (
			env: Record< string, string > = {},
			wanted: WantedStore = 'any'
		) => {
			const { wordpress, store } = await choose( {
				wanted,
				wishes: await wishesOf( env ),
				pairs,
				supply,
				debian: async ( version ) => {
					asked.push( version );
					if ( ! debian ) {
						throw new Problem( '`apt-get update`: E: no network' );
					}
					return layWordpress(
						join( cache, `wordpress-${ debian }` ),
						debian
					);
				},
			} );
			return `${ wordpress.version } + ${ store.kind === 'real' ? store.version : 'stand-in' }`;
		},
	};
}

function lay( cache: string, name: string ): void {
	const [ folder, version ] = name.split( /[=-]/ ) as [ string, string ];
	const dir = join( cache, name.replace( /=.*/, '' ) );
	if ( folder === 'wordpress' ) {
		layWordpress( dir, version );
	} else {
		layWoocommerce( dir, version, oldest[ version ] ?? '6.8' );
	}
}

function archive( name: string ): [ string, Answer ] {
	const [ folder, version ] = name.split( '-' ) as [ string, string ];
	return folder === 'wordpress'
		? [
				`release/wordpress-${ version }.zip`,
				whole(
					archiveOf( {
						'wordpress/wp-includes/version.php':
							versionFile( version ),
					} )
				),
			]
		: [
				`plugin/woocommerce.${ version }.zip`,
				whole(
					archiveOf( {
						'woocommerce/woocommerce.php': pluginFile(
							version,
							oldest[ version ] ?? '6.8'
						),
					} )
				),
			];
}

const everything = pairs.flatMap( ( pair ) => [
	`wordpress-${ pair.wordpress }`,
	`woocommerce-${ pair.woocommerce }`,
] );

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

	it( 'the real one is not replaced', async () => {
		const { find } = await machine( { debian: '6.8.12' } );
		await expect( find( {}, 'real' ) ).rejects.toThrow(
			/^This needs WooCommerce itself, and it cannot be had here\.\n {2}http.*ECONNREFUSED/
		);
	} );
} );

describe( 'havePair', () => {
	const [ oldestPair, , newestPair ] = pairs as [
		( typeof pairs )[ 0 ],
		( typeof pairs )[ 0 ],
		( typeof pairs )[ 0 ],
	];

	it( 'answers both halves, downloaded where they are not here', async () => {
		const { supply } = await machine( {
			has: [ 'wordpress-7.1' ],
			loads: everything,
		} );
		expect( await havePair( newestPair, supply ) ).toMatchObject( {
			wordpress: { version: '7.1' },
			store: { version: '11.0.1', kind: 'real' },
		} );
	} );

	it( 'says why one half cannot be had', async () => {
		const { supply } = await machine( {
			has: [ 'wordpress-6.8.8', 'woocommerce=10.7.0' ],
		} );
		expect( await havePair( oldestPair, supply ) ).toMatch(
			/^WooCommerce 10\.0\.2 is not here and could not be downloaded: .*ECONNREFUSED 127\.0\.0\.1:\d+$/
		);
		expect( await havePair( newestPair, supply ) ).toMatch(
			/^WordPress 7\.1 is not here and could not be downloaded: .*ECONNREFUSED 127\.0\.0\.1:\d+$/
		);
	} );

	it( 'says what is wrong with a folder', async () => {
		const { supply, cache } = await machine( {} );
		layWordpress( join( cache, 'wordpress-7.1' ), '6.9' );
		expect( await havePair( newestPair, supply ) ).toMatch(
			/wordpress-7\.1 holds WordPress 6\.9, not what its name says: remove it\.$/
		);
	} );
} );
