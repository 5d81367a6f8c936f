import { contextOf } from '../../src/ui/table/words';
import { fromCalls } from './from-typescript';
import type { Message } from './message';

/** What src/ui/table/words.ts stands in for. */
const IMPORT = /^import \{([^}]+)\} from "@wordpress\/i18n";$/gm;

/**
 * Texts of the bundled DataViews, in our catalogue under a context of their
 * own. Its bundler gives each import another name: `__ as __12`.
 */
export function fromDataViews( source: string, file: string ): Message[] {
	const names: Record< string, string[] > = {};
	for ( const [ , list = '' ] of source.matchAll( IMPORT ) ) {
		for ( const part of list.split( ',' ) ) {
			const [ name = '', as = name ] = part.trim().split( ' as ' );
			( names[ name ] ??= [] ).push( as );
		}
	}
	if ( ! names.__ ) {
		throw new Error( `${ file } no longer takes its texts from __()` );
	}
	return fromCalls( source, file, names ).map( ( message ) => ( {
		...message,
		context: contextOf( message.context ),
	} ) );
}
