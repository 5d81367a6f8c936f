/** What the owner's screens say of the orders about which a person is asked. */
import type { Orders, OrderDetails } from '../../../src/contract/rest/orders';
import type { Overview } from '../../../src/contract/rest/overview';
import { isMoving, type Entry } from '../model/shop';

export interface Desk {
	/** `GET orders` with the filter of what needs attention. */
	list: Pick< Orders, 'total' | 'needing' > & {
		items: Pick< Orders[ 'items' ][ number ], 'id' | 'why' >[];
	};
	/** `GET overview`. */
	overview: Pick< Overview, 'ordersNeeding' > & {
		decisions: Pick< Overview[ 'decisions' ][ number ], 'code' >[];
	};
	/** `GET orders/{id}` of each that is listed. */
	details: Pick< OrderDetails, 'id' | 'asks' >[];
}

type Asked = Pick< Entry, 'orderId' | 'state' | 'issue' | 'error' >;

const asks = ( { state, issue, error }: Asked ): boolean =>
	[ 'rejected', 'uncertain' ].includes( state ) ||
	( state === 'sent' && issue !== null ) ||
	( error === 'internal' && ! [ 'skipped', 'cancelled' ].includes( state ) );

/** By what the overview points at the orders, the most urgent first. */
const POINTERS: [ string, ( entry: Asked ) => boolean ][] = [
	[ 'orders_uncertain', ( { state } ) => state === 'uncertain' ],
	[ 'orders_rejected', ( { state } ) => state === 'rejected' ],
	[
		'orders_differ',
		( { state, issue } ) => state === 'sent' && issue !== null,
	],
];

/** The most urgent entry of an order says in which state it is. */
function pointersTo( entries: readonly Asked[] ): Set< string > {
	const orders = new Map< number, number >();
	for ( const entry of entries ) {
		const place = POINTERS.findIndex( ( [ , is ] ) => is( entry ) );
		const known = orders.get( entry.orderId ) ?? Infinity;
		orders.set(
			entry.orderId,
			Math.min( known, place < 0 ? known : place )
		);
	}
	return new Set(
		[ ...orders.values() ].flatMap(
			( place ) => POINTERS[ place ]?.[ 0 ] ?? []
		)
	);
}

export function hiddenFromOwner(
	entries: readonly ( Asked & Parameters< typeof isMoving >[ 0 ] )[],
	{ list, overview, details }: Desk
): string[] {
	const ofOrders = ( all: readonly Asked[] ) =>
		new Set( all.map( ( { orderId } ) => orderId ) );
	const asked = ofOrders( entries.filter( asks ) );
	// What was tried for long is listed as well.
	const may = ofOrders(
		entries.filter( ( entry ) => asks( entry ) || isMoving( entry ) )
	);
	const listed = new Set( list.items.map( ( { id } ) => id ) );
	const pointed = new Set( overview.decisions.map( ( { code } ) => code ) );
	return [
		...[ ...asked ]
			.filter( ( id ) => ! listed.has( id ) )
			.map(
				( id ) =>
					`order ${ id } needs a person, and the list does not show it`
			),
		...[ ...listed ]
			.filter( ( id ) => ! may.has( id ) )
			.map( ( id ) => `the list says that order ${ id } needs a person` ),
		...list.items
			.filter( ( { why } ) => ! why )
			.map(
				( { id } ) =>
					`the list does not say why order ${ id } needs a person`
			),
		...[ list.needing, list.total, overview.ordersNeeding ]
			.filter( ( figure ) => figure !== listed.size )
			.map(
				( figure ) =>
					`${ listed.size } orders need a person, and a screen says ${ figure }`
			),
		...[ ...pointersTo( entries ) ]
			.filter( ( code ) => ! pointed.has( code ) )
			.map( ( code ) => `the overview does not say ${ code }` ),
		...details
			.filter( ( one ) => one.asks.length === 0 )
			.map(
				( { id } ) =>
					`order ${ id } needs a person, and nothing can be done about it`
			),
	];
}
