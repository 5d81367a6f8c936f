/** What each kind of event says of itself: how often it comes, what is drawn of it, and who does it. */
import type { OperationName } from '../../../src/contract/sors/contract';
import type { Random } from '../../sors/assortment/random';
import type { Trouble } from '../faults/catalog';
import type { Books } from '../model/books';
import type { Options } from '../model/options';
import type { ShopState } from '../model/shop';
import type { Listener } from './types';

/**
 * From 0 up to 1: which of those that there are at the moment, so that an event still makes sense where others before it
 * were taken out; from 1 on: which from the end.
 */
export type Share = number;

/** The last of them; LAST + 1 is the one before it. */
export const LAST: Share = 1;

/** What a process of the shop is to do; worker/Commands.php knows the names. */
export interface Command {
	do: string;
	args: object;
}

export interface Scene {
	state: ShopState;
	options: Options;
	books: Books;
}

/** What an event may do to the machine itself. */
export interface Machine {
	/** Faults that requests meet for so many minutes; the seed says which, where it may be one or another. */
	weather: ( is: Weather, minutes: number, seed: number ) => void;
	/** What the next request of this kind will meet. */
	ambush: ( operation: OperationName, fate: Trouble ) => void;
	/** Nothing lies in wait any more, and SORS is well. */
	disarm: () => void;
	/** Another plugin's listener is broken for so many minutes: runs meet it. */
	listens: ( listener: Listener, minutes: number ) => void;
	backUp: () => Promise< void >;
	/** What it was, in words; null where there is no backup that is old enough. */
	restore: () => Promise< string | null >;
	/** Answers whether there is an object cache from now on. */
	switchCache: () => Promise< boolean >;
	/** Sets a clock of the shop forward, or back. */
	jump: ( clock: WrongClock, seconds: number ) => void;
}

export const WRONG_CLOCKS = [ 'php', 'database', 'both' ] as const;
export type WrongClock = ( typeof WRONG_CLOCKS )[ number ];

export const WEATHERS = [
	'down',
	'writes hang',
	'key refused',
	'busy',
] as const;
export type Weather = ( typeof WEATHERS )[ number ];

export interface Kind< W extends object > {
	/** How often it comes, beside the others. */
	weight: number;
	/** In the history that is printed. */
	words: string;
	/** Whether requests to SORS belong to it, so that faults are drawn for them. */
	talks?: boolean;
	/** Whether WooCommerce leaves the stock as it is although the order sells something else by now. */
	unsettles?: ( what: W ) => boolean;
	draw: ( random: Random ) => W;
	/** Which of its sorts it is, where each is to come up often enough. */
	sort?: ( what: W ) => string;
	/** All that sort() answers. */
	sorts?: readonly string[];
	/** In a process of its own; null where there is nothing that it could be done to. */
	inShop?: ( what: W, scene: Scene ) => Command | null;
	/** By somebody at SORS; what it was, in words, or null where there was nothing to do. */
	atSors?: ( what: W, scene: Scene ) => string | null;
	/** To the machine; what it was, in words. */
	onMachine?: ( what: W, machine: Machine ) => Promise< string | null >;
}

/** Nothing is drawn unless it says so. */
export const kind = < W extends object >(
	weight: number,
	words: string,
	each: Omit< Kind< W >, 'weight' | 'words' | 'draw' > &
		Partial< Pick< Kind< W >, 'draw' > >
): Kind< W > => ( { weight, words, draw: () => ( {} ) as W, ...each } );

const rest =
	( method: string ) =>
	( route: string, params?: object ): Command => ( {
		do: 'rest',
		args: { method, route, ...( params && { params } ) },
	} );
export const get = rest( 'GET' );
export const post = rest( 'POST' );
export const put = rest( 'PUT' );

/** What Action Scheduler, or WP-Cron, does with this hook. */
export const work = ( hook: string ): Command => ( {
	do: 'work',
	args: { hooks: [ hook ] },
} );

export const one = < Item >(
	items: readonly Item[],
	share: Share
): Item | undefined =>
	share < LAST
		? items[ Math.floor( share * items.length ) ]
		: items.at( -Math.floor( share ) );
