/** The soak: what grew, and what did not. */
import { FAILING } from '../soak/faults';
import { judge, MARGIN, seriesOf } from '../soak/flat';
import type { Soak } from '../soak/kept';
import { duration, NOT_RUN, size, table, whose } from './markdown';

const percent = ( share: number ): string => `${ Math.round( share * 100 ) } %`;

function points( { points: all }: Soak ): string[] {
	const names = Object.keys( all.at( -1 )?.tables ?? {} );
	return [
		...table(
			[
				...[ 'day', 'orders', 'runs', 'memory: work', 'memory: run' ],
				...[ 'options', 'transients', 'bodies', 'actions' ],
			],
			all.map( ( point ) => [
				...[ point.day, point.orders, point.runs ].map( String ),
				size( point.memory.work ),
				size( point.memory.sync ),
				`${ point.options.rows } (${ size( point.options.bytes ) })`,
				`${ point.transients.rows } (${ size( point.transients.bytes ) })`,
				`${ point.bodies.rows } (${ size( point.bodies.bytes ) })`,
				String( point.actions ),
			] )
		),
		'Rows and size of each table, by the day:',
		'',
		...table(
			[ 'table', ...all.map( ( { day } ) => String( day ) ) ],
			names.map( ( name ) => [
				name,
				...all.map( ( { tables } ) => {
					const of = tables[ name ] ?? { rows: 0, bytes: 0 };
					return `${ of.rows } (${ size( of.bytes ) })`;
				} ),
			] )
		),
	];
}

export function soakSection( soak: Soak | null, now: string ): string[] {
	const head = [ '## Soak', '' ];
	if ( ! soak ) {
		return [ ...head, ...NOT_RUN ];
	}
	const { end, orders, requests, failed } = soak;
	const failures = Object.values( failed ).reduce( ( sum, n ) => sum + n, 0 );
	const last = soak.points.at( -1 );
	const each = ( rows = 0 ) => ( rows / Math.max( 1, orders ) ).toFixed( 1 );
	return [
		...head,
		`${ orders } orders and ${ soak.runs } runs over ${ soak.days } days of the shop's time, in ${ duration( soak.seconds ) }. Each request fails with a chance of ${ percent( FAILING ) }, in any of the ways of the matrix: ${ failures } of ${ requests } did. Everything that is due is started by Action Scheduler; bodies of documents are kept for ${ soak.retention } days.`,
		'',
		...whose( soak.plugin, now ),
		`In the end ${ end.sent } orders have exactly one open document, and about ${ end.asked } a person is asked. After ${ end.answered } answers of a person who looked into SORS, ${ end.sentAtLast } of ${ orders } have exactly one. What did not hold: ${ end.wrong.length === 0 ? 'nothing' : end.wrong.join( '; ' ) }.`,
		'',
		`Flat means: the most of the last quarter is no more than ${ percent( MARGIN ) } above the most of the middle one, or only a few rows or kilobytes.`,
		'',
		...table(
			[ 'what', 'middle quarter', 'last quarter', '' ],
			seriesOf( soak.points )
				.map( judge )
				.map( ( { name, unit, middle, last: end_, isFlat } ) => [
					name,
					...[ middle, end_ ].map( ( value ) =>
						unit === 'bytes' ? size( value ) : String( value )
					),
					isFlat ? 'flat' : '**grows**',
				] )
		),
		`The outbox keeps a row for each order for good (${ each( last?.tables.outbox?.rows ) } for each here), and its history a few (${ each( last?.tables.outbox_history?.rows ) }): these grow with the orders. What was sent is erased once its retention is over.`,
		'',
		...points( soak ),
		'What failed, and how often:',
		'',
		...table(
			[ 'what went wrong', 'times' ],
			Object.entries( failed )
				.sort( ( [ one ], [ other ] ) => one.localeCompare( other ) )
				.map( ( [ fate, count ] ) => [ fate, String( count ) ] )
		),
	];
}
