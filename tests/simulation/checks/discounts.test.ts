import { expect, it } from 'vitest';
import type { SorsDatabase, SorsDocument } from '../../sors/model/types';
import type { Coupon, Order } from '../model/orders';
import type { Entry, ShopState } from '../model/shop';
import { discountedTwice, givenOnce, onSale, outdated } from './discounts';

const coupon = ( percent: number ): Coupon => ( {
	...{ code: 'sors-discount', percent },
} );
const order = ( id: number, gross: number, ...coupons: Coupon[] ): Order =>
	( {
		...{ id, coupons, refunds: [] },
		lines: [ { itemId: 1, quantity: 2, gross, list: 200 } ],
	} ) as unknown as Order;

const PARAS = { unit: 0.01 };

it( 'gives who is linked the discount, and once', () => {
	expect( givenOnce( order( 7, 180, coupon( 10 ) ), 10, PARAS ) ).toEqual(
		[]
	);
	expect( givenOnce( order( 7, 200 ), 0, PARAS ) ).toEqual( [] );
	expect( givenOnce( order( 7, 200 ), 10, PARAS ) ).toHaveLength( 1 );
	expect( givenOnce( order( 7, 180, coupon( 10 ) ), 0, PARAS ) ).toHaveLength(
		1
	);
	expect(
		givenOnce( order( 7, 162, coupon( 10 ) ), 10, PARAS )
	).toHaveLength( 1 );
	const twice = order( 7, 162, coupon( 10 ), coupon( 10 ) );
	expect( givenOnce( twice, 10, PARAS ) ).toHaveLength( 1 );
} );

const entry = ( id: number, values: Partial< Entry > ): Entry =>
	( {
		...{ id, orderId: id, role: 'sale', state: 'sent', issue: null },
		...{
			accepted: '',
			lock: '',
			answeredLosses: 0,
			silentLosses: 0,
			askedFor: false,
		},
		...{ database: 'Demo2', documentId: `${ id }`, documentBy: 'answered' },
		total: 180,
		...values,
	} ) as Entry;
const shop = ( ...entries: Entry[] ): ShopState =>
	( {
		entries,
		orders: new Map(
			entries.map( ( { orderId } ) => [
				orderId,
				order( orderId, 180, coupon( 10 ) ),
			] )
		),
	} ) as unknown as ShopState;
const documents = ( total: number, discounted?: number ) =>
	new Map(
		[ 7, 8 ].map( ( id ) => [
			`Demo2 ${ id }`,
			{ total, discounted } as unknown as SorsDocument,
		] )
	);
const issue = { issue: 'discounted_twice' };

it( 'wants SORS’ second discount said, and further orders to wait', () => {
	const before = shop( entry( 7, { state: 'queued' } ) );
	const after = shop( entry( 7, {} ) );
	expect( discountedTwice( before, after, documents( 180 ) ) ).toEqual( [] );
	const again = documents( 162, 10 );
	expect( discountedTwice( before, after, again ) ).toHaveLength( 1 );
	const said = shop( entry( 7, issue ) );
	expect( discountedTwice( before, said, again ) ).toEqual( [] );
	const waits = shop( entry( 7, issue ), entry( 8, { state: 'queued' } ) );
	const sent = ( values: Partial< Entry > ) =>
		discountedTwice(
			waits,
			shop( entry( 7, issue ), entry( 8, { ...issue, ...values } ) ),
			again
		);
	expect( sent( {} ) ).toHaveLength( 1 );
	expect( sent( { askedFor: true } ) ).toEqual( [] );
	expect( sent( { answeredLosses: 1 } ) ).toEqual( [] );
} );

it( 'wants nothing said of a second discount where there was no first', () => {
	const plain = ( state: ShopState ): ShopState => {
		for ( const { coupons } of state.orders.values() ) {
			coupons.length = 0;
		}
		return state;
	};
	const before = plain( shop( entry( 7, { state: 'queued' } ) ) );
	const said = plain( shop( entry( 7, issue ) ) );
	const less = documents( 179.98 );
	expect( discountedTwice( before, said, less ) ).toHaveLength( 1 );
	expect( discountedTwice( said, said, less ) ).toEqual( [] );
	const unsaid = plain( shop( entry( 7, {} ) ) );
	expect( discountedTwice( before, unsaid, less ) ).toEqual( [] );
	expect( discountedTwice( unsaid, said, less ) ).toHaveLength( 1 );
} );

it( 'knows the discount of a linked user by what SORS says', () => {
	const of = ( percent: number, says: number ) =>
		outdated(
			{
				regulars: [ { email: 'a@example.test', code: 'K1', percent } ],
			} as unknown as ShopState,
			{
				customers: [ { code: 'K1', discountPercent: says } ],
			} as unknown as SorsDatabase
		);
	expect( of( 10, 10 ) ).toEqual( [] );
	expect( of( 0, 100 ) ).toEqual( [] );
	expect( of( 10, 5 ) ).toHaveLength( 1 );
} );

it( 'gives none on what is on sale', () => {
	const ofProduct = ( gross: number, ...coupons: Coupon[] ): Order => {
		const made = order( 7, gross, ...coupons );
		made.lines[ 0 ]!.productId = 5;
		return made;
	};
	const seen = ( made: Order, how: 'all' | 'some' ) =>
		givenOnce( made, 10, PARAS, new Map( [ [ 5, how ] ] ) ).length;
	expect( seen( ofProduct( 200 ), 'all' ) ).toBe( 0 );
	expect( seen( ofProduct( 180, coupon( 10 ) ), 'all' ) ).toBe( 1 );
	expect( seen( ofProduct( 200 ), 'some' ) ).toBe( 0 );
	expect( seen( ofProduct( 180, coupon( 10 ) ), 'some' ) ).toBe( 0 );
	expect( seen( ofProduct( 150, coupon( 10 ) ), 'some' ) ).toBe( 1 );
} );

it( 'knows what is on sale as WooCommerce does: by its dates, also before the price is written', () => {
	const how = ( inForce: number, from: number ) =>
		onSale( {
			now: 1000,
			products: [
				{
					...{ id: 5, isVariable: false, sizes: [], inForce },
					...{ price: 100, sale: { price: 80, from, until: 0 } },
				},
			],
		} as unknown as ShopState ).get( 5 );
	expect( how( 100, 2000 ) ).toBeUndefined();
	expect( how( 100, 900 ) ).toBe( 'some' );
	expect( how( 80, 900 ) ).toBe( 'all' );
	expect( how( 80, 2000 ) ).toBe( 'some' );
} );
