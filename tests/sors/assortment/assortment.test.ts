import { describe, expect, it } from 'vitest';
import { buildDatabase, HAND_WRITTEN } from './database';
import { gtin13, isPib, pib, round } from './numbers';

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
		const figures = ( more: Partial< typeof plan > ) =>
			buildDatabase( { ...plan, ...more } ).products;
		expect( figures( {} ) ).toEqual( database.products );
		expect( figures( { seed: 4 } ) ).not.toEqual( database.products );
		const ids = new Set( database.products.map( ( { id } ) => id ) );
		const other = figures( { firstId: 900_001 } );
		expect( other.some( ( { id } ) => ids.has( id ) ) ).toBe( false );
		expect( other.map( ( { code } ) => code ) ).toEqual(
			database.products.map( ( { code } ) => code )
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
		for ( const text of [ ...'čćžšđЉШ"\'&„', '<inox>' ] ) {
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
		const gtins = database.products.flatMap( ( { gtin } ) => gtin ?? [] );
		expect( gtins ).toEqual(
			gtins.map( ( gtin ) => gtin13( Number( gtin.slice( 0, 12 ) ) ) )
		);
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
