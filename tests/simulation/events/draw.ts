/** A history from a seed. */
import {
	between,
	pick,
	seeded,
	type Random,
} from '../../sors/assortment/random';
import type { SiteName } from '../controller/site';
import { FATE_NAMES } from '../faults/catalog';
import { kindOf, KINDS } from './kinds';
import { DOCUMENT_KINDS } from './owner';
import type { Event, History, Kill, What } from './types';

const NAMES = Object.keys( KINDS ) as What[ 'do' ][];
const WEIGHT = NAMES.reduce( ( sum, name ) => sum + KINDS[ name ].weight, 0 );

function what( random: Random ): What {
	let place = random() * WEIGHT;
	const name =
		NAMES.find( ( each ) => {
			place -= KINDS[ each ].weight;
			return place < 0;
		} ) ?? 'minute';
	return { do: name, ...KINDS[ name ].draw( random ) } as What;
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

/** One other, or three: a host may start as many as it likes. */
function beside( random: Random ): Event[ 'beside' ] {
	const others = Array.from( { length: random() < 0.75 ? 1 : 3 }, () =>
		what( random )
	).filter( ( each ) => kindOf( each ).inShop );
	return others.length > 0
		? { what: others, turns: between( random, 1, 1e6 ) }
		: undefined;
}

function event( random: Random ): Event {
	const drawn: Event = {
		wait: wait( random ),
		what: what( random ),
		faults: [],
	};
	const { inShop, talks } = kindOf( drawn.what );
	if ( ! inShop ) {
		return drawn;
	}
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
		const others = beside( random );
		if ( others ) {
			drawn.beside = others;
		}
	}
	return drawn;
}

/** Where it is to be played, the seed says, unless `site` does. */
export function draw( seed: number, site?: SiteName ): History {
	const random = seeded( seed );
	const drawn = random() < 0.65 ? 'orders in tables' : 'orders as posts';
	const shop: History[ 'shop' ] = {
		site: site ?? drawn,
		goods: between( random, 3, 6 ),
		taxes: random() < 0.7,
		units: between( random, 1, 2 ),
		kind: pick( random, DOCUMENT_KINDS ),
	};
	const length = between( random, 20, 60 );
	return {
		seed,
		shop,
		events: Array.from( { length }, () => event( random ) ),
	};
}
