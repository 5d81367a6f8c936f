/** All that one run of the bench measured; a part that was left out is empty. */
import type { BusyCheckout, Lap, PageCost, Reading, Shift } from '../measure';

export type Storage = 'HPOS' | 'posts';

export type Catalogue = { size: number; laps: Lap[]; lists: Reading[] };

export type Orders = { size: number; storage: Storage; readings: Reading[] };

export type Page = { page: string; with: PageCost[]; without: PageCost[] };

/** By the clock: until the last byte, or until a screen can be used. */
export type Answer = { name: string; ms: number[] };

/** In the largest shop of a storage. */
export type Load = {
	storage: Storage;
	checkouts: BusyCheckout[];
	/** SORS' answers took so long. */
	latencyMs: number;
	one: Shift;
	four: Shift[];
	scheduler: Shift;
	pages: Page[];
	answers: Answer[];
	/** In a browser. */
	screens: Answer[];
};

/** Of one turn. */
export type Pictures = {
	latencyMs: number;
	/** Requests that were made: a second list of a product, and one that was in vain, count here alone. */
	requests: number;
	/** Requests that one after another would make: a list of each product, and its pictures. */
	needed: number;
	/** In which the run waited for at least one answer. */
	waitedMs: number;
	/** Processor seconds. */
	ours: number;
	theirs: number;
};

export type Scale = {
	catalogues: Catalogue[];
	orders: Orders[];
	loads: Load[];
	pictures: Pictures[];
};
