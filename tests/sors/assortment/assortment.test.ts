import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { buildDatabase, HAND_WRITTEN } from './database';
import { gtin13, isPib, pib, round } from './numbers';
import { picture } from './picture';

const plan = {
	name: 'X',
	title: 'X',
	year: 2026,
	seed: 3,
	items: 2000,
	firstId: 1001,
};

describe( 'the assortment', () => {
	const database = buildDatabase( plan );

	it( 'is the same for the same seed, and under other ids in another database', () => {
		expect( buildDatabase( plan ) ).toEqual( database );
		const other = buildDatabase( { ...plan, firstId: 900_001 } );
		expect(
			other.products.map( ( { code, priceWithVat } ) => [
				code,
				priceWithVat,
			] )
		).toEqual(
			database.products.map( ( { code, priceWithVat } ) => [
				code,
				priceWithVat,
			] )
		);
		const ids = new Set( database.products.map( ( { id } ) => id ) );
		expect( other.products.some( ( { id } ) => ids.has( id ) ) ).toBe(
			false
		);
		expect( buildDatabase( { ...plan, seed: 4 } ).products ).not.toEqual(
			database.products
		);
	} );

	it( 'has what a shop in Serbia has', () => {
		const { products, levels, groups, customers } = database;
		const values = (
			pick: ( product: ( typeof products )[ number ] ) => unknown
		) => new Set( products.map( pick ) );
		expect( products.length ).toBe( 2000 );
		expect( HAND_WRITTEN ).toBe( 60 );
		expect( values( ( { code } ) => code ).size ).toBe( 2000 );
		expect( [ ...values( ( { vatRate } ) => vatRate ) ].sort() ).toEqual( [
			0, 10, 20,
		] );
		expect( values( ( { itemType } ) => itemType ).size ).toBe( 5 );
		for ( const unit of [ 'kom', 'KOM', 'kom.', 'kg', 'm' ] ) {
			expect( values( ( product ) => product.unit ) ).toContain( unit );
		}
		const names = products.map( ( { name } ) => name ).join( '\n' );
		for ( const text of [
			'č',
			'ć',
			'ž',
			'š',
			'đ',
			'Љ',
			'Ш',
			'"',
			"'",
			'&',
			'<inox>',
			'„',
		] ) {
			expect( names ).toContain( text );
		}
		expect( products.some( ( { active } ) => ! active ) ).toBe( true );
		expect(
			groups.filter( ( { parentId } ) => parentId !== null ).length
		).toBeGreaterThan( 5 );
		expect(
			new Set( levels.map( ( { businessUnitId } ) => businessUnitId ) )
				.size
		).toBe( 4 );
		expect( new Set( customers.map( ( { type } ) => type ) ).size ).toBe(
			5
		);
		expect(
			customers.every( ( { taxId } ) => taxId === null || isPib( taxId ) )
		).toBe( true );
	} );

	it( 'has valid bar codes, none twice', () => {
		const gtins = database.products.flatMap( ( { gtin } ) =>
			gtin === null ? [] : [ gtin ]
		);
		expect(
			gtins.every(
				( gtin ) => gtin13( Number( gtin.slice( 0, 12 ) ) ) === gtin
			)
		).toBe( true );
		expect( new Set( gtins ).size ).toBe( gtins.length );
	} );

	it( 'has VAT right, and purchase prices of four decimals that nothing else has', () => {
		for ( const {
			priceWithVat,
			priceWithoutVat,
			vatRate,
			purchasePrice,
		} of database.products ) {
			expect(
				Math.abs(
					priceWithoutVat * ( 1 + vatRate / 100 ) - priceWithVat
				)
			).toBeLessThan( 0.011 );
			expect( String( purchasePrice ) ).toMatch( /\.\d\d37$/ );
		}
	} );

	it(
		'of 50,000 items is there in seconds, on a busy machine too',
		{ timeout: 20_000 },
		() => {
			const started = performance.now();
			expect(
				buildDatabase( { ...plan, items: 50_000 } ).products.length
			).toBe( 50_000 );
			expect( performance.now() - started ).toBeLessThan( 10_000 );
		}
	);
} );

describe( 'numbers', () => {
	it( 'have their check digits', () => {
		expect( gtin13( 400638133393 ) ).toBe( '4006381333931' );
		expect( pib( 10113470 ) ).toBe( '101134702' );
		expect( isPib( '101134701' ) ).toBe( false );
	} );

	it( 'are rounded as books are', () => {
		expect( [
			round( 1.005, 2 ),
			round( -1.005, 2 ),
			round( 0.1 + 0.2, 2 ),
		] ).toEqual( [ 1.01, -1.01, 0.3 ] );
	} );
} );

describe( 'pictures', () => {
	const READ = `foreach ( [ 'png', 'jpeg', 'webp' ] as $at => $format ) {
		$bytes = base64_decode( $argv[ $at + 1 ] );
		$info = getimagesizefromstring( $bytes );
		$image = imagecreatefromstring( $bytes );
		echo $info['mime'], ' ', imagesx( $image ), 'x', imagesy( $image ), "\\n";
	}`;
	const hasGd =
		spawnSync( 'php', [
			'-r',
			'exit( function_exists( "imagecreatefromstring" ) ? 0 : 1 );',
		] ).status === 0;

	it.skipIf( ! hasGd )( 'are what they say they are', () => {
		const files = ( [ 'png', 'jpeg', 'webp' ] as const ).map( ( format ) =>
			picture( format, 'A/1/1' ).toString( 'base64' )
		);
		expect(
			spawnSync( 'php', [ '-r', READ, ...files ], { encoding: 'utf8' } )
				.stdout
		).toBe( 'image/png 384x384\nimage/jpeg 384x384\nimage/webp 384x384\n' );
	} );

	it( 'are the same for the same name only', () => {
		expect( picture( 'png', 'A' ).equals( picture( 'png', 'A' ) ) ).toBe(
			true
		);
		expect( picture( 'jpeg', 'A' ).equals( picture( 'jpeg', 'B' ) ) ).toBe(
			false
		);
	} );
} );
