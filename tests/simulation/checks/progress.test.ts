import { expect, it } from 'vitest';
import type { ShopState } from '../model/shop';
import { Progress, withoutWords } from './progress';

const run = { id: 3, place: 'reading 0', message: '' };

it( 'finds a run that many processes had and none brought further, unless it says so', () => {
	const seen = ( change: ( step: number ) => object ) => {
		const progress = new Progress();
		return [ 0, 1, 2, 3, 4 ].flatMap( ( step ) =>
			progress.see( [
				{ ...run, lease: `process ${ step }`, ...change( step ) },
			] )
		);
	};
	expect( seen( () => ( {} ) ) ).toEqual( [
		'run 3 got no further in 4 steps, and does not say why: reading 0',
	] );
	expect( seen( () => ( { lease: 'nobody' } ) ) ).toEqual( [] );
	expect( seen( ( step ) => ( { place: `reading ${ step }` } ) ) ).toEqual(
		[]
	);
	expect( seen( () => ( { message: 'The server cut it off.' } ) ) ).toEqual(
		[]
	);
} );

it( 'finds an entry that waits without a word', () => {
	const of = ( more: object ) =>
		withoutWords( {
			entries: [
				{
					...{ id: 1, orderId: 7, role: 'sale', attempts: 2 },
					...more,
				},
			],
		} as unknown as ShopState );
	const told = { error: 'unreachable', words: 'SORS does not answer.' };
	expect( of( { ...told, state: 'waiting' } ) ).toEqual( [] );
	expect( of( { ...told, state: 'waiting', words: '' } ) ).toHaveLength( 1 );
	expect( of( { ...told, state: 'rejected', error: null } ) ).toHaveLength(
		1
	);
	expect( of( { state: 'queued', error: null, words: '' } ) ).toEqual( [] );
} );
