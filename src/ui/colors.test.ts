import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The only file that may name a colour. */
const COLORS = 'src/ui/colors.scss';

const sheets = readdirSync( 'src', { recursive: true, encoding: 'utf8' } )
	.filter( ( name ) => name.endsWith( '.scss' ) )
	.map( ( name ) => join( 'src', name ) );

/** Without comments, which may name whatever they like. */
const rules = ( file: string ): string =>
	readFileSync( file, 'utf8' )
		.replace( /\/\*[\s\S]*?\*\//g, '' )
		.replace( /^\s*\/\/.*$/gm, '' );

const found = ( text: string, pattern: RegExp ): string[] => [
	...new Set( text.match( pattern ) ?? [] ),
];

const A_COLOUR =
	/#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color-mix)a?\(|:[^;{]*\b(?:white|black|gr[ae]y|red|green|blue|yellow|orange)\b(?!-)|--wp(?:ds|-admin|-components)-[a-z0-9-]*color[a-z0-9-]*/gi;
const OURS = /--sors-api-[a-z-]+/g;

it( 'finds the sheets', () => {
	expect( sheets ).toContain( COLORS );
	expect( sheets.length ).toBeGreaterThan( 10 );
} );

describe.each( sheets.filter( ( file ) => file !== COLORS ) )(
	'%s',
	( file ) => {
		it( 'has no colour of its own', () => {
			expect( found( rules( file ), A_COLOUR ) ).toEqual( [] );
		} );

		it( 'names colours that there are', () => {
			const there = found( rules( COLORS ), OURS );
			expect(
				found( rules( file ), OURS ).filter(
					( name ) => ! there.includes( name )
				)
			).toEqual( [] );
		} );
	}
);

it( 'has no unused colour', () => {
	const used = found(
		sheets.map( rules ).join( '' ),
		/var\(--sors-api-[a-z-]+/g
	);
	expect(
		found( rules( COLORS ), OURS ).filter(
			( name ) => ! used.includes( `var(${ name }` )
		)
	).toEqual( [] );
} );

it( 'gives each a fallback for a WordPress that lacks it', () => {
	expect( found( rules( COLORS ), /var\(--wp[a-z0-9-]+\)/g ) ).toEqual( [] );
} );
