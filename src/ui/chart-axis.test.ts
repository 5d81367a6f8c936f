import { expect, it } from 'vitest';
import { roundAxis } from './chart-axis';

/** As WooCommerce draws them, the lines across the chart in a group of their own: ticks from 0 to the top, evenly. */
function drawn( ...labels: string[] ): void {
	const ticks = ( content: ( label: string ) => string ) =>
		labels
			.map(
				( label, at ) =>
					`<g class="tick" opacity="1" transform="translate(0,${
						200 - ( 200 * at ) / ( labels.length - 1 )
					})">${ content( label ) }</g>`
			)
			.join( '' );
	document.body.innerHTML = `<svg>
		<g class="axis"><g class="tick" transform="translate(9,0)"><text>Nov 2</text></g></g>
		<g class="grid with-positive-ticks">${ ticks( () => '<line></line><text></text>' ) }</g>
		<g class="axis y-axis">${ ticks( ( label ) => `<text>${ label }</text>` ) }</g>
	</svg>`;
}

const ticksOf = ( group: string ) =>
	[ ...document.querySelectorAll( `${ group } .tick` ) ].map(
		( tick ) =>
			`${ tick.getAttribute( 'transform' ) } ${ tick.textContent }`
	);
const labels = () =>
	[ ...document.querySelectorAll( '.y-axis .tick' ) ].map(
		( { textContent } ) => textContent
	);

it( 'puts round numbers in place of those that WooCommerce divides the height into', () => {
	drawn( '0', '9', '18', '27' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '10', '20' ] );
	expect( document.querySelector( '.with-positive-ticks' ) ).toBeNull();
	drawn( '0', '320', '640', '960' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '200', '400', '600', '800' ] );
} );

it( 'draws each label, and its line, at the height of its number', () => {
	drawn( '0', '10', '20' );
	roundAxis( document.body );
	const heights = [ 200, 150, 100, 50, 0 ];
	expect( ticksOf( '.grid' ) ).toEqual(
		heights.map( ( y ) => `translate(0,${ y }) ` )
	);
	expect( ticksOf( '.y-axis' ) ).toEqual(
		heights.map( ( y, at ) => `translate(0,${ y }) ${ at * 5 }` )
	);
	// WooCommerce's styles hide a line at the very top, and by this class the last one wherever it is.
	expect( document.querySelector( '.with-positive-ticks' ) ).not.toBeNull();
	expect( ticksOf( '.axis:not(.y-axis)' ) ).toEqual( [
		'translate(9,0) Nov 2',
	] );
} );

it( 'counts small figures in whole steps, each once', () => {
	drawn( '0', '1', '2' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '1', '2' ] );
	drawn( '0', '0', '1', '1' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '1' ] );
} );

it( 'reads thousands, and writes them as the reader does', () => {
	document.documentElement.lang = 'sr-RS';
	drawn( '0', '6,000', '12,000', '18,000' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '5.000', '10.000', '15.000' ] );
	document.documentElement.lang = 'en';
} );

it( 'does it once, and leaves an axis that has nothing above nought', () => {
	drawn( '0', '14', '28', '42' );
	roundAxis( document.body );
	const once = document.body.innerHTML;
	roundAxis( document.body );
	expect( document.body.innerHTML ).toBe( once );
	drawn( '0', '0' );
	roundAxis( document.body );
	expect( labels() ).toEqual( [ '0', '0' ] );
} );
