import { expect, it } from 'vitest';
import type { Product } from '../model/goods';
import type { ShopState } from '../model/shop';
import { differently, toLookAt, wronglySeen, type Seen } from './buyer';

const sold = {
	...{ id: 5, status: 'publish', stock: 7, price: 100, inForce: 100 },
	sale: null,
};
const shop = ( has: Partial< Product > = {} ): ShopState =>
	( {
		products: [
			{ ...sold, code: 'A', isVariable: false, sizes: [], ...has },
			{ ...sold, id: 9, code: 'USL-1', isVariable: false, sizes: [] },
		],
		...{ now: 1000, latest: 1000 },
	} ) as unknown as ShopState;

const right: Seen = {
	...{ id: 5, price: 100, shows: true, isInStock: true },
	...{ takesOne: true, takesAll: true, takesMore: false },
};
const seen = ( is: Partial< Seen >, has: Partial< Product > = {} ) =>
	wronglySeen( shop( has ), [ { ...right, ...is } ], new Set() ).length;

it( 'finds what a buyer sees or gets otherwise than it is', () => {
	expect( seen( {} ) ).toBe( 0 );
	for ( const wrong of [
		{ price: 90 },
		{ price: null },
		{ shows: false },
		{ isInStock: false },
		{ takesOne: false },
		{ takesAll: false },
		{ takesMore: true },
	] ) {
		expect( seen( wrong ) ).toBe( 1 );
	}
} );

it( 'lets nobody buy what is sold out, a draft, or without a price', () => {
	const none = { takesOne: false, takesAll: false };
	const out = { ...none, isInStock: false };
	expect( seen( out, { stock: 0 } ) ).toBe( 0 );
	expect( seen( {}, { stock: 0 } ) ).toBe( 3 );
	expect( seen( none, { status: 'draft' } ) ).toBe( 0 );
	expect( seen( {}, { status: 'draft' } ) ).toBe( 2 );
	expect( seen( { ...none, price: null }, { price: 0 } ) ).toBe( 0 );
} );

it( 'looks at the sizes, which have the stock of their product', () => {
	const sizes = [
		{ ...sold, id: 6, stock: null },
		{ ...sold, id: 7, stock: 2 },
	];
	const state = shop( { isVariable: true, sizes } );
	expect( toLookAt( state ) ).toEqual( [
		{ id: 6, stock: 7 },
		{ id: 7, stock: 2 },
	] );
} );

it( 'wants the same in each language', () => {
	const found = (
		translation: Product[ 'translation' ],
		...broken: string[]
	) => differently( shop( { translation } ), new Set( broken ) ).length;
	const other = { ...sold, id: 8 };
	expect( found( null ) + found( other ) ).toBe( 0 );
	expect( found( { ...other, stock: 9 }, 'A' ) ).toBe( 1 );
	expect( found( { ...other, inForce: 90 } ) ).toBe( 1 );
	expect( found( { ...other, inForce: 90 }, 'A' ) ).toBe( 0 );
} );
