/** What the people of the shop do with its orders. */
import { between, pick, type Random } from '../../sors/assortment/random';
import { kind, one, type Command, type Scene, type Share } from './kind';

export const STATUSES = [
	'pending',
	'processing',
	'on-hold',
	'completed',
	'cancelled',
	'failed',
] as const;

/** Done to one of the orders. */
const toAnOrder =
	( name: string ) =>
	( what: { order: Share }, { state }: Scene ): Command | null => {
		const order = one( [ ...state.orders.values() ], what.order );
		return order
			? { do: name, args: { ...what, orderId: order.id } }
			: null;
	};

const anOrder = ( random: Random ) => ( { order: random() } );

export const staff = {
	status: kind( {
		weight: 8,
		words: 'Staff changes a status',
		draw: ( random ) => ( {
			order: random(),
			status: pick( random, STATUSES ),
		} ),
		inShop: toAnOrder( 'status' ),
	} ),
	quantity: kind( {
		weight: 7,
		words: 'Staff changes a quantity',
		draw: ( random ) => ( {
			order: random(),
			line: between( random, 0, 2 ),
			quantity: between( random, 0, 5 ),
		} ),
		inShop: toAnOrder( 'quantity' ),
	} ),
	address: kind( {
		weight: 2,
		words: 'Staff changes an address',
		draw: ( random ) => ( {
			order: random(),
			street: `Nova ulica ${ between( random, 1, 99 ) }`,
		} ),
		inShop: toAnOrder( 'address' ),
	} ),
	trash: kind( {
		weight: 3,
		words: 'Staff bins an order',
		draw: anOrder,
		inShop: toAnOrder( 'trash' ),
	} ),
	untrash: kind( {
		weight: 3,
		words: 'Staff restores an order',
		draw: anOrder,
		inShop: toAnOrder( 'untrash' ),
	} ),
	delete: kind( {
		weight: 1,
		words: 'Staff deletes an order',
		draw: anOrder,
		inShop: toAnOrder( 'delete' ),
	} ),
	refund: kind( {
		weight: 6,
		words: 'Staff refunds',
		draw: ( random ) => ( {
			order: random(),
			quantity: between( random, 1, 2 ),
			all: random() < 0.3,
			restock: random() < 0.7,
			money: random() < 0.2,
		} ),
		inShop: toAnOrder( 'refund' ),
	} ),
	deleteRefund: kind( {
		weight: 1,
		words: 'Staff deletes a refund',
		draw: anOrder,
		inShop: toAnOrder( 'deleteRefund' ),
	} ),
};
