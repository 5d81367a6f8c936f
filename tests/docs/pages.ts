/** Reads the pages of this repository as GitHub shows them: links, headings, tables. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath( new URL( '../../', import.meta.url ) );

export const read = ( file: string ): string =>
	readFileSync( path.join( root, file ), 'utf8' );

/** What the pattern's parentheses hold, of each place that it finds. */
export const matches = ( text: string, pattern: RegExp ): string[] =>
	[ ...text.matchAll( pattern ) ].map( ( [ , found ] ) => found! );

const pagesIn = ( folder: string ): string[] =>
	readdirSync( path.join( root, folder ) )
		.filter( ( name ) => name.endsWith( '.md' ) )
		.map( ( name ) => `${ folder }/${ name }` );

/** Paths from the root. */
export const pages = [
	'README.md',
	'CONTRIBUTING.md',
	...pagesIn( 'docs' ),
	...pagesIn( 'docs/decisions' ),
	...pagesIn( 'docs/owner' ),
];

/** All files below a folder whose name ends so. */
export const filesIn = ( folder: string, ending: string ): string[] =>
	readdirSync( path.join( root, folder ), { recursive: true } )
		.map( ( name ) => `${ folder }/${ name }` )
		.filter( ( name ) => name.endsWith( ending ) );

/** What stands in a block of code is no link and no heading. */
export const withoutBlocks = ( markdown: string ): string =>
	markdown.replace( /^```[^]*?^```/gm, '' );

export type Link = { text: string; target: string };

export const links = ( markdown: string ): Link[] =>
	[
		...withoutBlocks( markdown ).matchAll(
			/\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g
		),
	].map( ( [ , text, target ] ) => ( { text: text!, target: target! } ) );

/** The anchors that GitHub gives the headings of a page. */
export const anchors = ( markdown: string ): string[] => {
	const given = new Map< string, number >();
	return [ ...withoutBlocks( markdown ).matchAll( /^#{1,6} +(.+)$/gm ) ].map(
		( [ , heading ] ) => {
			const slug = heading!
				.replace( /\]\([^)]*\)/g, '' )
				.trim()
				.toLowerCase()
				.replace( /[^\p{L}\p{N} _-]/gu, '' )
				.replace( / /g, '-' );
			const before = given.get( slug ) ?? 0;
			given.set( slug, before + 1 );
			return before === 0 ? slug : `${ slug }-${ before }`;
		}
	);
};

/** What stands below a heading, up to the next one of the same or a higher level. */
export const section = ( markdown: string, heading: string ): string => {
	const lines = markdown.split( '\n' );
	const begin = lines.findIndex(
		( line ) => line.replace( /^#+ +/, '' ) === heading
	);
	if ( begin < 0 || ! lines[ begin ]!.startsWith( '#' ) ) {
		throw new Error( `There is no heading "${ heading }".` );
	}
	const level = /^#+/.exec( lines[ begin ]! )![ 0 ].length;
	const rest = lines.slice( begin + 1 );
	const end = rest.findIndex( ( line ) => {
		const marks = /^(#+) /.exec( line );
		return null !== marks && marks[ 1 ]!.length <= level;
	} );
	return rest.slice( 0, end < 0 ? undefined : end ).join( '\n' );
};

/** The rows of all tables, without their heads; a `\|` stays within its cell. */
export const rows = ( markdown: string ): string[][] =>
	[
		...markdown.matchAll(
			/^\|(?:[^\n]*)\|\n\|[ :|-]+\|\n((?:\|.*\n?)*)/gm
		),
	].flatMap( ( [ , body ] ) =>
		body!
			.trim()
			.split( '\n' )
			.map( ( row ) =>
				row
					.slice( 1, -1 )
					.split( /(?<!\\)\|/ )
					.map( ( cell ) => cell.trim() )
			)
	);

export const codeSpans = ( markdown: string ): string[] =>
	matches( withoutBlocks( markdown ), /`([^`\n]+)`/g );
