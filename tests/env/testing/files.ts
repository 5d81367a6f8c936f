import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
	const dir = mkdtempSync( join( tmpdir(), 'sors-test-' ) );
	onTestFinished(
		() => rmSync( dir, { recursive: true, force: true } ),
		// A whole WordPress, on a machine that does other things besides.
		60_000
	);
	return dir;
}

export function write( file: string, text: string ): void {
	mkdirSync( dirname( file ), { recursive: true } );
	writeFileSync( file, text );
}
