import { expect, it } from 'vitest';
import type { Outcome } from '../controller/schedule';
import type { Article } from './articles';
import { Hands } from './hands';
import type { Settings } from './options';

const edit = {
	...{ code: 'A', name: 'Moj', description: '<p>Moj</p>' },
	category: 'Moja',
};
const article = {
	...{ code: 'A', name: 'Moj', description: '<p>Moj</p>' },
	...{ categories: [ 'Alati', 'Moja' ], pictures: [ 5, 9 ] },
} as Article;

function overwritten( now: Partial< Article >, fields = {}, ok = true ) {
	const hands = new Hands();
	hands.hears( edit, {
		ok,
		result: { picture: 9, category: 'Moja' },
	} as Outcome );
	hands.see( [], [], { fields } as Settings );
	return hands.overwritten( [ { ...article, ...now } ] );
}

it( 'finds what of the owner’s was overwritten', () => {
	expect( overwritten( {} ) ).toEqual( [] );
	expect( overwritten( { name: 'SORS' } ) ).toHaveLength( 1 );
	expect( overwritten( { description: 'SORS' } ) ).toHaveLength( 1 );
	expect( overwritten( { categories: [ 'Alati' ] } ) ).toHaveLength( 1 );
	expect( overwritten( { pictures: [ 5 ] } ) ).toHaveLength( 1 );
} );

it( 'leaves to SORS what the settings give it, and what nobody saw being written', () => {
	const always = { name: 'always', description: 'always' };
	const texts = { name: 'SORS', description: 'SORS' };
	expect( overwritten( texts, always ) ).toEqual( [] );
	expect( overwritten( texts, { name: 'always' } ) ).toHaveLength( 1 );
	expect( overwritten( texts, {}, false ) ).toEqual( [] );
} );
