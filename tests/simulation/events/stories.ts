/** What hardly ever comes up by chance: sales that are held up, those that reach SORS, and what takes them back. */
import type { OperationName } from '../../../src/contract/sors/contract';
import { between, pick, type Random } from '../../sors/assortment/random';
import type { Deal } from './deal';
import { LAST, type Share } from './kind';
import { drawn } from './kinds';
import {
	calm,
	CREATES,
	MUCH_LATER,
	minute,
	plain,
	trap,
	type Draw,
} from './steps';
import { laterStory } from './later-stories';
import type { Event, History, What } from './types';

/** Longer than a request waits that may have been done. */
const HOURS = [ 3700, 8000 ] as const;

interface Story {
	/** What meets faults in it. */
	of: ( kind: History[ 'shop' ][ 'kind' ] ) => readonly OperationName[];
	tell: (
		random: Random,
		kind: History[ 'shop' ][ 'kind' ],
		event: Draw
	) => Event[];
}

/** Mostly they meet only what their story has for them: else they may never come so far. */
const sales = ( random: Random, count: number ): Event[] => [
	...( random() < 0.8 ? [ calm( random ) ] : [] ),
	...Array.from( { length: count }, () =>
		plain(
			between( random, 1, 60 ),
			drawn( random, 'order', { status: 'processing' } )
		)
	),
];

/** Three sales that reach SORS, and what takes each of them back. */
const takenBack = (
	random: Random,
	event: Draw,
	turn: ( order: Share ) => What,
	operation: OperationName
): Event[] => [
	...sales( random, 3 ),
	minute( random ),
	...[ LAST + 2, LAST + 1, LAST ].map( ( order ) => ( {
		...event( random, turn( order ) ),
		wait: between( random, 1, 400 ),
	} ) ),
	trap( random, ...Array< OperationName >( 6 ).fill( operation ) ),
	minute( random ),
	minute( random, MUCH_LATER ),
	minute( random, HOURS ),
];

/** By chance alone cancellings hardly ever come up, and faults meet them never. */
const cancelled: Story = {
	of: () => [ 'cancelDocument' ],
	tell: ( random, _kind, event ) =>
		takenBack(
			random,
			event,
			( order ) =>
				pick( random, [
					() =>
						drawn( random, 'status', {
							order,
							status: pick( random, [
								...[ 'cancelled', 'cancelled', 'refunded' ],
							] as const ),
						} ),
					() => drawn( random, 'trash', { order } ),
					() => drawn( random, 'delete', { order } ),
				] )(),
			'cancelDocument'
		),
};

/** Nor returns. Of a reservation it is the document itself that changes. */
const returned: Story = {
	of: ( kind ) =>
		kind === 'reservation' ? [ 'cancelDocument' ] : [ 'createReturn' ],
	tell: ( random, kind, event ) =>
		takenBack(
			random,
			event,
			( order ) =>
				drawn( random, 'refund', {
					...{ order, restock: true, money: false },
				} ),
			kind === 'reservation' ? 'cancelDocument' : 'createReturn'
		),
};

/** Their buyers, who are mostly new ones, and what becomes of sales that nobody knows to have reached SORS. */
const heldUp: Story = {
	of: ( kind ) => [
		...( [ 'listCustomers', 'createCustomer' ] as const ),
		...( [ CREATES[ kind ], 'findDocuments', 'getCustomerDebt' ] as const ),
	],
	tell: ( random, kind, event ) => [
		...sales( random, 2 ),
		trap(
			random,
			pick( random, [ 'listCustomers', 'createCustomer' ] as const ),
			...( [ 'createCustomer', 'createCustomer' ] as const ),
			...Array< OperationName >( 5 ).fill( CREATES[ kind ] )
		),
		minute( random ),
		trap( random, 'findDocuments', 'findDocuments', 'getCustomerDebt' ),
		event( random, drawn( random, 'debt', { order: LAST } ) ),
		minute( random, MUCH_LATER ),
		minute( random, MUCH_LATER ),
		minute( random, HOURS ),
		minute( random, HOURS ),
	],
};

/** What SORS has cancelled already is to be cancelled: it is asked how the document stands. */
const cancelledByHand: Story = {
	of: () => [ 'getDocument' ],
	tell: ( random, _kind, event ) => [
		...sales( random, 1 ),
		minute( random ),
		event( random, drawn( random, 'cancelByHand', { document: LAST } ) ),
		event(
			random,
			drawn( random, 'status', { order: LAST, status: 'cancelled' } )
		),
		trap( random, 'getDocument', 'getDocument', 'getDocument' ),
		minute( random ),
		minute( random, MUCH_LATER ),
		minute( random, HOURS ),
	],
};

const later: Story = { of: () => [], tell: laterStory };

const STORIES: readonly Story[] = [
	...[ cancelled, cancelled, returned, returned ],
	...[ heldUp, heldUp, heldUp ],
	...[ cancelledByHand ],
	...[ later, later, later ],
];

/** How many of them are those in which the rarest faults come up. */
const DEALT = 0.85;

function story(
	random: Random,
	kind: History[ 'shop' ][ 'kind' ],
	deal: Deal
): Story {
	const wanted =
		random() < DEALT
			? deal.operation( STORIES.flatMap( ( { of } ) => of( kind ) ) )
			: undefined;
	return pick(
		random,
		STORIES.filter(
			( { of } ) => ! wanted || of( kind ).includes( wanted )
		)
	);
}

/** What asks for these is mostly over before they are reached: the last complete passes of a history meet them. */
const LAST_TRAPS = (
	[
		'listProductGroups',
		'listProducts',
		'listProductImages',
		'listInventory',
		'listDatabases',
		'listBusinessUnits',
		'listDocuments',
	] as const
 ).flatMap( ( operation ) => [ operation, operation, operation ] );

/** One after another, each undivided, between what else happens. */
export function withStories(
	random: Random,
	events: Event[],
	kind: History[ 'shop' ][ 'kind' ],
	event: Draw,
	deal: Deal
): Event[] {
	const at = Array.from( { length: between( random, 9, 12 ) }, () =>
		between( random, 0, events.length )
	).sort( ( one, other ) => other - one );
	return at.reduce< Event[] >(
		( all, place ) =>
			all.toSpliced(
				place,
				0,
				...story( random, kind, deal ).tell( random, kind, event )
			),
		[ ...events, trap( random, ...LAST_TRAPS ) ]
	);
}
