/** Measurements for tests, of which each goal is just reached. */
import type { Lap, Reading } from '../measure';
import type { Catalogue, Load, Pictures, Scale } from './measured';

const lap = ( name: string, items: number, usEach: number ): Lap => ( {
	name,
	items,
	seconds: items * usEach * 1e-6,
	clock: 1,
	queries: items / 10,
	rows: items * 2,
	mebibytes: 80,
} );

export const reading = ( name: string, list: boolean ): Reading => ( {
	name,
	list,
	ms: 100,
	queries: 12,
	rows: 700,
	returned: 20,
} );

export function catalogue( size: number, usEach: number ): Catalogue {
	return {
		size,
		laps: [
			lap( 'unchanged catalog', size, usEach ),
			lap( 'unchanged stock', size, usEach ),
			lap( 'one in a hundred', size, usEach + 30 ),
			lap( 'change', size, 700 ),
			lap( 'longest transaction', 1, 20_000 ),
			lap( 'floor', 2000, 551 ),
			lap( 'importer change', 200, 10_500 ),
			lap( 'importer unchanged', 200, 7500 ),
			lap( 'importer create', 200, 30_000 ),
			// Twenty milliseconds each, and the pass over the others.
			lap( 'create', 1000, 20_000 + ( usEach * size ) / 1000 ),
			lap( 'first stock', 1000, 10_000 + ( usEach * size ) / 1000 ),
			{ ...lap( 'long texts', size, 900 ), mebibytes: 96 },
		],
		lists: [
			reading( 'runs', true ),
			{ ...reading( 'product list, linked', false ), ms: 300 },
		],
	};
}

const shift = ( orders: number, began: number, ended: number ) => ( {
	orders,
	began,
	ended,
	seconds: orders * 0.015,
	requests: orders * 3,
} );

const page = { files: 20, ms: 0.3, ownQueries: 0, queries: 30 };

const load: Load = {
	storage: 'HPOS',
	checkouts: [ ...Array( 198 ).fill( 50 ), 200, 200 ].map( ( waitedMs ) => ( {
		ms: 150,
		queries: 200,
		ownMs: 0.4,
		ownQueries: 1,
		waitedMs,
	} ) ),
	latencyMs: 100,
	one: shift( 40, 0, 14.4 ),
	four: [ 0, 1, 0, 1 ].map( ( began ) => shift( 40, began, 16 ) ),
	scheduler: shift( 70, 0, 30 ),
	pages: [ { page: 'shop', with: [ page ], without: [ page ] } ],
	answers: [ { name: 'orders', ms: [ 300 ] } ],
	screens: [ { name: 'orders', ms: [ 1000 ] } ],
};

const pictures: Pictures = {
	latencyMs: 100,
	requests: 34,
	needed: 32,
	waitedMs: 400,
	ours: 0.33,
	theirs: 0.3,
};

export const justReached = (): Scale =>
	structuredClone( {
		// 65.3 µs for each further item of the first nine thousand, then 75.
		catalogues: [
			catalogue( 1000, 162.3 ),
			catalogue( 10_000, 75 ),
			catalogue( 100_000, 75 ),
		],
		orders: [
			{
				size: 200_000,
				storage: 'HPOS',
				readings: [
					reading( 'sweep', false ),
					reading( 'orders', true ),
				],
			},
		],
		loads: [ load ],
		pictures: [ pictures ],
	} satisfies Scale );
