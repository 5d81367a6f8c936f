import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/files';
import { endEverything } from './processes';
import { temporaryIn } from './temporary';

it( 'goes with the command, and with it what one that was killed left long ago', async () => {
	const parent = temporaryFolder();
	const lay = ( name: string, days: number ): string => {
		const path = join( parent, name );
		mkdirSync( path );
		const then = new Date( Date.now() - days * 86_400_000 );
		utimesSync( path, then, then );
		return path;
	};
	const old = lay( 'shop-aaaaaa', 8 );
	const others = [ lay( 'shop-bbbbbb', 6 ), lay( 'sites', 8 ) ];
	const { dir } = await temporaryIn( parent, 'shop-' );
	expect( [ old, ...others, dir ].map( existsSync ) ).toEqual( [
		false,
		true,
		true,
		true,
	] );
	await endEverything();
	expect( existsSync( dir ) ).toBe( false );
} );
