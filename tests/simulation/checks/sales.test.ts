import { expect, it } from 'vitest';
import type { Product, Sale } from '../model/goods';
import type { ShopState } from '../model/shop';
import { salesEnded, wronglyPriced } from './sales';

const NOW = 1000;
const sale: Sale = { price: 80, from: 0, until: 0 };

const shop = ( has: Partial< Product >, latest = NOW ): ShopState =>
	( {
		products: [
			{
				...{ id: 5, code: 'A', isVariable: false, sizes: [] },
				...{ price: 100, inForce: 100, sale: null },
				...has,
			},
		],
		...{ now: NOW, latest },
	} ) as unknown as ShopState;

const RUN = { do: 'sync', args: {} };

it( 'finds a sale that ended, or changed, in a run', () => {
	const before = shop( { sale } );
	const seen = ( now: Sale | null, deeds = [ RUN ] ) =>
		salesEnded( before, shop( { sale: now } ), deeds );
	expect( seen( sale ) ).toEqual( [] );
	expect( seen( null ) ).toHaveLength( 1 );
	expect( seen( { ...sale, price: 70 } ) ).toHaveLength( 1 );
	expect( seen( { ...sale, until: 5000 } ) ).toHaveLength( 1 );
	expect( seen( null, [ RUN, { do: 'sale', args: {} } ] ) ).toEqual( [] );
	const agreed = { do: 'sync', args: { approves: true } };
	expect( seen( null, [ agreed ] ) ).toHaveLength( 1 );
	const lower = shop( { price: 80 } );
	expect( salesEnded( before, lower, [ agreed ] ) ).toEqual( [] );
	expect( salesEnded( before, lower, [ RUN ] ) ).toHaveLength( 1 );
	const planned = { ...sale, from: 2000, until: 3000 };
	const lost = ( until: number ) =>
		salesEnded(
			shop( { sale: { ...planned, until } } ),
			shop( { sale: null } ),
			[ RUN ]
		);
	expect( lost( 3000 ) ).toHaveLength( 1 );
	expect( lost( 900 ) ).toEqual( [] );
} );

it( 'knows what buyers are to pay', () => {
	const pays = ( inForce: number, is: Sale | null, latest = NOW ) =>
		wronglyPriced( shop( { inForce, sale: is }, latest ), new Set() );
	expect( pays( 100, null ) ).toEqual( [] );
	expect( pays( 90, null ) ).toHaveLength( 1 );
	expect( pays( 80, sale ) ).toEqual( [] );
	expect( pays( 100, sale ) ).toHaveLength( 1 );
	expect( pays( 100, { ...sale, from: 2000 } ) ).toEqual( [] );
	expect( pays( 80, { ...sale, until: 900 } ) ).toHaveLength( 1 );
	expect( pays( 80, { ...sale, until: 900 }, 2000 ) ).toEqual( [] );
	const half = shop( { inForce: 90 } );
	expect( wronglyPriced( half, new Set( [ 'A' ] ) ) ).toEqual( [] );
} );
