import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import getPort from 'get-port';
import { endEverything } from '../run/processes';
import { woocommerce, wordpress } from './product';
import { Supply } from './supply';
import {
	archiveOf,
	downloadServer,
	half,
	whole,
	type Answer,
} from './testing/download-server';
import { temporaryFolder } from '../testing/files';
import { layWoocommerce, pluginFile } from './testing/folders';
import { listen } from './testing/said';

const CORE = 'release/wordpress-7.1.zip';
const STORE = 'plugin/woocommerce.11.0.1.zip';
const PATIENCE_MS = 300;

const said = listen();

const storeZip = ( version = '11.0.1' ) =>
	archiveOf( {
		'woocommerce/woocommerce.php': pluginFile( version, '6.9' ),
		'woocommerce/includes/deep/file.php': 'deep',
	} );

async function supplyOf( answers: Record< string, Answer > ) {
	const server = await downloadServer( answers );
	const supply = new Supply( temporaryFolder(), server.url, PATIENCE_MS );
	return { server, supply };
}

it( 'becomes a folder named by its version, and is loaded once', async () => {
	const { server, supply } = await supplyOf( {
		[ STORE ]: whole( storeZip() ),
	} );
	const dir = join( supply.cacheDir, 'woocommerce-11.0.1' );
	for ( let times = 0; times < 2; times++ ) {
		expect( await supply.get( woocommerce, '11.0.1', true ) ).toEqual( {
			...{ dir, version: '11.0.1', origin: 'cache', kind: 'real' },
			...{ mainFile: 'woocommerce.php', oldestWordpress: '6.9' },
		} );
	}
	expect(
		readFileSync( join( dir, 'includes/deep/file.php' ), 'utf8' )
	).toBe( 'deep' );
	expect( readdirSync( supply.cacheDir ) ).toEqual( [
		'woocommerce-11.0.1',
	] );
	expect( server.asked ).toEqual( [ STORE ] );
} );

const zip = storeZip();

it.each< [ string, Answer | undefined, RegExp ] >( [
	[ '404', undefined, /answered with HTTP status 404/ ],
	[
		'a cut archive',
		half( zip, 'closed' ),
		/The archive is damaged or no ZIP at all/,
	],
	[
		'half an archive and silence',
		half( zip, 'stalled' ),
		/nothing came for 0\.3 s/,
	],
	[ 'silence', () => undefined, /nothing came for 0\.3 s/ ],
	[
		'HTML in its place',
		( response ) =>
			response
				.writeHead( 200, { 'content-type': 'text/html' } )
				.end( '<html>Please log in to this network.</html>' ),
		/\(43 bytes, text\/html\): The archive is damaged or no ZIP at all/,
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
					'Another'
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
] )( 'of %s leaves nothing and says why', async ( _, answer, reason ) => {
	const { server, supply } = await supplyOf(
		answer ? { [ STORE ]: answer } : {}
	);
	expect( await supply.get( woocommerce, '11.0.1', true ) ).toBe( undefined );
	expect( readdirSync( supply.cacheDir ) ).toEqual( [] );
	const why = supply.whyNot( woocommerce, '11.0.1' );
	expect( why ).toMatch( reason );
	expect( why ).toContain( server.url );
	expect( said.join( '\n' ) ).toContain( why );
} );

it( 'leaves nothing where its command is ended meanwhile', async () => {
	const { supply } = await supplyOf( { [ STORE ]: half( zip, 'stalled' ) } );
	const download = supply.get( woocommerce, '11.0.1', true );
	await vi.waitFor( () =>
		expect( readdirSync( supply.cacheDir ) ).toHaveLength( 1 )
	);
	await endEverything();
	expect( readdirSync( supply.cacheDir ) ).toEqual( [] );
	await download;
} );

it( 'asks a server that is out of reach once', async () => {
	const port = await getPort( { host: '127.0.0.1' } );
	const url = `http://localhost:${ port }`;
	const supply = new Supply( temporaryFolder(), url, PATIENCE_MS );
	await supply.get( wordpress, '7.1', true );
	await supply.get( woocommerce, '11.0.1', true );
	expect( supply.reasons ).toHaveLength( 1 );
	expect( supply.whyNot( woocommerce, '11.0.1' ) ).toMatch(
		/wordpress-7\.1\.zip: .*ECONNREFUSED/
	);
} );

it( 'asks a server that lacks one file for others, and never twice for one', async () => {
	const { server, supply } = await supplyOf( { [ STORE ]: whole( zip ) } );
	await supply.get( wordpress, '7.1', true );
	await supply.get( wordpress, '7.1', true );
	expect( await supply.get( woocommerce, '11.0.1', true ) ).toBeDefined();
	expect( server.asked ).toEqual( [ CORE, STORE ] );
} );

it( 'never takes what a killed command left for a whole one, and removes it when it is a day old', async () => {
	const { server, supply } = await supplyOf( { [ STORE ]: whole( zip ) } );
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
	expect( [ existsSync( old ), existsSync( young ) ] ).toEqual( [
		false,
		true,
	] );
} );
