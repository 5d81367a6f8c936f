import { GettextExtractor, JsExtractors } from 'gettext-extractor';
import { FOR_TRANSLATORS, type Message } from './message';

/** The functions of @wordpress/i18n, and where they take what. */
export const FUNCTIONS = {
	__: { text: 0 },
	_x: { text: 0, context: 1 },
	_n: { text: 0, textPlural: 1 },
	_nx: { text: 0, textPlural: 1, context: 3 },
};

type Name = keyof typeof FUNCTIONS;

const comments = {
	regex: FOR_TRANSLATORS,
	otherLineLeading: true,
	sameLineLeading: true,
	sameLineTrailing: false,
};

/** Texts given to the functions of @wordpress/i18n. */
export function fromTypeScript( source: string, file: string ): Message[] {
	return fromCalls( source, file, {} );
}

/** The same where a bundler gave the functions other names. */
export function fromCalls(
	source: string,
	file: string,
	names: Partial< Record< Name, string[] > >
): Message[] {
	const extractor = new GettextExtractor();
	extractor
		.createJsParser(
			Object.entries( FUNCTIONS ).map( ( [ name, positions ] ) =>
				JsExtractors.callExpression( names[ name as Name ] ?? name, {
					arguments: positions,
					comments,
				} )
			)
		)
		.parseString( source, file );
	return extractor.getContexts().flatMap( ( { name, messages } ) =>
		messages.map( ( message ) => ( {
			text: message.text ?? '',
			...( message.textPlural ? { plural: message.textPlural } : {} ),
			...( name ? { context: name } : {} ),
			comments: message.comments,
		} ) )
	);
}
