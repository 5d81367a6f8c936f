/** Baseline JPEG of a drawing. Every block of 8 × 8 pixels has one colour, so only DC coefficients are coded. */
import { Bits } from './bits';
import type { Colour, Drawing } from './drawing';

/** How many codes there are of each length 1 … 16, and what they stand for (the standard's table for DC). */
const DC_LENGTHS = [ 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0 ];
const DC_VALUES = [ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 ];
/** One code, `0`, for "nothing more in this block". */
const AC_LENGTHS = [ 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 ];
const AC_VALUES = [ 0 ];
const QUANTISER = 8;

interface Code {
	code: number;
	length: number;
}

function codes( lengths: readonly number[] ): Code[] {
	const made: Code[] = [];
	let code = 0;
	lengths.forEach( ( count, at ) => {
		for ( let n = 0; n < count; n++ ) {
			made.push( { code: code++, length: at + 1 } );
		}
		code *= 2;
	} );
	return made;
}

function segment( marker: number, content: readonly number[] ): Buffer {
	const length = content.length + 2;
	return Buffer.from( [
		0xff,
		marker,
		Math.floor( length / 256 ),
		length % 256,
		...content,
	] );
}

/** DC coefficients of a block in one colour, in Y, Cb and Cr, after quantising. */
function coefficients( [ red, green, blue ]: Colour ): number[] {
	const y = 0.299 * red + 0.587 * green + 0.114 * blue - 128;
	const cb = ( blue - ( y + 128 ) ) / 1.772;
	const cr = ( red - ( y + 128 ) ) / 1.402;
	return [ y, cb, cr ].map( ( value ) =>
		Math.round( ( value * 8 ) / QUANTISER )
	);
}

function scan( { size, cells, filled, ink, paper }: Drawing ): Buffer {
	const bits = new Bits( 'msb', true );
	const dc = codes( DC_LENGTHS );
	const inked = coefficients( ink );
	const blank = coefficients( paper );
	const before = [ 0, 0, 0 ];
	const blocks = size / 8;
	const perCell = blocks / cells;
	for ( let block = 0; block < blocks * blocks; block++ ) {
		const column = Math.floor( ( block % blocks ) / perCell );
		const row = Math.floor( Math.floor( block / blocks ) / perCell );
		( filled( column, row ) ? inked : blank ).forEach(
			( value, component ) => {
				const difference = value - ( before[ component ] ?? 0 );
				const size2 =
					difference === 0
						? 0
						: Math.floor( Math.log2( Math.abs( difference ) ) ) + 1;
				const { code, length } = dc[ size2 ] ?? { code: 0, length: 0 };
				bits.write( code, length );
				bits.write(
					difference < 0 ? difference + 2 ** size2 - 1 : difference,
					size2
				);
				bits.write( 0, 1 );
				before[ component ] = value;
			}
		);
	}
	return bits.end( 1 );
}

export function jpeg( drawing: Drawing ): Buffer {
	const side = [ Math.floor( drawing.size / 256 ), drawing.size % 256 ];
	return Buffer.concat( [
		Buffer.from( [ 0xff, 0xd8 ] ),
		segment( 0xe0, [
			...Buffer.from( 'JFIF\0' ),
			1,
			1,
			0,
			0,
			1,
			0,
			1,
			0,
			0,
		] ),
		segment( 0xdb, [
			0,
			...Array.from( { length: 64 }, () => QUANTISER ),
		] ),
		segment( 0xc0, [
			8,
			...side,
			...side,
			3,
			1,
			0x11,
			0,
			2,
			0x11,
			0,
			3,
			0x11,
			0,
		] ),
		segment( 0xc4, [ 0x00, ...DC_LENGTHS, ...DC_VALUES ] ),
		segment( 0xc4, [ 0x10, ...AC_LENGTHS, ...AC_VALUES ] ),
		segment( 0xda, [ 3, 1, 0, 2, 0, 3, 0, 0, 63, 0 ] ),
		scan( drawing ),
		Buffer.from( [ 0xff, 0xd9 ] ),
	] );
}
