import {
	po,
	type GetTextTranslation,
	type GetTextTranslations,
} from 'gettext-parser';
import { keyOf, type SharedMessage } from './message';

/** Translations as a .po file holds them. */
export type Catalogue = GetTextTranslations;

/** All entries but the header. */
export function entriesOf( catalogue: Catalogue ): GetTextTranslation[] {
	return Object.values( catalogue.translations )
		.flatMap( ( context ) => Object.values( context ) )
		.filter( ( entry ) => entry.msgid !== '' );
}

/** The same catalogue with each translation changed. */
export function withTexts(
	catalogue: Catalogue,
	change: ( text: string ) => string
): Catalogue {
	const translations: Catalogue[ 'translations' ] = {};
	for ( const [ context, messages ] of Object.entries(
		catalogue.translations
	) ) {
		translations[ context ] = Object.fromEntries(
			Object.entries( messages ).map( ( [ id, message ] ) => [
				id,
				{ ...message, msgstr: message.msgstr.map( change ) },
			] )
		);
	}
	return { ...catalogue, translations };
}

/** How many forms the language has; two, as English, where its catalogue does not say. */
export function pluralForms( headers: Catalogue[ 'headers' ] ): number {
	return Number(
		/nplurals=(\d+)/.exec( headers[ 'Plural-Forms' ] ?? '' )?.[ 1 ] ?? 2
	);
}

export function readCatalogue( text: string ): Catalogue {
	return po.parse( text );
}

/** Unfolded and in the order given, so that a new text is one hunk in a diff. */
export function writeCatalogue( catalogue: Catalogue ): string {
	return `${ po.compile( catalogue, { foldLength: 0 } ).toString().trimEnd() }\n`;
}

/** What a translator starts from. */
export function template(
	messages: SharedMessage[],
	version: string
): Catalogue {
	return withMessages( messages, () => [], {
		'Project-Id-Version': `SORS API for WooCommerce ${ version }`,
		'MIME-Version': '1.0',
		'Content-Type': 'text/plain; charset=UTF-8',
		'Content-Transfer-Encoding': '8bit',
		'X-Domain': 'sors-api-for-woocommerce',
	} );
}

/**
 * A language's catalogue with the messages of today: translations are kept by
 * text, new ones are empty, those no longer used are removed.
 */
export function merge(
	catalogue: Catalogue,
	messages: SharedMessage[]
): Catalogue {
	const known = new Map(
		entriesOf( catalogue ).map( ( entry ) => [
			keyOf( { text: entry.msgid, context: entry.msgctxt } ),
			entry,
		] )
	);
	return withMessages(
		messages,
		( message ) => {
			const entry = known.get( keyOf( message ) );
			// A text that got or lost its plural has to be read again by a person.
			return entry && entry.msgid_plural === message.plural
				? entry.msgstr
				: [];
		},
		catalogue.headers
	);
}

function withMessages(
	messages: SharedMessage[],
	translate: ( message: SharedMessage ) => string[],
	headers: Catalogue[ 'headers' ]
): Catalogue {
	const translations: Catalogue[ 'translations' ] = {};
	const forms = pluralForms( headers );
	for ( const message of messages ) {
		const context = message.context ?? '';
		const known = translate( message );
		translations[ context ] ??= {};
		translations[ context ][ message.text ] = {
			...( message.context ? { msgctxt: message.context } : {} ),
			msgid: message.text,
			...( message.plural ? { msgid_plural: message.plural } : {} ),
			msgstr: Array.from(
				{ length: message.plural ? forms : 1 },
				( _, form ) => known[ form ] ?? ''
			),
			comments: {
				...( message.comments.length > 0
					? {
							extracted: message.comments
								.map( ( text ) => `translators: ${ text }` )
								.join( '\n' ),
						}
					: {} ),
				reference: message.files.join( '\n' ),
			},
		};
	}
	return { charset: 'utf-8', headers, translations };
}
