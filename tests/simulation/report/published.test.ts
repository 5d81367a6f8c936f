import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nothingPlayed } from '../controller/campaign';
import type { Matrix } from '../matrix/cells';
import { chosen, pageFile, publishAs, readPublished } from './published';
import { reliability } from './reliability';

let folder = '';
beforeEach( async () => {
	folder = await mkdtemp( join( tmpdir(), 'sors-reliability-' ) );
} );
afterEach( () => rm( folder, { recursive: true, force: true } ) );

const NOTHING = {
	...{ campaign: null, matrix: null, mutants: null },
	...{ soak: null, standIn: null },
};
const edition = ( plugin: string ) => ( {
	...{ version: '1.2.3', day: '2026-11-27', plugin },
} );
const matrix: Matrix = {
	...{ plugin: 'abc', under: 'WordPress', seconds: 120 },
	...{ cells: [], notStored: [] },
};
const page = ( dir?: string ) => readFile( pageFile( dir ), 'utf8' );

it( 'is what docs/reliability.md is written by, to the letter', async () => {
	const published = await readPublished();
	expect( published ).not.toBeNull();
	expect( await page() ).toBe(
		published && reliability( published, published.edition )
	);
} );

it( 'keeps what was published of a part that was not played since, and says so once the plugin has changed', async () => {
	await publishAs( edition( 'abc' ), { ...NOTHING, matrix }, folder );
	expect( await page( folder ) ).not.toContain( 'to be run again' );
	expect(
		( await page( folder ) ).match( /^Not run yet\.$/gm )
	).toHaveLength( 3 );
	const campaign = { ...nothingPlayed( 5, 'def' ), seconds: 3 };
	await publishAs( edition( 'def' ), { ...NOTHING, campaign }, folder );
	expect( await page( folder ) ).toContain( 'to be run again' );
	expect( await readPublished( folder ) ).toEqual( {
		edition: edition( 'def' ),
		...{ ...NOTHING, campaign, matrix },
	} );
} );

it( 'publishes what was played last, but of another plugin never instead of this one', () => {
	const [ old, now ] = [ { plugin: 'abc' }, { plugin: 'def' } ];
	expect( chosen( now, old, 'def' ) ).toBe( now );
	expect( chosen( old, now, 'def' ) ).toBe( now );
	expect( chosen( old, { plugin: 'abb' }, 'def' ) ).toBe( old );
	expect( chosen( null, old, 'def' ) ).toBe( old );
	expect( chosen( old, null, 'def' ) ).toBe( old );
} );
