import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Runs a script that loads the site under test. */
export async function php( script: URL, ...args: string[] ): Promise< void > {
	await promisify( execFile )( 'php', [ fileURLToPath( script ), ...args ] );
}
