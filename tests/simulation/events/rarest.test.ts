import { expect, it } from 'vitest';
import { seeded } from '../../sors/assortment/random';
import { inTurn } from './deal';
import { rarest } from './rarest';
import { plain } from './steps';

/** What comes of it where this was seen least. */
const dealt = ( wanted: string ): string[] =>
	rarest(
		seeded( 1 ),
		{
			...inTurn( 1 ),
			event: ( among ) => among.find( ( each ) => each === wanted ),
		},
		( _random, what ) => plain( 1, what )
	).map( ( { what } ) => what.do );

it( 'has an answer come with what it answers', () => {
	expect( dealt( 'identity' ) ).toEqual( [ 'move', 'identity' ] );
	expect( dealt( 'trash' ) ).toEqual( [ 'trash' ] );
} );

it( 'has something to decide when a backup is restored', () => {
	expect( dealt( 'restored' ) ).toEqual( [
		...[ 'calm', 'backUp', 'order', 'minute' ],
		...[ 'restore', 'minute', 'restored' ],
	] );
} );

it( 'has nothing come where no campaign counts', () => {
	expect(
		rarest( seeded( 1 ), inTurn( 1 ), ( _random, what ) =>
			plain( 1, what )
		)
	).toEqual( [] );
} );
