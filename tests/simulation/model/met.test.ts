import { expect, it } from 'vitest';
import type { SorsDatabase } from '../../sors/model/types';
import type { Task } from '../controller/schedule';
import { Met } from './met';
import type { Order, ShopState } from './shop';

const shop = ( values: object ): ShopState =>
	( {
		...{ orders: new Map(), products: [], links: [], unlinked: [] },
		...values,
	} ) as unknown as ShopState;

it( 'remembers when a look-up last said nothing', () => {
	const met = new Met();
	met.request( 'findDocuments', '503', 5 );
	met.request( 'createDocument', 'wrong types', 6 );
	expect( [ met.uselessAt, met.failedAt ] ).toEqual( [ -Infinity, 5 ] );
	met.request( 'findDocuments', 'wrong types', 7 );
	expect( met.uselessAt ).toBe( 7 );
	const odd = { discountsAgain: false, ignores: [], omits: [] };
	met.server( { ...odd, omits: [ 'externalReference' ] }, 8 );
	met.server( odd, 9 );
	met.server( odd, 10 );
	expect( met.uselessAt ).toBe( 9 );
	expect( met.discountedAgain ).toBe( false );
	met.request( 'listDocuments', '503', 11 );
	expect( [ met.uselessAt, met.failedAt ] ).toEqual( [ 11, 5 ] );
} );

it( 'remembers that SORS was made to refuse, and that customers were in doubt', () => {
	const met = new Met();
	met.request( 'createDocument', '500', 1 );
	expect( [ met.refused, met.lostCustomers ] ).toEqual( [ false, false ] );
	met.request( 'createCustomer', '409', 1 );
	expect( [ met.refused, met.lostCustomers ] ).toEqual( [ true, true ] );
} );

it( 'remembers of which orders the contents changed', () => {
	const met = new Met();
	const task = ( name: string, orderId: number ): Task => ( {
		...{ do: name, args: { orderId }, faults: [], seed: 1 },
	} );
	met.tasks( [ task( 'address', 1 ), task( 'note', 2 ) ] );
	expect( [ ...met.edited ] ).toEqual( [ 1 ] );
	const orders = ( total: number, status: string ) =>
		shop( {
			orders: new Map( [
				[
					3,
					{
						total,
						status,
						lines: [],
						extras: [],
					} as unknown as Order,
				],
			] ),
		} );
	met.orders( undefined, orders( 1, 'pending' ) );
	met.orders( orders( 1, 'pending' ), orders( 1, 'completed' ) );
	expect( met.edited.has( 3 ) ).toBe( false );
	met.orders( orders( 1, 'completed' ), orders( 2, 'completed' ) );
	expect( met.edited.has( 3 ) ).toBe( true );
} );

it( 'remembers which products were without their item, or with another rate of VAT', () => {
	const parted = ( ...items: object[] ): boolean => {
		const met = new Met();
		const state = shop( {
			products: [ { id: 5, code: 'A' } ],
			links: [ { productId: 5 } ],
		} );
		const right = { code: 'A', active: true, vatRate: 20 };
		for ( const products of [ [ right ], items ] ) {
			met.items( state, { products } as unknown as SorsDatabase );
		}
		return met.parted.has( 5 );
	};
	const right = { code: 'A', active: true, vatRate: 20 };
	expect( parted( right ) ).toBe( false );
	expect( parted() ).toBe( true );
	expect( parted( right, right ) ).toBe( true );
	expect( parted( { ...right, active: false } ) ).toBe( true );
	expect( parted( { ...right, vatRate: 10 } ) ).toBe( true );
} );
