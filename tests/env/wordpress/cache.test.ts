import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { woocommerce, wordpress } from './product';
import { Supply } from './supply';
import { layWordpress, temporaryFolder, write } from './testing/folders';
import { listen } from './testing/said';

const said = listen();

describe( 'the cache', () => {
	const offline = () => new Supply( temporaryFolder(), 'http://127.0.0.1:9' );

	it( 'serves by hand what was not asked for by version, before a download', async () => {
		const supply = offline();
		layWordpress( join( supply.cacheDir, 'wordpress' ), '6.8.3' );
		const core = await supply.get( wordpress, '7.1', false );
		expect( core?.version ).toBe( '6.8.3' );
		expect( said ).toEqual( [] );
		expect( await supply.get( wordpress, '7.1', true ) ).toBeUndefined();
		expect(
			( await supply.get( wordpress, '6.8.3', true ) )?.version
		).toBe( '6.8.3' );
	} );

	it( 'prefers the folder with the version in its name', async () => {
		const supply = offline();
		layWordpress( join( supply.cacheDir, 'wordpress' ), '6.8.3' );
		layWordpress( join( supply.cacheDir, 'wordpress-7.1' ), '7.1' );
		const core = await supply.get( wordpress, '7.1', false );
		expect( core?.version ).toBe( '7.1' );
	} );

	it( 'passes over a folder by hand that is not supported or none, and says so once', async () => {
		const supply = offline();
		layWordpress( join( supply.cacheDir, 'wordpress' ), '6.4' );
		write( join( supply.cacheDir, 'woocommerce/readme.txt' ), 'Hello' );
		for ( const version of [ '7.1', '6.9.7' ] ) {
			await supply.get( wordpress, version, false );
		}
		await supply.get( woocommerce, '11.0.1', false );
		const lines = said.filter( ( line ) => line.includes( ' holds ' ) );
		expect( lines ).toEqual( [
			`${ supply.cacheDir }/wordpress holds WordPress 6.4, but this plugin needs 6.8 or newer.`,
			`${ supply.cacheDir }/woocommerce holds no WooCommerce.`,
		] );
	} );

	it( 'lists what is supported, newest first', async () => {
		const supply = offline();
		for ( const version of [ '6.8.2', '6.10', '6.7', '6.8.12' ] ) {
			layWordpress(
				join( supply.cacheDir, `wordpress-${ version }` ),
				version
			);
		}
		mkdirSync( join( supply.cacheDir, 'wordpress-9' ) );
		const versions = ( await supply.inCache( wordpress ) ).map(
			( { version } ) => version
		);
		expect( versions ).toEqual( [ '6.10', '6.8.12', '6.8.2' ] );
	} );

	it.each( [
		[
			'holds WordPress 6.9, not',
			( dir: string ) => layWordpress( dir, '6.9' ),
		],
		[
			'holds no WordPress, not',
			( dir: string ) => write( join( dir, 'a.txt' ), '' ),
		],
	] )(
		'does not believe a folder’s name: it %s what it says',
		async ( sentence, fill ) => {
			const supply = offline();
			fill( join( supply.cacheDir, 'wordpress-7.1' ) );
			await expect(
				supply.get( wordpress, '7.1', true )
			).rejects.toThrow( `wordpress-7.1 ${ sentence }` );
		}
	);
} );
