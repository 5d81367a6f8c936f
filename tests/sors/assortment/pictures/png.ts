/** PNG of a drawing, with a palette of two colours at one bit a pixel. */
import { crc32, deflateSync } from 'node:zlib';
import type { Drawing } from './drawing';

const SIGNATURE = Buffer.from( '89504e470d0a1a0a', 'hex' );

function chunk( type: string, data: Buffer ): Buffer {
	const body = Buffer.concat( [ Buffer.from( type, 'latin1' ), data ] );
	const length = Buffer.alloc( 4 );
	const check = Buffer.alloc( 4 );
	length.writeUInt32BE( data.length );
	check.writeUInt32BE( crc32( body ) );
	return Buffer.concat( [ length, body, check ] );
}

export function png( { size, cells, filled, ink, paper }: Drawing ): Buffer {
	const header = Buffer.alloc( 13 );
	header.writeUInt32BE( size, 0 );
	header.writeUInt32BE( size, 4 );
	header[ 8 ] = 1;
	header[ 9 ] = 3;
	const stride = 1 + size / 8;
	const pixels = Buffer.alloc( stride * size );
	const cell = size / cells;
	for ( let y = 0; y < size; y++ ) {
		for ( let x = 0; x < size; x += 8 ) {
			const inked = filled(
				Math.floor( x / cell ),
				Math.floor( y / cell )
			);
			pixels[ y * stride + 1 + x / 8 ] = inked ? 0xff : 0;
		}
	}
	return Buffer.concat( [
		SIGNATURE,
		chunk( 'IHDR', header ),
		chunk( 'PLTE', Buffer.from( [ ...paper, ...ink ] ) ),
		chunk( 'IDAT', deflateSync( pixels ) ),
		chunk( 'IEND', Buffer.alloc( 0 ) ),
	] );
}
