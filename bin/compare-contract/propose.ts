/** A contract corrected by a collection: what can be told from names and examples, and what remains doubtful. */
import {
	ENTITY_NAMES,
	OPERATION_NAMES,
	OPERATIONS,
} from '../../src/contract/sors/contract';
import type {
	EntityName,
	OperationName,
} from '../../src/contract/sors/contract';
import type { Json, JsonObject } from '../../tests/sors/wire/paths';
import { endpointAt, isBelowBase, relative } from './addresses';
import type { Places } from './addresses';
import { USUAL_HEADERS } from './compare';
import { Draft } from './draft';
import { endpointsOf } from './endpoints';
import type { Endpoint } from './endpoints';
import { proposeEnvelope, rowsOf } from './propose-envelope';
import { expectedQuery } from './fields';
import { proposeFields, proposeForms } from './propose-fields';
import type { PostmanCollection } from './postman';
import { likeness, matched } from './similar';

const quoted = ( names: readonly string[] ): string =>
	names.map( ( name ) => `"${ name }"` ).join( ', ' );

const LEAVE_OUT = 'Take it out if the API lacks it.';

/** @param source The contract as it stands in its file. */
export function propose(
	source: JsonObject,
	collection: PostmanCollection
): Draft {
	const draft = new Draft( source );
	const endpoints = endpointsOf( collection );
	proposeAddress( draft, endpoints );
	proposeKey( draft, endpoints );
	proposeOperations( draft, endpoints );
	const places = placesOf( draft, endpoints );
	proposeParameters( draft, places );
	proposeEnvelope( draft, places );
	const examples = examplesOf( draft, places );
	for ( const entity of ENTITY_NAMES ) {
		proposeFields( draft, entity, examples );
	}
	proposeForms( draft, examples );
	for ( const name of places.keys() ) {
		if (
			! Object.keys( draft.doubts ).some( ( place ) =>
				`${ place }.`.startsWith( `operations.${ name }.` )
			)
		) {
			draft.set( { [ `operations/${ name }/status` ]: 'known' }, '' );
		}
	}
	return draft;
}

/** Where all requests of the collection are. */
function proposeAddress( draft: Draft, endpoints: readonly Endpoint[] ): void {
	const located = endpoints.filter( ( { origin } ) => origin !== null );
	const [ first ] = located;
	if ( ! first ) {
		draft.doubt( 'baseUrl', 'The collection does not say it.' );
		return;
	}
	const origins = [ ...new Set( located.map( ( { origin } ) => origin ) ) ];
	const differs = first.segments.findIndex( ( part, at ) =>
		located.some(
			( { segments } ) =>
				part.startsWith( '{' ) ||
				segments[ at ] !== part ||
				segments.length === at + 1
		)
	);
	const shared =
		located.length < 3
			? []
			: first.segments.slice( 0, Math.max( 0, differs ) );
	const base = [ first.origin, ...shared ].join( '/' );
	const isRight = located.every(
		( each ) =>
			each.origin === new URL( draft.contract.baseUrl ).origin &&
			isBelowBase( draft.contract, each )
	);
	if ( ! isRight || shared.length > 0 ) {
		draft.set(
			{ baseUrl: base },
			origins.length > 1
				? `The collection has several: ${ origins.join( ', ' ) }.`
				: ''
		);
	}
}

function proposeKey( draft: Draft, endpoints: readonly Endpoint[] ): void {
	const { header, prefix } = draft.contract.auth;
	const headers = new Map(
		endpoints.flatMap( ( each ) =>
			[ ...each.headers ].filter(
				( [ name ] ) => ! USUAL_HEADERS.test( name )
			)
		)
	);
	const names = [ ...headers.keys() ];
	const found =
		names.find( ( name ) => name.toLowerCase() === header.toLowerCase() ) ??
		names.find( ( name ) => /auth|key|token|kljuc/i.test( name ) );
	if ( ! found ) {
		draft.doubt(
			'auth',
			'The collection does not show how the key travels.'
		);
		return;
	}
	const value = headers.get( found ) ?? '';
	const before = /^(.*?)\{\{/.exec( value ) ?? /^(\S+ )/.exec( value );
	draft.set(
		{
			'auth/header': found,
			'auth/prefix': before?.[ 1 ] || ( value ? '' : prefix ),
		},
		found.toLowerCase() === header.toLowerCase() || names.length === 1
			? ''
			: `By its name, of ${ quoted( names ) }.`
	);
}

const statics = ( segments: readonly string[] ): string =>
	segments.filter( ( part ) => ! part.startsWith( '{' ) ).join( ' ' );

const placeholders = ( segments: readonly string[] ): string[] =>
	segments.filter( ( part ) => part.startsWith( '{' ) );

function proposeOperations(
	draft: Draft,
	endpoints: readonly Endpoint[]
): void {
	const { contract } = draft;
	const there = OPERATION_NAMES.flatMap( ( name ) => {
		const operation = contract.operations[ name ];
		return operation ? [ { name, ...operation } ] : [];
	} );
	const used = new Set(
		there.map( ( each ) => endpointAt( contract, endpoints, each ) )
	);
	// Several may share one request; it is found by any of their names.
	const missing = new Map< string, typeof there >();
	for ( const each of there ) {
		if ( ! endpointAt( contract, endpoints, each ) ) {
			const address = `${ each.method } ${ each.path }`;
			missing.set( address, [
				...( missing.get( address ) ?? [] ),
				each,
			] );
		}
	}
	const groups = [ ...missing.values() ];
	const found = matched(
		groups,
		endpoints.filter( ( each ) => ! used.has( each ) ),
		( group, endpoint ) =>
			Math.max(
				...group.map( ( { name, method, path } ) => {
					const ours = path.split( '/' ).filter( Boolean );
					const theirs = relative( contract, endpoint );
					const isRead = method === 'GET';
					return isRead !== ( endpoint.method === 'GET' ) ||
						placeholders( ours ).length !==
							placeholders( theirs ).length
						? 0
						: Math.max(
								likeness( statics( ours ), statics( theirs ) ),
								...endpoint.names.map( ( request ) =>
									likeness(
										name,
										request.split( ' / ' ).at( -1 ) ?? ''
									)
								)
							);
				} )
			)
	);
	for ( const { ours: group, theirs, sure } of found ) {
		for ( const { name, path } of group ) {
			const names = placeholders( path.split( '/' ) );
			const segments = relative( contract, theirs ).map( ( part ) =>
				part.startsWith( '{' ) ? names.shift() : part
			);
			draft.set(
				{
					[ `operations/${ name }/path` ]: `/${ segments.join( '/' ) }`,
					[ `operations/${ name }/method` ]: theirs.method,
				},
				`From ${ quoted( theirs.names ) }, ${ sure ? 'by its name' : 'the likeliest' }.`
			);
		}
	}
	for ( const { name } of groups
		.filter( ( group ) => ! found.some( ( { ours } ) => ours === group ) )
		.flat() ) {
		draft.doubt(
			`operations.${ name }`,
			`No request of the collection is like it.${ OPERATIONS[ name ].optional ? ` ${ LEAVE_OUT }` : '' }`
		);
	}
}

function placesOf( draft: Draft, endpoints: readonly Endpoint[] ): Places {
	const { contract } = draft;
	return new Map(
		OPERATION_NAMES.flatMap( ( name ) => {
			const operation = contract.operations[ name ];
			const endpoint =
				operation && endpointAt( contract, endpoints, operation );
			return endpoint ? [ [ name, endpoint ] as const ] : [];
		} )
	);
}

/** Parameters of all operations, by our names, and where the contract has them. */
const GENERAL: Record< string, string > = {
	page: 'paging/page',
	size: 'paging/size',
	database: 'database/name',
};

function proposeParameters( draft: Draft, places: Places ): void {
	const parameters = ( name: OperationName ): [ string, string ][] => {
		const operation = draft.contract.operations[ name ];
		return operation
			? [ ...expectedQuery( draft.contract, operation ) ].filter(
					( [ , ours ] ) => ours !== 'fixed'
				)
			: [];
	};
	// What any request has is right for all: one that has another name for it is told, no more.
	const seen = new Set(
		[ ...places ].flatMap( ( [ name, { query } ] ) =>
			parameters( name ).flatMap( ( [ wire, ours ] ) =>
				query.has( wire ) ? [ ours ] : []
			)
		)
	);
	for ( const [ name, endpoint ] of places ) {
		const sisters = [ ...places.keys() ].filter(
			( each ) => places.get( each ) === endpoint
		);
		const known = sisters.flatMap( ( sister ) =>
			parameters( sister ).map( ( [ wire ] ) => wire )
		);
		const missing = parameters( name ).filter(
			( [ wire ] ) => ! endpoint.query.has( wire )
		);
		const extra = [ ...endpoint.query ].filter(
			( each ) => ! known.includes( each )
		);
		const found = matched( missing, extra, ( [ , ours ], theirs ) =>
			likeness( ours, theirs )
		);
		for ( const pair of missing ) {
			const [ , ours ] = pair;
			const match = found.find( ( each ) => each.ours === pair );
			const place =
				GENERAL[ ours ] ?? `operations/${ name }/query/${ ours }`;
			const header = databaseHeader( draft, endpoint );
			if ( GENERAL[ ours ] && seen.has( ours ) ) {
				if ( match ) {
					draft.doubt(
						`operations.${ name }`,
						`It has "${ match.theirs }" for the ${ ours }, unlike others.`
					);
				}
			} else if ( match ) {
				draft.set(
					{ [ place ]: match.theirs },
					match.sure ? '' : `The likeliest of ${ quoted( extra ) }.`
				);
			} else if ( ours === 'database' && header ) {
				draft.set(
					{ 'database/in': 'header', 'database/name': header },
					'The collection has it in a header.'
				);
			} else {
				draft.doubt(
					place.replaceAll( '/', '.' ),
					`The collection does not have it.${ GENERAL[ ours ] ? '' : ` ${ LEAVE_OUT }` }`
				);
			}
			if ( GENERAL[ ours ] ) {
				seen.add( ours );
			}
		}
	}
}

const databaseHeader = (
	{ contract }: Draft,
	{ headers }: Endpoint
): string | undefined =>
	[ ...headers.keys() ].find(
		( each ) =>
			each.toLowerCase() !== contract.auth.header.toLowerCase() &&
			likeness( 'database', each ) >= 0.5
	);

/** Records of each entity, from answers and from what is sent. */
function examplesOf( draft: Draft, places: Places ): Map< EntityName, Json[] > {
	const { contract } = draft;
	const examples = new Map< EntityName, Json[] >();
	const add = ( entity: EntityName, rows: readonly Json[] ) =>
		examples.set( entity, [
			...( examples.get( entity ) ?? [] ),
			...rows,
		] );
	for ( const [ name, endpoint ] of places ) {
		const operation = contract.operations[ name ];
		if ( ! operation ) {
			continue;
		}
		add(
			operation.returns.replace( '[]', '' ) as EntityName,
			rowsOf( contract, operation, endpoint.answers )
		);
		if ( operation.body ) {
			add( operation.body, endpoint.bodies );
		}
	}
	return examples;
}
