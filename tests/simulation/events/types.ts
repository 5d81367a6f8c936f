/** What a history is made of. */
import type { SiteName } from '../controller/site';
import type { FateName } from '../faults/catalog';
import type { Kind } from './kind';
import type { KINDS } from './kinds';

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
	at: 'statement' | 'request' | 'commit';
	nth: number;
}

export interface Event {
	/** Seconds that pass before it. */
	wait: number;
	what: What;
	faults: RequestFault[];
	kill?: Kill;
	/** Other processes beside it; their turns are drawn from this seed. */
	beside?: { what: What[]; turns: number };
}

export interface ShopKind {
	site: SiteName;
	goods: number;
	taxes: boolean;
	units: number;
	kind: 'reservation' | 'deliveryNote' | 'invoiceDeliveryNote';
}

export interface History {
	seed: number;
	shop: ShopKind;
	events: Event[];
}
