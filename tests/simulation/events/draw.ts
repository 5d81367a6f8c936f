/** A history from a seed. */
import {
	between,
	pick,
	seeded,
	type Random,
} from '../../sors/assortment/random';
import type { SiteName } from '../controller/site';
import { FATE_NAMES } from '../faults/catalog';
import { inTurn, type Deal } from './deal';
import { drawn, kindOf, KINDS, NAMES } from './kinds';
import { DOCUMENT_KINDS } from './settings';
import { withProducts } from './product-stories';
import { ANSWERS, rarest } from './rarest';
import { CREATES } from './steps';
import { withStories } from './stories';
import {
	PRODUCT_HOOKS,
	SIZES,
	type Event,
	type History,
	type Kill,
	type Listener,
	type SizesOf,
	type What,
} from './types';

const WEIGHT = NAMES.reduce( ( sum, name ) => sum + KINDS[ name ].weight, 0 );

function what( random: Random ): What {
	let place = random() * WEIGHT;
	const name =
		NAMES.find( ( each ) => {
			place -= KINDS[ each ].weight;
			return place < 0;
		} ) ?? 'minute';
	return drawn( random, name );
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

/** Most events make few requests. */
const request = ( random: Random ): number =>
	random() < 0.6 ? 1 : between( random, 2, 4 );

const KILLS = [ 'statement', 'statement', 'connection', 'filter' ] as const;
const KILLS_OF_TALK = [
	...[ 'statement', 'connection', 'filter' ],
	...[ 'request', 'request', 'commit', 'commit' ],
] as Kill[ 'at' ][];

/** What most events have, and what long runs may have. */
const STATEMENTS = { most: 250, long: 3000 };

/** Mostly each order of size as often as any other; else each statement. */
function statement( random: Random ): number {
	if ( random() < 0.7 ) {
		return Math.ceil( STATEMENTS.most ** random() );
	}
	return between( random, 1, STATEMENTS.long );
}

function kill( random: Random, talks: boolean ): Kill {
	const at = pick< Kill[ 'at' ] >( random, talks ? KILLS_OF_TALK : KILLS );
	return {
		at,
		nth:
			at === 'request' || at === 'commit'
				? request( random )
				: statement( random ),
	};
}

/** One other, or three: a host may start as many as it likes. Often the same once more, which wants the same rows. */
function beside( random: Random, first: What ): Event[ 'beside' ] {
	const others = Array.from( { length: random() < 0.75 ? 1 : 3 }, () =>
		// Two of the staff at one order are WooCommerce's own race: it puts the goods back twice.
		kindOf( first ).talks && random() < 0.4 ? first : what( random )
	).filter( ( each ) => kindOf( each ).inShop );
	return others.length > 0
		? { what: others, turns: between( random, 1, 1e6 ) }
		: undefined;
}

const HOOKS = [
	...PRODUCT_HOOKS,
	'woocommerce_new_order',
	'woocommerce_update_order',
	'woocommerce_order_status_changed',
	'woocommerce_order_refunded',
] as const;

function listener( random: Random ): Listener {
	return {
		hook: pick( random, HOOKS ),
		does: pick( random, [ 'is slow', 'throws', 'exits' ] as const ),
		nth: Math.ceil( 12 ** random() ),
		early: random() < 0.3,
	};
}

/** Around New Year the next year's database appears; some time later the shop moves there, and its owner says what was carried over. */
function withNewYear( random: Random, events: Event[] ): Event[] {
	let at = 0;
	return (
		[
			{ do: 'newYear', carries: random() < 0.6 },
			{ do: 'moveYear' },
			{ do: 'carriedOver' },
		] as const
	 ).reduce< Event[] >( ( done, each ) => {
		at = between( random, at, Math.floor( ( at + done.length ) / 2 ) );
		return done.toSpliced( at++, 0, {
			wait: between( random, 60, 40_000 ),
			what: each,
			faults: [],
		} );
	}, events );
}

/** A backup that is to be restored was made some time before. */
function withBackups( random: Random, events: Event[] ): Event[] {
	const at = events.findLastIndex(
		( { what: { do: name } } ) => name === 'restore'
	);
	return at < 1
		? events
		: events.toSpliced( between( random, 0, at - 1 ), 0, {
				wait: 60,
				what: { do: 'backUp' },
				faults: [],
			} );
}

/** Answers mostly follow what they answer. */
function withAnswers( random: Random, events: Event[] ): Event[] {
	return events.reduceRight< Event[] >( ( after, each ) => {
		const answer = ANSWERS[ each.what.do ];
		if ( ! answer || random() > 0.8 ) {
			return [ each, ...after ];
		}
		const at = between( random, 0, Math.min( 8, after.length ) );
		return [
			each,
			...after.toSpliced(
				at,
				0,
				event( random, drawn( random, answer ) )
			),
		];
	}, [] );
}

function event( random: Random, given?: What ): Event {
	const made: Event = {
		wait: wait( random ),
		what: given ?? what( random ),
		faults: [],
	};
	if ( made.what.do === 'minute' && random() < 0.6 ) {
		// By then an order has been left alone for long enough to be sent.
		made.wait = Math.max( made.wait, 65 );
	}
	const { inShop, talks } = kindOf( made.what );
	if ( ! inShop ) {
		return made;
	}
	if ( talks && random() < 0.4 ) {
		made.faults = Array.from( { length: between( random, 1, 2 ) }, () => ( {
			nth: request( random ),
			fate: pick( random, FATE_NAMES ),
		} ) );
	}
	if ( random() < ( talks ? 0.16 : 0.05 ) ) {
		made.kill = kill( random, talks ?? false );
	}
	if ( random() < 0.04 ) {
		made.listener = listener( random );
	}
	if ( random() < ( talks ? 0.2 : 0.12 ) ) {
		const others = beside( random, made.what );
		if ( others ) {
			made.beside = others;
		}
	}
	return made;
}

const withTraps = ( events: Event[], deal: Deal ): Event[] =>
	events.map( ( each ) => {
		const ambush = each.what;
		return ambush.do === 'ambush'
			? {
					...each,
					what: {
						...ambush,
						traps: ambush.traps.map( ( { operation } ) => ( {
							operation,
							fate: deal.trouble( operation ),
						} ) ),
					},
				}
			: each;
	} );

/** So that a shop with sizes lives through the same events as one without. */
const OF_SIZES = 7_000_000;
const OF_PRODUCTS = 8_000_000;
const OF_LANGUAGES = 9_000_000;

function sizes( random: Random ): SizesOf[] {
	const count = pick( random, [ 0, 1, 1, 2 ] );
	return Array.from( { length: count }, () => ( {
		sort: pick( random, SIZES ),
		keepStock: random() < 0.25,
		isDearer: random() < 0.2,
	} ) );
}

/** As often as what is chosen for being rare. */
const RARE = 0.25;

/**
 * Where it is to be played, the seed says, unless `site` does; the kind of
 * document, what lies in wait, and what comes often, too, unless `deal` does.
 */
export function draw(
	seed: number,
	site?: SiteName,
	deal: Deal = inTurn( seed )
): History {
	const random = seeded( seed );
	const either = random() < 0.65 ? 'orders in tables' : 'orders as posts';
	const rare = deal.operation( Object.values( CREATES ) );
	const shop: History[ 'shop' ] = {
		site: site ?? either,
		goods: between( random, 3, 6 ),
		settings: between( random, 1, 1e6 ),
		units: between( random, 1, 2 ),
		kind: pick(
			random,
			DOCUMENT_KINDS.filter(
				( kind ) => ! rare || CREATES[ kind ] === rare
			)
		),
		isDecember: random() < 0.3,
		sizes: sizes( seeded( seed + OF_SIZES ) ),
		hasLanguages:
			site !== 'stand-in' && seeded( seed + OF_LANGUAGES )() < 0.3,
	};
	const length = between( random, 12, 30 );
	const told = withStories(
		random,
		Array.from( { length }, () => {
			const dealt = random() < RARE ? rarest( random, deal, event ) : [];
			return dealt.length > 0 ? dealt : [ event( random ) ];
		} ).flat(),
		shop.kind,
		event,
		deal
	);
	const events = withProducts( seeded( seed + OF_PRODUCTS ), told, event );
	return {
		seed,
		shop,
		events: withTraps(
			withBackups(
				random,
				withAnswers(
					random,
					shop.isDecember ? withNewYear( random, events ) : events
				)
			),
			deal
		),
	};
}
