import { markdownTable } from '../../env/run/tables';

/** One line of the table: what was to be reached, and what was measured. */
export type Row = {
	what: string;
	goal: string;
	figure: string;
	isMet: boolean;
	/** Of what is measured of many lists or screens alike: the page tells only of the slowest. */
	family?: { name: string; goal: string; ms: number };
};

/** Rows of one family that are met become one; what is missed stands alone. */
export function gathered( rows: Row[] ): Row[] {
	// A line is made once all rows of its family are known.
	const families = new Map< string, Row[] >();
	return rows
		.flatMap( ( row ) => {
			const { family, isMet } = row;
			if ( ! family || ! isMet ) {
				return [ () => row ];
			}
			const known = families.get( family.name );
			if ( known ) {
				known.push( row );
				return [];
			}
			const own = [ row ];
			families.set( family.name, own );
			return [ () => slowest( own, family ) ];
		} )
		.map( ( line ) => line() );
}

function slowest(
	rows: Row[],
	{ name, goal }: NonNullable< Row[ 'family' ] >
): Row {
	const [ last ] = [ ...rows ].sort(
		( a, b ) => ( b.family?.ms ?? 0 ) - ( a.family?.ms ?? 0 )
	);
	return {
		what: `${ name } (${ rows.length })`,
		goal,
		figure: `slowest: ${ last?.what }, ${ last?.figure }`,
		isMet: true,
	};
}

/** Of the shortest and of the longest list. */
export const ends = ( values: number[] ): [ number, number ] => [
	values[ 0 ] ?? NaN,
	values.at( -1 ) ?? NaN,
];

/** What one more costs, from each size to the next, smallest first; where there is but one size, all of it. */
export function marginal( points: [ number, number ][] ): number[] {
	const all = points.length > 1 ? points : [ [ 0, 0 ] as const, ...points ];
	return all.slice( 1 ).map( ( [ size, cost ], at ) => {
		const [ before, less ] = all[ at ] ?? [ 0, 0 ];
		return ( cost - less ) / ( size - before );
	} );
}

export const round = ( value: number, digits = 0 ): string =>
	value.toFixed( digits );

/** The smallest value that this share of all does not exceed. */
export function percentile( values: number[], share: number ): number {
	const sorted = [ ...values ].sort( ( a, b ) => a - b );
	return sorted[ Math.ceil( share * sorted.length ) - 1 ] ?? NaN;
}

export function atMost(
	what: string,
	value: number,
	most: number,
	unit: string,
	digits = 0
): Row {
	return {
		what,
		goal: `≤ ${ most }${ unit }`,
		figure: `${ round( value, digits ) }${ unit }`,
		isMet: value <= most,
	};
}

export function atLeast(
	what: string,
	value: number,
	least: number,
	unit: string,
	digits = 1
): Row {
	return {
		what,
		goal: `≥ ${ least }${ unit }`,
		figure: `${ round( value, digits ) }${ unit }`,
		isMet: value >= least,
	};
}

export const goals = ( head: string[], rows: Row[] ): string =>
	markdownTable(
		head,
		rows.map( ( { what, goal, figure, isMet } ) => [
			...[ what, goal, figure ],
			isMet ? 'met' : '**missed**',
		] )
	);
