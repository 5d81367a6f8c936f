import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { havePair, storeAskedFor } from './find';
import { layWordpress } from './testing/folders';
import { everything, machine, pairs } from './testing/machine';
import { listen } from './testing/said';

listen();

describe( 'SORS_STORE', () => {
	it( 'asks for WooCommerce itself, for the stand-in, or for either', () => {
		expect( storeAskedFor( {} ) ).toBe( 'any' );
		expect( storeAskedFor( { SORS_STORE: '' } ) ).toBe( 'any' );
		expect( storeAskedFor( { SORS_STORE: 'real' } ) ).toBe( 'real' );
		expect( storeAskedFor( { SORS_STORE: 'stand-in' } ) ).toBe(
			'stand-in'
		);
		expect( () => storeAskedFor( { SORS_STORE: 'rael' } ) ).toThrow(
			'SORS_STORE must be any, real or stand-in, not “rael”.'
		);
	} );
} );

describe( 'havePair', () => {
	const [ oldestPair, , newestPair ] = pairs as [
		( typeof pairs )[ 0 ],
		( typeof pairs )[ 0 ],
		( typeof pairs )[ 0 ],
	];

	it( 'answers both halves, downloaded where they are not here', async () => {
		const { supply } = await machine( {
			has: [ 'wordpress-7.1' ],
			loads: everything,
		} );
		expect( await havePair( newestPair, supply ) ).toMatchObject( {
			wordpress: { version: '7.1' },
			store: { version: '11.0.1', kind: 'real' },
		} );
	} );

	it( 'says why one half cannot be had', async () => {
		const { supply } = await machine( {
			has: [ 'wordpress-6.8.8', 'woocommerce=10.7.0' ],
		} );
		expect( await havePair( oldestPair, supply ) ).toMatch(
			/^WooCommerce 10\.0\.2 is not here and could not be downloaded: .*ECONNREFUSED 127\.0\.0\.1:\d+$/
		);
		expect( await havePair( newestPair, supply ) ).toMatch(
			/^WordPress 7\.1 is not here and could not be downloaded: .*ECONNREFUSED 127\.0\.0\.1:\d+$/
		);
	} );

	it( 'says what is wrong with a folder', async () => {
		const { supply, cache } = await machine( {} );
		layWordpress( join( cache, 'wordpress-7.1' ), '6.9' );
		expect( await havePair( newestPair, supply ) ).toMatch(
			/wordpress-7\.1 holds WordPress 6\.9, not what its name says: remove it\.$/
		);
	} );
} );
