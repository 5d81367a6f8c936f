import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Problem } from './problem';

/**
 * A command's options, as `parseArgs` reads them. What cannot be read is one
 * sentence and the help, where `parseArgs` would end with a stack trace.
 */
export function readOptions< T extends ParseArgsConfig >(
	config: T,
	help: string
): ReturnType< typeof parseArgs< T > > {
	const fault = firstFault( config );
	if ( fault ) {
		throw new Problem( `${ fault }\n${ help }` );
	}
	return parseArgs( config );
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
