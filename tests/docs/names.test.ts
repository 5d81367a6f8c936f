/** What a page tells to type, to set or to press is there under that name. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
	entriesOf,
	readCatalogue,
	type Catalogue,
} from '../../bin/i18n/catalogue';
import { poFile } from '../../bin/i18n/files';
import { inLatin, SERBIAN } from '../../bin/i18n/latin';
import { settingsDefaults } from '../../src/contract/rest/settings';
import { commands } from './commands';
import { codeSpans, filesIn, matches, pages, read, root } from './pages';

const WORKFLOW = '.github/workflows/ci.yml';
const texts = [ ...pages, 'readme.txt', WORKFLOW ];

const { scripts } = JSON.parse( read( 'package.json' ) ) as {
	scripts: Record< string, string >;
};

it.each( Object.entries( scripts ) )(
	'npm run %s has the file that it starts',
	( _name, script ) => {
		const files = script.match( /\b(?:bin|src|tests)\/[\w/-]+\.\w+/g );
		const missing = ( files ?? [] ).filter(
			( file ) => ! existsSync( path.join( root, file ) )
		);
		expect( missing ).toEqual( [] );
	}
);

const sources = [ 'includes', 'src', 'contract', 'tests/sors' ]
	.flatMap( ( folder ) =>
		[ '.php', '.ts', '.tsx', '.json' ].flatMap( ( ending ) =>
			filesIn( folder, ending )
		)
	)
	.map( read )
	.join( '\n' );

/** The longest command that the words begin with. */
const commandOf = ( words: string[] ): string | undefined =>
	words
		.map( ( _, index ) =>
			[ 'sors', ...words.slice( 0, index + 1 ) ].join( ' ' )
		)
		.filter( ( name ) => commands.has( name ) )
		.pop();

/** Each `wp sors …` up to where its line, its code or the shell's command ends. */
const calls = ( text: string ): string[] =>
	matches( text, /\bwp sors ([a-z][^`\n|&>]*)/g );

/** The options that the program of an npm script, or a TypeScript file, reads; undefined = it is not ours. */
const optionsOf = ( program: string ): string[] | undefined => {
	const file = ( scripts[ program ] ?? program ).match(
		/^(?:node bin\/with-packages\.mjs |tsx )?((?:bin|tests)\/[\w/-]+)\.(?:mjs|ts)\b/
	)?.[ 1 ];
	if ( file === undefined ) {
		return undefined;
	}
	const parts = existsSync( path.join( root, file ) )
		? filesIn( file, '.ts' )
		: [];
	const own = [ `${ file }.ts`, ...parts ].flatMap( ( part ) =>
		matches(
			read( part ),
			/['"]?([\w-]+)['"]?:\s*\{\s*type: '(?:string|boolean)'/g
		)
	);
	return [ 'help', ...own ];
};

/** Each option that a page names, of the program that it named last. */
function wrongOptions( text: string ): string[] {
	let options: string[] | undefined;
	const wrong: string[] = [];
	for ( const [ , script, file, other, option ] of text.matchAll(
		/\bnpm (?:run )?([a-z][\w:-]*)|\bnpx tsx ([\w./-]+)|\b(npx \w|wp \w|git \w|vendor\/bin|curl|unzip|mysqldump|composer)|(?<=[\s`])--([a-z][\w-]*)/g
	) ) {
		if ( option === undefined ) {
			options =
				other === undefined ? optionsOf( script ?? file! ) : undefined;
		} else if ( options && ! options.includes( option ) ) {
			wrong.push( option );
		}
	}
	return wrong;
}

describe.each( texts )( '%s', ( page ) => {
	const text = read( page );

	it( 'names only scripts that package.json has', () => {
		const unknown = matches( text, /\bnpm run ([\w:-]+)/g ).filter(
			( name ) => ! ( name in scripts )
		);
		expect( unknown ).toEqual( [] );
	} );

	it( 'names only options that these and our programs have', () => {
		expect( wrongOptions( text ) ).toEqual( [] );
	} );

	it( 'runs only files that are there', () => {
		const missing = matches( text, /\bnpx tsx ([\w./-]+)/g ).filter(
			( file ) => ! existsSync( path.join( root, file ) )
		);
		expect( missing ).toEqual( [] );
	} );

	it( 'names only commands and options that WP-CLI has', () => {
		const wrong = calls( text ).filter( ( call ) => {
			const words = call.split( /[^\w-]+/ ).filter( Boolean );
			const options = commands.get( commandOf( words ) ?? '' );
			return (
				matches( call, /--([\w-]+)/g ).some(
					// WP-CLI's own, for the sites of a network.
					( option ) =>
						option !== 'url' && ! options?.includes( option )
				) || options === undefined
			);
		} );
		expect( wrong ).toEqual( [] );
	} );

	it( 'names only settings that there are', () => {
		const unknown = matches( text, /\bwp sors settings set (\w+)/g ).filter(
			( name ) => ! ( name in settingsDefaults )
		);
		expect( unknown ).toEqual( [] );
	} );

	it( 'names only fields and settings that the code has', () => {
		const unknown = codeSpans( text ).filter(
			( code ) =>
				/^[a-z]+(?:[A-Z][a-z]+)+$/.test( code ) &&
				! new RegExp( `\\b${ code }\\b` ).test( sources )
		);
		expect( unknown ).toEqual( [] );
	} );
} );

it( 'tells of every script that package.json has', () => {
	const told = pages.map( read ).join( '\n' );
	const untold = Object.keys( scripts ).filter(
		( name ) =>
			! new RegExp( `\\bnpm (?:run )?${ name }(?![\\w:-])` ).test( told )
	);
	expect( untold ).toEqual( [] );
} );

const catalogue: Catalogue = readCatalogue( read( poFile( SERBIAN ) ) );

const owners = [
	{
		page: 'docs/owner/README.md',
		words: entriesOf( catalogue ).map( ( { msgid } ) => msgid ),
	},
	{
		page: 'docs/owner/sr.md',
		words: entriesOf( inLatin( catalogue ) ).flatMap(
			( { msgstr } ) => msgstr
		),
	},
];

it.each( owners )( 'shows in $page the words of the screens', ( owner ) => {
	const bold = matches( read( owner.page ), /\*\*([^*\n]+)\*\*/g );
	expect( bold.length ).toBeGreaterThan( 50 );
	// What the screen puts in is "…" on the page.
	const words = owner.words.map( ( text ) => text.replace( '%s', '…' ) );
	expect( bold.filter( ( text ) => ! words.includes( text ) ) ).toEqual( [] );
} );

it.each( [ 'readme.txt', 'docs/operator.md' ] )(
	'quotes in %s the words of the screens',
	( page ) => {
		const quoted = matches( read( page ), /(?<![\w=])"([^"\n]+)"/g );
		expect( quoted.length ).toBeGreaterThan( 2 );
		const words = owners[ 0 ]!.words.map( ( text ) =>
			text.replace( '%s', '…' )
		);
		expect( quoted.filter( ( text ) => ! words.includes( text ) ) ).toEqual(
			[]
		);
	}
);

it( 'has the same pictures in both of its languages', () => {
	const [ english, serbian ] = owners.map( ( { page } ) =>
		matches( read( page ), /screenshots\/(?:en|sr)\/([\w-]+\.png)/g )
	);
	expect( english!.length ).toBeGreaterThan( 0 );
	expect( serbian ).toEqual( english );
} );
