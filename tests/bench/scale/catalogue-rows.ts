/** Pure: runs over a long price list, beside what they may cost. */
import type { Lap } from '../measure';
import { lapOf } from '../report';
import { LIMITS } from './limits';
import type { Catalogue } from './measured';
import { atLeast, atMost, ends, marginal, round, type Row } from './row';

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
		const [ , large ] = ends( times );
		const further = furtherItems( catalogues, name, 'seconds' );
		const [ short, long ] = ends( further );
		const beside = `${ title }: each further item`;
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
					`${ beside }, time`,
					long / short,
					LIMITS.growth,
					' ×',
					2
				),
				figure: `${ round( long / short, 2 ) } × (${ arrows( further, 1e6 ) } µs; of all items ${ arrows( times, 1 ) } µs each)`,
			},
		];
	} );
}

const arrows = ( values: number[], unit: number, digits = 0 ): string =>
	values.map( ( value ) => round( value * unit, digits ) ).join( ' → ' );

/** What a run does once, however long the list is, is in none of them. */
const furtherItems = (
	catalogues: Catalogue[],
	name: string,
	key: 'queries' | 'rows' | 'seconds'
): number[] =>
	marginal(
		catalogues.map( ( { laps } ) => {
			const lap = lapOf( laps, name );
			return [ lap.items, lap[ key ] ];
		} )
	);

function equal(
	what: string,
	catalogues: Catalogue[],
	name: string,
	key: 'queries' | 'rows'
): Row {
	const further = furtherItems( catalogues, name, key );
	const [ short, long ] = ends( further );
	return {
		what: `${ what }, ${ key === 'rows' ? 'rows read' : key }`,
		goal: 'no more (1 %)',
		figure: arrows( further, 1, 3 ),
		isMet: long <= short * LIMITS.equal,
	};
}

function changes( last: Catalogue ): Row[] {
	const lap = ( name: string ) => lapOf( last.laps, name );
	const change = us( lap( 'change' ) );
	const floor = us( lap( 'floor' ) );
	const pass = lap( 'unchanged stock' );
	const some = lap( 'one in a hundred' );
	// The pass reads these, too.
	const alone =
		pass.seconds + ( some.items / 100 ) * ( change - us( pass ) ) * 1e-6;
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
function besidePass(
	{ laps }: Catalogue,
	name: string,
	others: string
): number {
	const own = lapOf( laps, name );
	const pass = lapOf( laps, others );
	return us( own ) - ( pass.seconds / own.items ) * 1e6;
}

const created = ( catalogue: Catalogue ): number =>
	besidePass( catalogue, 'create', 'unchanged catalog' );

function newOnes( catalogues: Catalogue[], last: Catalogue ): Row[] {
	const [ few, many ] = ends( catalogues.map( created ) );
	const importer = us( lapOf( last.laps, 'importer create' ) );
	const stock = besidePass( last, 'first stock', 'unchanged stock' );
	return [
		atLeast(
			'new products, still without stock, beside the CSV importer, which sets it as well',
			importer / many,
			LIMITS.createRatio,
			' ×'
		),
		{
			what: 'new products and their first stock, beside the CSV importer',
			goal: 'published',
			figure: `${ round( importer / ( many + stock ), 1 ) } × (${ arrows( [ many, stock ], 1e-3, 1 ).replace( '→', '+' ) } ms each)`,
			isMet: true,
		},
		{
			...atMost(
				'new products in the largest shop, beside those in the smallest',
				many / few,
				LIMITS.createGrowth,
				' ×',
				2
			),
			figure: `${ round( many / few, 2 ) } × (${ arrows( [ few, many ], 1e-3, 1 ) } ms each)`,
		},
	];
}

/** The run that takes most. */
function peak( { laps }: Catalogue ): Lap {
	const [ first, ...others ] = laps.filter(
		( { name } ) => ! name.startsWith( 'importer' ) && name !== 'floor'
	);
	if ( ! first ) {
		throw new Error( 'No run was measured.' );
	}
	return others.reduce(
		( most, lap ) => ( lap.mebibytes > most.mebibytes ? lap : most ),
		first
	);
}

function memory( catalogues: Catalogue[] ): Row {
	const peaks = catalogues.map( peak );
	const [ few, many ] = ends( peaks.map( ( { mebibytes } ) => mebibytes ) );
	return {
		what: 'most memory of any run, long texts included',
		goal: `≤ ${ LIMITS.mebibytes } MiB, ≤ ${ LIMITS.mebibytesMore } MiB more than with the shortest list`,
		figure: peaks
			.map(
				( lap ) => `${ round( lap.mebibytes, 1 ) } MiB (${ lap.name })`
			)
			.join( ' → ' ),
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
