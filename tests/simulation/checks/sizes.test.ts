import { expect, it } from 'vitest';
import type { ShopState } from '../model/shop';
import { raised } from './sizes';

const shop = ( product: number | null, ...sizes: ( number | null )[] ) =>
	( {
		products: [
			{
				...{ id: 5, code: 'A', stock: product },
				sizes: sizes.map( ( stock, at ) => ( { id: at, stock } ) ),
			},
		],
	} ) as unknown as ShopState;

it( 'finds what a run raises while sizes keep stocks of their own', () => {
	const seen = ( now: ShopState, name = 'sync' ) =>
		raised( shop( 4, 5, null ), now, [ { do: name, args: {} } ] ).length;
	expect( seen( shop( 4, 5, null ) ) ).toBe( 0 );
	expect( seen( shop( 2, 0, null ) ) ).toBe( 0 );
	expect( seen( shop( 6, 5, null ) ) ).toBe( 1 );
	expect( seen( shop( 4, 6, null ) ) ).toBe( 1 );
	expect( seen( shop( 6, 6, null ), 'refund' ) ).toBe( 0 );
	const shared = shop( 4, null, null );
	expect( raised( shared, shop( 9, null, null ), [] ) ).toEqual( [] );
} );
