/** What only makes sense one after another: late payments, standing discounts, what became of documents, what the owner takes out of the runs and back. */
import { between, pick, type Random } from '../../sors/assortment/random';
import { LAST } from './kind';
import { drawn } from './kinds';
import {
	calm,
	CREATES,
	minute,
	MUCH_LATER,
	plain,
	trap,
	type Draw,
} from './steps';
import type { Event, History, What } from './types';

type DocumentKind = History[ 'shop' ][ 'kind' ];
type Story = ( random: Random, event: Draw, kind: DocumentKind ) => Event[];

const unpaid = ( random: Random ): Event =>
	plain(
		between( random, 65, 400 ),
		drawn( random, 'order', {
			...{ status: 'on-hold', payment: 'bacs', coupon: '' },
		} )
	);

/** Sent while it waited for the bank, and paid then. */
const paidLate: Story = ( random, event ) => [
	calm( random ),
	unpaid( random ),
	minute( random ),
	event(
		random,
		pick( random, [
			drawn( random, 'pays', { order: LAST } ),
			drawn( random, 'paysLate', { order: LAST } ),
			drawn( random, 'paysLate', { order: LAST } ),
			drawn( random, 'paidAtSors', { document: LAST } ),
		] )
	),
	event( random, drawn( random, 'ticks' ) ),
	event(
		random,
		pick( random, [
			{ do: 'minute' } as const,
			drawn( random, 'refundMoney', { order: LAST } ),
			drawn( random, 'status', { order: LAST, status: 'cancelled' } ),
			drawn( random, 'quantity', { order: LAST } ),
		] )
	),
	event( random, drawn( random, 'ticks' ) ),
];

/** Paid while nobody knows whether its document reached SORS; then a part of it is given back, and the rest changes. */
const paidUnknown: Story = ( random, event, kind ) => {
	const order = LAST;
	const edited: What[] =
		random() < 0.5
			? [ drawn( random, 'byRest', { order, change: 'quantity' } ) ]
			: [
					drawn( random, 'status', { order, status: 'on-hold' } ),
					drawn( random, 'quantity', { order } ),
					drawn( random, 'status', { order, status: 'processing' } ),
				];
	return [
		calm( random ),
		unpaid( random ),
		trap( random, CREATES[ kind ] ),
		minute( random ),
		plain( between( random, 1, 25 ), drawn( random, 'pays', { order } ) ),
		minute( random ),
		event(
			random,
			pick( random, [
				drawn( random, 'refund', { order, all: false } ),
				drawn( random, 'refundMoney', { order } ),
			] )
		),
		...edited.map( ( what ) => event( random, what ) ),
		minute( random ),
		minute( random, MUCH_LATER ),
	];
};

/** SORS may take off once more what the order took off. */
const regular: Story = ( random, event ) => {
	const again = random() < 0.4 ? [ drawn( random, 'discountsAgain' ) ] : [];
	const buyer = random();
	const buys = () => event( random, drawn( random, 'regularBuys' ) );
	return [
		calm( random ),
		plain(
			60,
			drawn( random, 'standingDiscount', {
				buyer,
				percent: pick( random, [ 3, 7.5, 10, 12.25 ] ),
			} )
		),
		event( random, drawn( random, 'linkUser', { buyer, other: false } ) ),
		...again.map( ( what ) => plain( 60, what ) ),
		buys(),
		minute( random ),
		buys(),
		minute( random ),
		...again.map( ( what ) => plain( 60, what ) ),
	];
};

/** Another document is made of it at SORS, and its buyer or the staff does something about it meanwhile. */
const followed: Story = ( random, event ) => {
	const follows = () =>
		event( random, drawn( random, 'follow', { document: LAST } ) );
	/** The comparison of the day sees it. */
	const later = (): Event =>
		plain( between( random, 900, 90_000 ), { do: 'minute' } );
	return [
		calm( random ),
		plain(
			between( random, 65, 400 ),
			drawn( random, 'order', {
				...{ status: 'processing', payment: 'cod', coupon: '' },
			} )
		),
		minute( random ),
		follows(),
		later(),
		event(
			random,
			pick( random, [
				drawn( random, 'status', {
					...{ order: LAST, status: 'cancelled' },
				} ),
				drawn( random, 'refund', { order: LAST } ),
				drawn( random, 'quantity', { order: LAST } ),
			] )
		),
		event( random, { do: 'minute' } ),
		follows(),
		later(),
	];
};

const PAIRS = [
	[ 'leaveAlone', 'bringIn' ],
	[ 'leaveGroup', 'bringGroupIn' ],
	[ 'unlink', 'linkAgain' ],
] as const;

/** Meanwhile SORS and the shop go on. */
const takenOut: Story = ( random, event ) => {
	const [ out, back ] = pick( random, PAIRS );
	const run = ( kind: string ) =>
		event( random, drawn( random, 'sync', { kind, steps: null } ) );
	return [
		event( random, drawn( random, out ) ),
		plain( 60, drawn( random, 'goods' ) ),
		plain( 60, drawn( random, 'price' ) ),
		plain( 60, drawn( random, 'changeItem' ) ),
		event( random, drawn( random, 'order', { status: 'processing' } ) ),
		run( pick( random, [ 'catalog', 'stock' ] ) ),
		minute( random ),
		run( pick( random, [ 'catalog', 'stock' ] ) ),
		event( random, drawn( random, back ) ),
		run( 'stock' ),
	];
};

/** A new item that the owner does not want, and perhaps does later. */
const leftOut: Story = ( random, event ) => [
	plain( 60, drawn( random, 'newItem' ) ),
	event( random, drawn( random, 'leaveOut' ) ),
	event( random, drawn( random, 'sync', { kind: 'catalog', steps: null } ) ),
	...( random() < 0.4
		? [ event( random, drawn( random, 'bringBack' ) ) ]
		: [] ),
];

const ALL = [
	paidLate,
	paidLate,
	paidUnknown,
	regular,
	regular,
	takenOut,
	takenOut,
	leftOut,
	followed,
	followed,
];

/** One of them. */
export const laterStory = (
	random: Random,
	kind: DocumentKind,
	event: Draw
): Event[] => pick( random, ALL )( random, event, kind );
