/** A small symmetric drawing in two colours, another one for every name. */
import { createHash } from 'node:crypto';

export type Colour = readonly [ red: number, green: number, blue: number ];

export interface Drawing {
	/** Pixels of one side. */
	size: number;
	/** Cells of one side; each is a square of size / cells pixels. */
	cells: number;
	filled: ( column: number, row: number ) => boolean;
	ink: Colour;
	paper: Colour;
}

const CELLS = 12;
const CELL_PIXELS = 32;

/** HSL, as colours of one lightness go well together on a page. */
function colour( hue: number, saturation: number, lightness: number ): Colour {
	const channel = ( offset: number ) => {
		const place = ( offset + hue / 30 ) % 12;
		const amplitude = saturation * Math.min( lightness, 1 - lightness );
		const share = Math.max( -1, Math.min( place - 3, 9 - place, 1 ) );
		return Math.round( 255 * ( lightness - amplitude * share ) );
	};
	return [ channel( 0 ), channel( 8 ), channel( 4 ) ];
}

export function drawing( name: string ): Drawing {
	const bytes = createHash( 'sha256' ).update( name ).digest();
	const hue = ( ( bytes[ 0 ] ?? 0 ) * 360 ) / 256;
	const inner = CELLS / 2 - 2;
	return {
		size: CELLS * CELL_PIXELS,
		cells: CELLS,
		ink: colour( hue, 0.55, 0.42 ),
		paper: colour( hue, 0.4, 0.93 ),
		filled: ( column, row ) => {
			const across = column < CELLS / 2 ? column : CELLS - 1 - column;
			if ( across < 2 || row < 2 || row >= CELLS - 2 ) {
				return false;
			}
			const bit = ( row - 2 ) * inner + across - 2;
			const byte = bytes[ 1 + Math.floor( bit / 8 ) ] ?? 0;
			return Math.floor( byte / 2 ** ( bit % 8 ) ) % 2 === 1;
		},
	};
}
