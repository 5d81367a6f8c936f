/** The contract and a collection, operation by operation and name by name. */
import {
	OPERATION_NAMES,
	OPERATIONS,
	type OperationName,
	type SorsContract,
} from '../../src/contract/sors/contract';
import type { Json } from '../../tests/sors/wire/paths';
import { readScalar, WireError } from '../../tests/sors/wire/scalars';
import { endpointAt, isBelowBase, relative } from './addresses';
import { endpointsOf, type Endpoint } from './endpoints';
import { expectedOf, PARTS, valuesIn, type Names, type Part } from './names';
import type { PostmanCollection } from './postman';

export interface OperationResult {
	operation: OperationName;
	/** `GET /products`, as the contract has it. */
	address: string;
	optional: boolean;
	/** Names of the collection's requests that it was compared with. */
	requests: string[];
	/** A line for each part that differs, or of which there is no example. */
	differences: string[];
}

export interface Comparison {
	collection: string;
	/** Of all operations. */
	general: string[];
	operations: OperationResult[];
	/** Requests that no operation stands for. */
	extra: string[];
}

interface Difference {
	part: Part;
	how: 'missing' | 'not in the contract' | '';
	what: string;
}

/** Headers that every HTTP client sends. */
const USUAL_HEADERS =
	/^(accept|content|user-agent|host|connection|cache-control|cookie|postman-|accept-)/i;

/** What stands in documentation instead of a value. */
const PLACEHOLDER = /\{\{.*\}\}|^<.*>$|^$|^string$/;

/** By their paths the values that examples have. */
function foundIn(
	contract: SorsContract,
	{ query, headers, examples }: Endpoint,
	part: Part
): Map< string, Json[] > {
	if ( part === 'query' ) {
		return new Map( [ ...query ].map( ( name ) => [ name, [] ] ) );
	}
	if ( part === 'header' ) {
		const key = contract.auth.header.toLowerCase();
		const names = [ ...headers.keys() ]
			.map( ( name ) => name.toLowerCase() )
			.filter( ( name ) => ! USUAL_HEADERS.test( name ) && name !== key );
		return new Map( names.map( ( name ) => [ name, [] ] ) );
	}
	const found = new Map< string, Json[] >();
	for ( const [ path, value ] of examples[ part ].flatMap( ( example ) =>
		valuesIn( example )
	) ) {
		found.set( path, [ ...( found.get( path ) ?? [] ), value ] );
	}
	return found;
}

function fits( contract: SorsContract, type: string, value: Json ): boolean {
	if (
		type === 'any' ||
		( typeof value === 'string' && PLACEHOLDER.test( value ) )
	) {
		return true;
	}
	try {
		readScalar( contract, type, value );
		return true;
	} catch ( error ) {
		if ( error instanceof WireError ) {
			return false;
		}
		throw error;
	}
}

const isEmpty = ( value: Json ): boolean =>
	value === null ||
	( typeof value === 'object' && Object.keys( value ).length === 0 );

function shown( value: Json ): string {
	const text = JSON.stringify( value );
	return text.length > 40 ? `${ text.slice( 0, 37 ) }…` : text;
}

/** `alsoKnown` are names of operations on the same path, whose examples are mixed with these. */
function comparePart(
	contract: SorsContract,
	part: Part,
	expected: Names,
	found: Map< string, Json[] >,
	alsoKnown: readonly string[]
): Difference[] {
	const hasExamples = part !== 'query' && part !== 'header';
	if ( hasExamples && found.size === 0 ) {
		return expected.size === 0 || part === 'refusal'
			? []
			: [ { part, how: '', what: 'no example' } ];
	}
	const differences: Difference[] = [];
	const tell = ( how: Difference[ 'how' ], what: string ) =>
		differences.push( { part, how, what } );
	const paths = [ ...found.keys() ];
	const isBelow = ( path: string ) => ( other: string ) =>
		other.startsWith( `${ path }.` ) || other.startsWith( `${ path }[].` );
	const known = [ ...expected.keys(), ...alsoKnown ];
	/** Lists without rows, and objects without fields. */
	const hollow = paths.filter(
		( path ) =>
			known.some( isBelow( path ) ) && found.get( path )!.every( isEmpty )
	);
	/** Those that no example has anything in: they say nothing of what may be there. */
	const empty = hollow.filter( ( path ) => ! paths.some( isBelow( path ) ) );
	for ( const [ path, { ours, type } ] of expected ) {
		const wrong = found
			.get( path )
			?.find( ( value ) => ! fits( contract, type, value ) );
		if ( wrong !== undefined ) {
			tell(
				'',
				`${ path } is written ${ shown( wrong ) }, not as the contract writes its ${ type }`
			);
		}
		if (
			! found.has( path ) &&
			! empty.some( ( each ) => isBelow( each )( path ) )
		) {
			const isSame = path === ours || path.endsWith( `.${ ours }` );
			tell( 'missing', isSame ? path : `${ path } (${ ours })` );
		}
	}
	if ( part === 'refusal' ) {
		return differences;
	}
	for ( const path of paths ) {
		if ( empty.includes( path ) ) {
			tell( '', `${ path } is empty in every example` );
		} else if ( ! known.includes( path ) && ! hollow.includes( path ) ) {
			tell( 'not in the contract', path );
		}
	}
	return differences;
}

function compareRequests(
	contract: SorsContract,
	name: OperationName,
	endpoint: Endpoint
): Difference[] {
	const { method, path } = contract.operations[ name ]!;
	const { errors } = contract.envelope;
	const expected = expectedOf( contract, name );
	const sisters = OPERATION_NAMES.filter( ( other ) => {
		const operation = contract.operations[ other ];
		return (
			other !== name &&
			operation?.method === method &&
			operation.path === path
		);
	} ).map( ( other ) => expectedOf( contract, other ) );
	return PARTS.flatMap( ( part ) =>
		comparePart(
			contract,
			part,
			expected[ part ],
			foundIn( contract, endpoint, part ),
			[
				...sisters.flatMap( ( sister ) => [
					...sister[ part ].keys(),
				] ),
				// Empty where all is well.
				...( part === 'answer' && errors ? [ errors ] : [] ),
			]
		)
	);
}

/** One line for each part: what is missing and what there is instead are best seen beside each other. */
function linesOf( differences: readonly Difference[] ): string[] {
	return PARTS.flatMap( ( part ) => {
		const own = differences.filter( ( each ) => each.part === part );
		const named = ( [ 'missing', 'not in the contract' ] as const ).flatMap(
			( how ) => {
				const names = own
					.filter( ( each ) => each.how === how )
					.map( ( { what } ) => what );
				return names.length
					? [ `${ how } ${ names.join( ', ' ) }` ]
					: [];
			}
		);
		const others = own
			.filter( ( { how } ) => how === '' )
			.map( ( { what } ) => what );
		const words = [ ...named, ...others ].join( '; ' );
		return words ? [ `${ part }: ${ words }` ] : [];
	} );
}

/** Where the API is, and how the key travels. */
function compareGeneral(
	contract: SorsContract,
	endpoints: readonly Endpoint[]
): string[] {
	const { header, prefix } = contract.auth;
	const located = endpoints.filter( ( each ) => each.origin );
	const elsewhere = located.find(
		( each ) =>
			each.origin !== new URL( contract.baseUrl ).origin ||
			! isBelowBase( contract, each )
	);
	const headers = endpoints
		.flatMap( ( each ) => [ ...each.headers ] )
		.filter( ( [ name ] ) => ! USUAL_HEADERS.test( name ) );
	const key = headers.find(
		( [ name ] ) => name.toLowerCase() === header.toLowerCase()
	);
	const lines: string[] = [];
	if ( ! located.length ) {
		lines.push( 'base URL: no example' );
	} else if ( elsewhere ) {
		lines.push(
			`base URL: ${ contract.baseUrl } in the contract, but the collection has ${ elsewhere.origin }/${ elsewhere.segments.join( '/' ) }`
		);
	}
	if ( ! headers.length ) {
		lines.push( 'key: no example' );
	} else if ( ! key ) {
		const names = [ ...new Set( headers.map( ( [ name ] ) => name ) ) ];
		lines.push(
			`key: no header ${ header }; there is ${ names.join( ', ' ) }`
		);
	} else if (
		key[ 1 ] &&
		! key[ 1 ].startsWith( prefix ) &&
		! /^\{\{[^}]*\}\}$/.test( key[ 1 ] )
	) {
		lines.push(
			`key: “${ prefix }…” in the contract, “${ key[ 1 ].split( ' ' )[ 0 ] } …” in the collection`
		);
	}
	return lines;
}

/** What is the same in every operation: it is one difference, not one for each. */
function commonOf( all: readonly Difference[][] ): Difference[] {
	const has = ( own: Difference[], { part, how, what }: Difference ) =>
		own.some(
			( each ) =>
				each.part === part && each.how === how && each.what === what
		);
	return all.length > 2
		? all[ 0 ]!.filter( ( each ) =>
				all.every( ( own ) => has( own, each ) )
			)
		: [];
}

export function compare(
	contract: SorsContract,
	collection: PostmanCollection
): Comparison {
	const endpoints = endpointsOf( collection );
	const compared = OPERATION_NAMES.flatMap( ( name ) => {
		const operation = contract.operations[ name ];
		const endpoint =
			operation && endpointAt( contract, endpoints, operation );
		const found = endpoint
			? compareRequests( contract, name, endpoint )
			: [];
		return operation ? [ { name, operation, endpoint, found } ] : [];
	} );
	const common = commonOf(
		compared.flatMap( ( { endpoint, found } ) =>
			endpoint ? [ found ] : []
		)
	);
	const isOwn = ( { part, what }: Difference ) =>
		! common.some( ( each ) => each.part === part && each.what === what );
	return {
		collection: collection.info.name,
		general: [
			...compareGeneral( contract, endpoints ),
			...linesOf( common ),
		],
		operations: compared.map(
			( { name, operation, endpoint, found } ) => ( {
				operation: name,
				address: `${ operation.method } ${ operation.path }`,
				optional: OPERATIONS[ name ].optional,
				requests: endpoint?.names ?? [],
				differences: endpoint
					? linesOf( found.filter( isOwn ) )
					: [ 'missing' ],
			} )
		),
		extra: endpoints
			.filter( ( each ) =>
				compared.every( ( { endpoint } ) => endpoint !== each )
			)
			.map(
				( endpoint ) =>
					`${ endpoint.method } /${ relative( contract, endpoint ).join( '/' ) }  ${ endpoint.names.join( '; ' ) }`
			),
	};
}
