import { resetLocaleData, setLocaleData } from '@wordpress/i18n';
import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { __, _n, _x } from './words';

/* eslint-disable @wordpress/i18n-text-domain, @wordpress/i18n-translator-comments -- called as DataViews does */

const DOMAIN = 'sors-api-for-woocommerce';
const catalogue: {
	locale_data: { messages: Record< string, string[] > };
} = JSON.parse(
	readFileSync( `languages/${ DOMAIN }-sr_RS-sors-api-app.json`, 'utf8' )
);

beforeEach( () => {
	resetLocaleData();
	setLocaleData( catalogue.locale_data.messages, DOMAIN );
} );

it( 'gives the table Serbian words where WordPress has none', () => {
	expect( __( 'Items per page' ) ).toBe( 'Ставки по страни' );
	expect( _x( 'Filter', 'verb' ) ).toBe( 'Филтрирај' );
} );

it.each( [
	[ 1, 'Изабрана је %d ставка' ],
	[ 3, 'Изабране су %d ставке' ],
	[ 5, 'Изабрано је %d ставки' ],
	[ 21, 'Изабрана је %d ставка' ],
] )( 'counts %d lines in Serbian', ( count, words ) => {
	expect( _n( '%d Item selected', '%d Items selected', count ) ).toBe(
		words
	);
} );

it( 'leaves to WordPress what WordPress can say', () => {
	setLocaleData( {
		'': { 'plural-forms': 'nplurals=2; plural=(n != 1);' },
		Reset: [ 'Врати' ],
		'verb\u0004Filter': [ 'Пробери' ],
		'%d Item': [ '%d ред', '%d реда' ],
	} );
	expect( __( 'Reset' ) ).toBe( 'Врати' );
	expect( _x( 'Filter', 'verb' ) ).toBe( 'Пробери' );
	expect( _n( '%d Item', '%d Items', 2 ) ).toBe( '%d реда' );
} );

it( 'does not take an order of the shop for the order of a list', () => {
	expect( __( 'Order' ) ).toBe( 'Редослед' );
} );

it( 'stays English in a language that we do not bring', () => {
	resetLocaleData( {}, DOMAIN );
	expect( __( 'Items per page' ) ).toBe( 'Items per page' );
	expect( _n( '%d Item', '%d Items', 2 ) ).toBe( '%d Items' );
} );
