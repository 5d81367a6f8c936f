import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { phpVersions } from '../../tests/env/playground/php-versions';
import { readDemoOptions } from './options';

describe( 'options of the demo', () => {
	it.each( [
		[ [ '--php' ], /'--php <value>' argument missing\n/ ],
		[ [ '--once=5' ], /'--once' does not take an argument\n/ ],
		[ [ '7.4' ], /^Unexpected argument '7\.4'/ ],
		[
			[ '--php', '5.2' ],
			/^--php must be 7\.4, .* or 8\.5, not “5\.2”\.$/,
		],
	] )( 'are refused in a sentence: %j', ( argv, message ) => {
		expect( () => readDemoOptions( argv ) ).toThrow( message );
	} );

	it( 'offer what Playground has of what the plugin runs on', () => {
		const builds = readdirSync(
			join( projectDir, 'node_modules/@php-wasm' )
		).flatMap( ( name ) => {
			const version = /^node-(\d+)-(\d+)$/.exec( name );
			return version ? [ `${ version[ 1 ] }.${ version[ 2 ] }` ] : [];
		} );
		expect( builds.filter( ( php ) => Number( php ) >= 7.4 ) ).toEqual(
			phpVersions
		);
	} );
} );
