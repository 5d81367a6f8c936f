import { expect, it } from 'vitest';
import { TROUBLES } from '../faults/catalog';
import { Counts } from './counts';

it( 'deals what came up least, and each thing once before any comes twice', () => {
	const counts = new Counts();
	TROUBLES.slice( 2 ).forEach( ( each ) =>
		counts.add( 'getDocument', each )
	);
	const { trouble: deal } = counts.rarest();
	expect( [ deal( 'getDocument' ), deal( 'getDocument' ) ] ).toEqual(
		TROUBLES.slice( 0, 2 )
	);
	const other = TROUBLES.map( () => deal( 'createReturn' ) );
	expect( new Set( other ).size ).toBe( TROUBLES.length );
	expect( counts.faults.createReturn ).toBeUndefined();
} );

it( 'deals operations and events that came up least', () => {
	const counts = new Counts();
	TROUBLES.slice( 0, 3 ).forEach( ( each ) =>
		counts.add( 'getDocument', each )
	);
	counts.add( 'cancelDocument', 'answered' );
	counts.event( 'trash' );
	counts.event( 'trash' );
	const { operation, event } = counts.rarest();
	const both = [ 'getDocument', 'cancelDocument' ] as const;
	expect( [ 1, 2, 3 ].map( () => operation( both ) ) ).toEqual( [
		...[ 'cancelDocument', 'cancelDocument', 'getDocument' ],
	] );
	expect( [ 1, 2, 3 ].map( () => event( [ 'trash', 'untrash' ] ) ) ).toEqual(
		[ 'untrash', 'untrash', 'trash' ]
	);
} );

it( 'adds up what two campaigns counted, and leaves both as they were', () => {
	const [ one, other ] = [ new Counts(), new Counts() ];
	one.add( 'getDocument', 'answered' );
	other.add( 'getDocument', 'answered' );
	other.add( 'createReturn', '503' );
	other.event( 'trash' );
	other.kill( 'trash at a commit' );
	one.histories = 2;
	other.histories = 3;
	expect( one.with( other ) ).toEqual( {
		faults: { getDocument: { answered: 2 }, createReturn: { 503: 1 } },
		events: { trash: 1 },
		kills: { 'trash at a commit': 1 },
		histories: 5,
	} );
	expect( one.faults ).toEqual( { getDocument: { answered: 1 } } );
} );
