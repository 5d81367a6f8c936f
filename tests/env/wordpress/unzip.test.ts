import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AdmZip from 'adm-zip';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './testing/folders';
import { unzip } from './unzip';

const TEXT = 'some text that packs well, '.repeat( 200 );

function archive(): Buffer {
	const zip = new AdmZip();
	zip.addFile( 'folder/file.txt', Buffer.from( TEXT ) );
	zip.addFile( 'folder/below/other.txt', Buffer.from( 'other' ) );
	return zip.toBuffer();
}

describe( 'unzip', () => {
	it( 'lays the files', async () => {
		const dir = temporaryFolder();
		await unzip( archive(), dir );
		const text = readFileSync( join( dir, 'folder/file.txt' ), 'utf8' );
		expect( text ).toBe( TEXT );
		expect( readdirSync( join( dir, 'folder' ) ) ).toEqual( [
			'below',
			'file.txt',
		] );
	} );

	it( 'refuses damage within a file', async () => {
		const bytes = archive();
		const at = bytes.indexOf( 'folder/file.txt' ) + 25;
		bytes.writeUInt8( 255 - bytes.readUInt8( at ), at );
		await expect( unzip( bytes, temporaryFolder() ) ).rejects.toThrow(
			/^The archive is damaged or no ZIP at all: /
		);
	} );

	it.each( [ 0.3, 0.7, 0.99 ] )(
		'refuses an archive of which %f came',
		async ( part ) => {
			const bytes = archive();
			const cut = bytes.subarray( 0, bytes.length * part );
			await expect( unzip( cut, temporaryFolder() ) ).rejects.toThrow(
				/^The archive is damaged or no ZIP at all: /
			);
		}
	);

	it.each( [
		'../outside.txt',
		'folder/../../outside',
		'/absolute.txt',
		'..\\outside.txt',
		'C:/outside.txt',
	] )( 'refuses the path %s and lays nothing', async ( name ) => {
		const zip = new AdmZip();
		zip.addFile( 'folder/file.txt', Buffer.from( TEXT ) );
		zip.addFile( 'x'.repeat( name.length ), Buffer.from( 'evil' ) );
		const bytes = zip.toBuffer();
		// AdmZip itself would not write such a name.
		for (
			let at = bytes.indexOf( 'x'.repeat( name.length ) );
			at >= 0;
			at = bytes.indexOf( 'x'.repeat( name.length ), at )
		) {
			bytes.write( name, at );
		}
		const dir = temporaryFolder();
		await expect( unzip( bytes, join( dir, 'into' ) ) ).rejects.toThrow(
			`The archive has a path outside its folder: ${ name }`
		);
		expect( readdirSync( dir ) ).toEqual( [] );
	} );
} );
