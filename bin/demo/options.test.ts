import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectDir } from '../../tests/env/paths';
import { phpVersions } from '../../tests/env/playground/php-versions';
import { readDemoOptions } from './options';

describe( 'options of the demo', () => {
	it.each( [
		[ [ '--php' ], /^--php needs a value\.\n/ ],
		[ [ '--php', '--once' ], /^--php needs a value\.\n/ ],
		[ [ '--once=5' ], /^--once takes no value\.\n/ ],
		[ [ '7.4' ], /^“7\.4” means nothing here\.\n/ ],
		[
			[ '--php', '5.2' ],
			/^The demo cannot run on PHP “5\.2”: there are 7\.4, .* and 8\.5\.$/,
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
