import { parseArgs, type ParseArgsConfig } from 'node:util';
import { HelpAsked, Problem } from './problem';

/**
 * A command's options, as `parseArgs` reads them; with --help the command ends.
 * What cannot be read is one sentence and the help, where `parseArgs` would end
 * with a stack trace.
 */
export function readOptions< T extends ParseArgsConfig >(
	config: T,
	help: string
): ReturnType< typeof parseArgs< T > > {
	if ( ( config.args ?? process.argv ).includes( '--help' ) ) {
		throw new HelpAsked( help );
	}
	const fault = firstFault( config );
	if ( fault ) {
		throw new Problem( `${ fault }\n${ help }` );
	}
	return parseArgs( config );
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

function firstFault( config: ParseArgsConfig ): string | undefined {
	const { tokens } = parseArgs( { ...config, strict: false, tokens: true } );
	for ( const token of tokens ?? [] ) {
		if ( token.kind === 'positional' && ! config.allowPositionals ) {
			return `“${ token.value }” means nothing here.`;
		}
		if ( token.kind !== 'option' ) {
			continue;
		}
		const { name, rawName, value, inlineValue } = token;
		const type = Object.entries( config.options ?? {} ).find(
			( [ known ] ) => known === name
		)?.[ 1 ].type;
		if ( ! type ) {
			return `There is no option ${ rawName }.`;
		}
		if ( type === 'boolean' && value !== undefined ) {
			return `${ rawName } takes no value.`;
		}
		if (
			type === 'string' &&
			( ! value || ( ! inlineValue && value.startsWith( '-' ) ) )
		) {
			return `${ rawName } needs a value.`;
		}
	}
	return undefined;
}
