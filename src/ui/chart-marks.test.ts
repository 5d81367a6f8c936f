import { beforeEach, expect, it } from 'vitest';
import { markChart, type Series } from './chart-marks';

const series: Series[] = [
	{ key: 'sent', label: 'In SORS', tone: 'good' },
	{ key: 'attention', label: 'Need you', tone: 'bad' },
];

/** As WooCommerce draws it: in the order of the totals, with its own colours. */
const drawn = ( bars: string ) =>
	( document.body.innerHTML = `
	<svg><g class="bargroup">${ bars }</g></svg>
	<button><span class="woocommerce-legend__item-checkmark"></span><span class="woocommerce-legend__item-title">Need you</span></button>
	<li class="key-row"><span class="key-color"></span><span class="key-key">In SORS</span></li>` );

const bar = ( label: string, x: number, width: number, height: number ) =>
	`<rect class="bar" aria-label="${ label }" x="${ x }" y="${
		100 - height
	}" width="${ width }" height="${ height }" fill="#0a0"></rect>`;

const tones = ( selector: string ) =>
	[ ...document.querySelectorAll< HTMLElement >( selector ) ].map(
		( { dataset } ) => dataset.tone
	);
const figures = () =>
	[ ...document.querySelectorAll( '.sors-chart__figure' ) ].map(
		( text ) => `${ text.getAttribute( 'x' ) }: ${ text.textContent }`
	);

beforeEach( () => {
	document.body.innerHTML = '';
} );

it( 'tells each mark what it is of, whatever its rank', () => {
	drawn( bar( 'Need you 9', 0, 20, 90 ) + bar( 'In SORS 1', 20, 20, 10 ) );
	markChart( document.body, series );
	expect( tones( 'rect.bar' ) ).toEqual( [ 'bad', 'good' ] );
	expect( tones( '.woocommerce-legend__item-checkmark' ) ).toEqual( [
		'bad',
	] );
	expect( tones( '.key-color' ) ).toEqual( [ 'good' ] );
} );

it( 'writes above each bar how much it stands for, once', () => {
	drawn( bar( 'In SORS 12', 0, 20, 90 ) + bar( 'Need you 3', 20, 20, 30 ) );
	markChart( document.body, series );
	markChart( document.body, series );
	expect( figures() ).toEqual( [ '10: 12', '30: 3' ] );
} );

it( 'writes one that is alone however thin it is, and none of nought', () => {
	drawn( bar( 'In SORS 12', 0, 5, 90 ) + bar( 'Need you 0', 5, 5, 0 ) );
	markChart( document.body, series );
	expect( figures() ).toEqual( [ '2.5: 12' ] );
} );

it( 'writes of thin bars the tallest where the days beside theirs are empty, else none: figures would cover each other', () => {
	const day = ( bars: string ) => `</g><g class="bargroup">${ bars }`;
	const thin = bar( 'In SORS 12', 0, 4, 60 ) + bar( 'Need you 30', 4, 4, 90 );
	const empty = bar( 'In SORS 0', 0, 4, 0 );
	drawn( empty + day( thin ) + day( empty ) );
	markChart( document.body, series );
	expect( figures() ).toEqual( [ '6: 30' ] );
	drawn( thin + day( thin ) + day( empty ) );
	markChart( document.body, series );
	expect( figures() ).toEqual( [] );
} );
