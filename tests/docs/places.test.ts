/** Where a text sends its reader, "SORS API → Settings → Connection", there are tabs of those names. */
import { expect, it } from 'vitest';
import { filesIn, matches, read } from './pages';

const PLACE = /SORS API [→>] ([^.,:;'"”()\n]+)/g;

/** The labels of the tabs that a file draws. */
const labels = ( file: string ): string[] =>
	matches( read( file ), /label: __\(\s*'([^']+)'/g );

const TABS = labels( 'src/App.tsx' );

const BELOW: Record< string, string[] > = {
	Products: labels( 'src/screens/products/index.tsx' ),
	Settings: labels( 'src/settings/SettingsTabs.tsx' ),
};

const files = [
	'readme.txt',
	...filesIn( 'includes', '.php' ),
	...filesIn( 'src', '.ts' ),
	...filesIn( 'src', '.tsx' ),
].filter( ( file ) => ! /\.test\.tsx?$/.test( file ) );

const places = files.flatMap( ( file ) =>
	[ ...read( file ).matchAll( PLACE ) ].map( ( [ place, names ] ) => ( {
		place: place.trim(),
		file,
		names: names!.split( /[→>]/ ).map( ( name ) => name.trim() ),
	} ) )
);

it( 'knows the tabs', () => {
	expect( TABS ).toEqual( [ 'Overview', 'Products', 'Orders', 'Settings' ] );
	expect( BELOW ).toMatchObject( {
		Products: expect.arrayContaining( [ 'Sync', 'Categories and taxes' ] ),
		Settings: expect.arrayContaining( [ 'Connection', 'Maintenance' ] ),
	} );
	expect( places.length ).toBeGreaterThan( 15 );
} );

it.each( places )( 'leads to a tab: $place ($file)', ( { names } ) => {
	// A sentence may go on behind the last name.
	const isAt = ( name: string | undefined, tabs: string[] ) =>
		name === undefined ||
		tabs.some( ( tab ) => name === tab || name.startsWith( `${ tab } ` ) );
	const [ tab, page, ...more ] = names;
	expect( isAt( tab, TABS ) ).toBe( true );
	expect( isAt( page, BELOW[ tab ?? '' ] ?? [] ) ).toBe( true );
	expect( more ).toEqual( [] );
} );
