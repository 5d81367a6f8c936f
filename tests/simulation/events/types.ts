/**
 * What a history is made of. Which order or item is meant is a share of those
 * that there are at the moment, so an event still makes sense where others before it were taken out.
 */
import type { FateName } from '../faults/catalog';

/** From 0 up to 1. */
type Share = number;

export type What =
	| {
			do: 'order' | 'checkout';
			lines: { item: Share; quantity: number }[];
			shipping: number;
			fee: number;
			buyer: number;
			status: string;
	  }
	| { do: 'status'; order: Share; status: string }
	| { do: 'quantity'; order: Share; line: number; quantity: number }
	| { do: 'address'; order: Share }
	| { do: 'trash' | 'untrash' | 'delete'; order: Share }
	| {
			do: 'refund';
			order: Share;
			quantity: number;
			all: boolean;
			restock: boolean;
			money: boolean;
	  }
	| { do: 'deleteRefund'; order: Share }
	| { do: 'button'; entry: Share; choice: Share }
	| { do: 'sync'; kind: 'catalog' | 'stock' }
	| { do: 'minute' }
	| { do: 'watchdog' }
	| { do: 'sweep' }
	| { do: 'goods'; item: Share; change: number }
	| { do: 'foreignDocument'; item: Share; quantity: number; refers: boolean }
	| { do: 'cancelByHand'; document: Share }
	| { do: 'price'; item: Share; change: number }
	/** How SORS answers from now on, for so many minutes. */
	| { do: 'weather'; weather: Weather; minutes: number }
	| { do: 'setting'; kind: ShopKind[ 'kind' ] };

export type Weather = 'down' | 'writes hang' | 'key refused' | 'busy';

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
	/** A second process beside it; its turns are drawn from this seed. */
	beside?: { what: What; turns: number };
}

export interface ShopKind {
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
