import { number } from './format';

const MOST_STEPS = 5;

/**
 * WooCommerce divides the height of a chart by its tallest bar: 0, 9, 18, 27. Here the labels, and the lines at them, are
 * put at round numbers instead: 0, 10, 20.
 */
export function roundAxis( chart: Element ): void {
	for ( const axis of chart.querySelectorAll(
		'.y-axis:not([data-round])'
	) ) {
		const top = topOf( axis );
		if ( top > 0 ) {
			axis.setAttribute( 'data-round', '' );
			const values = roundValues( top );
			redraw( axis, values, top, number );
			for ( const grid of axis.parentElement?.querySelectorAll(
				'.grid'
			) ?? [] ) {
				redraw( grid, values, top, () => '' );
				// With it the last line is hidden, which was that of the top.
				grid.classList.toggle(
					'with-positive-ticks',
					values.at( -1 ) === top
				);
			}
		}
	}
}

const ticksOf = ( group: Element ) => [ ...group.querySelectorAll( '.tick' ) ];

/** WooCommerce writes it in English: "1,200". */
const topOf = ( axis: Element ): number =>
	Number( ticksOf( axis ).at( -1 )?.textContent.replace( /,/g, '' ) );

/** From nought, in steps of 1, 2 or 5, of 10, 20 or 50, and so on. */
function roundValues( top: number ): number[] {
	const least = Math.max( 1, top / MOST_STEPS );
	const power = 10 ** Math.floor( Math.log10( least ) );
	const step =
		power *
		( [ 1, 2, 5 ].find( ( times ) => times * power >= least ) ?? 10 );
	return Array.from(
		{ length: Math.floor( top / step ) + 1 },
		( _, at ) => at * step
	);
}

function redraw(
	group: Element,
	values: number[],
	top: number,
	label: ( value: number ) => string
): void {
	const ticks = ticksOf( group );
	const [ first ] = ticks;
	const last = ticks.at( -1 );
	if ( ! first || ! last ) {
		return;
	}
	const bottomY = heightOf( first );
	const topY = heightOf( last );
	const drawn = values.map( ( value ) => {
		const tick = first.cloneNode( true ) as Element;
		const y = bottomY + ( ( topY - bottomY ) * value ) / top;
		tick.setAttribute( 'transform', `translate(0,${ y })` );
		const text = tick.querySelector( 'text' );
		if ( text ) {
			text.textContent = label( value );
		}
		return tick;
	} );
	first.before( ...drawn );
	ticks.forEach( ( tick ) => tick.remove() );
}

const heightOf = ( tick: Element ): number =>
	Number(
		/,\s*([\d.]+)/.exec( tick.getAttribute( 'transform' ) ?? '' )?.[ 1 ]
	);
