/** Whether something stopped growing. */
import type { Point } from './point';

/** The last quarter may be above the middle one by so much. */
export const MARGIN = 0.1;

export interface Series {
	name: string;
	unit: 'bytes' | 'rows';
	/** So much more is nothing, whatever the share: a few rows come and go. */
	slack: number;
	values: number[];
}

export interface Verdict extends Series {
	middle: number;
	last: number;
	isFlat: boolean;
}

/** Growth of these would mean that something is left behind. Rows of the outbox and its history stay, one by one with the orders. */
export function seriesOf( points: readonly Point[] ): Series[] {
	const series = (
		name: string,
		unit: Series[ 'unit' ],
		slack: number,
		of: ( point: Point ) => number
	): Series => ( { name, unit, slack, values: points.map( of ) } );
	const rows = ( table: string ) =>
		series(
			`rows of ${ table }`,
			'rows',
			20,
			( { tables } ) => tables[ table ]?.rows ?? 0
		);
	return [
		series(
			'memory of the minute’s work',
			'bytes',
			1_000_000,
			( { memory } ) => memory.work
		),
		series(
			'memory of a run',
			'bytes',
			1_000_000,
			( { memory } ) => memory.sync
		),
		series( 'our options', 'rows', 2, ( { options } ) => options.rows ),
		series(
			'our options',
			'bytes',
			1024,
			( { options } ) => options.bytes
		),
		series(
			'transients of the shop',
			'rows',
			20,
			( { transients } ) => transients.rows
		),
		rows( 'runs' ),
		rows( 'run_items' ),
		rows( 'stock' ),
		rows( 'links' ),
		series(
			'bodies of documents',
			'bytes',
			65_536,
			( { bodies } ) => bodies.bytes
		),
		series(
			'actions of our group',
			'rows',
			50,
			( { actions } ) => actions
		),
	];
}

export function judge( series: Series ): Verdict {
	const { values, slack } = series;
	const within = ( from: number, to: number ) =>
		Math.max(
			...values.filter( ( _, at ) => {
				const share = ( at + 1 ) / values.length;
				return share >= from && share <= to;
			} )
		);
	const middle = within( 0.375, 0.625 );
	const last = within( 0.75, 1 );
	return {
		...series,
		...{ middle, last },
		isFlat: last <= middle * ( 1 + MARGIN ) + slack,
	};
}
