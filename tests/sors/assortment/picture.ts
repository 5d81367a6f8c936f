import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ProductImage } from '../model/types';

const PICTURES = 6;

/** Other bytes for every name, the same ones each time: one of a few drawings, with the name behind its end, where no program looks. */
export function picture(
	format: ProductImage[ 'format' ],
	name: string
): Buffer {
	const at = createHash( 'sha256' ).update( name ).digest().readUInt32BE();
	const file = `./pictures/${ 1 + ( at % PICTURES ) }.${ format }`;
	return Buffer.concat( [
		readFileSync( new URL( file, import.meta.url ) ),
		Buffer.from( name ),
	] );
}
