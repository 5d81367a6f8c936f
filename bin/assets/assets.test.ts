/** .wordpress-org/ has what bin/assets.ts makes, in the sizes that wordpress.org asks for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { DRAWN, SCREENSHOTS, screenshotFile } from './list';

const bytes = ( file: string ) => readFileSync( join( projectDir, file ) );

it.each( DRAWN )( 'has $file in its size', ( { file, width, height } ) => {
	const png = bytes( `.wordpress-org/${ file }` );
	// A PNG begins with its signature and the chunk that has its size.
	expect( png.toString( 'latin1', 1, 4 ) ).toBe( 'PNG' );
	expect( [ png.readUInt32BE( 16 ), png.readUInt32BE( 20 ) ] ).toEqual( [
		width,
		height,
	] );
} );

describe( 'screenshots', () => {
	it( 'are those of docs/screenshots as they are now', () => {
		const stale = SCREENSHOTS.filter(
			( name, index ) =>
				! bytes( `docs/screenshots/en/${ name }` ).equals(
					bytes( `.wordpress-org/${ screenshotFile( index ) }` )
				)
		);
		expect( stale, 'npm run assets brings them up to date' ).toEqual( [] );
	} );

	it( 'have a caption each in readme.txt', () => {
		const [ , section ] = bytes( 'readme.txt' )
			.toString()
			.split( '== Screenshots ==' );
		const captions = section!.split( '\n==' )[ 0 ]!.match( /^\d+\. /gm );
		expect( captions ).toEqual(
			SCREENSHOTS.map( ( _, index ) => `${ index + 1 }. ` )
		);
	} );

	it( 'are all that there is', () => {
		expect(
			readdirSync( join( projectDir, '.wordpress-org' ) )
				.filter( ( name ) => name.startsWith( 'screenshot-' ) )
				.sort()
		).toEqual( SCREENSHOTS.map( ( _, index ) => screenshotFile( index ) ) );
	} );
} );
