import { describe, expect, it } from 'vitest';
import { judge, type Finding } from './taint';

const seed = 'tests/taint/seeded/echo.php';
const seeds = new Map( [
	[
		seed,
		'<?php\necho $a; // found: TaintedHtml, TaintedTextWithQuotes\necho $b;',
	],
] );
const at = ( row: number, kind: string ): Finding => ( {
	kind,
	file: seed,
	row,
	code: '',
} );
const seen = [ at( 2, 'TaintedHtml' ), at( 2, 'TaintedTextWithQuotes' ) ];
const ours: Finding = {
	kind: 'TaintedSql',
	file: 'includes/A.php',
	row: 7,
	code: '$wpdb->query( $sql );',
};

describe( 'judging what psalm found', () => {
	it( 'is content when each seeded taint was found and nothing else', () => {
		expect( judge( seen, seeds, [] ).size ).toBe( 0 );
	} );

	it( 'complains of a seeded taint that was not found', () => {
		expect( [ ...judge( seen.slice( 1 ), seeds, [] ) ] ).toEqual( [
			[ seed, [ expect.stringContaining( 'was not found' ) ] ],
		] );
	} );

	it( 'complains of a seeded file that wants nothing', () => {
		const empty = new Map( [ [ seed, '<?php' ] ] );
		expect( [ ...judge( [], empty, [] ).keys() ] ).toEqual( [ seed ] );
	} );

	it( 'complains of what was found in a harmless line', () => {
		const more = [ ...seen, at( 3, 'TaintedHtml' ) ];
		expect( [ ...judge( more, seeds, [] ).keys() ] ).toEqual( [ seed ] );
	} );

	it( 'complains of a finding of ours until it is explained, wherever its line moves', () => {
		const more = [ ...seen, ours ];
		expect( [ ...judge( more, seeds, [] ).keys() ] ).toEqual( [ '' ] );
		const known = [ { ...ours, because: 'it is safe' } ];
		expect( judge( more, seeds, known ).size ).toBe( 0 );
	} );

	it( 'complains of an explanation that explains nothing', () => {
		const known = [ { ...ours, because: 'it was safe' } ];
		expect( [ ...judge( seen, seeds, known ) ] ).toEqual( [
			[ '', [ expect.stringContaining( 'no longer found' ) ] ],
		] );
	} );
} );
