/** What a history is made of. */
import type { SiteName } from '../controller/site';
import type { FateName } from '../faults/catalog';
import type { Kind } from './kind';
import type { KINDS } from './kinds';
import type { DOCUMENT_KINDS } from './settings';

type Shape< K > = K extends Kind< infer W > ? W : never;

/** One of the kinds, with what was drawn of it. */
export type What = {
	[ Name in keyof typeof KINDS ]: { do: Name } & Shape<
		( typeof KINDS )[ Name ]
	>;
}[ keyof typeof KINDS ];

export interface RequestFault {
	/** Which of the requests of this event, from 1. */
	nth: number;
	fate: FateName;
}

export interface Kill {
	/** At a `connection` only that to the database ends, right before a statement; at a `filter` another plugin's throws instead of that statement. */
	at: 'statement' | 'connection' | 'filter' | 'request' | 'commit';
	nth: number;
}

/** Somebody else's code, which is slow, throws or ends the process when a hook is called for the n-th time. */
export interface Listener {
	hook: string;
	does: 'is slow' | 'throws' | 'exits';
	nth: number;
	/** Before the plugin's own listeners. */
	early: boolean;
}

export interface Event {
	/** Seconds that pass before it. */
	wait: number;
	what: What;
	faults: RequestFault[];
	kill?: Kill;
	listener?: Listener;
	/** Other processes beside it; their turns are drawn from this seed. */
	beside?: { what: What[]; turns: number };
}

/** Whole dinars, each line rounded, prices with 20 % VAT, as WooCommerce's wizard sets them; shipping costs 350. */
export const COMMONEST = 122;

export interface ShopKind {
	site: SiteName;
	goods: number;
	/** From which its settings in WooCommerce are drawn: decimals, rounding, taxes, shipping. */
	settings: number;
	units: number;
	/** It begins on the last day of a year, in a database of that year. */
	isDecember: boolean;
	kind: ( typeof DOCUMENT_KINDS )[ number ];
}

export interface History {
	seed: number;
	shop: ShopKind;
	events: Event[];
}
