import { request } from '@playwright/test';
import { checkOut } from '../../bin/demo/order';
import { loseAnswer, sendRefused } from '../e2e/site/orders';
import { DATABASE } from '../e2e/site/shop';
import { workInBackground } from '../e2e/site/time';
import { until, type ShopSession } from '../env/shop-session';
import { BUYERS } from '../screenshots/orders';
import type { SorsControl } from '../sors/client';
import { IS_SHORT } from './journey';

type Product = { id: number; sku: string; stock: number | null; price: string };

const COMPANIES = [
	[ 'Kišobran d.o.o.', '108765434', '12345678' ],
	[ 'Žitomlin a.d. Šabac', '100000024', '07654321' ],
] as const;

/** How many come by the checkout block, and by the classic one. */
const [ BLOCK, CLASSIC ] = IS_SHORT ? [ 20, 2 ] : [ 44, 6 ];

/** Of the block's orders, every fifth is paid by bank transfer. */
const isUnpaid = ( n: number ) => n < BLOCK && n % 5 === 4;

/** Orders that wait for money, and of which nothing else is told. */
export const unpaid = ( ids: number[] ): number[] =>
	ids.filter( ( _, n ) => n > 10 && isUnpaid( n ) );

/** Buyers come and order by the shop's public ways; answers which orders these are. With the first two something goes wrong. */
export async function buyers(
	session: ShopSession,
	sors: SorsControl
): Promise< number[] > {
	const products = await inStock( session );
	const ids: number[] = [];
	for ( let n = 0; n < BLOCK + CLASSIC; n++ ) {
		const lines = Object.fromEntries(
			Array.from( { length: 1 + ( n % 3 ) }, ( _, at ) => [
				products[ ( n * 3 + at ) % products.length ]!.id,
				1 + ( ( n + at ) % 2 ),
			] )
		);
		ids.push(
			await ( n < BLOCK ? block : classic )( session.url, lines, n )
		);
		if ( n === 1 ) {
			await troubles( session, sors, ids );
		}
	}
	return ids;
}

function block( url: string, lines: Record< string, number >, n: number ) {
	const company =
		n % 6 === 5 ? COMPANIES[ Math.floor( n / 6 ) % 2 ] : undefined;
	return checkOut( url, lines, {
		address: { ...addressOf( n ), company: company?.[ 0 ] ?? '' },
		payment: isUnpaid( n ) ? 'bacs' : 'cod',
		fields: company && {
			'sors/company': true,
			'sors/company-name': company[ 0 ],
			'sors/pib': company[ 1 ],
			'sors/registration-number': company[ 2 ],
		},
	} );
}

/** Enough of it for all, and not so dear that delivery is free. */
export async function inStock( session: ShopSession ): Promise< Product[] > {
	const products = ( await session.rest(
		'GET',
		'test-site/v1/products'
	) ) as Product[];
	return products.filter(
		( { stock, price } ) =>
			( stock ?? 0 ) >= 20 &&
			Number( price ) > 0 &&
			Number( price ) < 2500
	);
}

export function addressOf( n: number ) {
	const [ first, last, street, city ] = BUYERS[ n % BUYERS.length ]!;
	return {
		first_name: first,
		last_name: last,
		company: '',
		address_1: street,
		address_2: '',
		city,
		state: '',
		postcode: '11000',
		country: 'RS',
		phone: '0641234567',
		// Some come back.
		email: `kupac${ n % 20 }@example.test`,
	};
}

/** The classic checkout's own request, as its page sends it. */
async function classic(
	url: string,
	lines: Record< string, number >,
	n: number
): Promise< number > {
	const shop = await request.newContext( { baseURL: url, timeout: 120_000 } );
	for ( const [ id, quantity ] of Object.entries( lines ) ) {
		await shop.get( `/?add-to-cart=${ id }&quantity=${ quantity }` );
	}
	const page = await ( await shop.get( '/classic-checkout/' ) ).text();
	const nonce =
		/name="woocommerce-process-checkout-nonce" value="(\w+)"/.exec(
			page
		)?.[ 1 ];
	const billing = Object.entries( addressOf( n ) ).map(
		( [ name, value ] ) => [ `billing_${ name }`, value ]
	);
	const answer = ( await (
		await shop.post( '/?wc-ajax=checkout', {
			form: {
				...Object.fromEntries( billing ),
				payment_method: 'cod',
				'woocommerce-process-checkout-nonce': nonce ?? '',
			},
		} )
	).json() ) as { order_id?: number; messages?: string };
	await shop.dispose();
	if ( ! answer.order_id ) {
		throw new Error( `The classic checkout said: ${ answer.messages }` );
	}
	return answer.order_id;
}

/** The orders that stand for each thing that can become of one. */
export type Stories = Record<
	'uncertain' | 'refused' | 'returned' | 'edited' | 'cancelled' | 'sent',
	number
>;

export type Told = Stories & { paid: number };

/** Before others are on their way: what goes wrong is meant for these two. */
async function troubles(
	session: ShopSession,
	sors: SorsControl,
	[ uncertain, refused ]: number[]
): Promise< void > {
	await loseAnswer( session, sors, {
		order: uncertain!,
		database: DATABASE,
	} );
	await sendRefused( session, sors, refused! );
	await sors.clearFaults();
}

/** Sent as in any shop: once an order is a minute old, in the background. */
export async function allSent( session: ShopSession ): Promise< void > {
	await until(
		() => 'all orders are sent',
		async () => {
			await workInBackground();
			const { outbox } = ( await session.rest(
				'GET',
				'sors/v1/overview'
			) ) as { outbox: { state: string; count: number }[] };
			return (
				outbox.every(
					( { state, count } ) =>
						count === 0 ||
						! [ 'queued', 'sending' ].includes( state )
				) || undefined
			);
		},
		900_000
	);
}

type Line = {
	id: number;
	quantity: number;
	total: string;
	taxes: { id: number; total: string }[];
};

/** What a shop's staff does with orders that are in SORS. */
export async function staff(
	session: ShopSession,
	ids: number[]
): Promise< Stories > {
	const [ uncertain, refused, returned, part, edited, cancelled, ...others ] =
		ids as [ number, number, number, number, number, number, ...number[] ];
	const order = ( id: number, change: object ) =>
		session.rest( 'PUT', `wc/v3/orders/${ id }`, change );
	const linesOf = async ( id: number ) =>
		(
			( await session.rest( 'GET', `wc/v3/orders/${ id }` ) ) as {
				line_items: Line[];
			}
		 ).line_items;
	/** One of the first line, or all goods, back on the shelf. */
	const refund = async ( id: number, isWhole: boolean ) => {
		const lines = await linesOf( id );
		const back = ( isWhole ? lines : lines.slice( 0, 1 ) ).map(
			( line ) => {
				const quantity = isWhole ? line.quantity : 1;
				const share = ( amount: string ) =>
					( Number( amount ) * quantity ) / line.quantity;
				return {
					id: line.id,
					quantity,
					refund_total: share( line.total ),
					refund_tax: line.taxes.map( ( tax ) => ( {
						id: tax.id,
						refund_total: share( tax.total ),
					} ) ),
				};
			}
		);
		const amount = back
			.flatMap( ( line ) => [ line, ...line.refund_tax ] )
			.reduce( ( sum, { refund_total: one } ) => sum + one, 0 );
		await session.rest( 'POST', `wc/v3/orders/${ id }/refunds`, {
			amount: amount.toFixed( 2 ),
			api_refund: false,
			api_restock: true,
			line_items: back,
		} );
	};
	await refund( part, false );
	await refund( returned, true );
	const [ line ] = await linesOf( edited );
	await order( edited, {
		line_items: [
			{
				id: line!.id,
				quantity: line!.quantity + 2,
				total: String(
					( Number( line!.total ) / line!.quantity ) *
						( line!.quantity + 2 )
				),
			},
		],
	} );
	await order( cancelled, { status: 'cancelled' } );
	for ( const id of others.slice( 0, 5 ) ) {
		await order( id, { status: 'completed' } );
	}
	return {
		...{ uncertain, refused, edited, cancelled },
		returned: part,
		sent: others[ 10 ]!,
	};
}
