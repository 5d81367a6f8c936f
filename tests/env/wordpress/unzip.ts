import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { Problem } from '../run/problem';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** Unpacks a ZIP archive with Node alone, since the demo may ask for nothing else. */
export async function unzip( archive: Buffer, into: string ): Promise< void > {
	const root = resolve( into );
	for ( const entry of entriesOf( archive ) ) {
		const target = resolve( root, entry.name );
		if ( target !== root && ! target.startsWith( root + sep ) ) {
			throw new Problem(
				`The archive has a path outside its folder: ${ entry.name }`
			);
		}
		if ( entry.name.endsWith( '/' ) ) {
			await mkdir( target, { recursive: true } );
			continue;
		}
		await mkdir( dirname( target ), { recursive: true } );
		await writeFile( target, contentOf( archive, entry ) );
	}
}

type Entry = {
	name: string;
	method: number;
	compressedSize: number;
	size: number;
	offset: number;
};

function entriesOf( archive: Buffer ): Entry[] {
	let end = archive.length - 22;
	while ( end >= 0 && archive.readUInt32LE( end ) !== END_OF_DIRECTORY ) {
		end--;
	}
	if ( end < 0 ) {
		throw new Problem( 'The downloaded file is no ZIP archive.' );
	}
	const entries: Entry[] = [];
	let at = archive.readUInt32LE( end + 16 );
	for ( let left = archive.readUInt16LE( end + 10 ); left > 0; left-- ) {
		if ( archive.readUInt32LE( at ) !== DIRECTORY_ENTRY ) {
			throw new Problem( 'The downloaded ZIP archive is damaged.' );
		}
		const nameLength = archive.readUInt16LE( at + 28 );
		entries.push( {
			method: archive.readUInt16LE( at + 10 ),
			compressedSize: archive.readUInt32LE( at + 20 ),
			size: archive.readUInt32LE( at + 24 ),
			offset: archive.readUInt32LE( at + 42 ),
			name: archive.toString( 'utf8', at + 46, at + 46 + nameLength ),
		} );
		at +=
			46 +
			nameLength +
			archive.readUInt16LE( at + 30 ) +
			archive.readUInt16LE( at + 32 );
	}
	return entries;
}

function contentOf( archive: Buffer, entry: Entry ): Uint8Array {
	const start =
		entry.offset +
		30 +
		archive.readUInt16LE( entry.offset + 26 ) +
		archive.readUInt16LE( entry.offset + 28 );
	const raw = new Uint8Array(
		archive.subarray( start, start + entry.compressedSize )
	);
	if ( entry.method !== STORED && entry.method !== DEFLATED ) {
		throw new Problem(
			`The archive packs ${ entry.name } in an unknown way.`
		);
	}
	const content =
		entry.method === STORED ? raw : new Uint8Array( inflateRawSync( raw ) );
	if ( content.length !== entry.size ) {
		throw new Problem( `The archive's ${ entry.name } is not complete.` );
	}
	return content;
}
