import { readFile } from 'node:fs/promises';
import type { Counts } from './stage';

/** What stands in each case, with its own tag before it: PHPUnit, Vitest and Playwright agree on the cases, not on the sums above them. */
export function casesIn( xml: string ): { tag: string; inside: string }[] {
	// Texts may hold anything, a report's own words among them.
	const bare = xml.replace( /<!\[CDATA\[[\s\S]*?\]\]>/g, '' );
	return bare
		.split( /<testcase\b/ )
		.slice( 1 )
		.map( ( piece ) => {
			const [ tag = '' ] =
				/^(?:[^>"']|"[^"]*"|'[^']*')*>/.exec( piece ) ?? [];
			const [ inside = '' ] = piece
				.slice( tag.length )
				.split( '</testcase>' );
			return { tag, inside: tag.endsWith( '/>' ) ? '' : inside };
		} );
}

export const isRed = ( { inside }: { inside: string } ): boolean =>
	/<(failure|error|warning)\b/.test( inside );

export function countCases( xml: string ): Counts {
	const cases = casesIn( xml );
	const failed = cases.filter( isRed ).length;
	const skipped = cases.filter(
		( each ) => ! isRed( each ) && /<skipped\b/.test( each.inside )
	).length;
	return { passed: cases.length - failed - skipped, failed, skipped };
}

export async function readReport( file: string ): Promise< Counts > {
	return countCases( await readFile( file, 'utf8' ).catch( () => '' ) );
}
