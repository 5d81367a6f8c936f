import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shopSaysNothing, shopWrites } from '../testing/formats';
import {
	datePatterns,
	dateTime,
	day,
	decimal,
	money,
	price,
	shopClock,
	shopPrice,
} from './format';
import { phpDate, renewShopFormats } from './shop-formats';

beforeEach( () => shopWrites() );
afterEach( shopSaysNothing );

it( 'writes dates and amounts as the shop does, in its time', () => {
	expect( dateTime( '2026-11-24T23:05:00Z' ) ).toBe( '25.11.2026. 00:05' );
	expect( day( '2026-11-05' ) ).toBe( '05.11.2026.' );
	expect( shopClock( '2026-11-24T23:05:09Z' ) ).toBe( '2026-11-25T00:05:09' );
	expect( money( '1234567.5' ) ).toBe( '1.234.567,50\u00a0рсд' );
	expect( money( '12345678901234567.89' ) ).toBe(
		'12.345.678.901.234.567,89\u00a0рсд'
	);
	expect( money( '10', 'EUR' ) ).toBe( '10,00\u00a0€' );
	expect( shopPrice( '12.3456' ) ).toBe( '12,3456\u00a0€' );
	expect( money( '10', 'din.' ) ).toBe( '10,00\u00a0din.' );
	expect( price( '-4990' ) ).toBe( '−4.990,00' );
	expect( decimal( '-2.5' ) ).toBe( '−2,5' );
	expect( datePatterns() ).toMatchObject( { date: 'd.m.Y.', clock: 'H:i' } );
} );

it( 'writes otherwise once the shop does, also where the page cannot be read again', async () => {
	const before = document.body.innerHTML;
	shopWrites( { decimal: '.', thousand: ',' } );
	expect( money( '1234.5' ) ).toBe( '1,234.50\u00a0рсд' );
	const fetch = vi
		.spyOn( window, 'fetch' )
		.mockRejectedValueOnce( new TypeError( 'Failed to fetch' ) )
		.mockResolvedValueOnce( new Response( before ) );
	await renewShopFormats();
	expect( money( '1234.5' ) ).toBe( '1,234.50\u00a0рсд' );
	await renewShopFormats();
	expect( money( '1234.5' ) ).toBe( '1.234,50\u00a0рсд' );
	fetch.mockRestore();
} );

it( 'gives WooCommerce, whose names of months are English, figures in any other language', () => {
	const patterns = () => {
		const { date, clock } = datePatterns();
		return [ date, clock ];
	};
	shopWrites( { date: 'F j, Y', time: 'g:i a' } );
	document.documentElement.lang = 'sr-RS';
	expect( patterns() ).toEqual( [ 'j. n. Y.', 'H:i' ] );
	shopWrites( { date: 'd.m.Y. \\F', time: 'G:i' } );
	expect( patterns() ).toEqual( [ 'd.m.Y. \\F', 'G:i' ] );
	document.documentElement.lang = 'en-US';
	shopWrites( { date: 'F j, Y', time: 'g:i a' } );
	expect( patterns() ).toEqual( [ 'F j, Y', 'g:i a' ] );
	document.documentElement.lang = '';
} );

it( 'writes whole sums as the shop does, and all others to the para', () => {
	shopWrites( { decimals: 0, price: '%1$s%2$s' } );
	expect( money( '4990.00' ) ).toBe( 'рсд4.990' );
	expect( money( '-4990' ) ).toBe( '−рсд4.990' );
	expect( money( '4990.5' ) ).toBe( 'рсд4.990,50' );
	expect( money( '0.125' ) ).toBe( 'рсд0,13' );
	expect( price( '4990' ) ).toBe( '4.990' );
	// Of one piece, a price may be finer.
	expect( price( '0.125' ) ).toBe( '0,125' );
	shopWrites( { decimals: 3 } );
	expect( money( '4990' ) ).toBe( '4.990,000\u00a0рсд' );
	expect( money( '4990.5' ) ).toBe( '4.990,50\u00a0рсд' );
} );

it.each( [
	[ 'F j, Y g:i a', 'November 5, 2026 3:07 pm' ],
	[ 'j M Y', '5 Nov 2026' ],
	[ 'jS F Y', '5th November 2026' ],
	[ 'l, d/m/y', 'Thursday, 05/11/26' ],
	[ 'Y-m-d H:i:s', '2026-11-05 15:07:09' ],
	[ 'G\\h h:i A', '15h 03:07 PM' ],
	[ '\\d\\a\\n j. n.', 'dan 5. 11.' ],
] )( 'reads the pattern %s as PHP does', ( pattern, text ) => {
	expect(
		phpDate( pattern, new Date( '2026-11-05T15:07:09Z' ), 'en', 'UTC' )
	).toBe( text );
} );

it( 'writes Serbian months in the script that the shop wants', () => {
	document.documentElement.lang = 'sr-RS';
	const november = '2026-11-05';
	shopWrites( { date: 'j. F Y.', script: 'Latn' } );
	expect( day( november ) ).toBe( '5. novembar 2026.' );
	shopWrites( { date: 'j. F Y.', script: 'Cyrl' } );
	expect( day( november ) ).toBe( '5. новембар 2026.' );
	document.documentElement.lang = 'sr-Latn-RS';
	expect( day( november ) ).toBe( '5. novembar 2026.' );
	document.documentElement.lang = 'en-US';
	expect( day( november ) ).toBe( '5. November 2026.' );
	document.documentElement.lang = '';
} );

it( 'writes the ends of English days', () => {
	const ends = Array.from( { length: 31 }, ( _, index ) =>
		phpDate( 'S', new Date( 2026, 9, index + 1, 12 ), 'sr-RS', '' )
	);
	expect( new Set( ends ) ).toEqual( new Set( [ 'st', 'nd', 'rd', 'th' ] ) );
	const days = ( end: string ) =>
		ends.flatMap( ( one, index ) => ( one === end ? [ index + 1 ] : [] ) );
	expect( days( 'st' ) ).toEqual( [ 1, 21, 31 ] );
	expect( days( 'nd' ) ).toEqual( [ 2, 22 ] );
	expect( days( 'rd' ) ).toEqual( [ 3, 23 ] );
} );

it( 'writes midnight and noon as PHP does', () => {
	const at = ( hour: string ) =>
		phpDate(
			'H G g a',
			new Date( `2026-11-05T${ hour }:00:00Z` ),
			'en',
			'UTC'
		);
	expect( at( '00' ) ).toBe( '00 0 12 am' );
	expect( at( '12' ) ).toBe( '12 12 12 pm' );
} );

it( 'writes them as the language does where the page does not say', () => {
	document.body.innerHTML = '';
	expect( money( '4990' ) ).toMatch( /^RSD\s4,990\.00$/ );
} );

it( 'makes no formatter twice for a page full of dates and sums', () => {
	let made = 0;
	for ( const name of [ 'DateTimeFormat', 'NumberFormat' ] as const ) {
		const Real = Intl[ name ];
		vi.spyOn( Intl, name ).mockImplementation( function (
			...options: unknown[]
		) {
			made++;
			return Reflect.construct( Real, options );
		} );
	}
	shopWrites( { zone: 'Europe/Vienna', price: '%2$s %1$s' } );
	const write = () => [
		dateTime( '2026-11-24T23:05:00Z' ),
		money( '1234567.5', 'RSD', 5 ),
	];
	const first = write();
	const needed = made;
	expect( needed ).toBeGreaterThan( 0 );
	expect( write() ).toEqual( first );
	expect( made ).toBe( needed );
} );
