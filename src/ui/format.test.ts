import { expect, it } from 'vitest';
import { money, number } from './format';

it( 'writes sums to the para, without rounding them through a float', () => {
	expect( money( '4990' ) ).toBe( 'RSD\u00a04,990.00' );
	expect( money( '9007199254740993.05' ) ).toBe(
		'RSD\u00a09,007,199,254,740,993.05'
	);
} );

it( 'shows a currency that nobody else knows as SORS calls it', () => {
	expect( money( '4990.00', 'din.' ) ).toBe( '4990.00 din.' );
} );

it( 'follows the language of the site', () => {
	document.documentElement.lang = 'sr-RS';
	expect( number( 1234567 ) ).toBe( '1.234.567' );
	document.documentElement.lang = '';
} );
