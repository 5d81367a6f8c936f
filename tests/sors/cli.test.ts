import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadContract } from './load-contract';
import { callAll } from './testing/caller';

const CLI = fileURLToPath( new URL( './cli.ts', import.meta.url ) );

function start( ...args: string[] ) {
	const child = spawn( process.execPath, [
		'--import',
		'tsx',
		CLI,
		'--port',
		'0',
		...args,
	] );
	let out = '';
	let errors = '';
	child.stdout.on( 'data', ( part: Buffer ) => ( out += part ) );
	child.stderr.on( 'data', ( part: Buffer ) => ( errors += part ) );
	const ended = once( child, 'exit' ).then(
		( [ code ] ) => code as number | null
	);
	const line = async () => {
		while ( ! out.includes( '\n' ) ) {
			await once( child.stdout, 'data' );
		}
		return out;
	};
	return { child, line, ended, errors: () => errors };
}

// Each starts a process of its own, which takes its time on a busy machine.
describe( 'npm run sors', { timeout: 30_000 }, () => {
	it( 'says in one line where it is, and ends on SIGTERM', async () => {
		const { child, line, ended } = start( '--key', 'k-1', '--items', '7' );
		const said = await line();
		expect( said ).toMatch(
			/^SORS server at http:\/\/127\.0\.0\.1:\d+\S* {2}key: k-1 {2}control: \S+\/_control .*\n$/
		);
		const url = /at (\S+)/.exec( said )?.[ 1 ] ?? '';
		const contract = loadContract();
		expect(
			await callAll( { contract, url, key: 'k-1' }, 'listProducts' )
		).toHaveLength( 7 );
		child.kill( 'SIGTERM' );
		expect( await ended ).toBe( 0 );
	} );

	it( 'says so in JSON, and ends with its parent', async () => {
		const { child, line, ended } = start(
			'--ready-json',
			'--exit-with-parent'
		);
		expect( JSON.parse( await line() ) ).toMatchObject( {
			key: 'demo-key',
			pid: child.pid,
		} );
		child.stdin.end();
		expect( await ended ).toBe( 0 );
	} );

	it( 'fails with one sentence', async () => {
		const wrongNumber = start( '--items', 'many' );
		const noFile = start( '--contract', 'none.json' );
		expect( [ await wrongNumber.ended, await noFile.ended ] ).toEqual( [
			1, 1,
		] );
		expect( wrongNumber.errors() ).toBe(
			'--items must be a whole number, not "many".\n'
		);
		expect( noFile.errors() ).toMatch(
			/^none\.json could not be read: [^\n]*\n$/
		);
	} );
} );
