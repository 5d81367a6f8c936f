/** Defaults, states, limits and names that a page tells as facts are those of the code. */
import { describe, expect, it } from 'vitest';
import { stageTitles } from '../../bin/versions/rows';
import { orderState, type OrderState } from '../../src/contract/rest/orders';
import { settingsDefaults } from '../../src/contract/rest/settings';
import { stateText } from '../../src/orders/texts';
import {
	codeSpans,
	filesIn,
	matches,
	read,
	rows,
	section,
	withoutBlocks,
} from './pages';

const readme = read( 'readme.txt' );
const operator = read( 'docs/operator.md' );

const listed = ( names: string[], last = 'and' ): string =>
	[ names.slice( 0, -1 ).join( ', ' ), names.at( -1 ) ].join( ` ${ last } ` );

const ownedBy = ( who: 'always' | 'create' ): string[] =>
	Object.entries( settingsDefaults.fields )
		.filter( ( [ , owner ] ) => owner === who )
		.map( ( [ field ] ) => field );

describe( 'readme.txt', () => {
	it( 'tells which settings a shop begins with', () => {
		const { exportStatuses, retentionDays, safetyLimitPercent } =
			settingsDefaults;
		expect( readme ).toContain(
			listed(
				exportStatuses.map( ( name ) => name.replace( '-', ' ' ) ),
				'or'
			)
		);
		expect( readme ).toContain( `for ${ retentionDays } days` );
		expect( readme ).toContain( `more than ${ safetyLimitPercent } %` );
		expect( readme ).toContain(
			`By default ${ listed( [ ...ownedBy( 'always' ) ].sort() ) } always come from SORS, and ${ listed( ownedBy( 'create' ) ) } only for new products`
		);
	} );

	it( 'asks for the WooCommerce that the plugin asks for', () => {
		const [ , oldest ] =
			/const WOOCOMMERCE\s*= '(.+)'/.exec(
				read( 'includes/Lifecycle/Requirements.php' )
			) ?? [];
		expect( readme ).toContain( `WooCommerce ${ oldest } or newer` );
		expect( operator ).toContain( `WooCommerce ${ oldest }, ` );
	} );
} );

it( 'the owner’s guide tells of every state of an order', () => {
	const told = rows(
		section( read( 'docs/owner/README.md' ), 'Orders' )
	).flatMap( ( [ states ] ) => matches( states!, /\*\*([^*]+)\*\*/g ) );
	const labels = orderState.options.map(
		( state: OrderState ) => stateText( state ).label
	);
	expect( told ).toEqual( expect.arrayContaining( labels ) );
} );

describe( 'docs/operator.md', () => {
	it( 'names the tests of Site Health, those first that are always there', () => {
		const [ , always, configured ] =
			/\$always = \[([^;]*)\];[^;]*\+ \[([^;]*)\];/.exec(
				read( 'includes/Overview/Health.php' )
			)!;
		const names = ( code: string ) =>
			matches( code, /'(\w+)'\s*=>/g ).map(
				( name ) => `sors_${ name }`
			);
		expect( names( always! ) ).toHaveLength( 4 );
		expect( operator ).toContain( 'only the first four are there' );
		expect(
			rows( section( operator, 'Monitoring' ) )
				.flatMap( ( [ name ] ) => codeSpans( name! ) )
				.filter( ( name ) => name.startsWith( 'sors_' ) )
		).toEqual( [ ...names( always! ), ...names( configured! ) ] );
	} );

	it( 'watches only what wp sors status tells', () => {
		const type = /@phpstan-type Status array\{([^]*?)\n \* \}/.exec(
			read( 'includes/Overview/Monitor.php' )
		)![ 1 ]!;
		const watched = rows( section( operator, 'Monitoring' ) )
			.flatMap( ( [ name ] ) => codeSpans( name! ) )
			.filter( ( name ) => ! name.startsWith( 'sors_' ) );
		expect( watched.length ).toBeGreaterThan( 3 );
		for ( const name of watched ) {
			const [ field, part ] = name.split( '.' );
			expect( type, name ).toMatch(
				part === undefined || part === '*'
					? new RegExp( `\\b${ field }: ` )
					: new RegExp( `\\b${ field }: array\\{[^}]*\\b${ part }: ` )
			);
		}
	} );

	it( 'is late when the code says so', () => {
		const [ , minutes ] = /const LATE = (\d+);/.exec(
			read( 'includes/Overview/BackgroundDelay.php' )
		)!;
		expect( operator ).toContain( `late by ${ minutes } minutes` );
		expect( operator ).toContain( `over ${ minutes } |` );
	} );
} );

describe( 'docs/hooks.md', () => {
	const sources = filesIn( 'includes', '.php' ).map( read ).join( '\n' );
	const page = read( 'docs/hooks.md' );
	const examples = [
		...page.matchAll(
			/add_(?:filter|action)\( '(\w+)', function \( ([^)]*) \) \{[^]*?^\}(?:, 10, (\d+))? \);/gm
		),
	].map( ( [ , hook, taken, count ] ) => ( {
		hook: hook!,
		taken: taken!.split( ', ' ),
		count: Number( count ?? 1 ),
	} ) );

	it( 'has examples', () => {
		expect( examples.length ).toBeGreaterThan( 8 );
		expect( examples.length ).toBe(
			[ ...page.matchAll( /^add_(?:filter|action)\(/gm ) ].length
		);
		expect( withoutBlocks( page ) ).not.toContain( 'function (' );
	} );

	it.each( examples )(
		'asks for as many arguments as $hook has',
		( { hook, taken, count } ) => {
			const call = new RegExp(
				`(?:do_action|apply_filters)\\( '${ hook }'((?:, (?:\\(string\\) )?[^,()]+)*)`
			).exec( sources )!;
			const given = call[ 1 ]!.split( ', ' ).length - 1;
			expect( taken ).toHaveLength( count );
			expect( count ).toBeLessThanOrEqual( given );
		}
	);
} );

it( 'docs/versions.md has a column for each stage that a pair passes', () => {
	expect( read( 'docs/versions.md' ) ).toContain(
		`| ran on | ${ Object.values( stageTitles ).join( ' | ' ) } | time |`
	);
} );
