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
	/** Each time that it was called so often. */
	again?: boolean;
}

/** What somebody else may listen to of products, their metas, categories and pictures. */
export const PRODUCT_HOOKS = [
	'updated_post_meta',
	'added_post_meta',
	'update_post_metadata',
	'woocommerce_before_product_object_save',
	'woocommerce_product_object_updated_props',
	'woocommerce_new_product',
	'woocommerce_update_product',
	'woocommerce_update_product_variation',
	'woocommerce_product_set_stock',
	'woocommerce_variation_set_stock',
	'woocommerce_updated_product_stock',
	'save_post',
	'clean_post_cache',
	'created_term',
	'edited_term',
	'set_object_terms',
	'add_attachment',
	'wp_generate_attachment_metadata',
	'delete_attachment',
] as const;

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
	/** Products with sizes that it has from the beginning. */
	sizes?: readonly SizesOf[];
	/** The others have a translation each, with the same stock and price. */
	hasLanguages?: boolean;
}

/** What shares one item, has items of its own, or some of both. */
export const SIZES = [ 'shared', 'own', 'some' ] as const;

export interface SizesOf {
	sort: ( typeof SIZES )[ number ];
	/** Sizes without an item keep a stock of their own until the owner shares it. */
	keepStock: boolean;
	/** The largest costs more. */
	isDearer: boolean;
}

export interface History {
	seed: number;
	shop: ShopKind;
	events: Event[];
}
