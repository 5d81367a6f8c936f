/** Every link of our pages leads somewhere, and where it names a class, method or function, that is declared there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
	anchors,
	codeSpans,
	links,
	pages,
	read,
	root,
	rows,
	section,
	type Link,
} from './pages';

/** Made by `npm run test:versions -- --write` and `npm run simulate -- --write`. */
const MAY_BE_MISSING = [ 'docs/versions.md', 'docs/reliability-tables.md' ];

/** `Class::method`, `Class::CONSTANT`, `Class` or `function`, and nothing else. */
const SYMBOL = /^`(?:(\w+)::)?(\w+)(?:\(\))?`$/;

const declares = ( file: string, owner: string | undefined, name: string ) => {
	const source = read( file );
	if ( file.endsWith( '.php' ) ) {
		const type = ( of: string ) =>
			new RegExp(
				`^\\s*(?:(?:abstract|final) )*(?:class|interface|trait) ${ of }\\b`,
				'm'
			);
		const member = new RegExp(
			`\\bfunction &?${ name }\\s*\\(|\\bconst ${ name }\\b`
		);
		return undefined === owner
			? type( name ).test( source ) || member.test( source )
			: type( owner ).test( source ) && member.test( source );
	}
	return (
		undefined === owner &&
		new RegExp(
			`^export (?:default )?(?:async )?(?:function|const|let|class|type|interface|enum) ${ name }\\b|^export \\{[^}]*\\b${ name }\\b`,
			'm'
		).test( source )
	);
};

/** What is wrong with a link; null = nothing. */
const problem = ( page: string, { text, target }: Link ): string | null => {
	if ( /^[a-z]+:/i.test( target ) ) {
		return null;
	}
	const [ relative, anchor ] = target.split( '#' ) as [ string, string? ];
	const file =
		'' === relative ? page : path.join( path.dirname( page ), relative );
	if ( ! existsSync( path.join( root, file ) ) ) {
		return MAY_BE_MISSING.includes( file ) ? null : 'there is no such file';
	}
	if (
		undefined !== anchor &&
		! anchors( read( file ) ).includes( anchor )
	) {
		return 'there is no such heading';
	}
	const [ , owner, name ] = SYMBOL.exec( text ) ?? [];
	if (
		undefined !== name &&
		/\.(php|tsx?|mjs)$/.test( file ) &&
		! declares( file, owner, name )
	) {
		return 'the file does not declare that';
	}
	return null;
};

describe.each( pages )( '%s', ( page ) => {
	it( 'links only to what is there', () => {
		const wrong = links( read( page ) ).flatMap( ( link ) => {
			const why = problem( page, link );
			return null === why
				? []
				: [ `[${ link.text }](${ link.target }): ${ why }` ];
		} );
		expect( wrong ).toEqual( [] );
	} );

	it( 'names only files and folders that are there', () => {
		const paths = codeSpans( read( page ) ).filter(
			( code ) =>
				/^(?:includes|src|tests|bin|docs|contract|languages)\/[\w./-]*$/.test(
					code
				) && ! MAY_BE_MISSING.includes( code )
		);
		expect(
			paths.filter( ( name ) => ! existsSync( path.join( root, name ) ) )
		).toEqual( [] );
	} );
} );

it.each( pages.filter( ( page ) => page.startsWith( 'docs/decisions/' ) ) )(
	'keeps %s to 25 lines',
	( page ) => {
		expect(
			read( page ).trimEnd().split( '\n' ).length
		).toBeLessThanOrEqual( 25 );
	}
);

it( 'answers at least ten questions with the function that decides', () => {
	const questions = rows(
		section( read( 'docs/ARCHITECTURE.md' ), 'Where is it decided?' )
	);
	expect( questions.length ).toBeGreaterThanOrEqual( 10 );
	for ( const [ question, answer ] of questions ) {
		const deciding = links( answer! ).filter(
			( { text } ) => SYMBOL.test( text ) && text.includes( '::' )
		);
		expect( deciding, question ).not.toEqual( [] );
	}
} );
