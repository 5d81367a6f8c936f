import { expect, it } from 'vitest';
import type { SorsDatabase } from '../../sors/model/types';
import type { Link } from '../model/choices';
import type { Product } from '../model/goods';
import type { ShopState } from '../model/shop';
import { harmed, unreadIn } from './unreadable';

const shop = (
	has: Partial< Product > = {},
	link: Partial< Link > = {}
): ShopState =>
	( {
		products: [
			{
				...{ id: 5, code: 'A', status: 'publish', sizes: [] },
				...{ price: 100, stock: 7, ...has },
			},
		],
		links: [ { code: 'A', missingPasses: 0, state: 'active', ...link } ],
	} ) as unknown as ShopState;

const RUNS = [ { do: 'sync', args: {} } ];
const NOTHING = new Set< string >();
const A = new Set( [ 'A' ] );

it( 'knows the records with such a value', () => {
	const database = {
		products: [ { code: 'A', garbled: { vatRate: 'x' } }, { code: 'B' } ],
		levels: [
			{ productCode: 'A', garbled: {} },
			{ productCode: 'B', garbled: { onHand: 'x' } },
		],
	} as unknown as SorsDatabase;
	expect( unreadIn( database ) ).toEqual( {
		items: A,
		levels: new Set( [ 'B' ] ),
	} );
} );

it( 'finds what became of an item that nobody could read', () => {
	const seen = ( now: ShopState, ofLevel: boolean, deeds = RUNS ) =>
		harmed(
			shop(),
			now,
			deeds,
			{ items: ofLevel ? NOTHING : A, levels: ofLevel ? A : NOTHING },
			true
		).length;
	expect( seen( shop(), true ) + seen( shop(), false ) ).toBe( 0 );
	expect( seen( shop( { stock: 0 } ), true ) ).toBe( 1 );
	expect( seen( shop( { stock: 3 } ), true ) ).toBe( 0 );
	expect( seen( shop( { price: 90 } ), true ) ).toBe( 1 );
	expect( seen( shop( { price: 90, stock: 0 } ), false ) ).toBe( 0 );
	expect( seen( shop( { status: 'draft' } ), false ) ).toBe( 1 );
	expect( seen( shop( {}, { missingPasses: 1 } ), false ) ).toBe( 1 );
	expect( seen( shop( {}, { state: 'discontinued' } ), false ) ).toBe( 1 );
	const sold = [ ...RUNS, { do: 'order', args: {} } ];
	expect( seen( shop( { stock: 0 } ), true, sold ) ).toBe( 0 );
} );
