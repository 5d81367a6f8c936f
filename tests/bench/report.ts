/** Pure: what was measured, beside DESIGN's goals, as Markdown. */
import { markdownTable } from '../env/run/tables';
import type { Checkout, Lap, Sending } from './measure';
import { atMost, goals, type Row } from './scale/row';

/** How many times WooCommerce's CSV importer each kind of work has to be. */
export const GOALS = { create: 1.5, change: 10, unchanged: 100 } as const;

/** An order may cost the checkout one query and a millisecond, and its sending this many milliseconds beside the wait for SORS. */
export const LIMITS = {
	checkoutQueries: 1,
	checkoutMs: 1,
	sendingMs: 25,
	sendingQueries: 100,
} as const;

export type Measured = {
	laps: Lap[];
	checkoutWith: Checkout[];
	checkoutWithout: Checkout[];
	sendings: Sending[];
};

export const rate = ( lap: Lap ): number => lap.items / lap.seconds;

export function median( values: number[] ): number {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	return sorted[ Math.floor( sorted.length / 2 ) ] ?? NaN;
}

/** Of several laps of one name the one in the middle: a shared machine has good and bad seconds. */
export function lapOf( laps: Lap[], name: string ): Lap {
	const own = laps
		.filter( ( lap ) => lap.name === name )
		.sort( ( a, b ) => rate( a ) - rate( b ) );
	const middle = own[ Math.floor( own.length / 2 ) ];
	if ( ! middle ) {
		throw new Error( `Nothing was measured under the name “${ name }”.` );
	}
	return middle;
}

const ROWS: {
	title: string;
	goal: keyof typeof GOALS;
	lap: string;
	importer: string;
}[] = [
	{
		title: 'create',
		goal: 'create',
		lap: 'create',
		importer: 'create, importer',
	},
	{
		title: 'change price and stock',
		goal: 'change',
		lap: 'change',
		importer: 'change, importer',
	},
	{
		title: 'nothing changed, catalogue',
		goal: 'unchanged',
		lap: 'unchanged catalog',
		importer: 'unchanged, importer',
	},
	{
		title: 'nothing changed, stock and prices',
		goal: 'unchanged',
		lap: 'unchanged stock',
		importer: 'unchanged, importer',
	},
];

/** How many times as fast as the importer: each lap beside its last one before it, since a machine is faster in one minute than in the next. */
export function timesAsFast(
	laps: Lap[],
	name: string,
	importer: string
): number {
	const ratios: number[] = [];
	let theirs = NaN;
	for ( const lap of laps ) {
		if ( lap.name === importer ) {
			theirs = rate( lap );
		} else if ( lap.name === name ) {
			ratios.push( rate( lap ) / theirs );
		}
	}
	return median( ratios );
}

export function verdicts( measured: Measured ): Row[] {
	const ratios = ROWS.map( ( { title, goal, lap, importer } ): Row => {
		const ratio = timesAsFast( measured.laps, lap, importer );
		return {
			what: title,
			figure: `${ ratio.toFixed( 1 ) } × the CSV importer`,
			goal: `≥ ${ GOALS[ goal ] } ×`,
			isMet: ratio >= GOALS[ goal ],
		};
	} );
	const queries = median(
		measured.checkoutWith.map( ( lap ) => lap.ownQueries )
	);
	const own = median( measured.checkoutWith.map( ( lap ) => lap.ownMs ) );
	const sending = median( measured.sendings.map( ( lap ) => lap.ms ) );
	const asked = median( measured.sendings.map( ( lap ) => lap.queries ) );
	return [
		...ratios,
		atMost( 'checkout, our queries', queries, LIMITS.checkoutQueries, '' ),
		atMost(
			'checkout, time in our hooks',
			own,
			LIMITS.checkoutMs,
			' ms',
			2
		),
		atMost(
			'one order sent, beside SORS’ answers',
			sending,
			LIMITS.sendingMs,
			' ms',
			2
		),
		atMost( 'one order sent, queries', asked, LIMITS.sendingQueries, '' ),
	];
}

const cells = ( lap: Lap ): string[] => [
	`${ rate( lap ).toFixed( rate( lap ) < 100 ? 1 : 0 ) }/s`,
	( lap.queries / lap.items ).toFixed( 1 ),
];

export function report( measured: Measured, about: string[] ): string {
	const work = ROWS.map( ( { title, lap, importer } ) => {
		const ours = lapOf( measured.laps, lap );
		return [
			title,
			...cells( lapOf( measured.laps, importer ) ),
			...cells( ours ),
			`${ ours.clock.toFixed( 2 ) } s`,
			`${ timesAsFast( measured.laps, lap, importer ).toFixed( 1 ) } ×`,
		];
	} );
	const first = lapOf( measured.laps, 'first stock' );
	const heard = lapOf( measured.laps, 'change, heard' );
	const slower = timesAsFast(
		measured.laps,
		'change, heard',
		'change, importer'
	);
	const ours = measured.laps.filter(
		( { name } ) => ! name.includes( 'import' )
	);
	const peak = Math.max( ...ours.map( ( lap ) => lap.mebibytes ) );
	const ms = ( laps: { ms: number }[] ): string =>
		median( laps.map( ( lap ) => lap.ms ) ).toFixed( 1 );
	return [
		...about,
		'',
		markdownTable(
			[
				'work',
				'CSV importer',
				'queries each',
				'this plugin',
				'queries each',
				'by the clock',
				'ratio',
			],
			work
		),
		'',
		`New products have no stock until a first stock run, in which each changes from out of stock to in stock through WooCommerce's own save(): ${ cells( first )[ 0 ] }, ${ cells( first )[ 1 ] } queries each. Where a plugin listens to metas, price and stock are changed at ${ cells( heard )[ 0 ] } (${ slower.toFixed( 1 ) } ×), ${ cells( heard )[ 1 ] } queries each. Most memory of all runs: ${ peak } MiB. A checkout takes ${ ms( measured.checkoutWith ) } ms with the plugin and ${ ms( measured.checkoutWithout ) } ms without.`,
		'',
		goals(
			[ 'goal of the design', 'wanted', 'measured', '' ],
			verdicts( measured )
		),
		'',
	].join( '\n' );
}
