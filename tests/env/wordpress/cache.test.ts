import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { woocommerce, wordpress } from './product';
import { Supply } from './supply';
import { temporaryFolder, write } from '../testing/files';
import { layWordpress } from './testing/folders';
import { listen } from './testing/said';

const said = listen();

/** The cache of a machine without a network, with these versions of WordPress. */
function cacheOf( folders: Record< string, string > ): Supply {
	const supply = new Supply( temporaryFolder(), 'http://127.0.0.1:9' );
	for ( const [ folder, version ] of Object.entries( folders ) ) {
		layWordpress( join( supply.cacheDir, folder ), version );
	}
	return supply;
}

it( 'serves by hand what was not asked for by version, where none has it in its name', async () => {
	const supply = cacheOf( { wordpress: '6.8.3', 'wordpress-7.0': '7.0' } );
	const versionOf = async ( version: string, exactly: boolean ) =>
		( await supply.get( wordpress, version, exactly ) )?.version;
	expect( await versionOf( '7.0', false ) ).toBe( '7.0' );
	expect( await versionOf( '7.1', false ) ).toBe( '6.8.3' );
	expect( await versionOf( '6.8.3', true ) ).toBe( '6.8.3' );
	expect( await versionOf( '7.1', true ) ).toBe( undefined );
} );

it( 'passes over a folder by hand that is not supported or none, and says so once', async () => {
	const supply = cacheOf( { wordpress: '6.4' } );
	write( join( supply.cacheDir, 'woocommerce/readme.txt' ), 'Hello' );
	for ( const version of [ '7.1', '6.9.7' ] ) {
		await supply.get( wordpress, version, false );
	}
	await supply.get( woocommerce, '11.0.1', false );
	expect( said.filter( ( line ) => line.includes( ' holds ' ) ) ).toEqual( [
		`${ supply.cacheDir }/wordpress holds WordPress 6.4, but this plugin needs 6.8 or newer.`,
		`${ supply.cacheDir }/woocommerce holds no WooCommerce.`,
	] );
} );

it( 'lists what is supported, newest first', async () => {
	const supply = cacheOf( {
		...{ 'wordpress-6.8.2': '6.8.2', 'wordpress-6.10': '6.10' },
		...{ 'wordpress-6.7': '6.7', 'wordpress-6.8.12': '6.8.12' },
	} );
	mkdirSync( join( supply.cacheDir, 'wordpress-9' ) );
	const found = await supply.inCache( wordpress );
	expect( found.map( ( { version } ) => version ) ).toEqual( [
		...[ '6.10', '6.8.12', '6.8.2' ],
	] );
} );

it( 'does not believe a folder’s name', async () => {
	const supply = cacheOf( { 'wordpress-7.1': '6.9' } );
	write( join( supply.cacheDir, 'woocommerce-11.0.1/a.txt' ), '' );
	await expect( supply.get( wordpress, '7.1', true ) ).rejects.toThrow(
		'wordpress-7.1 holds WordPress 6.9, not what its name says'
	);
	await expect( supply.get( woocommerce, '11.0.1', true ) ).rejects.toThrow(
		'woocommerce-11.0.1 holds no WooCommerce, not what its name says'
	);
} );
