import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hunt, stillTried, table, type Finding, type Trial } from './hunt';
import {
	isPlayed,
	readMutants,
	share,
	writeMutants,
	type MutantResults,
} from './results';

const trials = [ 'one', 'two', 'three' ].map( ( name ): Trial => ( {
	...{ name, kind: 'drawn', replacements: [] },
} ) );

const empty = (): MutantResults => ( {
	...{
		seed: 5,
		code: 'abc',
		plugin: 'def',
		under: 'WordPress',
		makes: 100,
		wanted: 3,
	},
	...{ results: [], equivalent: [], sound: { holds: {}, fails: {} } },
} );

let folder = '';
beforeEach( async () => {
	folder = await mkdtemp( join( tmpdir(), 'sors-mutants-' ) );
} );
afterEach( () => rm( folder, { recursive: true, force: true } ) );

async function run(
	kept: MutantResults,
	find: ( trial: Trial ) => Promise< Finding >,
	again = false
) {
	return await hunt( {
		...{ trials, kept, again, find },
		save: ( results ) => writeMutants( results, folder ),
		tell: () => undefined,
	} );
}

const byHistory: Finding = {
	...{ by: 'history', how: 'seed 5: two documents', histories: 1 },
};
const notFound: Finding = { by: null, how: '', histories: 9 };
const byTest: Finding = { by: 'test', how: 'ATest::testB', histories: 9 };

it( 'keeps nothing of a mutant that is not tried any more', async () => {
	const kept = empty();
	await run( kept, async () => notFound );
	expect(
		stillTried( kept.results, trials.slice( 1 ) ).map(
			( { name } ) => name
		)
	).toEqual( [ 'two', 'three' ] );
} );

it( 'goes on where it was stopped, with what was found', async () => {
	const stopped = run( empty(), async ( { name } ) => {
		if ( name === 'two' ) {
			throw new Error( 'stopped' );
		}
		return byHistory;
	} );
	await expect( stopped ).rejects.toThrow( 'stopped' );
	const kept = await readMutants( 5, folder );
	expect( kept?.results.map( ( { name } ) => name ) ).toEqual( [ 'one' ] );

	const tried: string[] = [];
	const results = await run( kept as MutantResults, async ( { name } ) => {
		tried.push( name );
		return name === 'two' ? notFound : byTest;
	} );
	expect( tried ).toEqual( [ 'two', 'three' ] );
	expect( results.map( ( { name, by } ) => [ name, by ] ) ).toEqual( [
		[ 'one', 'history' ],
		[ 'two', null ],
		[ 'three', 'test' ],
	] );
	expect( ( await readMutants( 5, folder ) )?.results ).toEqual( results );
} );

it( 'tries those that were not found once more where that is asked for', async () => {
	const kept = empty();
	await run( kept, async ( { name } ) =>
		name === 'one' ? byHistory : notFound
	);
	const tried: string[] = [];
	const find = async ( { name }: Trial ) => {
		tried.push( name );
		return byHistory;
	};
	await run( kept, find );
	expect( tried ).toEqual( [] );
	expect( share( await run( kept, find, true ) ).found ).toBe( 3 );
	expect( tried ).toEqual( [ 'two', 'three' ] );
	expect( kept.results ).toHaveLength( 3 );
} );

it( 'tries a mutant once more that was changed, or has another test', async () => {
	const kept = empty();
	await run( kept, async () => byHistory );
	const tried: string[] = [];
	const find = async ( { name }: Trial ) => {
		tried.push( name );
		return byTest;
	};
	const [ one, two, three ] = trials as [ Trial, Trial, Trial ];
	const edit = { file: 'A.php', at: 1, length: 2, to: 'b' };
	await hunt( {
		trials: [
			one,
			{ ...two, replacements: [ edit ] },
			{ ...three, test: { file: 'ATest.php' } },
		],
		...{ kept, again: false, find },
		save: async () => undefined,
		tell: () => undefined,
	} );
	expect( tried ).toEqual( [ 'two', 'three' ] );
	expect( kept.results ).toHaveLength( 3 );
} );

it( 'reads the latest run in which all were tried where no seed is named', async () => {
	expect( await readMutants( undefined, folder ) ).toBeNull();
	expect( await readMutants( 5, folder ) ).toBeNull();
	const later = () => new Promise( ( resolve ) => setTimeout( resolve, 20 ) );
	await writeMutants( { ...empty(), wanted: 0 }, folder );
	await later();
	await writeMutants( { ...empty(), seed: 4, wanted: 0 }, folder );
	await later();
	await writeMutants( { ...empty(), seed: 6 }, folder );
	expect( ( await readMutants( undefined, folder ) )?.seed ).toBe( 4 );
} );

it.each( [
	[ 'includes/Outbox/LookUp.php', true ],
	[ 'tests/sors/server.ts', true ],
	[ 'tests/simulation/checks/orders.ts', true ],
	[ 'tests/simulation/worker/Staff.php', true ],
	[ 'tests/simulation/checks/orders.test.ts', false ],
	[ 'tests/simulation/README.md', false ],
	[ 'tests/simulation/report/campaign.ts', false ],
	[ 'tests/simulation/mutants/list.ts', false ],
] )( 'knows what a history depends on: %s', ( path, is ) => {
	expect( isPlayed( path ) ).toBe( is );
} );

it.each( [
	'{ "seed": 5, "results"',
	'{ "seed": 5, "sound": { "holds": [] } }',
] )(
	'begins anew where what was kept is no longer readable: %s',
	async ( text ) => {
		await writeFile( join( folder, 'mutants-5.json' ), text );
		expect( await readMutants( 5, folder ) ).toBeNull();
	}
);

it( 'names what was not found first, then how the others were, what counts apart, and the share', async () => {
	const kept: MutantResults = {
		...empty(),
		equivalent: [ { name: 'four', why: 'A limit of nothing.' } ],
		sound: {
			holds: { 5: 20 },
			fails: { 6: 'an order without a document' },
		},
	};
	const results = await run( kept, async ( { name } ) =>
		name === 'three' ? notFound : byHistory
	);
	expect( table( results, kept ) ).toEqual( [
		'✗ three: not found, after 9 histories',
		'✓ one: by seed 5: two documents',
		'✓ two: by seed 5: two documents',
		'= four: changes nothing: A limit of nothing.',
		'! seed 6 does not hold without any mutant either: an order without a document',
		'2 of 3 found (66.7 %); 3 of them drawn from 100.',
	] );
} );

it( 'finds no share of nothing', () => {
	expect( share( [] ) ).toEqual( { found: 0, tried: 0, share: 0 } );
} );
