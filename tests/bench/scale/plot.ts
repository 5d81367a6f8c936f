/** Pure: microseconds of processor time an item, over the length of the list. */
import { perItem } from './catalogue-rows';
import { LIMITS } from './limits';
import type { Catalogue } from './measured';
import { ends, round } from './row';

const SERIES: { name: string; title: string; colour: string }[] = [
	{ name: 'unchanged catalog', title: 'catalogue', colour: '#1f6feb' },
	{ name: 'unchanged stock', title: 'stock and prices', colour: '#bf3989' },
	{ name: 'one in a hundred', title: '1 % changed', colour: '#1a7f37' },
];

const WIDTH = 640;
const HEIGHT = 320;
const EDGE = { left: 60, right: 150, top: 20, bottom: 45 };

export function plot( catalogues: Catalogue[] ): string {
	const sizes = catalogues.map( ( { size } ) => size );
	const values = SERIES.map( ( { name } ) => perItem( catalogues, name ) );
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
