import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import getPort from 'get-port';
import { endEverything } from '../run/processes';
import type { DownloadLimits } from './download';
import { woocommerce, wordpress } from './product';
import { Supply } from './supply';
import {
	archiveOf,
	downloadServer,
	half,
	slowly,
	whole,
	type Answer,
} from './testing/download-server';
import {
	layWoocommerce,
	pluginFile,
	temporaryFolder,
	versionFile,
} from './testing/folders';
import { listen } from './testing/said';

const CORE = 'release/wordpress-7.1.zip';
const STORE = 'plugin/woocommerce.11.0.1.zip';
/** Node's words for it differ from release to release. */
const BROKEN = /: (.*content-length.*|other side closed|read ECONNRESET)$/m;
const limits: DownloadLimits = {
	answerMs: 2_000,
	idleMs: 1_000,
	progressMs: 40,
};

const said = listen();

const storeZip = ( version = '11.0.1', padding?: number ) =>
	archiveOf(
		{
			'woocommerce/woocommerce.php': pluginFile( version, '6.9' ),
			'woocommerce/includes/deep/file.php': 'deep',
		},
		padding
	);

async function fetchStore( answer: Answer | undefined ) {
	const server = await downloadServer( answer ? { [ STORE ]: answer } : {} );
	const supply = new Supply( temporaryFolder(), server.url, limits );
	const store = await supply.get( woocommerce, '11.0.1', true );
	return { server, supply, store, left: readdirSync( supply.cacheDir ) };
}

describe( 'a download', () => {
	it( 'becomes a folder named by its version', async () => {
		const { store, left, supply, server } = await fetchStore(
			whole( storeZip() )
		);
		expect( store ).toEqual( {
			dir: join( supply.cacheDir, 'woocommerce-11.0.1' ),
			version: '11.0.1',
			origin: 'cache',
			kind: 'real',
			mainFile: 'woocommerce.php',
			oldestWordpress: '6.9',
		} );
		expect(
			readFileSync(
				join(
					supply.cacheDir,
					'woocommerce-11.0.1/includes/deep/file.php'
				),
				'utf8'
			)
		).toBe( 'deep' );
		expect( left ).toEqual( [ 'woocommerce-11.0.1' ] );

		await supply.get( woocommerce, '11.0.1', true );
		expect( server.asked ).toEqual( [ STORE ] );
	} );

	it( 'of WordPress comes from its own place', async () => {
		const zip = archiveOf( {
			'wordpress/wp-includes/version.php': versionFile( '7.1' ),
		} );
		const server = await downloadServer( { [ CORE ]: whole( zip ) } );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		const core = await supply.get( wordpress, '7.1', true );
		expect( core?.version ).toBe( '7.1' );
	} );

	it( 'follows where the server sends it', async () => {
		const server = await downloadServer( {
			[ STORE ]: ( response ) =>
				response.writeHead( 302, { location: '/elsewhere' } ).end(),
			elsewhere: whole( storeZip() ),
		} );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		expect( await supply.get( woocommerce, '11.0.1', true ) ).toBeDefined();
	} );

	it( 'may take its time while something comes', async () => {
		const { store } = await fetchStore( slowly( storeZip(), 8, 160 ) );
		expect( store ).toBeDefined();
	} );

	it( 'says how far it is', async () => {
		const zip = storeZip( '11.0.1', 3_000_000 );
		await fetchStore( slowly( zip, 6, 60 ) );
		const lines = said.filter( ( line ) => line.includes( ' MB' ) );
		expect( lines.length ).toBeGreaterThan( 1 );
		for ( const line of lines ) {
			expect( line ).toMatch(
				/^WooCommerce 11\.0\.1: [\d.]+ of 3\.0 MB$/
			);
		}
	} );

	it( 'says how far it is where its length is not known', async () => {
		const zip = storeZip( '11.0.1', 3_000_000 );
		await fetchStore( slowly( zip, 6, 60, false ) );
		expect( said.join( '\n' ) ).toMatch(
			/^WooCommerce 11\.0\.1: [\d.]+ MB so far$/m
		);
	} );
} );

describe( 'a download that fails leaves nothing and says why:', () => {
	const zip = storeZip();
	const length = `Content-Length: ${ zip.length }`;
	const cases: [ string, Answer | undefined, RegExp ][] = [
		[ '404', undefined, /answered with HTTP status 404/ ],
		[
			'503',
			( response ) => response.writeHead( 503 ).end(),
			/answered with HTTP status 503/,
		],
		[ 'closed in the middle', half( zip, [ length ], 'closed' ), BROKEN ],
		[ 'reset in the middle', half( zip, [ length ], 'reset' ), BROKEN ],
		[
			'closed in the middle, of a length that was not given',
			half( zip, [], 'closed' ),
			/The archive is damaged or no ZIP at all/,
		],
		[
			'stalled in the middle',
			half( zip, [ length ], 'stalled' ),
			/: nothing came for 1 s/,
		],
		[
			'HTML in its place',
			( response ) =>
				response
					.writeHead( 200, { 'content-type': 'text/html' } )
					.end( '<html>Please log in to this network.</html>' ),
			/\(43 bytes, text\/html\): The archive is damaged or no ZIP at all/,
		],
		[
			'nothing in its place',
			( response ) => response.writeHead( 200 ).end(),
			/11\.0\.1\.zip .*(no ZIP at all|holds no WooCommerce)/,
		],
		[
			'another plugin',
			whole( archiveOf( { 'akismet/akismet.php': '<?php' } ) ),
			/holds no WooCommerce/,
		],
		[
			'another plugin under its name',
			whole(
				archiveOf( {
					'woocommerce/woocommerce.php': pluginFile(
						'11.0.1',
						'6.9',
						'Another Shop'
					),
				} )
			),
			/holds no WooCommerce/,
		],
		[
			'another version',
			whole( storeZip( '10.9.0' ) ),
			/holds WooCommerce 10\.9\.0, not 11\.0\.1/,
		],
	];
	it.each( cases )( '%s', async ( _, answer, reason ) => {
		const { store, supply, left, server } = await fetchStore( answer );
		expect( store ).toBeUndefined();
		expect( left ).toEqual( [] );
		expect( supply.whyNot( woocommerce, '11.0.1' ) ).toMatch( reason );
		expect( supply.whyNot( woocommerce, '11.0.1' ) ).toContain(
			server.url
		);
		expect( said.join( '\n' ) ).toMatch( reason );
	} );

	it( 'no server at all', async () => {
		const supply = new Supply(
			temporaryFolder(),
			`http://localhost:${ await getPort( { host: '127.0.0.1' } ) }`,
			limits
		);
		await supply.get( woocommerce, '11.0.1', true );
		expect( supply.reasons.join() ).toMatch( /ECONNREFUSED/ );
	} );

	it( 'a server that does not answer', async () => {
		const server = await downloadServer( { [ STORE ]: () => undefined } );
		const supply = new Supply( temporaryFolder(), server.url, {
			...limits,
			answerMs: 200,
		} );
		await supply.get( woocommerce, '11.0.1', true );
		expect( supply.reasons.join() ).toMatch( /nothing came for 0.2 s/ );
	} );

	it( 'a command that is ended meanwhile', async () => {
		const server = await downloadServer( {
			[ STORE ]: half( zip, [ length ], 'stalled' ),
		} );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		const download = supply.get( woocommerce, '11.0.1', true );
		await vi.waitFor( () =>
			expect( readdirSync( supply.cacheDir ) ).toHaveLength( 1 )
		);
		await endEverything();
		expect( readdirSync( supply.cacheDir ) ).toEqual( [] );
		await download;
	} );
} );

describe( 'a server that', () => {
	it( 'is out of reach is asked once', async () => {
		const server = await downloadServer( {
			[ CORE ]: ( { socket } ) => socket?.destroy(),
		} );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		await supply.get( wordpress, '7.1', true );
		await supply.get( woocommerce, '11.0.1', true );
		expect( server.asked ).toEqual( [ CORE ] );
		expect( supply.whyNot( woocommerce, '11.0.1' ) ).toMatch(
			/wordpress-7\.1\.zip: other side closed/
		);
	} );

	it( 'lacks one file is asked for others, and never twice for one', async () => {
		const server = await downloadServer( {
			[ STORE ]: whole( storeZip() ),
		} );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		expect( await supply.get( wordpress, '7.1', true ) ).toBeUndefined();
		expect( await supply.get( wordpress, '7.1', true ) ).toBeUndefined();
		expect( await supply.get( woocommerce, '11.0.1', true ) ).toBeDefined();
		expect( server.asked ).toEqual( [ CORE, STORE ] );
	} );
} );

describe( 'what a killed command left', () => {
	it( 'is never taken for a whole one and goes when it is a day old', async () => {
		const server = await downloadServer( {
			[ STORE ]: whole( storeZip() ),
		} );
		const supply = new Supply( temporaryFolder(), server.url, limits );
		const old = join( supply.cacheDir, '.part-old' );
		const young = join( supply.cacheDir, '.part-young' );
		for ( const dir of [ old, young ] ) {
			layWoocommerce( join( dir, 'woocommerce' ), '11.0.1', '6.9' );
		}
		const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
		utimesSync( old, twoDaysAgo, twoDaysAgo );

		expect( await supply.inCache( woocommerce ) ).toEqual( [] );
		await supply.get( woocommerce, '11.0.1', true );
		expect( server.asked ).toEqual( [ STORE ] );
		expect( existsSync( old ) ).toBe( false );
		expect( existsSync( young ) ).toBe( true );
	} );
} );
