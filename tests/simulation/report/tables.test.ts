import { expect, it } from 'vitest';
import { nothingPlayed } from '../controller/campaign';
import type { Cell, Glance } from '../matrix/cells';
import type { MutantResults } from '../mutants/results';
import type { Point } from '../soak/point';
import { Counts } from './counts';
import { page, type Results } from './tables';

const NONE: Results = {
	...{ campaign: null, mutants: null, soak: null, matrix: null },
};
const BY = { plugin: 'abc', under: 'WordPress 7.1', seconds: 120 };

it( 'says of each part that it was not run, and leaves one that was not played again as it stands', () => {
	const empty = page( NONE, '' );
	expect( empty.match( /^Not run yet\.$/gm ) ).toHaveLength( 4 );
	const matrix = { ...BY, cells: [], notStored: [] };
	const first = page( { ...NONE, matrix }, empty );
	expect( first ).toContain( 'Seen with WordPress 7.1, of the plugin `abc`' );
	expect( first.match( /^Not run yet\.$/gm ) ).toHaveLength( 3 );
	expect( page( NONE, first ) ).toBe( first );
} );

it( 'names what came up too seldom, and what did not hold', () => {
	const counts = Counts.of( {
		histories: 2,
		events: { order: 30, sync: 3 },
		kills: { 'order at a statement': 2, 'sync at a statement': 21 },
		faults: { createReturn: { answered: 90, 500: 20, 503: 19 } },
	} );
	const text = page(
		{
			...NONE,
			campaign: {
				...{ ...nothingPlayed( 3 ), ...BY, counts },
				violations: [ { seed: 2, what: [ 'it is gone' ] } ],
			},
		},
		''
	);
	expect( text ).toContain( 'What did not hold: seed 2: it is gone.' );
	expect( text ).toContain( 'fewer than 20 times: sync (3).' );
	expect( text ).toContain( '| createReturn | 90 | 39 | 0 (400) |' );
	expect( text ).toContain( '| listDatabases | 0 | 0 | 0 (400) |' );
	expect( text ).toContain( '| at a statement | 23 |' );
} );

it( 'names the faults that were not found', () => {
	const result = { how: '', histories: 1, seconds: 4, of: '' };
	const mutants: MutantResults = {
		...{ ...BY, seed: 9, code: '', makes: 700, wanted: 3 },
		results: [
			{ ...result, name: 'fault', kind: 'listed', by: 'history' },
			{ ...result, name: 'named', kind: 'drawn', by: 'test' },
			{ ...result, name: 'hidden', kind: 'drawn', by: null },
		],
		equivalent: [ { name: 'same', why: 'nothing reads it' } ],
		sound: { holds: {}, fails: {} },
	};
	const text = page( { ...NONE, mutants }, '' );
	expect( text ).toContain( '2 of 3 were found, 66.7 %. Not found: hidden.' );
	expect( text ).toContain( '| listed | 1 | 0 | 0 |' );
	expect( text ).toContain( '| drawn | 0 | 1 | 1 |' );
} );

const glance = ( more: Partial< Glance > = {} ): Glance => ( {
	...{ state: 'sent', documents: '1', isAsked: false, ...more },
} );

it( 'counts how each operation ended, and says after which faults a person is asked', () => {
	const cell = ( trouble: Cell[ 'trouble' ], rest: Glance ): Cell => ( {
		...{ operation: 'createReturn', after: glance(), wrong: [] },
		...{ trouble, rest },
	} );
	const asked = glance( { state: 'uncertain', isAsked: true } );
	const cells = [
		...[ cell( '500', glance() ), cell( '503', glance() ) ],
		{ ...cell( '504, done', asked ), wrong: [ 'a | b' ] },
	];
	const matrix = { ...BY, cells, notStored: [] };
	const text = page( { ...NONE, matrix }, '' );
	expect( text ).toContain(
		'| createReturn | 3 | sent: 2; uncertain: 1 | 504, done |'
	);
	expect( text ).toContain( 'hold: createReturn, 504, done: a | b.' );
} );

it( 'tells what stayed flat in the soak, and what did not', () => {
	const point = ( at: number ): Point => ( {
		...{ day: at * 20, orders: at * 100, runs: at, actions: 40 },
		memory: { work: 60, sync: 61 },
		tables: { run_items: { rows: 100 * at, bytes: 1 } },
		bodies: { rows: 15, bytes: 30_000 },
		options: { rows: 20, bytes: 4_000 },
		transients: { rows: 30, bytes: 50_000 },
	} );
	const soak = {
		...{ ...BY, days: 200, retention: 30, orders: 1000, runs: 10 },
		...{ requests: 2000, failed: { 500: 150, 503: 250 }, spent: {} },
		points: Array.from( { length: 10 }, ( _, at ) => point( at ) ),
		end: {
			...{ sent: 990, asked: 10, answered: 11, sentAtLast: 1000 },
			wrong: [],
		},
	};
	const text = page( { ...NONE, soak }, '' );
	expect( text ).toContain( '400 of 2000 requests failed' );
	expect( text ).toContain(
		'| actions of our group (rows) | 40 | 40 | flat |'
	);
	expect( text ).toContain(
		'| rows of run_items (rows) | 500 | 900 | **grows** |'
	);
} );
