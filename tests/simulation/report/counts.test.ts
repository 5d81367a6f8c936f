import { expect, it } from 'vitest';
import { TROUBLES } from '../faults/catalog';
import { bites, Counts } from './counts';

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

it( 'demands no fault where it can make no difference', () => {
	const fates = [ 'an empty list', 'an empty page', 'items change places' ];
	const of = ( operation: string ) =>
		fates.map( ( fate ) => bites( operation, fate ) );
	expect( of( 'listProducts' ) ).toEqual( [ true, true, true ] );
	expect( of( 'findDocuments' ) ).toEqual( [ true, true, false ] );
	expect( of( 'createReturn' ) ).toEqual( [ false, false, false ] );
	expect( bites( 'createReturn', '500' ) ).toBe( true );
} );
