import { expect, it } from 'vitest';
import { judge } from './flat';

const of = ( values: number[], slack = 0 ) =>
	judge( { name: 'rows', unit: 'rows', slack, values } );

it( 'calls flat what rises at first and stays then', () => {
	expect(
		of( [ 10, 50, 90, 100, 101, 99, 100, 105, 98, 100 ] )
	).toMatchObject( { middle: 101, last: 105, isFlat: true } );
} );

it( 'sees what goes on growing', () => {
	expect( of( [ 10, 20, 30, 40, 50, 60, 70, 80, 90, 100 ] ).isFlat ).toBe(
		false
	);
	expect( of( [ 0, 0, 0, 100, 100, 100, 100, 100, 100, 111 ] ).isFlat ).toBe(
		false
	);
} );

it( 'takes a few rows for nothing', () => {
	expect( of( [ 0, 0, 0, 1, 1, 1, 1, 1, 1, 4 ], 5 ).isFlat ).toBe( true );
} );
