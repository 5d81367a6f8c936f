/**
 * The bodies beside this file are judged twice: here by zod, and by WordPress'
 * own validator in PHPUnit. They hold only what both must judge alike, so no
 * `"12"` for a number, no `"false"` for a boolean and no `[]` for an empty map.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { objects } from '../../src/contract/rest/emit';

type Fixtures = { valid: unknown[]; invalid: { why: string; body: unknown }[] };

const folder = fileURLToPath( new URL( '.', import.meta.url ) );
const files = readdirSync( folder ).filter( ( name ) =>
	name.endsWith( '.json' )
);

it( 'has bodies for every schema, and none for a schema that no longer exists', () => {
	expect(
		files.map( ( name ) => name.replace( '.json', '' ) ).sort()
	).toEqual( Object.keys( objects ).sort() );
} );

describe.each( files )( '%s', ( file ) => {
	const schema = objects[ file.replace( '.json', '' ) ]!;
	const { valid, invalid } = JSON.parse(
		readFileSync( folder + file, 'utf8' )
	) as Fixtures;

	it( 'has both kinds', () => {
		expect( valid.length ).toBeGreaterThan( 0 );
		expect( invalid.length ).toBeGreaterThan( 0 );
	} );

	it.each( valid.map( ( body, index ) => ( { index, body } ) ) )(
		'accepts valid body $index',
		( { body } ) => {
			expect( z.safeParse( schema, body ).error ).toBeUndefined();
		}
	);

	it.each( invalid )( 'refuses: $why', ( { body } ) => {
		expect( z.safeParse( schema, body ).success ).toBe( false );
	} );
} );
