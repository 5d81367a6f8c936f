import { readFile } from 'node:fs/promises';
import type { Counts } from './stage';

/**
 * Counts the cases of a JUnit report, whichever runner wrote it: PHPUnit,
 * Vitest and Playwright agree on the cases, not on the sums above them.
 */
export function countCases( xml: string ): Counts {
	const counts = { passed: 0, failed: 0, skipped: 0 };
	// Texts may hold anything, a report's own words among them.
	const bare = xml.replace( /<!\[CDATA\[[\s\S]*?\]\]>/g, '' );
	for ( const piece of bare.split( /<testcase\b/ ).slice( 1 ) ) {
		const opening =
			/^(?:[^>"']|"[^"]*"|'[^']*')*>/.exec( piece )?.[ 0 ] ?? '';
		const inside = opening.endsWith( '/>' )
			? ''
			: ( piece.slice( opening.length ).split( '</testcase>' )[ 0 ] ??
				'' );
		if ( /<(failure|error|warning)\b/.test( inside ) ) {
			counts.failed++;
		} else if ( /<skipped\b/.test( inside ) ) {
			counts.skipped++;
		} else {
			counts.passed++;
		}
	}
	return counts;
}

export async function readReport( file: string ): Promise< Counts > {
	return countCases( await readFile( file, 'utf8' ).catch( () => '' ) );
}
