import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { endLeft, leftProcess } from './left';

const sleeper = (): ChildProcess =>
	spawn( process.execPath, [ '-e', 'setInterval( () => {}, 1000 )' ], {
		detached: true,
		stdio: 'ignore',
	} );

it( 'ends the process that was written down, and no other of its number', async () => {
	const child = sleeper();
	const gone = once( child, 'exit' );
	const left = await leftProcess( child.pid ?? 0 );
	await endLeft( { ...left, startedAt: '12345' } );
	expect( child.kill( 0 ) ).toBe( true );
	await new Promise( ( resolve ) => setTimeout( resolve, 200 ) );
	expect( [ child.exitCode, child.signalCode ] ).toEqual( [ null, null ] );
	await endLeft( left );
	expect( await gone ).toEqual( [ null, 'SIGTERM' ] );
	// It has ended already.
	await endLeft( left );
} );
