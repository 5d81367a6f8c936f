import { expect, it } from 'vitest';
import { havePair, storeAskedFor } from './find';
import { everything, machine, pairs } from './testing/machine';
import { listen } from './testing/said';

listen();

it( 'takes either store, unless one is asked for', () => {
	expect( storeAskedFor( { SORS_STORE: '' } ) ).toBe( 'any' );
	expect( storeAskedFor( { SORS_STORE: 'real' } ) ).toBe( 'real' );
	expect( () => storeAskedFor( { SORS_STORE: 'rael' } ) ).toThrow(
		'SORS_STORE must be any, real or stand-in, not “rael”.'
	);
} );

it( 'has both halves of a pair, or says why not', async () => {
	const newest = pairs.at( -1 )!;
	const { supply } = await machine( {
		...{ has: [ 'wordpress-7.1' ], loads: everything },
	} );
	expect( await havePair( newest, supply ) ).toMatchObject( {
		wordpress: { version: '7.1' },
		store: { version: '11.0.1', kind: 'real' },
	} );
	for ( const [ has, missing ] of [
		[ 'wordpress-7.1', 'WooCommerce 11.0.1' ],
		[ 'woocommerce-11.0.1', 'WordPress 7.1' ],
	] as const ) {
		const offline = await machine( { has: [ has ] } );
		expect( await havePair( newest, offline.supply ) ).toMatch(
			new RegExp(
				`^${ missing } is not here and could not be downloaded: .*ECONNREFUSED`
			)
		);
	}
} );
