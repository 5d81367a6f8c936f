import { expect, it } from 'vitest';
import type { SorsDatabase } from '../../sors/model/types';
import { Ownership } from './ownership';

const books = ( ...documents: object[] ) =>
	( { name: 'Demo2', documents } ) as unknown as SorsDatabase;
const document = ( id: string, externalReference: string ) => ( {
	id,
	number: `R-${ id }`,
	status: 'open',
	externalReference,
} );
const references = ( ownership: Ownership, database: SorsDatabase ) =>
	ownership
		.documents( database )
		.map( ( { externalReference } ) => externalReference );

it( 'follows the shop through its ids', () => {
	const ownership = new Ownership();
	ownership.see( 'one' );
	ownership.see( 'two' );
	expect(
		references(
			ownership,
			books(
				document( '1', 'one-7-t1-sale-1' ),
				document( '2', 'x-7-t1-sale-1' )
			)
		)
	).toEqual( [ 'two-7-t1-sale-1', null ] );
} );

it( 'gives a number to the order that has it now', () => {
	const ownership = new Ownership();
	ownership.see( 'one' );
	const old = document( '1', 'one-7-t1-sale-1' );
	ownership.loseAllBut(
		[ books( old ) ],
		new Map( [ [ 6, { refunds: [] } ] ] ),
		new Set()
	);
	expect(
		references(
			ownership,
			books( old, document( '2', 'one-7-t1-sale-1' ) )
		)
	).toEqual( [ null, 'one-7-t1-sale-1' ] );
} );

it( 'loses the return of a refund that a backup did not have, unless its entry is there', () => {
	const ownership = new Ownership();
	ownership.see( 'one' );
	const database = books(
		document( '1', 'one-7-t1-sale-1' ),
		document( '2', 'one-7-t1-return-8-1' ),
		document( '3', 'one-7-t1-return-9-1' ),
		document( '4', 'one-7-t1-return-10-1' )
	);
	ownership.loseAllBut(
		[ database ],
		new Map( [ [ 7, { refunds: [ { id: 8 } ] } ] ] ),
		new Set( [ 'one-7-t1-return-9-1' ] )
	);
	expect( references( ownership, database ) ).toEqual( [
		'one-7-t1-sale-1',
		'one-7-t1-return-8-1',
		'one-7-t1-return-9-1',
		null,
	] );
} );

it( 'sees a copy that touches documents of its original', () => {
	const ownership = new Ownership();
	ownership.see( 'one' );
	const database = books( document( '1', 'one-7-t1-sale-1' ) );
	ownership.becomeCopy( [ database ] );
	ownership.see( 'two' );
	expect( references( ownership, database ) ).toEqual( [ null ] );
	expect( ownership.touched( [ database ], new Set() ) ).toEqual( [] );
	Object.assign( database.documents[ 0 ]!, { status: 'cancelled' } );
	expect( ownership.touched( [ database ], new Set() ) ).toHaveLength( 1 );
} );
