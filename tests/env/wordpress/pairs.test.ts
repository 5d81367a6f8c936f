import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectDir } from '../paths';
import { pairs } from './pairs';
import { oldestSupported, woocommerce, wordpress } from './product';
import { compareVersions } from './version';

it( 'the table begins with what the header promises and gets newer', async () => {
	const [ first, ...others ] = pairs;
	const core = await oldestSupported( wordpress );
	const store = await oldestSupported( woocommerce );
	expect( `${ first.wordpress }.` ).toMatch( new RegExp( `^${ core }\\.` ) );
	expect( `${ first.woocommerce }.` ).toMatch(
		new RegExp( `^${ store }\\.` )
	);
	let before = first;
	for ( const pair of others ) {
		expect(
			compareVersions( pair.wordpress, before.wordpress )
		).toBeGreaterThan( 0 );
		expect(
			compareVersions( pair.woocommerce, before.woocommerce )
		).toBeGreaterThan( 0 );
		before = pair;
	}
} );

it( '.wp-env.json names the newest pair', () => {
	const { core, plugins } = JSON.parse(
		readFileSync( join( projectDir, '.wp-env.json' ), 'utf8' )
	);
	const newest = pairs.at( -1 );
	expect( core ).toBe(
		`https://wordpress.org/wordpress-${ newest?.wordpress }.zip`
	);
	expect( plugins ).toContain(
		`https://downloads.wordpress.org/plugin/woocommerce.${ newest?.woocommerce }.zip`
	);
} );
