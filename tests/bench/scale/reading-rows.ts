/** Pure: what people look at and what happens again and again, beside what it may cost. */
import { markdownTable } from '../../env/run/tables';
import type { Reading } from '../measure';
import { median } from '../report';
import { LIMITS, mostRows } from './limits';
import type { Catalogue, Orders, Storage } from './measured';
import { round, type Row } from './row';

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

const ANEW = ', counted anew';
const PRODUCT_LISTS = 'WordPress’ lists of products';

function familyOf( name: string ): string {
	if ( name.endsWith( ANEW ) ) {
		return 'answers counted anew';
	}
	return name.startsWith( 'product list' ) ? PRODUCT_LISTS : 'answers';
}

function mostMs( name: string ): number {
	if ( name.endsWith( ANEW ) ) {
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
		const anew = name.endsWith( ANEW );
		return {
			what: `${ name }, ${ where }`,
			goal: `≤ ${ mostMs( name ) } ms${ list ? `, ≤ ${ LIMITS.listQueries } queries, ≤ ${ most } rows read` : '' }`,
			figure: `${ round( ms ) } ms, ${ queries } queries, ${ rows } rows read`,
			isMet:
				ms <= mostMs( name ) &&
				( ! list || ( queries <= LIMITS.listQueries && rows <= most ) ),
			family: {
				name: `${ familyOf( name ) }, ${ where }`,
				goal: `≤ ${ mostMs( name ) } ms${ anew || familyOf( name ) === PRODUCT_LISTS ? '' : `; lists ≤ ${ LIMITS.listQueries } queries, few rows` }`,
				ms,
			},
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

/** Nobody notices less, however it grows. */
const NOTICED_MS = 10;

/** What grows with the shop, at several sizes. */
export function growth( orders: Orders[] ): string[] {
	const storages = STORAGES.map( ( storage ) =>
		of( orders, storage )
	).filter( ( own ) => own.length > 0 );
	const [ first = [] ] = storages;
	const names = namesOf( first[ 0 ]?.readings ?? [] ).filter(
		( name ) =>
			( name === 'sweep' || name.endsWith( ANEW ) ) &&
			storages.some(
				( own ) =>
					middle( own.at( -1 )?.readings ?? [], name ).ms > NOTICED_MS
			)
	);
	return first.length === 0
		? []
		: [
				markdownTable(
					[
						'ms',
						...first.map( ( { size } ) => `${ size } orders` ),
					],
					names.map( ( name ) => [
						name.replace( ANEW, '' ),
						...first.map( ( _, at ) =>
							storages
								.map( ( own ) =>
									round(
										middle(
											own[ at ]?.readings ?? [],
											name
										).ms
									)
								)
								.join( ' / ' )
						),
					] )
				),
			];
}
