import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimal, money, price } from './format';
import { goTo, param, screenUrl } from './navigation';

/** A decimal string as the server writes it, longer than any float holds. */
const amount = ( decimals: number ) =>
	fc
		.tuple( fc.bigInt( { min: 1n, max: 10n ** 20n } ), fc.boolean() )
		.map( ( [ digits, below ] ) => {
			const text = String( digits ).padStart( decimals + 1, '0' );
			const whole = text.slice( 0, text.length - decimals );
			return `${ below ? '-' : '' }${ whole }.${ text.slice( -decimals ) }`;
		} );

/** What was written for people, with the sign and all digits that it shows. */
const digitsOf = ( shown: string, point: string ) =>
	shown
		.replace( '−', '-' )
		.replaceAll( /[^0-9.,-]/g, '' )
		.replaceAll( point === '.' ? ',' : '.', '' )
		.replace( point, '.' );

const LANGUAGES = { en: '.', 'sr-RS': ',' } as const;

it.each( Object.entries( LANGUAGES ) )(
	'no digit of a sum is lost on the way to people who read %s',
	( language, point ) => {
		document.documentElement.lang = language;
		fc.assert(
			fc.property( amount( 2 ), ( sum ) => {
				expect( digitsOf( money( sum ), point ) ).toBe( sum );
				expect( digitsOf( price( sum ), point ) ).toBe( sum );
			} )
		);
		document.documentElement.lang = '';
	}
);

it( 'nor of a quantity, but for zeros at its end', () => {
	fc.assert(
		fc.property( amount( 3 ), ( pieces ) => {
			expect( digitsOf( decimal( pieces ), '.' ) ).toBe(
				pieces.replace( /\.?0+$/, '' )
			);
		} )
	);
} );

const words = fc.string( { unit: 'grapheme', minLength: 1, maxLength: 12 } );

it( 'what an address says of a screen is read back from it', () => {
	fc.assert(
		fc.property( words, words, ( state, search ) => {
			goTo( 'orders', { state, search } );
			expect( [
				param( 'path' ),
				param( 'state' ),
				param( 'search' ),
			] ).toEqual( [ 'orders', state, search ] );
			expect( screenUrl( 'overview' ) ).not.toContain( 'path=' );
		} )
	);
} );
