/** What the people of the shop, and the programs that they use, do with its orders. */
import { between, pick, type Random } from '../../sors/assortment/random';
import type { Order } from '../model/shop';
import { anOrder, goodsOf, PAYMENTS, PIBS, toAnOrder } from './buyers';
import { kind, one, type Command, type Scene, type Share } from './kind';

const STATUSES = [
	...[ 'pending', 'processing', 'on-hold', 'completed' ],
	...[ 'cancelled', 'failed', 'refunded' ],
	// Another plugin's.
	'spremno',
] as const;

/** The order screen lets nobody edit others. */
const isEditable = ( { status }: Order ) =>
	status === 'pending' || status === 'on-hold';

const CHANGES = [ 'status', 'meta', 'fee', 'line', 'quantity' ] as const;

/** Done to an order with one of the shop's goods. */
const withGoods =
	( name: string, holds?: ( order: Order ) => boolean ) =>
	( what: { order: Share; item: Share }, scene: Scene ): Command | null => {
		const goods = one( goodsOf( scene ), what.item );
		const command = toAnOrder( name, holds )( what, scene );
		return goods && command
			? { ...command, args: { ...command.args, ...goods } }
			: null;
	};

const ofAnOrder =
	< More extends object >( more: ( random: Random ) => More ) =>
	( random: Random ) => ( { ...anOrder( random ), ...more( random ) } );

export const staff = {
	status: kind( 9, 'Staff changes a status', {
		draw: ( random ) => ( {
			...anOrder( random ),
			status: pick( random, STATUSES ),
		} ),
		// Of another plugin's status WooCommerce knows nothing: it takes no goods for it.
		unsettles: ( { status } ) => status === 'spremno',
		inShop: toAnOrder( 'status' ),
	} ),
	quantity: kind( 5, 'Staff changes a quantity', {
		draw: ofAnOrder( ( random ) => ( {
			line: between( random, 0, 2 ),
			quantity: between( random, 0, 5 ),
		} ) ),
		inShop: toAnOrder( 'quantity', isEditable ),
	} ),
	linePrice: kind( 4, 'Staff changes the price of a line', {
		draw: ofAnOrder( ( random ) => ( {
			line: between( random, 0, 2 ),
			share: pick( random, [ 0, 0.5, 0.87, 1.1 ] ),
		} ) ),
		inShop: toAnOrder( 'linePrice', isEditable ),
	} ),
	addLine: kind( 5, 'Staff adds a line', {
		unsettles: () => true,
		draw: ( random ) => ( {
			order: random(),
			item: random(),
			quantity: between( random, 1, 3 ),
			free: random() < 0.5,
		} ),
		inShop: withGoods( 'addLine', isEditable ),
	} ),
	removeLine: kind( 4, 'Staff removes a line', {
		draw: ofAnOrder( ( random ) => ( { line: between( random, 0, 2 ) } ) ),
		inShop: toAnOrder( 'removeLine', isEditable ),
	} ),
	byRest: kind( 6, 'Another program changes an order', {
		unsettles: () => true,
		draw: ( random ) => ( {
			order: random(),
			change: pick( random, CHANGES ),
			item: random(),
			quantity: between( random, 1, 5 ),
		} ),
		inShop: withGoods( 'byRest' ),
	} ),
	address: kind( 4, 'Staff changes an address', {
		draw: ofAnOrder( ( random ) => ( {
			street: `Nova ulica ${ between( random, 1, 99 ) }`,
		} ) ),
		inShop: toAnOrder( 'address' ),
	} ),
	company: kind( 4, 'Staff changes the company', {
		draw: ofAnOrder( ( random ) => ( {
			pib: pick( random, [ '', ...PIBS ] ),
		} ) ),
		inShop: toAnOrder( 'company' ),
	} ),
	payment: kind( 4, 'Staff changes the way of payment', {
		draw: ofAnOrder( ( random ) => ( {
			method: pick( random, PAYMENTS ),
		} ) ),
		inShop: toAnOrder( 'payment' ),
	} ),
	note: kind( 4, 'Staff writes a note', {
		draw: anOrder,
		inShop: toAnOrder( 'note' ),
	} ),
	trash: kind( 4, 'Staff bins an order', {
		draw: anOrder,
		inShop: toAnOrder( 'trash', ( { status } ) => status !== 'trash' ),
	} ),
	untrash: kind( 5, 'Staff restores an order', {
		draw: anOrder,
		inShop: toAnOrder( 'untrash', ( { status } ) => status === 'trash' ),
	} ),
	delete: kind( 4, 'Staff deletes an order', {
		draw: anOrder,
		inShop: toAnOrder( 'delete' ),
	} ),
	refund: kind( 8, 'Staff refunds goods', {
		draw: ofAnOrder( ( random ) => ( {
			quantity: between( random, 1, 2 ),
			all: random() < 0.3,
			restock: random() < 0.7,
			money: random() < 0.2,
		} ) ),
		inShop: toAnOrder( 'refund' ),
	} ),
	refundShipping: kind( 4, 'Staff refunds the shipping', {
		draw: anOrder,
		inShop: toAnOrder( 'refundShipping', ( { extras } ) =>
			extras.some(
				( { type, gross } ) => type === 'shipping' && gross > 0
			)
		),
	} ),
	refundMoney: kind( 4, 'Staff refunds a part of the money', {
		draw: ofAnOrder( ( random ) => ( {
			share: pick( random, [ 0.1, 0.33, 0.5 ] ),
		} ) ),
		inShop: toAnOrder( 'refundMoney' ),
	} ),
	deleteRefund: kind( 5, 'Staff deletes a refund', {
		unsettles: () => true,
		draw: ofAnOrder( ( random ) => ( {
			refund: between( random, 0, 2 ),
		} ) ),
		inShop: toAnOrder(
			'deleteRefund',
			( { refunds } ) => refunds.length > 0
		),
	} ),
};
