/** Pure: runs over a long price list, beside what they may cost. */
import type { Lap } from '../measure';
import { lapOf } from '../report';
import { LIMITS } from './limits';
import type { Catalogue } from './measured';
import { atLeast, atMost, ends, round, type Row } from './row';

const us = ( lap: Lap ): number => ( lap.seconds / lap.items ) * 1e6;

/** Microseconds of processor time an item, smallest list first. */
export const perItem = ( catalogues: Catalogue[], name: string ): number[] =>
	catalogues.map( ( { laps } ) => us( lapOf( laps, name ) ) );

const KINDS = [
	{ name: 'unchanged catalog', title: 'nothing changed, catalogue' },
	{ name: 'unchanged stock', title: 'nothing changed, stock and prices' },
] as const;

function unchanged( catalogues: Catalogue[], last: Catalogue ): Row[] {
	const importer = us( lapOf( last.laps, 'importer unchanged' ) );
	return KINDS.flatMap( ( { name, title } ): Row[] => {
		const times = perItem( catalogues, name );
		const [ small, large ] = ends( times );
		const beside = `${ title }: the longest list beside the shortest`;
		return [
			{
				what: title,
				goal: `≥ ${ LIMITS.unchangedRatio } × the CSV importer, ≤ ${ LIMITS.unchangedUs } µs an item`,
				figure: `${ round( importer / large ) } ×, ${ round( large ) } µs`,
				isMet:
					importer / large >= LIMITS.unchangedRatio &&
					large <= LIMITS.unchangedUs,
			},
			equal( beside, catalogues, name, 'queries' ),
			equal( beside, catalogues, name, 'rows' ),
			{
				...atMost(
					`${ beside }, time an item`,
					large / small,
					LIMITS.growth,
					' ×',
					2
				),
				figure: `${ round( large / small, 2 ) } × (${ times.map( ( time ) => `${ round( time ) } µs` ).join( ' → ' ) })`,
			},
		];
	} );
}

/** No more an item: what a run does once, however long the list is, may make it less. */
function equal(
	what: string,
	catalogues: Catalogue[],
	name: string,
	key: 'queries' | 'rows'
): Row {
	const values = catalogues.map( ( { laps } ) => {
		const lap = lapOf( laps, name );
		return lap[ key ] / lap.items;
	} );
	const [ small, large ] = ends( values );
	return {
		what: `${ what }, ${ key === 'rows' ? 'rows read' : key } an item`,
		goal: 'no more (1 %)',
		figure: values.map( ( value ) => round( value, 3 ) ).join( ' → ' ),
		isMet: large <= small * LIMITS.equal,
	};
}

function changes( last: Catalogue ): Row[] {
	const lap = ( name: string ) => lapOf( last.laps, name );
	const change = us( lap( 'change' ) );
	const floor = us( lap( 'floor' ) );
	const base = lap( 'unchanged stock' ).seconds;
	const some = lap( 'one in a hundred' );
	const alone = base + ( some.items / 100 ) * change * 1e-6;
	return [
		{
			...atLeast(
				'price and stock of all changed, beside the CSV importer',
				us( lap( 'importer change' ) ) / change,
				LIMITS.changeRatio,
				' ×'
			),
		},
		{
			what: 'price and stock of all changed, over the floor',
			goal: `≤ ${ LIMITS.overFloorUs } µs an item`,
			figure: `${ round( change - floor ) } µs (${ round( change ) } over ${ round( floor ) })`,
			isMet: change - floor <= LIMITS.overFloorUs,
		},
		atMost(
			'price and stock of all changed, the longest transaction',
			lap( 'longest transaction' ).seconds * 1000,
			LIMITS.transactionMs,
			' ms',
			1
		),
		atMost(
			'one price in a hundred changed, beside nothing changed and those alone',
			some.seconds / alone,
			LIMITS.oneInAHundred,
			' ×',
			2
		),
	];
}

/** Microseconds each, beside the pass over all the others. */
function created( { laps }: Catalogue ): number {
	const made = lapOf( laps, 'create' );
	const pass = lapOf( laps, 'unchanged catalog' );
	return us( made ) - ( pass.seconds / made.items ) * 1e6;
}

function newOnes( catalogues: Catalogue[], last: Catalogue ): Row[] {
	const [ few, many ] = ends( catalogues.map( created ) );
	return [
		atLeast(
			'new products, beside the CSV importer',
			us( lapOf( last.laps, 'importer create' ) ) / many,
			LIMITS.createRatio,
			' ×'
		),
		{
			...atMost(
				'new products in the largest shop, beside those in the smallest',
				many / few,
				LIMITS.createGrowth,
				' ×',
				2
			),
			figure: `${ round( many / few, 2 ) } × (${ round( few / 1000, 1 ) } → ${ round( many / 1000, 1 ) } ms each)`,
		},
	];
}

function memory( catalogues: Catalogue[] ): Row {
	const peaks = catalogues.map( ( { laps } ) =>
		Math.max(
			...laps
				.filter(
					( { name } ) =>
						! name.startsWith( 'importer' ) && name !== 'floor'
				)
				.map( ( { mebibytes } ) => mebibytes )
		)
	);
	const [ few, many ] = ends( peaks );
	return {
		what: 'most memory of any run, long texts included',
		goal: `≤ ${ LIMITS.mebibytes } MiB, ≤ ${ LIMITS.mebibytesMore } MiB more than with the shortest list`,
		figure: `${ peaks.map( ( peak ) => round( peak, 1 ) ).join( ' → ' ) } MiB`,
		isMet: many <= LIMITS.mebibytes && many - few <= LIMITS.mebibytesMore,
	};
}

/** @param catalogues Smallest first. */
export function catalogueRows( catalogues: Catalogue[] ): Row[] {
	const last = catalogues.at( -1 );
	return last
		? [
				...unchanged( catalogues, last ),
				...changes( last ),
				...newOnes( catalogues, last ),
				memory( catalogues ),
			]
		: [];
}
