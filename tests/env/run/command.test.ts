import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tryCommand } from './command';

/** It prints its number, and starts what would go on for ten minutes with both outputs open. */
const leaving = ( how: string ) => [
	'-c',
	`${ how } sh -c 'echo $$; exec sleep 600' & sleep 0.3; echo done`,
];

/** One that nobody waits for stays in the system's list, without a command line. */
const isRunning = ( pid: number ): boolean => {
	const file = `/proc/${ pid }/cmdline`;
	return existsSync( file ) && readFileSync( file, 'utf8' ) !== '';
};

it.concurrent.each( [ '', 'setsid' ] )(
	'does not wait for what a program left running, ends it and names it: %s',
	async ( how ) => {
		const { code, stdout, left } = await tryCommand( 'sh', leaving( how ), {
			endsLeft: true,
		} );
		expect( [ code, stdout.slice( -5 ), left ] ).toEqual( [
			0,
			'done\n',
			[ 'sleep 600' ],
		] );
		expect( isRunning( parseInt( stdout, 10 ) ) ).toBe( false );
	},
	20_000
);

it.concurrent(
	'ends nobody else’s, and names nothing, where all has ended',
	async () => {
		const inner = await tryCommand(
			'sh',
			[ '-c', 'echo $SORS_STARTED_BY | wc -w' ],
			{
				endsLeft: true,
				env: { ...process.env, SORS_STARTED_BY: 'outer' },
			}
		);
		expect( [ inner.stdout.trim(), inner.left ] ).toEqual( [ '2', [] ] );
	}
);

it.concurrent(
	'waits for no process of another group that holds the outputs open, and leaves it alone where nobody asked',
	async () => {
		const { stdout, left } = await tryCommand( 'sh', leaving( 'setsid' ) );
		const pid = parseInt( stdout, 10 );
		expect( [ stdout.slice( -5 ), left ] ).toEqual( [ 'done\n', [] ] );
		expect( isRunning( pid ) ).toBe( true );
		process.kill( pid );
	},
	30_000
);
