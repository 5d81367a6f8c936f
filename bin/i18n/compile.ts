import { mo } from 'gettext-parser';
import { entriesOf, type Catalogue } from './catalogue';
import { DATAVIEWS } from './extract';
import { keyOf } from './message';

/** What WordPress reads in PHP. */
export function machineObject( catalogue: Catalogue ): Buffer {
	return mo.compile( catalogue );
}

/**
 * What WordPress hands to @wordpress/i18n in the browser (Jed 1.x), all at
 * once: the screens that load later take their texts from here too.
 */
export function scriptTranslations(
	catalogue: Catalogue,
	locale: string
): string {
	const messages: Record< string, unknown > = {
		'': {
			domain: 'messages',
			lang: locale,
			'plural-forms': catalogue.headers[ 'Plural-Forms' ],
		},
	};
	for ( const entry of entriesOf( catalogue ) ) {
		const files = entry.comments?.reference?.split( '\n' ) ?? [];
		if ( files.some( isOfTheApp ) ) {
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

function isOfTheApp( file: string ): boolean {
	return file.startsWith( 'src/' ) || file === DATAVIEWS;
}
