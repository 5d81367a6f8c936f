/** docs/hooks.md names every hook, constant and command that there is, and none that there is not. */
import { expect, it } from 'vitest';
import { commands } from './commands';
import { codeSpans, filesIn, matches, read, rows, section } from './pages';

const page = read( 'docs/hooks.md' );
const sources = filesIn( 'includes', '.php' ).map( read );

const sorted = ( names: Iterable< string > ) => [ ...new Set( names ) ].sort();

/** The first argument of each call, as it is written. */
const firstArguments = ( call: string ): string[] =>
	sources.flatMap( ( source ) =>
		matches(
			source,
			new RegExp(
				`\\b${ call }\\(\\s*([^,()]+(?:\\([^()]*\\)[^,()]*)*)`,
				'g'
			)
		)
	);

const strings = ( code: string[] ): string[] =>
	code.flatMap( ( argument ) => matches( argument, /'(\w+)'/g ) );

/** Names in the first cells of the tables below a heading. */
const told = ( heading: string ): string[] =>
	sorted(
		rows( section( page, heading ) ).flatMap( ( row ) =>
			codeSpans( row[ 0 ]! )
		)
	);

const fired = ( call: 'do_action' | 'apply_filters' ) =>
	strings( firstArguments( call ) );

const isOurs = ( name: string ) => name.startsWith( 'sors_' );

/** `Class::NAME` or `self::NAME` => the string that it stands for. */
const constants = new Map< string, string >(
	sources.flatMap( ( source ) => {
		const owner = /^(?:abstract |final )*class (\w+)/m.exec(
			source
		)?.[ 1 ];
		return [ ...source.matchAll( /\bconst (\w+)\s*=\s*'(\w+)';/g ) ].map(
			( [ , name, value ] ) =>
				[ `${ owner }::${ name }`, value! ] as const
		);
	} )
);

/** Hooks that Action Scheduler or WP-Cron fires: those that we listen to by a constant. */
const scheduled = sources.flatMap( ( source ) => {
	const owner = /^(?:abstract |final )*class (\w+)/m.exec( source )?.[ 1 ];
	return [ ...source.matchAll( /\badd_action\(\s*(\w+::\w+)\s*,/g ) ].flatMap(
		( [ , name ] ) => {
			const value = constants.get(
				name!.replace( /^self::/, `${ owner }::` )
			);
			return undefined !== value && isOurs( value ) ? [ value ] : [];
		}
	);
} );

it( 'names every action of ours, and none that is never fired', () => {
	expect( told( 'Actions' ) ).toEqual(
		sorted( fired( 'do_action' ).filter( isOurs ) )
	);
} );

it( 'names every filter of ours, and none that is never applied', () => {
	expect( told( 'Filters' ) ).toEqual(
		sorted( fired( 'apply_filters' ).filter( isOurs ) )
	);
} );

it( 'names every action of others that we fire', () => {
	const others = fired( 'do_action' ).filter( ( name ) => ! isOurs( name ) );
	const names = told( 'Actions of others that the plugin fires itself' );
	expect( names ).toEqual( expect.arrayContaining( sorted( others ) ) );
	expect(
		names.filter(
			( name ) =>
				! sources.some( ( source ) => source.includes( `'${ name }'` ) )
		)
	).toEqual( [] );
} );

it( 'names every filter of other plugins that we ask', () => {
	expect( told( 'Filters of other plugins that the plugin asks' ) ).toEqual(
		sorted(
			fired( 'apply_filters' ).filter( ( name ) => ! isOurs( name ) )
		)
	);
} );

it( 'names every scheduled hook, and none that is not scheduled', () => {
	expect( scheduled.length ).toBeGreaterThan( 0 );
	expect( told( 'Scheduled hooks' ) ).toEqual( sorted( scheduled ) );
} );

it( 'finds no listener to an action that is never fired', () => {
	const heard = strings(
		firstArguments( 'add_action' ).filter( ( argument ) =>
			/^'sors_\w+'\s*$/.test( argument )
		)
	);
	expect( heard.length ).toBeGreaterThan( 0 );
	expect( fired( 'do_action' ) ).toEqual( expect.arrayContaining( heard ) );
} );

it( 'names every constant that a site may define', () => {
	const asked = sources.flatMap( ( source ) =>
		matches( source, /\bconstant\(\s*'(SORS_\w+)'\s*\)/g )
	);
	expect( told( 'Constants' ) ).toEqual( sorted( asked ) );
} );

it( 'names every command', () => {
	expect( told( 'WP-CLI' ) ).toEqual(
		sorted( [ ...commands.keys() ].map( ( name ) => `wp ${ name }` ) )
	);
} );

/** `GET runs/{id}`, as the page writes it. */
const routes = sources.flatMap( ( source ) =>
	[
		...source.matchAll(
			/\$this->(?:route\( '(\w+)', |fileRoute\( )('[^']*'(?: \. (?:self::ID|'[^']*'))*)/g
		),
	].flatMap( ( [ , method = 'GET', written ] ) => {
		const path = written!
			.replace( /self::ID/g, "'{id}'" )
			.replace( /' \. '/g, '' )
			.slice( 2, -1 )
			.replace( /\\/g, '' );
		const choice = /\(\?P<action>([\w|]+)\)$/.exec( path );
		const paths = choice
			? choice[ 1 ]!
					.split( '|' )
					.map( ( name ) => path.slice( 0, choice.index ) + name )
			: [ path.replace( /\(\?P<(\w+)>.*?\)(?=\/|$)/g, '{$1}' ) ];
		return paths.map( ( each ) => `${ method } ${ each }` );
	} )
);

/** Of `POST runs/{id}/step`, `cancel` the second has the place of the first. */
const toldRoutes = rows( section( page, 'REST routes' ) ).flatMap( ( row ) => {
	let [ methods, path ] = [ '', '' ];
	return codeSpans( row[ 0 ]! ).flatMap( ( name ) => {
		const whole = /^([A-Z, ]+) (\S+)$/.exec( name );
		methods = whole?.[ 1 ] ?? methods;
		path = whole?.[ 2 ] ?? path.replace( /[^/]*$/, name );
		return methods
			.split( ', ' )
			.map( ( method ) => `${ method } ${ path }` );
	} );
} );

it( 'names every route', () => {
	expect( routes.length ).toBeGreaterThan( 40 );
	expect( sorted( toldRoutes ) ).toEqual( sorted( routes ) );
} );

it( 'names every setting that is not in the file for another shop, and so does the command', () => {
	const [ , list ] = /const OWN = \[(.*)\];/.exec(
		read( 'includes/Settings/SettingsFile.php' )
	)!;
	const row = rows( section( page, 'REST routes' ) ).find(
		( [ route ] ) => route === '`GET settings/export`'
	)!;
	expect( codeSpans( row[ 1 ]! ) ).toEqual( strings( [ list! ] ) );
	const help = read( 'includes/Cli/SettingsCommands.php' )
		.split( 'public function export(' )[ 0 ]!
		.split( '/**' )
		.at( -1 )!;
	expect( matches( help, /\((\w+)\)/g ) ).toEqual( strings( [ list! ] ) );
} );
