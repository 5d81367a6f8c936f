import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { phpVersions } from '../../tests/env/playground/php-versions';
import { pairs } from '../../tests/env/wordpress/pairs';
import { compareVersions } from '../../tests/env/wordpress/version';
import { phpRows } from './rows';

const read = ( file: string ): string =>
	readFileSync( join( projectDir, file ), 'utf8' );
const plugin = read( 'sors-api-for-woocommerce.php' );
const readme = read( 'readme.txt' );
const requirements = read( 'includes/Lifecycle/Requirements.php' );

const header = ( text: string, name: string ): string | undefined =>
	new RegExp( `^[\\s*]*${ name }:\\s*(\\S+)$`, 'm' ).exec( text )?.[ 1 ];
const required = ( name: string ): string | undefined =>
	new RegExp( `${ name }\\s*= '([^']+)'` ).exec( requirements )?.[ 1 ];

/** Headers name the first two numbers: 11.0.1 is 11.0. */
const short = ( version: string ): string =>
	version.split( '.' ).slice( 0, 2 ).join( '.' );

const oldest = pairs[ 0 ];
const newest = pairs.at( -1 ) ?? oldest;

describe( 'what headers promise is what is tried', () => {
	it( 'from the oldest pair', () => {
		const wordpress = short( oldest.wordpress );
		const woocommerce = short( oldest.woocommerce );
		expect( header( plugin, 'Requires at least' ) ).toBe( wordpress );
		expect( header( readme, 'Requires at least' ) ).toBe( wordpress );
		expect( required( 'WORDPRESS' ) ).toBe( wordpress );
		expect( header( plugin, 'WC requires at least' ) ).toBe( woocommerce );
		expect( required( 'WOOCOMMERCE' ) ).toBe( woocommerce );
		expect( read( 'README.md' ) ).toContain(
			`WordPress ${ wordpress } or newer, PHP ${ phpRows[ 0 ] } or newer, WooCommerce ${ woocommerce } or newer.`
		);
	} );

	it( 'each pair newer than the one before', () => {
		for ( const [ at, pair ] of pairs.slice( 1 ).entries() ) {
			const before = pairs[ at ]!;
			for ( const half of [ 'wordpress', 'woocommerce' ] as const ) {
				expect(
					compareVersions( pair[ half ], before[ half ] )
				).toBeGreaterThan( 0 );
			}
		}
	} );

	it( 'to the newest pair', () => {
		expect( header( readme, 'Tested up to' ) ).toBe(
			short( newest.wordpress )
		);
		expect( header( plugin, 'WC tested up to' ) ).toBe(
			short( newest.woocommerce )
		);
	} );

	it( 'which wp-env brings too', () => {
		const { core, plugins } = JSON.parse( read( '.wp-env.json' ) ) as {
			core: string;
			plugins: string[];
		};
		expect( core ).toContain( `/wordpress-${ newest.wordpress }.zip` );
		expect( plugins ).toEqual( [
			expect.stringContaining(
				`/woocommerce.${ newest.woocommerce }.zip`
			),
			'.',
		] );
	} );

	it( 'and from the oldest PHP to the newest of Playground', () => {
		expect( header( plugin, 'Requires PHP' ) ).toBe( phpRows[ 0 ] );
		expect( header( readme, 'Requires PHP' ) ).toBe( phpRows[ 0 ] );
		expect( required( 'PHP' ) ).toBe( phpRows[ 0 ] );
		expect( phpVersions[ 0 ] ).toBe( phpRows[ 0 ] );
		expect( phpVersions.at( -1 ) ).toBe( phpRows.at( -1 ) );
	} );
} );
