import { expect, it } from 'vitest';
import { readCatalogue } from './catalogue';
import { inLatin, strayLatin, toLatin } from './latin';

it.each( [
	[ 'абвгдђежзијклљмнњопрстћуфхцчџш', 'abvgdđežzijklljmnnjoprstćufhcčdžš' ],
	[ 'Његов нацрт на жени џемпер', 'Njegov nacrt na ženi džemper' ],
	[ 'Љубав, ЉУБАВ, КОЊ, Џ', 'Ljubav, LJUBAV, KONJ, Dž' ],
	[ 'ПИБ и ЈМБГ', 'PIB i JMBG' ],
	// Two letters each: the reason why there is no way back.
	[ 'RSD уместо рсд', 'RSD umesto рсд' ],
	[ 'инјекција, надживети', 'injekcija, nadživeti' ],
	[
		'Из SORS-а у WooCommerce: %1$d од <b>%2$s</b>',
		'Iz SORS-a u WooCommerce: %1$d od <b>%2$s</b>',
	],
] )( 'writes %s in Latin', ( cyrillic, latin ) => {
	expect( toLatin( cyrillic ) ).toBe( latin );
} );

it( 'knows the letters of Serbian only', () => {
	expect( () => toLatin( 'цены' ) ).toThrow( 'No Serbian letter: ы' );
} );

it( 'leaves the texts that are translated as they are', () => {
	const { translations } = inLatin(
		readCatalogue(
			'msgctxt "verb"\nmsgid "Post"\nmsgid_plural "Post %d"\nmsgstr[0] "Објава"\nmsgstr[1] "Објаве"\n'
		)
	);
	expect( translations.verb?.Post ).toMatchObject( {
		msgid: 'Post',
		msgid_plural: 'Post %d',
		msgstr: [ 'Objava', 'Objave' ],
	} );
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
