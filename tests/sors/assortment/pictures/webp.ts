/** Lossless WebP of a drawing: a palette of two colours, with eight pixels packed into one. */
import { Bits } from './bits';
import type { Drawing } from './drawing';

const PACKED = 8;

interface Channel {
	symbols: number[];
	write: ( value: number ) => void;
}

/** Writes the "simple" prefix code for one or two values; its symbols then take one bit, or none. */
function channel( bits: Bits, values: readonly number[] ): Channel {
	const symbols = [ ...new Set( values ) ].sort(
		( one, other ) => one - other
	);
	bits.write( 1, 1 );
	bits.write( symbols.length - 1, 1 );
	bits.write( 1, 1 );
	for ( const symbol of symbols ) {
		bits.write( symbol, 8 );
	}
	return {
		symbols,
		write: ( value ) =>
			bits.write( symbols.indexOf( value ), symbols.length - 1 ),
	};
}

/** The palette travels as a picture of two pixels, the second as its difference from the first. */
function writePalette( bits: Bits, { paper, ink }: Drawing ): void {
	// A transform follows: colour indexing, of two colours.
	bits.write( 1, 1 );
	bits.write( 3, 2 );
	bits.write( 1, 8 );
	// No colour cache.
	bits.write( 0, 1 );
	// WebP's order of channels is green, red, blue, alpha.
	const pixels = [ 1, 0, 2 ].map( ( at ) => {
		const first = paper[ at ] ?? 0;
		return [ first, ( ( ink[ at ] ?? 0 ) - first + 256 ) % 256 ];
	} );
	pixels.push( [ 255, 0 ] );
	const channels = pixels.map( ( values ) => channel( bits, values ) );
	channel( bits, [ 0 ] );
	for ( const pixel of [ 0, 1 ] ) {
		channels.forEach( ( each, at ) =>
			each.write( pixels[ at ]?.[ pixel ] ?? 0 )
		);
	}
}

export function webp( drawing: Drawing ): Buffer {
	const { size, cells, filled } = drawing;
	const bits = new Bits( 'lsb' );
	bits.write( size - 1, 14 );
	bits.write( size - 1, 14 );
	// No alpha, version 0.
	bits.write( 0, 1 + 3 );
	writePalette( bits, drawing );
	// No other transform, no colour cache, one group of prefix codes.
	bits.write( 0, 1 + 1 + 1 );
	const packed = channel( bits, [ 0, 255 ] );
	channel( bits, [ 0 ] );
	channel( bits, [ 0 ] );
	channel( bits, [ 255 ] );
	channel( bits, [ 0 ] );
	const cell = size / cells;
	const across = size / PACKED;
	for ( let at = 0; at < across * size; at++ ) {
		const column = Math.floor( ( ( at % across ) * PACKED ) / cell );
		packed.write(
			filled( column, Math.floor( at / across / cell ) ) ? 255 : 0
		);
	}
	const data = Buffer.concat( [ Buffer.from( [ 0x2f ] ), bits.end( 0 ) ] );
	const padded = Buffer.concat( [ data, Buffer.alloc( data.length % 2 ) ] );
	const header = Buffer.alloc( 20 );
	header.write( 'RIFF', 0, 'latin1' );
	header.writeUInt32LE( 12 + padded.length, 4 );
	header.write( 'WEBPVP8L', 8, 'latin1' );
	header.writeUInt32LE( data.length, 16 );
	return Buffer.concat( [ header, padded ] );
}
