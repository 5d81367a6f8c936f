import { expect, it } from 'vitest';
import { runOf } from '../testing/samples';
import { markOf, speedOf, speedText } from './speed';

const start = runOf( { processed: 100, total: 1100 } );
const mark = markOf( start, 0, null );

it( 'tells nothing before there is something to tell', () => {
	expect( speedOf( start, mark, 1000 ) ).toBeNull();
	expect( speedOf( start, mark, 10000 ) ).toBeNull();
} );

it( 'counts from where this page came in', () => {
	const speed = speedOf( { ...start, processed: 300 }, mark, 10000 );
	expect( speed ).toEqual( { perSecond: 20, secondsLeft: 40 } );
	expect( speedText( speed! ) ).toBe(
		'20 a second · less than a minute left'
	);
} );

it( 'gives no time where the number of items is not known', () => {
	const run = { ...start, total: null, processed: 105 };
	expect( speedText( speedOf( run, mark, 2500 )! ) ).toBe( '2 a second' );
} );

it( 'begins again with each phase and when a run is set back', () => {
	const applying = markOf( { ...start, state: 'succeeded' }, 5000, mark );
	expect( applying.at ).toBe( 5000 );
	expect( markOf( { ...start, processed: 0 }, 6000, mark ).at ).toBe( 6000 );
	expect( markOf( { ...start, processed: 150 }, 7000, mark ).at ).toBe( 0 );
} );
