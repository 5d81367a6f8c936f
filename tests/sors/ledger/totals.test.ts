import { describe, expect, it } from 'vitest';
import type { DocumentLine } from '../model/types';
import { lineAddsUp, possibleTotals, totalAgrees } from './totals';

function line(
	quantity: number,
	unitPrice: number,
	lineTotal: number,
	more: Partial< DocumentLine > = {}
): DocumentLine {
	return {
		productId: '1',
		productCode: 'A',
		name: 'A',
		unit: 'kom',
		quantity,
		unitPrice,
		lineTotal,
		discountPercent: 0,
		vatRate: 20,
		...more,
	};
}

describe( 'a line', () => {
	it( 'may be off by what two decimals of the unit price cannot say', () => {
		expect( lineAddsUp( line( 3, 33.33, 100 ) ) ).toBe( true );
		expect( lineAddsUp( line( 3, 33.33, 100.1 ) ) ).toBe( false );
		expect(
			lineAddsUp( line( 1, 100, 66.67, { discountPercent: 33.33 } ) )
		).toBe( true );
		expect( lineAddsUp( line( 1, -50, -50 ) ) ).toBe( true );
		expect( lineAddsUp( line( 1, 100, 100.02 ) ) ).toBe( false );
	} );
} );

describe( 'a total', () => {
	it( 'with VAT in the prices is the sum of the lines', () => {
		const lines = [ line( 1, 10.1, 10.1 ), line( 1, 20.2, 20.2 ) ];
		expect( possibleTotals( lines, true ) ).toEqual( [ 30.3 ] );
		expect( totalAgrees( 30.31, lines, true ) ).toBe( true );
		expect( totalAgrees( 30.32, lines, true ) ).toBe( false );
		expect( totalAgrees( 36.36, lines, true ) ).toBe( false );
	} );

	it( 'without VAT in the prices has it on top, rounded per rate or per line', () => {
		const lines = [
			line( 1, 0.07, 0.07 ),
			line( 1, 0.07, 0.07 ),
			line( 1, 1, 1, { vatRate: 10 } ),
		];
		expect( possibleTotals( lines, false ) ).toEqual( [ 1.27, 1.26 ] );
		expect( totalAgrees( 1.14, lines, false ) ).toBe( false );
	} );
} );
