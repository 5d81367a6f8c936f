import { describe, expect, it } from 'vitest';
import type { Link } from '../model/choices';
import type { Product, ShopState } from '../model/shop';
import { apartChanged, withoutApart } from './apart';

const link: Link = {
	...{
		code: 'A',
		productId: 5,
		pageId: 5,
		leftAlone: 'product',
		unseen: '',
		holdsStock: false,
	},
	...{ state: 'active', missingPasses: 0, database: 'Demo2', groupId: '3' },
};
const product = {
	...{
		id: 5,
		parentId: 0,
		code: 'A',
		stock: 7,
		price: 100,
		face: 'x',
		sizes: [],
	},
} as unknown as Product;

const shop = (
	is: Partial< Link > | null = {},
	has: Partial< Product > = {},
	more: Partial< ShopState > = {}
): ShopState =>
	( {
		links: is ? [ { ...link, ...is } ] : [],
		products: [ { ...product, ...has } ],
		...{ unlinked: [], groups: [], regulars: [] },
		...more,
	} ) as unknown as ShopState;

const RUN = { do: 'sync', args: { kind: 'stock' } };
const said = ( choice: string ) => ( {
	...{ do: 'rest', args: { route: `products/5/${ choice }` } },
} );
const unlinked = { unlinked: [ { code: 'A', productId: 5, pageId: 5 } ] };

describe( 'what is left alone', () => {
	it( 'stays as it is, whatever runs do', () => {
		expect( apartChanged( shop(), shop(), [ RUN ] ) ).toEqual( [] );
		for ( const change of [ { stock: 9 }, { price: 1 }, { face: 'y' } ] ) {
			const changed = shop( {}, change );
			expect( apartChanged( shop(), changed, [ RUN ] ) ).toHaveLength(
				1
			);
			expect(
				apartChanged( shop(), changed, [ RUN, said( 'bring-in' ) ] )
			).toEqual( [] );
		}
	} );

	it( 'is sold, and written to by its owner', () => {
		const order = { do: 'order', args: {} };
		const edit = { do: 'product', args: { code: 'A' } };
		expect(
			apartChanged( shop(), shop( {}, { stock: 6 } ), [ order ] )
		).toEqual( [] );
		expect(
			apartChanged( shop(), shop( {}, { face: 'y' } ), [ edit ] )
		).toEqual( [] );
	} );

	it.each< [ string, Partial< Link > | null ] >( [
		[ 'followed', { leftAlone: '' } ],
		[ 'missing', { missingPasses: 1 } ],
		[ 'discontinued', { state: 'discontinued' } ],
		[ 'without its link', null ],
	] )( 'is never %s by itself', ( _what, is ) => {
		expect( apartChanged( shop(), shop( is ), [ RUN ] ) ).toHaveLength( 1 );
	} );

	it( 'follows its group, once the first catalogue run since it was linked again has read that', () => {
		const group = shop( { leftAlone: 'group' } );
		const seen = shop( { leftAlone: '' } );
		expect( apartChanged( seen, group, [ RUN ] ) ).toHaveLength( 1 );
		const unseen = shop( { leftAlone: '', unseen: 'c,i' } );
		expect( apartChanged( unseen, group, [ RUN ] ) ).toEqual( [] );
	} );

	it( 'follows its group, where that is another by now', () => {
		const was = shop( { leftAlone: 'group' } );
		const free = shop( { leftAlone: '' } );
		expect( apartChanged( was, free, [ RUN ] ) ).toHaveLength( 1 );
		const moved = shop( { leftAlone: '', groupId: '4' } );
		expect( apartChanged( was, moved, [ RUN ] ) ).toEqual( [] );
		const choice = {
			...{ do: 'rest', args: { route: 'catalog-mapping/leave-alone' } },
		};
		expect( apartChanged( was, free, [ choice ] ) ).toEqual( [] );
	} );
} );

describe( 'what is unlinked', () => {
	it( 'is linked again by the owner alone', () => {
		const was = shop( null, {}, unlinked );
		expect( apartChanged( was, was, [ RUN ] ) ).toEqual( [] );
		const back = shop( { leftAlone: '', unseen: 'c,s,i' } );
		expect( apartChanged( was, back, [ RUN ] ) ).toHaveLength( 1 );
		expect( apartChanged( was, back, [ said( 'link-again' ) ] ) ).toEqual(
			[]
		);
		expect(
			apartChanged( was, shop( {}, {}, unlinked ), [ RUN ] )
		).toHaveLength( 1 );
	} );
} );

it( 'judges no stock that no run sets', () => {
	const stock = ( state: ShopState ) =>
		withoutApart( state ).products[ 0 ]?.stock;
	expect( stock( shop() ) ).toBe( null );
	expect( stock( shop( null, {}, unlinked ) ) ).toBe( null );
	expect( stock( shop( { leftAlone: '', holdsStock: true } ) ) ).toBe( null );
	expect( stock( shop( { leftAlone: '', holdsStock: false } ) ) ).toBe( 7 );
} );
