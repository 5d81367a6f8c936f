import type { Shop } from '../../../tests/env/wordpress/find';
import type { Pair } from '../../../tests/env/wordpress/pairs';
import type { DemoReport } from '../../demo/report';
import type { TestReport } from '../../test/report';
import type { Ended } from '../judge';
import { stageIds } from '../rows';
import type { Tools } from '../run';

export const shopOf = ( pair: Pair ): Shop => ( {
	wordpress: { dir: '/wordpress', version: pair.wordpress, origin: 'cache' },
	store: {
		dir: '/woocommerce',
		version: pair.woocommerce,
		origin: 'cache',
		kind: 'real',
		mainFile: 'woocommerce.php',
	},
} );

type Stage = TestReport[ 'stages' ][ number ];

/** A child that ran everything on its pair; `changes` by stage. */
export function greenTests(
	pair: Pair,
	changes: Record< string, Partial< Stage > > = {}
): Ended< TestReport > {
	return {
		code: 0,
		lastLine: '',
		report: {
			under: {
				wordpress: pair.wordpress,
				store: pair.woocommerce,
				storeKind: 'real',
				php: '8.2.7',
			},
			stages: stageIds.map( ( id ) => ( {
				...{ id, passed: 40, failed: 0, skipped: 2 },
				...{ note: 'on the pair, HPOS on', ms: 1000 },
				...changes[ id ],
			} ) ),
		},
	};
}

export function greenDemo( php: string, pair: Pair ): Ended< DemoReport > {
	return {
		code: 0,
		lastLine: '',
		report: {
			php: `${ php }.9`,
			wordpress: pair.wordpress,
			store: pair.woocommerce,
			storeKind: 'real',
			did: '58 products',
		},
	};
}

/** All is there, all is green, and every look at the clock is a minute after the one before. */
export function fakeTools( changes: Partial< Tools > = {} ): Tools {
	let clock = Date.UTC( 2026, 10, 25, 12 );
	return {
		have: async ( pair ) => shopOf( pair ),
		runTests: async ( pair ) => greenTests( pair ),
		runDemo: async ( php, pair ) => greenDemo( php, pair ),
		isPartial: false,
		now: () => new Date( ( clock += 60_000 ) ),
		...changes,
	};
}
