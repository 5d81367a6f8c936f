import { z } from 'zod';
import { ordersResponse } from '../../src/contract/rest/orders';
import { outboxEntry, type OutboxEntry } from '../../src/contract/rest/outbox';
import { Problem } from '../../tests/env/run/problem';
import {
	readable,
	until,
	type ShopSession,
} from '../../tests/env/shop-session';
import type { StoreSource } from '../../tests/env/wordpress/source';
import type { ShopProduct } from './products';

export const buyer = {
	first_name: 'Jelena',
	last_name: 'Đorđević',
	company: '',
	address_1: 'Bulevar kralja Aleksandra 73',
	address_2: '',
	city: 'Beograd',
	state: '',
	postcode: '11000',
	country: 'RS',
	phone: '0641234567',
	email: 'jelena@example.test',
};

const placed = z.object( { order_id: z.number() } );
const orderDetails = z.object( {
	number: z.string(),
	status: z.string(),
	total: z.string(),
} );

export type PlacedOrder = z.infer< typeof orderDetails > & { id: number };

/** Two products, at the real checkout where there is one, and what the shop made of it. */
export async function placeOrder(
	shop: ShopSession,
	store: StoreSource,
	products: ShopProduct[]
): Promise< PlacedOrder > {
	const [ first, second ] = products.filter(
		( { stock, price } ) => ( stock ?? 0 ) >= 2 && Number( price ) > 0
	);
	if ( ! first || ! second ) {
		throw new Problem( 'No two products of the shop are in stock.' );
	}
	const lines = { [ first.id ]: 2, [ second.id ]: 1 };
	const id = await ( store.kind === 'real'
		? checkOut( shop.url, lines )
		: postOrder( shop, lines ) );
	const details = orderDetails.parse(
		await shop.rest( 'GET', `test-site/v1/orders/${ id }` )
	);
	return { id, ...details };
}

/** As a shop's own code would make it, in any store. */
export async function postOrder(
	shop: ShopSession,
	lines: Record< number, number >,
	other: Partial< typeof buyer > = {}
): Promise< number > {
	const order = await shop.rest( 'POST', 'test-site/v1/orders', {
		lines,
		address: { ...buyer, ...other },
	} );
	return placed.parse( order ).order_id;
}

type Checkout = {
	address: typeof buyer;
	payment: string;
	/** Fields that a plugin adds to the checkout. */
	fields?: Record< string, string | boolean >;
};

/** The requests of the block checkout's page, as a guest. */
export async function checkOut(
	url: string,
	lines: Record< string, number >,
	{ address: billing, payment, fields }: Checkout = {
		address: buyer,
		payment: 'cod',
	}
): Promise< number > {
	let token = '';
	const store = async (
		method: 'GET' | 'POST',
		route: string,
		body?: object
	): Promise< unknown > => {
		const response = await fetch(
			`${ url }/wp-json/wc/store/v1/${ route }`,
			{
				method,
				headers: {
					'Content-Type': 'application/json',
					...( token ? { 'Cart-Token': token } : {} ),
				},
				body: body ? JSON.stringify( body ) : undefined,
				signal: AbortSignal.timeout( 120_000 ),
			}
		);
		token = response.headers.get( 'Cart-Token' ) ?? token;
		const text = await response.text();
		if ( ! response.ok ) {
			throw new Problem(
				`The checkout answered ${ response.status } to ${ route }: ${ readable( text ) }`
			);
		}
		return JSON.parse( text );
	};
	await store( 'GET', 'cart' );
	for ( const [ id, quantity ] of Object.entries( lines ) ) {
		await store( 'POST', 'cart/add-item', { id: Number( id ), quantity } );
	}
	const { email: _email, ...shipping } = billing;
	const addresses = { billing_address: billing, shipping_address: shipping };
	await store( 'POST', 'cart/update-customer', addresses );
	const order = await store( 'POST', 'checkout', {
		...addresses,
		payment_method: payment,
		...( fields && { additional_fields: fields } ),
	} );
	return placed.parse( order ).order_id;
}

/** Sends the order now instead of waiting for the minute after which it is sent automatically. */
export async function sendOrder(
	shop: ShopSession,
	order: PlacedOrder
): Promise< OutboxEntry > {
	const entryId = await until(
		() => 'the order is in the outbox',
		async () =>
			ordersResponse
				.parse(
					await shop.rest(
						'GET',
						`sors/v1/orders?search=${ order.id }`
					)
				)
				.items.find( ( { id } ) => id === order.id )?.entryId,
		30_000
	);
	let last: OutboxEntry | undefined;
	const ended = await until(
		() =>
			`order ${ order.number } has been sent (it is ${ last?.state } after ${ last?.attempts } attempts: ${ last?.lastError?.message ?? 'no error' })`,
		async () => {
			// One that is sent already stays as it is.
			last = outboxEntry.parse(
				await shop.rest( 'POST', `sors/v1/outbox/${ entryId }/send` )
			);
			return [ 'queued', 'sending' ].includes( last.state )
				? undefined
				: last;
		},
		120_000
	);
	if ( ended.state !== 'sent' ) {
		throw new Problem(
			`Order ${ order.number } did not become a document (${ ended.state }): ${ ended.lastError?.message }`
		);
	}
	return ended;
}
