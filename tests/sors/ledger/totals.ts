/** Does a document add up, to the para? */
import { round } from '../assortment/numbers';
import type { DocumentLine } from '../model/types';

const PARA = 0.01;
const NOISE = 1e-6;

function near( one: number, other: number, tolerance: number ): boolean {
	return Math.abs( one - other ) <= tolerance + NOISE;
}

export function computedLineTotal( line: DocumentLine ): number {
	const full = line.quantity * line.unitPrice;
	return round( full * ( 1 - line.discountPercent / 100 ), 2 );
}

/** A unit price and a discount of two decimals each leave a remainder that grows with the quantity. */
export function lineAddsUp( line: DocumentLine ): boolean {
	const quantity = Math.abs( line.quantity );
	const perUnit = line.discountPercent
		? 0.005 + 0.00005 * Math.abs( line.unitPrice )
		: 0.005;
	const tolerance = PARA + quantity * perUnit;
	return near( line.lineTotal, computedLineTotal( line ), tolerance );
}

/**
 * What the buyer pays. With prices that include VAT it is the lines' sum;
 * without, VAT comes on top, and bookkeepers round it per rate or per line.
 * The first figure is the one used where the client sent none.
 */
export function possibleTotals(
	lines: readonly DocumentLine[],
	pricesIncludeVat: boolean
): number[] {
	if ( pricesIncludeVat ) {
		return [
			round(
				lines.reduce( ( sum, line ) => sum + line.lineTotal, 0 ),
				2
			),
		];
	}
	const perRate = new Map< number, number >();
	let perLine = 0;
	for ( const line of lines ) {
		const before = perRate.get( line.vatRate ) ?? 0;
		perRate.set( line.vatRate, before + line.lineTotal );
		perLine += round( line.lineTotal * ( 1 + line.vatRate / 100 ), 2 );
	}
	let byRate = 0;
	for ( const [ rate, net ] of perRate ) {
		byRate += round( net * ( 1 + rate / 100 ), 2 );
	}
	return [ round( byRate, 2 ), round( perLine, 2 ) ];
}

export function totalAgrees(
	total: number,
	lines: readonly DocumentLine[],
	pricesIncludeVat: boolean
): boolean {
	return possibleTotals( lines, pricesIncludeVat ).some( ( possible ) =>
		near( total, possible, PARA )
	);
}
