/** Pure: what a big shop costs, beside what it may cost, as Markdown and as a plot. */
import type { Lap, Reading } from './measure';
import { lapOf, median } from './report';

export type Catalogue = { size: number; laps: Lap[] };
export type Orders = {
	size: number;
	storage: 'HPOS' | 'posts';
	readings: Reading[];
};

export const SECTION = '## Big shops';

const LIMITS = {
	unchangedRatio: 100,
	unchangedUs: 75,
	changeRatio: 15,
	createRatio: 1.15,
	growth: 1.15,
	oneInAHundred: 1.3,
	mebibytes: 96,
	mebibytesMore: 16,
	readingMs: 100,
	listQueries: 12,
} as const;

export type Row = {
	what: string;
	goal: string;
	figure: string;
	isMet: boolean;
};

const us = ( lap: Lap ): number => ( lap.seconds / lap.items ) * 1e6;

function per( catalogues: Catalogue[], name: string ): number[] {
	return catalogues.map( ( { laps } ) => us( lapOf( laps, name ) ) );
}

const ends = ( values: number[] ): [ number, number ] => [
	values[ 0 ] ?? NaN,
	values.at( -1 ) ?? NaN,
];

const round = ( value: number, digits = 0 ): string => value.toFixed( digits );

/** @param catalogues Smallest first. */
function catalogueRows( catalogues: Catalogue[] ): Row[] {
	const last = catalogues.at( -1 );
	if ( ! last ) {
		return [];
	}
	const lap = ( name: string ) => lapOf( last.laps, name );
	const rows: Row[] = [];
	for ( const kind of [ 'catalog', 'stock' ] ) {
		const name = `unchanged ${ kind }`;
		const what = `nothing changed, ${ kind === 'stock' ? 'stock and prices' : 'catalogue' }`;
		const ratio = us( lap( 'importer unchanged' ) ) / us( lap( name ) );
		const [ small, large ] = ends( per( catalogues, name ) );
		rows.push(
			{
				what,
				goal: `≥ ${ LIMITS.unchangedRatio } × the CSV importer, ≤ ${ LIMITS.unchangedUs } µs an item`,
				figure: `${ round( ratio ) } ×, ${ round( large ) } µs`,
				isMet:
					ratio >= LIMITS.unchangedRatio &&
					large <= LIMITS.unchangedUs,
			},
			{
				what: `${ what }: the longest list beside the shortest`,
				goal: '≤ 1.15 × the time an item',
				figure: `${ round( large / small, 2 ) } × (queries an item ${ perItem( catalogues, name, 'queries' ) }, rows read ${ perItem( catalogues, name, 'rows' ) })`,
				isMet: large / small <= LIMITS.growth,
			}
		);
	}
	const change = us( lap( 'importer change' ) ) / us( lap( 'change' ) );
	const base = lap( 'unchanged stock' ).seconds;
	const some = lap( 'one in a hundred' );
	const alone = base + ( some.items / 100 ) * us( lap( 'change' ) ) * 1e-6;
	const created = per( catalogues, 'create' ).map( ( value, at ) => {
		const { laps } = catalogues[ at ] as Catalogue;
		const made = lapOf( laps, 'create' );
		const pass = lapOf( laps, 'unchanged catalog' );
		return value - ( pass.seconds / made.items ) * 1e6;
	} );
	const [ createdFew, createdMany ] = ends( created );
	const peaks = catalogues.map( ( { laps } ) =>
		Math.max(
			...laps
				.filter( ( { name } ) => ! name.startsWith( 'importer' ) )
				.map( ( { mebibytes } ) => mebibytes )
		)
	);
	const [ peakFew, peakMany ] = ends( peaks );
	return [
		...rows,
		{
			what: 'price and stock of all changed',
			goal: `≥ ${ LIMITS.changeRatio } × the CSV importer`,
			figure: `${ round( change, 1 ) } ×, ${ round( us( lap( 'change' ) ) ) } µs an item`,
			isMet: change >= LIMITS.changeRatio,
		},
		{
			what: 'one price in a hundred changed',
			goal: '≤ 1.3 × nothing changed plus those alone',
			figure: `${ round( some.seconds / alone, 2 ) } ×`,
			isMet: some.seconds / alone <= LIMITS.oneInAHundred,
		},
		{
			what: 'new products, beside those of the shortest list',
			goal: '≤ 1.15 × the time each',
			figure: `${ round( createdMany / createdFew, 2 ) } × (${ round( createdMany / 1000, 1 ) } ms each)`,
			isMet: createdMany / createdFew <= LIMITS.createRatio,
		},
		{
			what: 'most memory of any run',
			goal: `≤ ${ LIMITS.mebibytes } MiB, ≤ ${ LIMITS.mebibytesMore } MiB more than with the shortest list`,
			figure: `${ round( peakMany, 1 ) } MiB, ${ round( peakMany - peakFew, 1 ) } more`,
			isMet:
				peakMany <= LIMITS.mebibytes &&
				peakMany - peakFew <= LIMITS.mebibytesMore,
		},
	];
}

function perItem(
	catalogues: Catalogue[],
	name: string,
	key: 'queries' | 'rows'
): string {
	return catalogues
		.map( ( { laps } ) => {
			const lap = lapOf( laps, name );
			return round( lap[ key ] / lap.items, key === 'rows' ? 1 : 3 );
		} )
		.join( ' → ' );
}

type Middle = Omit< Reading, 'name' >;

export function middle( readings: Reading[], name: string ): Middle {
	const own = readings.filter( ( reading ) => reading.name === name );
	const of = ( key: keyof Middle ) =>
		median( own.map( ( reading ) => reading[ key ] ) );
	return {
		ms: of( 'ms' ),
		queries: of( 'queries' ),
		rows: of( 'rows' ),
		returned: of( 'returned' ),
	};
}

const namesOf = ( readings: Reading[] ): string[] => [
	...new Set( readings.map( ( { name } ) => name ) ),
];

/** At the largest size of each storage. */
export function orderRows( orders: Orders[] ): Row[] {
	return [ 'HPOS', 'posts' ].flatMap( ( storage ) => {
		const last = orders
			.filter( ( one ) => one.storage === storage )
			.at( -1 );
		return namesOf( last?.readings ?? [] ).map( ( name ): Row => {
			const { ms, queries, rows, returned } = middle(
				last?.readings ?? [],
				name
			);
			const mostRows = 10 * returned + 500;
			const isList = name !== 'sweep' && name !== 'overview';
			return {
				what: `${ name }, ${ storage }`,
				goal: `≤ ${ LIMITS.readingMs } ms${ isList ? `, ≤ ${ LIMITS.listQueries } queries, ≤ ${ mostRows } rows read` : '' }`,
				figure: `${ round( ms ) } ms, ${ queries } queries, ${ rows } rows read`,
				isMet:
					ms <= LIMITS.readingMs &&
					( ! isList ||
						( queries <= LIMITS.listQueries && rows <= mostRows ) ),
			};
		} );
	} );
}

export const verdicts = (
	catalogues: Catalogue[],
	orders: Orders[]
): Row[] => [ ...catalogueRows( catalogues ), ...orderRows( orders ) ];

function table( head: string[], rows: string[][] ): string {
	return [ head, head.map( () => '---' ), ...rows ]
		.map( ( cells ) => `| ${ cells.join( ' | ' ) } |` )
		.join( '\n' );
}

export function scaleReport(
	catalogues: Catalogue[],
	orders: Orders[],
	about: string
): string {
	const growth = [ 'HPOS', 'posts' ].map( ( storage ) => {
		const own = orders.filter( ( one ) => one.storage === storage );
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
	} );
	return [
		SECTION,
		'',
		about,
		'',
		'![Time an item over the length of the list](benchmarks.svg)',
		'',
		table(
			[ 'what', 'to reach', 'measured', '' ],
			verdicts( catalogues, orders ).map(
				( { what, goal, figure, isMet } ) => [
					what,
					goal,
					figure,
					isMet ? 'met' : '**missed**',
				]
			)
		),
		'',
		'The same in shops of several sizes (q = queries, r = rows that the database read):',
		'',
		growth.join( '\n\n' ),
		'',
	].join( '\n' );
}

/**
 * A file whose other part another tool writes.
 *
 * @param text
 * @param section From SECTION on, or '' to keep the one that is there.
 */
export function withSection( text: string, section: string ): string {
	const at = text.indexOf( SECTION );
	const before = at < 0 ? text : text.slice( 0, at );
	return `${ before.trimEnd() }\n\n${ section.trimEnd() }\n`;
}

export function sectionOf( text: string ): string {
	const at = text.indexOf( SECTION );
	return at < 0 ? '' : text.slice( at );
}

const SERIES: { name: string; title: string; colour: string }[] = [
	{ name: 'unchanged catalog', title: 'catalogue', colour: '#1f6feb' },
	{ name: 'unchanged stock', title: 'stock and prices', colour: '#bf3989' },
	{ name: 'one in a hundred', title: '1 % changed', colour: '#1a7f37' },
];

const WIDTH = 640;
const HEIGHT = 320;
const EDGE = { left: 60, right: 150, top: 20, bottom: 45 };

/** Microseconds of processor time an item, over the length of the list. */
export function plot( catalogues: Catalogue[] ): string {
	const sizes = catalogues.map( ( { size } ) => size );
	const values = SERIES.map( ( { name } ) => per( catalogues, name ) );
	const top = Math.max( LIMITS.unchangedUs, ...values.flat() ) * 1.1;
	const [ first, last ] = ends( sizes.map( Math.log10 ) );
	const wide = WIDTH - EDGE.left - EDGE.right;
	const high = HEIGHT - EDGE.top - EDGE.bottom;
	const x = ( size: number ): string =>
		round(
			EDGE.left +
				( last > first
					? ( Math.log10( size ) - first ) / ( last - first )
					: 0.5 ) *
					wide,
			1
		);
	const y = ( value: number ): string =>
		round( EDGE.top + ( 1 - value / top ) * high, 1 );
	const lines = SERIES.flatMap( ( { title, colour }, at ) => {
		const own = values[ at ] ?? [];
		const points = own.map(
			( value, index ) => `${ x( sizes[ index ] ?? 1 ) },${ y( value ) }`
		);
		return [
			`<polyline points="${ points.join( ' ' ) }" fill="none" stroke="${ colour }" stroke-width="2"/>`,
			...points.map( ( point ) => {
				const [ cx, cy ] = point.split( ',' );
				return `<circle cx="${ cx }" cy="${ cy }" r="3" fill="${ colour }"/>`;
			} ),
			`<rect x="${ WIDTH - EDGE.right + 18 }" y="${ EDGE.top + at * 22 }" width="12" height="12" fill="${ colour }"/>`,
			`<text x="${ WIDTH - EDGE.right + 36 }" y="${ EDGE.top + 10 + at * 22 }">${ title }</text>`,
		];
	} );
	const limit = y( LIMITS.unchangedUs );
	const right = WIDTH - EDGE.right;
	const floor = HEIGHT - EDGE.bottom;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${ WIDTH } ${ HEIGHT }" role="img" font-family="sans-serif" font-size="12">`,
		'<title>Processor time an item over the length of the list</title>',
		`<rect width="${ WIDTH }" height="${ HEIGHT }" fill="#fff"/>`,
		`<path d="M${ EDGE.left },${ EDGE.top }V${ floor }H${ right }" fill="none" stroke="#57606a"/>`,
		`<path d="M${ EDGE.left },${ limit }H${ right }" stroke="#cf222e" stroke-dasharray="4 4"/>`,
		...[ 0, LIMITS.unchangedUs, top ].map(
			( value ) =>
				`<text x="${ EDGE.left - 8 }" y="${ y( value ) }" text-anchor="end" dominant-baseline="middle">${ round( value ) }</text>`
		),
		...sizes.map(
			( size ) =>
				`<text x="${ x( size ) }" y="${ floor + 18 }" text-anchor="middle">${ size.toLocaleString( 'en' ) }</text>`
		),
		`<text x="${ EDGE.left + wide / 2 }" y="${ HEIGHT - 8 }" text-anchor="middle">items in the list</text>`,
		`<text x="14" y="${ EDGE.top + high / 2 }" text-anchor="middle" transform="rotate(-90 14 ${ EDGE.top + high / 2 })">µs an item</text>`,
		...lines,
		'</svg>',
		'',
	].join( '\n' );
}
