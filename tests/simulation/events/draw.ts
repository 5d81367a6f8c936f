/** A history from a seed. */
import {
	between,
	pick,
	seeded,
	type Random,
} from '../../sors/assortment/random';
import { FATE_NAMES } from '../faults/catalog';
import type { Event, History, Kill, What } from './types';

type Draw = ( random: Random ) => What;

const STATUSES = [
	'pending',
	'processing',
	'on-hold',
	'completed',
	'cancelled',
	'failed',
];

const WEATHERS = [ 'down', 'writes hang', 'key refused', 'busy' ] as const;

const DOCUMENTS = [
	'reservation',
	'reservation',
	'deliveryNote',
	'invoiceDeliveryNote',
] as const;

const order =
	( way: 'order' | 'checkout' ): Draw =>
	( random ) => ( {
		do: way,
		lines: Array.from( { length: between( random, 1, 3 ) }, () => ( {
			item: random(),
			quantity: between( random, 1, 4 ),
		} ) ),
		shipping: random() < 0.5 ? 0 : 350,
		fee: random() < 0.8 ? 0 : 100,
		buyer: between( random, 1, 5 ),
		status: random() < 0.75 ? 'processing' : pick( random, STATUSES ),
	} );

/** How often each comes up, beside the others. */
const KINDS: readonly ( readonly [ number, Draw ] )[] = [
	[ 22, order( 'order' ) ],
	[ 5, order( 'checkout' ) ],
	[ 26, () => ( { do: 'minute' } ) ],
	[
		6,
		( random ) => ( {
			do: 'sync',
			kind: random() < 0.85 ? 'stock' : 'catalog',
		} ),
	],
	[ 2, () => ( { do: 'watchdog' } ) ],
	[ 3, () => ( { do: 'sweep' } ) ],
	[
		8,
		( random ) => ( {
			do: 'status',
			order: random(),
			status: pick( random, STATUSES ),
		} ),
	],
	[
		7,
		( random ) => ( {
			do: 'quantity',
			order: random(),
			line: between( random, 0, 2 ),
			quantity: between( random, 0, 5 ),
		} ),
	],
	[ 2, ( random ) => ( { do: 'address', order: random() } ) ],
	[ 3, ( random ) => ( { do: 'trash', order: random() } ) ],
	[ 3, ( random ) => ( { do: 'untrash', order: random() } ) ],
	[ 1, ( random ) => ( { do: 'delete', order: random() } ) ],
	[
		6,
		( random ) => ( {
			do: 'refund',
			order: random(),
			quantity: between( random, 1, 2 ),
			all: random() < 0.3,
			restock: random() < 0.7,
			money: random() < 0.2,
		} ),
	],
	[ 1, ( random ) => ( { do: 'deleteRefund', order: random() } ) ],
	[
		6,
		( random ) => ( { do: 'button', entry: random(), choice: random() } ),
	],
	[
		6,
		( random ) => ( {
			do: 'goods',
			item: random(),
			change: between( random, -6, 12 ),
		} ),
	],
	[
		3,
		( random ) => ( {
			do: 'foreignDocument',
			item: random(),
			quantity: between( random, 1, 3 ),
			refers: random() < 0.5,
		} ),
	],
	[ 1, ( random ) => ( { do: 'cancelByHand', document: random() } ) ],
	[
		2,
		( random ) => ( {
			do: 'price',
			item: random(),
			change: between( random, -20, 50 ),
		} ),
	],
	[
		3,
		( random ) => ( {
			do: 'weather',
			weather: pick( random, WEATHERS ),
			minutes: between( random, 2, 45 ),
		} ),
	],
	[ 1, ( random ) => ( { do: 'setting', kind: pick( random, DOCUMENTS ) } ) ],
];
const WEIGHT = KINDS.reduce( ( sum, [ weight ] ) => sum + weight, 0 );

/** Those that the shop does in a process of its own. */
const IN_SORS: readonly What[ 'do' ][] = [
	'goods',
	'foreignDocument',
	'cancelByHand',
	'price',
	'weather',
];

function what( random: Random ): What {
	let place = random() * WEIGHT;
	for ( const [ weight, make ] of KINDS ) {
		place -= weight;
		if ( place < 0 ) {
			return make( random );
		}
	}
	return { do: 'minute' };
}

/** Mostly moments, now and then hours: retries, leases and comparisons lie far apart. */
function wait( random: Random ): number {
	const chance = random();
	if ( chance < 0.35 ) {
		return between( random, 1, 50 );
	}
	if ( chance < 0.8 ) {
		return between( random, 55, 400 );
	}
	return chance < 0.95
		? between( random, 400, 4000 )
		: between( random, 4000, 90_000 );
}

function kill( random: Random ): Kill {
	const at = pick( random, [
		'statement',
		'statement',
		'request',
		'commit',
	] as const );
	return {
		at,
		nth:
			at === 'statement'
				? Math.ceil( Math.exp( random() * Math.log( 250 ) ) )
				: between( random, 1, 4 ),
	};
}

const inShop = ( each: What ): boolean => ! IN_SORS.includes( each.do );

function event( random: Random ): Event {
	const drawn: Event = {
		wait: wait( random ),
		what: what( random ),
		faults: [],
	};
	if ( ! inShop( drawn.what ) ) {
		return drawn;
	}
	const talks = [ 'minute', 'sync', 'button' ].includes( drawn.what.do );
	if ( talks && random() < 0.4 ) {
		drawn.faults = Array.from(
			{ length: between( random, 1, 2 ) },
			() => ( {
				nth: between( random, 1, 4 ),
				fate: pick( random, FATE_NAMES ),
			} )
		);
	}
	if ( random() < ( talks ? 0.12 : 0.05 ) ) {
		drawn.kill = kill( random );
	}
	if ( random() < 0.12 ) {
		const other = what( random );
		if ( inShop( other ) ) {
			drawn.beside = { what: other, turns: between( random, 1, 1e6 ) };
		}
	}
	return drawn;
}

export function draw( seed: number ): History {
	const random = seeded( seed );
	const shop = {
		goods: between( random, 3, 6 ),
		taxes: random() < 0.7,
		units: between( random, 1, 2 ),
		kind: pick( random, DOCUMENTS ),
	};
	const length = between( random, 20, 60 );
	return {
		seed,
		shop,
		events: Array.from( { length }, () => event( random ) ),
	};
}
