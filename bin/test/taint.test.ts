import { expect, it } from 'vitest';
import { lostOf, seededIn, unknownOf, type Finding } from './taint';

const file = 'tests/taint/seeded/echo.php';
const seeded = seededIn(
	file,
	'<?php\necho $a; // found: TaintedHtml, TaintedTextWithQuotes\necho $b;'
);
const at = ( row: number, kind: string ): Finding => ( {
	...{ kind, file, row, code: '' },
} );
const seen = [ at( 2, 'TaintedHtml' ), at( 2, 'TaintedTextWithQuotes' ) ];

const explained = { kind: 'TaintedSql', file: 'includes/A.php', code: '$a;' };
const ours: Finding = { ...explained, row: 7 };

it( 'misses what was seeded and not found, in each way', () => {
	expect( lostOf( seen, seeded ) ).toEqual( [] );
	expect( lostOf( seen.slice( 1 ), seeded ) ).toEqual( [ seeded[ 0 ] ] );
} );

it( 'misses what is explained and no longer found', () => {
	expect( lostOf( [ ours ], [ explained ] ) ).toEqual( [] );
	expect( lostOf( seen, [ explained ] ) ).toEqual( [ explained ] );
} );

it( 'complains once of what nobody expects, be it in a harmless line', () => {
	const harmless = at( 3, 'TaintedHtml' );
	expect( unknownOf( seen, seeded ) ).toEqual( [] );
	expect( unknownOf( [ ours, ours, harmless ], seeded ) ).toEqual( [
		...[ ours, harmless ],
	] );
	expect( unknownOf( [ ours ], [ explained ] ) ).toEqual( [] );
} );

it( 'takes no seeded file in which nothing is to be found', () => {
	expect( () => seededIn( file, '<?php' ) ).toThrow( file );
} );
