import { parseArgs, type ParseArgsConfig } from 'node:util';
import { HelpAsked, Problem } from './problem';

/**
 * A command's options, as `parseArgs` reads them; with --help the command ends.
 * Of what cannot be read it says why, and shows the help.
 */
export function readOptions< T extends ParseArgsConfig >(
	config: T,
	help: string
): ReturnType< typeof parseArgs< T > > {
	if ( ( config.args ?? process.argv ).includes( '--help' ) ) {
		throw new HelpAsked( help );
	}
	try {
		return parseArgs( config );
	} catch ( error ) {
		throw new Problem( `${ ( error as Error ).message }\n${ help }` );
	}
}

export function wholeNumber( option: string, text: string, least = 1 ): number {
	if ( ! /^\d+$/.test( text ) || Number( text ) < least ) {
		throw new Problem(
			`${ option } must be a whole number, ${ least } or more, not “${ text }”.`
		);
	}
	return Number( text );
}

export function oneOf< T extends string >(
	option: string,
	text: string,
	all: readonly T[]
): T {
	const found = all.find( ( each ) => each === text );
	if ( found === undefined ) {
		throw new Problem(
			`${ option } must be ${ all.slice( 0, -1 ).join( ', ' ) } or ${ all.at( -1 ) }, not “${ text }”.`
		);
	}
	return found;
}
