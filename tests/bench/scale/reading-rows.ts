/** Pure: what people look at and what happens again and again, beside what it may cost. */
import type { Reading } from '../measure';
import { median } from '../report';
import { LIMITS, mostRows } from './limits';
import type { Catalogue, Orders, Storage } from './measured';
import { round, type Row, table } from './row';

export const STORAGES: Storage[] = [ 'HPOS', 'posts' ];

type Middle = Omit< Reading, 'name' >;

export function middle( readings: Reading[], name: string ): Middle {
	const own = readings.filter( ( reading ) => reading.name === name );
	const of = ( key: 'ms' | 'queries' | 'rows' | 'returned' ) =>
		median( own.map( ( reading ) => reading[ key ] ) );
	return {
		list: own.some( ( { list } ) => list ),
		ms: of( 'ms' ),
		queries: of( 'queries' ),
		rows: of( 'rows' ),
		returned: of( 'returned' ),
	};
}

const namesOf = ( readings: Reading[] ): string[] => [
	...new Set( readings.map( ( { name } ) => name ) ),
];

function mostMs( name: string ): number {
	if ( name.endsWith( ', counted anew' ) ) {
		return LIMITS.answerMs;
	}
	return name.startsWith( 'product list' )
		? LIMITS.productListMs
		: LIMITS.readingMs;
}

export function readingRows( readings: Reading[], where: string ): Row[] {
	return namesOf( readings ).map( ( name ): Row => {
		const { list, ms, queries, rows, returned } = middle( readings, name );
		const most = mostRows( returned );
		return {
			what: `${ name }, ${ where }`,
			goal: `≤ ${ mostMs( name ) } ms${ list ? `, ≤ ${ LIMITS.listQueries } queries, ≤ ${ most } rows read` : '' }`,
			figure: `${ round( ms ) } ms, ${ queries } queries, ${ rows } rows read`,
			isMet:
				ms <= mostMs( name ) &&
				( ! list || ( queries <= LIMITS.listQueries && rows <= most ) ),
		};
	} );
}

const of = ( orders: Orders[], storage: Storage ): Orders[] =>
	orders.filter( ( one ) => one.storage === storage );

/** At the largest size of each storage. */
export const orderRows = ( orders: Orders[] ): Row[] =>
	STORAGES.flatMap( ( storage ) =>
		readingRows( of( orders, storage ).at( -1 )?.readings ?? [], storage )
	);

export function listRows( catalogues: Catalogue[] ): Row[] {
	const last = catalogues.at( -1 );
	return last ? readingRows( last.lists, `${ last.size } products` ) : [];
}

/** The same in shops of several sizes. */
export const growth = ( orders: Orders[] ): string[] =>
	STORAGES.filter( ( storage ) => of( orders, storage ).length > 0 ).map(
		( storage ) => {
			const own = of( orders, storage );
			return table(
				[ storage, ...own.map( ( { size } ) => `${ size } orders` ) ],
				namesOf( own[ 0 ]?.readings ?? [] ).map( ( name ) => [
					name,
					...own.map( ( { readings } ) => {
						const { ms, queries, rows } = middle( readings, name );
						return `${ round( ms ) } ms, ${ queries } q, ${ rows } r`;
					} ),
				] )
			);
		}
	);
