import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endEverything } from './processes';
import { startService } from './service';

let dir: string;
beforeEach( () => {
	dir = mkdtempSync( join( tmpdir(), 'service-' ) );
} );
afterEach( () => rmSync( dir, { recursive: true } ) );

const start = () =>
	startService( {
		name: 'A sleeper',
		program: process.execPath,
		args: [ '-e', 'setInterval( () => {}, 1000 )' ],
		logFile: join( dir, 'log' ),
		isReady: async () => true,
		timeoutMs: 10_000,
	} );

function isAlive( pid: number ): boolean {
	try {
		return process.kill( pid, 0 );
	} catch {
		return false;
	}
}

it( 'ends with its command, until it is left', async () => {
	const [ ended, left ] = [ await start(), await start() ];
	left.leave();
	await endEverything();
	expect( [ isAlive( ended.pid ), isAlive( left.pid ) ] ).toEqual( [
		false,
		true,
	] );
	await left.stop();
	expect( isAlive( left.pid ) ).toBe( false );
} );
