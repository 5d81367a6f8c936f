import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { round } from '../assortment/numbers';
import type { DocumentLine } from '../model/types';
import {
	computedLineTotal,
	lineAddsUp,
	possibleTotals,
	totalAgrees,
} from './totals';

const paras = ( most: number ) =>
	fc.integer( { min: 1, max: most } ).map( ( para ) => para / 100 );

const line = fc
	.record( {
		quantity: fc
			.integer( { min: 1, max: 500_000 } )
			.map( ( n ) => n / 1000 ),
		unitPrice: paras( 5_000_000 ),
		discountPercent: fc
			.integer( { min: 0, max: 9999 } )
			.map( ( n ) => n / 100 ),
		vatRate: fc.constantFrom( 20, 10, 0 ),
	} )
	.map( ( chosen ): DocumentLine => {
		const made = {
			...{ productId: '1', productCode: 'A', name: 'A', unit: 'kom' },
			...chosen,
			lineTotal: 0,
		};
		return { ...made, lineTotal: computedLineTotal( made ) };
	} );

const lines = fc.array( line, { minLength: 1, maxLength: 12 } );

describe( 'a line', () => {
	it( 'adds up as it is computed, and not with more than two decimals of price and discount can hide', () => {
		fc.assert(
			fc.property( line, ( one ) => {
				expect( lineAddsUp( one ) ).toBe( true );
				const { quantity, unitPrice, lineTotal } = one;
				const hidden = 0.05 + quantity * ( 0.02 + unitPrice / 5000 );
				for ( const off of [
					lineTotal + hidden,
					lineTotal - hidden,
				] ) {
					expect( lineAddsUp( { ...one, lineTotal: off } ) ).toBe(
						false
					);
				}
			} )
		);
	} );

	it( 'of any sum and quantity adds up with the unit price and the discount of two decimals that come nearest', () => {
		fc.assert(
			fc.property(
				fc.integer( { min: 1, max: 1000 } ),
				paras( 10_000_000 ),
				fc.integer( { min: 100, max: 300 } ),
				( quantity, lineTotal, listed ) => {
					const unitPrice = round(
						( lineTotal * listed ) / 100 / quantity,
						2
					);
					const discountPercent =
						unitPrice === 0
							? 0
							: round(
									Math.max(
										0,
										1 - lineTotal / quantity / unitPrice
									) * 100,
									2
								);
					expect(
						lineAddsUp( {
							...{ productId: '1', productCode: 'A', name: 'A' },
							...{ unit: 'kom', vatRate: 20 },
							...{ quantity, unitPrice, lineTotal },
							discountPercent,
						} )
					).toBe( true );
				}
			)
		);
	} );
} );

describe( 'a total', () => {
	it( 'agrees with the lines in whatever order, and two paras beyond does not', () => {
		fc.assert(
			fc.property( lines, fc.boolean(), ( all, withVat ) => {
				const possible = possibleTotals( all, withVat );
				for ( const total of possible ) {
					expect(
						totalAgrees( total, all.toReversed(), withVat )
					).toBe( true );
				}
				const beyond = round( Math.max( ...possible ) + 0.02, 2 );
				expect( totalAgrees( beyond, all, withVat ) ).toBe( false );
			} )
		);
	} );

	it( 'has the VAT of the rates on top, however it is rounded', () => {
		fc.assert(
			fc.property( lines, ( all ) => {
				const exact = all.reduce(
					( sum, { lineTotal, vatRate } ) =>
						sum + lineTotal * ( 1 + vatRate / 100 ),
					0
				);
				for ( const total of possibleTotals( all, false ) ) {
					expect( Math.abs( total - exact ) ).toBeLessThanOrEqual(
						0.005 * all.length + 1e-6
					);
				}
			} )
		);
	} );
} );
