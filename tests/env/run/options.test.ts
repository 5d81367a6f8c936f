import { describe, expect, it } from 'vitest';
import { oneOf, wholeNumber } from './options';

describe( 'a number', () => {
	it( 'is a whole one, not below the least', () => {
		expect( wholeNumber( '--items', '20' ) ).toBe( 20 );
		expect( wholeNumber( '--items', '0', 0 ) ).toBe( 0 );
	} );

	it.each( [ '5m', 'x', '', ' 5', '-5', '2.5', '1e3', '0' ] )(
		'is not “%s”',
		( text ) => {
			expect( () => wholeNumber( '--items', text ) ).toThrow(
				`--items must be a whole number, 1 or more, not “${ text }”.`
			);
		}
	);
} );

it( 'is one of those that there are', () => {
	expect( oneOf( '--hpos', 'off', [ 'on', 'off' ] ) ).toBe( 'off' );
	expect( () => oneOf( '--hpos', 'no', [ 'on', 'off' ] ) ).toThrow(
		'--hpos must be on or off, not “no”.'
	);
	expect( () => oneOf( '--only', 'd', [ 'a', 'b', 'c' ] ) ).toThrow(
		'--only must be a, b or c, not “d”.'
	);
} );
