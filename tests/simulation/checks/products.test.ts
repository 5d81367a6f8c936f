import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { imageBytes } from '../../sors/routes/images';
import type { ProductImage } from '../../sors/model/types';
import { wrongPictures } from './products';

const image = ( ordinal: number ): ProductImage => ( {
	...{ id: `i${ ordinal }`, ordinal, variant: 1 },
	...{ format: 'jpeg', deliver: 'url' },
} );
const item = { code: '000101', images: [ image( 2 ), image( 1 ) ] };
const [ first, second ] = [ image( 1 ), image( 2 ) ].map( ( each ) =>
	createHash( 'sha256' ).update( imageBytes( item, each ) ).digest( 'hex' )
) as [ string, string ];

const seen = ( contents: string[], images = 'always' ) =>
	wrongPictures( item, { contents, isVariation: false }, images );

it( 'wants SORS’ pictures in their order, before those of the owner', () => {
	expect( seen( [ first, second, '' ] ) ).toEqual( [] );
	expect( seen( [ second, first ] ) ).toEqual( [
		'shows 2, 1 of its 2 pictures',
	] );
	expect( seen( [ '', first, second ] ) ).toEqual( [
		'shows 0, 1 of its 2 pictures',
	] );
	expect( seen( [ first ] ) ).toEqual( [ 'shows 1 of its 2 pictures' ] );
} );

it( 'wants any picture where they come once, and none where they never come', () => {
	expect( seen( [ '' ], 'create' ) ).toEqual( [] );
	expect( seen( [], 'create' ) ).toEqual( [ 'has no picture' ] );
	expect( seen( [], 'never' ) ).toEqual( [] );
} );
