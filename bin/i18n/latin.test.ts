import { expect, it } from 'vitest';
import { strayLatin, toLatin } from './latin';

it( 'writes words in capitals in capitals, and leaves the currency alone', () => {
	expect( toLatin( 'Љубав, ЉУБАВ, КОЊ, Џ, 5 рсд' ) ).toBe(
		'Ljubav, LJUBAV, KONJ, Dž, 5 рсд'
	);
} );

it( 'knows the letters of Serbian only', () => {
	expect( () => toLatin( 'цены' ) ).toThrow( 'No Serbian letter: ы' );
} );

it.each( [
	[
		'Шаље се у SORS за %1$d s: <Name>%2$s</Name>, wp-config.php, shop@example.com',
		[],
	],
	[ 'Шал\u006aе се', [ 'j' ] ],
	[ 'Pošalji у SORS', [ 'Pošalji' ] ],
] )( 'finds what is not Cyrillic in: %s', ( text, words ) => {
	expect( strayLatin( text ) ).toEqual( words );
} );
