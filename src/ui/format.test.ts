import { expect, it } from 'vitest';
import { datePatterns, day, decimal, money, number, shopClock } from './format';

it( 'writes sums to the para, without rounding them through a float', () => {
	expect( money( '4990' ) ).toBe( 'RSD\u00a04,990.00' );
	expect( money( '9007199254740993.05' ) ).toBe(
		'RSD\u00a09,007,199,254,740,993.05'
	);
} );

it( 'shows an unknown currency as SORS calls it', () => {
	expect( money( '4990.00', 'din.' ) ).toBe( '4990.00 din.' );
} );

it( 'follows the language of the site', () => {
	document.documentElement.lang = 'sr-RS';
	expect( number( 1234567 ) ).toBe( '1.234.567' );
	expect( day( '2026-11-24' ) ).toBe( '24. 11. 2026.' );
	expect( datePatterns().date ).toBe( 'j. n. Y.' );
	document.documentElement.lang = '';
} );

it( 'shows a day as the shop counts it, and a moment in the time of the browser', () => {
	expect( day( '2026-11-24' ) ).toBe( 'Nov 24, 2026' );
	expect( datePatterns().date ).toBe( 'M j, Y' );
	const moment = '2026-11-24T23:30:05Z';
	expect( new Date( shopClock( moment ) ).getTime() ).toBe(
		new Date( moment ).getTime()
	);
} );

it( 'has one minus sign', () => {
	expect( [ decimal( '-2' ), number( -2 ), money( '-2' ) ] ).toEqual( [
		'−2',
		'−2',
		'−RSD\u00a02.00',
	] );
} );

it( 'keeps the fractions of a quantity', () => {
	expect( decimal( '3.500' ) ).toBe( '3.5' );
	expect( decimal( '1390' ) ).toBe( '1,390' );
} );
