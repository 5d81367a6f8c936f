import { mo, type GetTextTranslation } from 'gettext-parser';
import { entriesOf, type Catalogue } from './catalogue';
import { DATAVIEWS } from './extract';
import { keyOf } from './message';

/** What WordPress reads in PHP, with each request that shows a text: without those of the admin app alone. */
export function machineObject( catalogue: Catalogue ): Buffer {
	const translations: Catalogue[ 'translations' ] = {};
	for ( const [ context, messages ] of Object.entries(
		catalogue.translations
	) ) {
		translations[ context ] = Object.fromEntries(
			Object.entries( messages ).filter(
				( [ , message ] ) => ! filesOf( message ).every( isOfTheApp )
			)
		);
	}
	return mo.compile( { ...catalogue, translations } );
}

/**
 * What WordPress hands to @wordpress/i18n in the browser (Jed 1.x). For the app
 * all at once: the screens that load later take their texts from here too.
 */
export function scriptTranslations(
	catalogue: Catalogue,
	locale: string,
	isShown = isOfTheApp
): string {
	const messages: Record< string, unknown > = {
		'': {
			domain: 'messages',
			lang: locale,
			'plural-forms': catalogue.headers[ 'Plural-Forms' ],
		},
	};
	for ( const entry of entriesOf( catalogue ) ) {
		if ( filesOf( entry ).some( isShown ) ) {
			messages[
				entry.msgctxt
					? keyOf( { text: entry.msgid, context: entry.msgctxt } )
					: entry.msgid
			] = entry.msgstr;
		}
	}
	return `${ JSON.stringify(
		{ domain: 'messages', locale_data: { messages } },
		null,
		'\t'
	) }\n`;
}

function filesOf( entry: GetTextTranslation ): string[] {
	return entry.comments?.reference?.split( '\n' ) ?? [];
}

function isOfTheApp( file: string ): boolean {
	return file.startsWith( 'src/' ) || file === DATAVIEWS;
}
