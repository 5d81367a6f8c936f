import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fromDataViews } from './from-dataviews';
import { fromPhp } from './from-php';
import { fromTypeScript } from './from-typescript';
import { keyOf, type Message, type SharedMessage } from './message';

/** Bundled with our table; WordPress' language packs do not reach it there. */
export const DATAVIEWS = '@wordpress/dataviews/wp';

const MAIN_FILE = 'sors-api-for-woocommerce.php';

/** Lines of the plugin's header that WordPress shows translated in its list of plugins. */
const HEADERS = [ 'Plugin Name', 'Description' ];

/** Every text that the plugin shows, by the first file that has it, then in that file's order. */
export function extract( projectDir: string ): SharedMessage[] {
	const all = new Map< string, SharedMessage >();
	for ( const file of sources( projectDir ) ) {
		const source = readFileSync( join( projectDir, file ), 'utf8' );
		for ( const message of messagesOf( source, file ) ) {
			add( all, message, file );
		}
	}
	const bundled = readFileSync(
		createRequire( import.meta.url ).resolve( DATAVIEWS ),
		'utf8'
	);
	for ( const message of fromDataViews( bundled, DATAVIEWS ) ) {
		add( all, message, DATAVIEWS );
	}
	return [ ...all.values() ];
}

function sources( projectDir: string ): string[] {
	const below = ( folder: string, name: RegExp ): string[] =>
		readdirSync( join( projectDir, folder ), { recursive: true } )
			.map( ( file ) => `${ folder }/${ String( file ) }` )
			.filter( ( file ) => name.test( file ) );
	return [
		...below( 'includes', /\.php$/ ).sort(),
		MAIN_FILE,
		...below( 'src', /(?<!\.test)\.tsx?$/ )
			.filter( ( file ) => ! file.startsWith( 'src/testing/' ) )
			.sort(),
	];
}

function messagesOf( source: string, file: string ): Message[] {
	if ( ! file.endsWith( '.php' ) ) {
		return fromTypeScript( source, file );
	}
	return file === MAIN_FILE
		? [ ...fromHeader( source ), ...fromPhp( source, file ) ]
		: fromPhp( source, file );
}

function fromHeader( source: string ): Message[] {
	return HEADERS.map( ( name ) => {
		const text = new RegExp( `^ \\* ${ name }: +(.+)$`, 'm' ).exec(
			source
		)?.[ 1 ];
		if ( ! text ) {
			throw new Error( `${ MAIN_FILE } has no header "${ name }"` );
		}
		return { text, comments: [ `${ name } of the plugin` ] };
	} );
}

/** One text with and without a plural is one message, which has the plural: so WordPress looks it up. */
function add(
	all: Map< string, SharedMessage >,
	message: Message,
	file: string
): void {
	const key = keyOf( message );
	const known = all.get( key );
	if ( ! known ) {
		all.set( key, { ...message, files: [ file ] } );
		return;
	}
	if (
		known.plural !== undefined &&
		message.plural !== undefined &&
		known.plural !== message.plural
	) {
		throw new Error(
			`${ known.files[ 0 ] } and ${ file } give "${ message.text }" two plurals`
		);
	}
	all.set( key, {
		...message,
		...known,
		...( message.plural === undefined ? {} : { plural: message.plural } ),
		comments: [ ...new Set( [ ...known.comments, ...message.comments ] ) ],
		files: [ ...new Set( [ ...known.files, file ] ) ],
	} );
}
