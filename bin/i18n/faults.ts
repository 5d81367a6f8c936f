import type { GetTextTranslation } from 'gettext-parser';
import { entriesOf, pluralForms, type Catalogue } from './catalogue';
import { SERBIAN, strayLatin } from './latin';

/** What is wrong with a language's catalogue, a line each; empty when it can be shipped. */
export function faultsOf( catalogue: Catalogue ): string[] {
	const forms = pluralForms( catalogue.headers );
	const words = new Map< string, string[] >();
	for ( const { msgid, msgstr } of entriesOf( catalogue ) ) {
		words.set( msgid, [ ...( words.get( msgid ) ?? [] ), ...msgstr ] );
	}
	return entriesOf( catalogue ).flatMap( ( entry ) =>
		[
			...faultsOfEntry( entry, forms ),
			...faultsOfQuotes( entry, words ),
			...( catalogue.headers.Language === SERBIAN
				? faultsOfScript( entry )
				: [] ),
		].map( ( fault ) => `${ fault }: ${ entry.msgid }` )
	);
}

function faultsOfEntry( entry: GetTextTranslation, forms: number ): string[] {
	const wanted = entry.msgid_plural === undefined ? 1 : forms;
	if ( entry.comments?.flag?.includes( 'fuzzy' ) ) {
		return [ 'only guessed (fuzzy)' ];
	}
	if (
		entry.msgstr.length !== wanted ||
		entry.msgstr.some( ( text ) => text.trim() === '' )
	) {
		return [ 'not translated' ];
	}
	// A first plural form stands for 1, 21 and 101: it needs the number, whatever English does for 1.
	const source = entry.msgid_plural ?? entry.msgid;
	return entry.msgstr.flatMap( ( text ) => [
		...( same( placeholders( source ), placeholders( text ) )
			? []
			: [
					`other placeholders (${ placeholders( text ).join( ' ' ) })`,
				] ),
		...( same( tags( source ), tags( text ) ) ? [] : [ 'other tags' ] ),
		...( edges( source ) === edges( text )
			? []
			: [ 'begins or ends with other signs' ] ),
		...( hasForeignQuotes( text ) ? [ 'quotes other than „…“' ] : [] ),
	] );
}

/** A button that a sentence names is looked for by its own words. */
function faultsOfQuotes(
	{ msgid, msgstr }: GetTextTranslation,
	words: Map< string, string[] >
): string[] {
	return [ ...msgid.matchAll( /“([^”]+)”|"([^"]+)"/g ) ]
		.map( ( [ , curly, straight ] ) =>
			words.get( curly ?? straight ?? '' )
		)
		.flatMap( ( own ) =>
			own === undefined ||
			msgstr.every( ( text ) =>
				own.some( ( each ) => text.includes( `„${ each }“` ) )
			)
				? []
				: [ `does not quote „${ own.join( '“ or „' ) }“` ]
		);
}

/** The Latin set is made from the Cyrillic one: a letter of the wrong script looks right and is not. */
function faultsOfScript( { msgstr }: GetTextTranslation ): string[] {
	return msgstr
		.flatMap( strayLatin )
		.map( ( word ) => `not in Cyrillic (${ word })` );
}

/** As sprintf knows them; `%%` is a percent sign. */
function placeholders( text: string ): string[] {
	return ( text.match( /%(?:\d+\$)?[a-zA-Z%]/g ) ?? [] ).sort();
}

function tags( text: string ): string[] {
	return ( text.match( /<[^>]+>/g ) ?? [] ).sort();
}

/** Serbian has „…“, in which neither the sign of English nor that of typewriters stands. */
function hasForeignQuotes( text: string ): boolean {
	return (
		/["”]/.test( text.replace( /<[^>]+>/g, '' ) ) ||
		text.split( '„' ).length !== text.split( '“' ).length
	);
}

/** White space around, and the sign at the end: a sentence stays one, a label stays one. */
function edges( text: string ): string {
	return [
		/^\s*/.exec( text )?.[ 0 ],
		/[.:…?!,]?\s*$/.exec( text )?.[ 0 ],
	].join( '|' );
}

function same( one: string[], other: string[] ): boolean {
	return one.join( '\n' ) === other.join( '\n' );
}
