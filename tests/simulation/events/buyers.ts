/** What buyers do. */
import { between, pick, type Random } from '../../sors/assortment/random';
import { isGoods } from '../checks/stock';
import type { Order } from '../model/shop';
import { kind, one, type Command, type Scene, type Share, work } from './kind';

interface Buyer {
	email: string;
	company: string;
	/** '' = none. */
	pib: string;
	/** Whether they sign in. */
	account: boolean;
}

export const person = ( email: string, account = false ): Buyer => ( {
	...{ email, company: '', pib: '', account },
} );
export const PIBS = [ '108765434', '100000024' ] as const;

/** They come back. Some share an address or a company: each is one customer at SORS all the same. */
const BUYERS: readonly Buyer[] = [
	person( 'kupac1@example.test' ),
	person( 'KUPAC1@example.test' ),
	person( 'kupac2@example.test', true ),
	person( 'nabavka@firma.example.test' ),
	{
		email: 'nabavka@firma.example.test',
		...{ company: 'Firma d.o.o.', pib: PIBS[ 0 ], account: false },
	},
	{
		email: 'direktor@firma.example.test',
		...{ company: 'Firma d.o.o.', pib: PIBS[ 0 ], account: true },
	},
	{
		email: 'radnja@example.test',
		...{ company: 'Radnja „Kod Mire“', pib: PIBS[ 1 ], account: true },
	},
];

export const PAYMENTS = [ 'cod', 'cod', 'bacs', 'nestpay' ] as const;

export const STATUSES = [
	...[ 'processing', 'processing', 'processing', 'on-hold' ],
	...[ 'pending', 'failed', 'cancelled', 'completed' ],
] as const;

/** Those who sign in. */
export const ACCOUNTS = BUYERS.filter( ( { account } ) => account );

export function basket( random: Random ) {
	return {
		lines: Array.from( { length: between( random, 1, 3 ) }, () => ( {
			item: random(),
			quantity: between( random, 1, 4 ),
		} ) ),
		buyer: pick( random, BUYERS ),
		payment: pick( random, PAYMENTS ),
		coupon: pick( random, [
			...[ '', '', '', '', '' ],
			...[ 'procenat', 'korpa', 'artikal', 'besplatno' ],
		] ),
		shipping: pick( random, [ '', 'flat_rate', 'free_shipping' ] ),
		fee: pick( random, [ 0, 0, 0, 0, 100, -40 ] ),
	};
}

/** What a buyer can put into the cart: of a product with sizes, one of these; of a translated one, it in either language. */
export const goodsOf = ( {
	state,
}: Scene ): { code: string; size?: number }[] =>
	state.products
		.filter( ( { code } ) => isGoods( code ) )
		.flatMap( ( { code, isVariable, sizes, translation } ) =>
			isVariable
				? sizes.map( ( { id: size } ) => ( { code, size } ) )
				: [
						{ code },
						...( translation
							? [ { code, size: translation.id } ]
							: [] ),
					]
		);

export const buys =
	( way: 'order' | 'checkout' | 'classic' ) =>
	(
		{ lines, ...rest }: ReturnType< typeof basket > & { status?: string },
		scene: Scene
	): Command | null => {
		const wanted = lines.flatMap( ( { item, quantity } ) => {
			const product = one( goodsOf( scene ), item );
			return product ? [ { ...product, quantity } ] : [];
		} );
		return wanted.length === 0
			? null
			: { do: way, args: { lines: wanted, ...rest } };
	};

/** Done to one of the orders of which this holds. */
export const toAnOrder =
	( name: string, holds: ( order: Order ) => boolean = () => true ) =>
	( what: { order: Share }, { state }: Scene ): Command | null => {
		const order = one(
			[ ...state.orders.values() ].filter( holds ),
			what.order
		);
		return order
			? { do: name, args: { ...what, orderId: order.id } }
			: null;
	};

export const anOrder = ( random: Random ) => ( { order: random() } );

const isIn =
	( ...statuses: string[] ) =>
	( { status }: Order ) =>
		statuses.includes( status );

export const buyers = {
	order: kind( 18, 'An order is made', {
		draw: ( random ) => ( {
			...basket( random ),
			status: pick( random, STATUSES ),
		} ),
		inShop: buys( 'order' ),
	} ),
	checkout: kind( 9, 'A buyer orders at the checkout block', {
		draw: basket,
		inShop: buys( 'checkout' ),
	} ),
	classic: kind( 9, 'A buyer orders at the classic checkout', {
		draw: basket,
		inShop: buys( 'classic' ),
	} ),
	pays: kind( 6, 'The bank says that an order was paid', {
		draw: anOrder,
		// Also late: WooCommerce takes the money for an order that it has cancelled.
		inShop: toAnOrder(
			'pays',
			isIn( 'pending', 'on-hold', 'failed', 'cancelled' )
		),
	} ),
	paymentFails: kind( 5, 'The bank refuses a payment', {
		draw: anOrder,
		inShop: toAnOrder( 'paymentFails', isIn( 'pending', 'on-hold' ) ),
	} ),
	unpaid: kind( 4, 'WooCommerce cancels what was not paid in time', {
		inShop: () => work( 'woocommerce_cancel_unpaid_orders' ),
	} ),
};
