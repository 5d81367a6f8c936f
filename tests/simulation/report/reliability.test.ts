import { expect, it } from 'vitest';
import type { Cell, Glance, Matrix } from '../matrix/cells';
import type { Soak } from '../soak/kept';
import type { Point } from '../soak/point';
import { nothingPlayed } from '../controller/campaign';
import { bites } from './campaign';
import { Counts } from './counts';
import { MIB } from './markdown';
import type { Mutants } from './mutants';
import { reliability, type Results } from './reliability';
import { added } from './stand-in';

const NONE: Results = {
	campaign: {
		...{ nextSeed: 1, counts: new Counts(), seconds: 0 },
		...{ violations: [], plugin: 'abc', under: '' },
	},
	...{ matrix: null, mutants: null, soak: null, standIn: null },
};
const EDITION = { version: '1.2.3', day: '2026-11-27', plugin: 'abc' };

const page = ( results: Partial< Results > ): string =>
	reliability( { ...NONE, ...results }, EDITION );

it( 'says of each part without results that it was not run', () => {
	expect( page( {} ).match( /^Not run yet\.$/gm ) ).toHaveLength( 4 );
	expect( page( {} ) ).toContain( '## What is promised' );
} );

it( 'marks what came up too seldom', () => {
	const counts = Counts.of( {
		histories: 2,
		events: {
			...{ order: 30, sync: 3, ambush: 40, calm: 50 },
			...{ '2 at once': 7, 'a listener that exits': 6 },
		},
		kills: { 'order at a statement': 2, 'sync loses its connection': 21 },
		faults: { createReturn: { 500: 20, 503: 19 } },
	} );
	const text = page( {
		campaign: { ...NONE.campaign, nextSeed: 3, seconds: 11, counts },
	} );
	expect( text ).toContain( 'the last one 2: 2 histories' );
	expect( text ).not.toContain( 'to be run again' );
	expect(
		page( { campaign: { ...NONE.campaign, counts, plugin: 'other' } } )
	).toContain( 'to be run again' );
	expect( text ).toContain( '33 events in 11 seconds, 3.0 a second' );
	expect( text ).not.toContain( 'On the stand-in' );
	expect( text ).toMatch( /^None of this happened to: addLine, .* pays, /m );
	expect( text ).not.toMatch( /^None of this .* (order|sync)[,.]/m );
	expect( text ).toContain( '| all events | **2** | **0** | **0** | 21 |' );
	expect( text ).toContain( '| sync |  |  |  | 21 |  |' );
	expect( text ).toContain( '| order | 30 |' );
	expect( text ).toContain( '| sync | **3** |' );
	expect( text ).toMatch( /^\| 500 .*\| 20 \|/m );
	expect( text ).toMatch( /^\| 503 .*\| \*\*19\*\* \|/m );
	// Operations that never came up are there too.
	expect( text ).toMatch( /^\| what went wrong .*\| listDatabases \|/m );
} );

it( 'demands no fault where it can make no difference', () => {
	const fates = [ 'an empty list', 'an empty page', 'items change places' ];
	const of = ( operation: string ) =>
		fates.map( ( fate ) => bites( operation, fate ) );
	expect( of( 'listProducts' ) ).toEqual( [ true, true, true ] );
	expect( of( 'findDocuments' ) ).toEqual( [ true, true, false ] );
	expect( of( 'createReturn' ) ).toEqual( [ false, false, false ] );
	expect( bites( 'createReturn', '500' ) ).toBe( true );
} );

it( 'says how fast the stand-in was, where it was played', () => {
	const before = nothingPlayed( 1, 'abc' );
	const counts = Counts.of( {
		...{ histories: 3, events: { order: 100, ambush: 9 } },
	} );
	const after = { ...before, counts, seconds: 5 };
	const first = added( before, after, null );
	expect( added( after, after, first ) ).toEqual( first );
	expect( added( before, after, { ...first, plugin: 'old' } ) ).toEqual(
		first
	);
	expect( page( { campaign: after, standIn: first } ) ).toContain(
		'3 histories were played: 100 events in 5 seconds, 20.0 a second'
	);
} );

const glance = ( more: Partial< Glance > = {} ): Glance => ( {
	...{ state: 'sent', documents: '1', told: [], buttons: [] },
	...{ isAsked: false, ...more },
} );
const cell = ( more: Partial< Cell > ): Cell => ( {
	...{ operation: 'createReservation', trouble: '500', wrong: [] },
	...{ after: glance(), rest: glance(), ...more },
} );
const matrix = ( cells: Cell[], plugin = 'abc' ): Matrix => ( {
	...{ plugin, under: 'WordPress', seconds: 120, cells, notStored: [] },
} );

it( 'tells alike cells in one row, and each sentence once', () => {
	const lost = glance( {
		...{ state: 'sending (reply_lost)', documents: '0' },
		...{ told: [ 'Lost | gone.' ], buttons: [ 'Send now' ] },
	} );
	const asked = glance( { ...lost, state: 'uncertain', isAsked: true } );
	const text = page( {
		matrix: matrix( [
			cell( { trouble: '500', after: lost } ),
			cell( { trouble: '503', after: lost } ),
			cell( { trouble: '504, done', after: lost, rest: asked } ),
		] ),
	} );
	expect( text ).toContain(
		'| 500; 503 | sending (reply_lost) | 0 | [1] | sent | 1 | no |'
	);
	expect( text ).toContain(
		'| 504, done | sending (reply_lost) | 0 | [1] | uncertain | 0 | yes [1] |'
	);
	expect( text ).toContain( '- [1] Lost | gone. Buttons: “Send now”.' );
	expect( text ).not.toContain( '- [2]' );
	expect( text ).toContain( 'Something did not hold in 0.' );
} );

it( 'leaves documents out where there can be none, and says what does not hold', () => {
	const after = glance( { state: 'failed', documents: '' } );
	const text = page( {
		matrix: matrix(
			[
				cell( {
					...{ operation: 'listProducts', after, rest: after },
					wrong: [ 'it never ends' ],
				} ),
			],
			'another'
		),
	} );
	expect( text ).toContain(
		'| what went wrong | right afterwards | the owner reads | in the end | a person is asked |'
	);
	expect( text ).toContain( '| 500 | failed | – | failed | no |' );
	expect( text ).toContain( '| listProducts | 500 | it never ends |' );
	expect( text ).toContain( 'this is to be run again' );
} );

const MUTANTS: Mutants = {
	...{ seed: 9, plugin: 'abc', under: 'WordPress', makes: 700 },
	wanted: 5,
	results: [
		...[ 1, 2 ].map( ( at ) => ( {
			...{ name: `fault ${ at }`, kind: 'listed' as const, seconds: 4 },
			...{ by: 'history' as const, how: `seed ${ at }` },
		} ) ),
		{
			...{ name: 'named', kind: 'drawn', by: 'test', how: 'PibTest' },
			seconds: 1,
		},
		{
			...{ name: 'hidden', kind: 'drawn', by: null, how: '' },
			seconds: 180,
		},
	],
	equivalent: [ { name: 'same', why: 'nothing reads it' } ],
};

it( 'names the faults that were not found', () => {
	const text = page( { mutants: MUTANTS } );
	expect( text ).toContain( '3 of 4 were found, 75.0 %' );
	expect( text ).toContain(
		'Histories alone found 2 of 4, 50.0 %; of those that were drawn 0 of 2, 0.0 %.'
	);
	expect( text ).toContain( 'Still to be tried: 1.' );
	expect( text ).toContain( '| put back by hand | 2 | 0 | 0 |' );
	expect( text ).toContain( '| drawn by the seed | 0 | 1 | 1 |' );
	expect( text ).toContain( 'Not found:\n\n- hidden' );
	expect( text ).toContain( '- same: nothing reads it' );
	expect( text ).not.toContain( 'to be run again' );
	for ( const plugin of [ '', 'other' ] ) {
		expect( page( { mutants: { ...MUTANTS, plugin } } ) ).toContain(
			'to be run again'
		);
	}
} );

const point = ( at: number, runItems: number ): Point => ( {
	...{ day: at * 20, orders: at * 100, runs: at, actions: 40 },
	memory: { work: 60 * MIB, sync: 61 * MIB },
	tables: {
		outbox: { rows: at * 100, bytes: at * 1e5 },
		run_items: { rows: runItems, bytes: 16_384 },
	},
	bodies: { rows: 15, bytes: 30_000 },
	options: { rows: 20, bytes: 4_000 },
	transients: { rows: 30, bytes: 50_000 },
} );
const soak = ( growing: boolean ): Soak => ( {
	...{ plugin: 'abc', under: 'WordPress', seconds: 600 },
	...{ days: 200, retention: 30, orders: 1000, runs: 10, requests: 2000 },
	failed: { 500: 150, 'silence, done': 250 },
	spent: {},
	points: Array.from( { length: 10 }, ( _, at ) =>
		point( at + 1, growing ? 100 * at : 100 )
	),
	end: {
		...{ sent: 990, asked: 10, answered: 11, sentAtLast: 1000 },
		wrong: [],
	},
} );

it( 'tells what stayed flat in the soak, and what did not', () => {
	const flat = page( { soak: soak( false ) } );
	expect( flat ).toContain( '400 of 2000 did' );
	expect( flat ).toContain( 'chance of 20 %' );
	expect( flat ).toContain( '990 orders have exactly one open document' );
	expect( flat ).toContain( 'What did not hold: nothing.' );
	expect( flat ).toContain( '| rows of run_items | 100 | 100 | flat |' );
	expect( flat ).not.toContain( '**grows**' );
	expect( page( { soak: soak( true ) } ) ).toContain(
		'| rows of run_items | 500 | 900 | **grows** |'
	);
} );
