/** The contract and a collection, operation by operation and field by field. */
import {
	OPERATION_NAMES,
	OPERATIONS,
	type EntityName,
	type Operation,
	type OperationName,
	type SorsContract,
} from '../../src/contract/sors/contract';
import { isObject, readPath, type Json } from '../../tests/sors/wire/paths';
import { endpointAt, isBelowBase, relative } from './addresses';
import { endpointsOf, type Endpoint } from './endpoints';
import {
	expectedBody,
	expectedEnvelope,
	expectedFields,
	expectedQuery,
	expectedRefusal,
	fieldsIn,
	otherForms,
	type ExpectedField,
	type Names,
} from './fields';
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

/** Headers that every HTTP client sends. */
const USUAL_HEADERS =
	/^(accept|content|user-agent|host|connection|cache-control|cookie|postman-|accept-)/i;

const unchecked = ( part: string ) => `${ part }: no example`;

/** One line, with all names: what is missing and what there is instead are best seen beside each other. */
function compareNames(
	part: string,
	expected: Names,
	there: ReadonlySet< string >,
	withExtras = true
): string[] {
	const missing = [ ...expected ].filter(
		( [ name ] ) => ! there.has( name )
	);
	const others = [ ...there ].filter( ( name ) => ! expected.has( name ) );
	const extra = withExtras ? others : [];
	const told = missing.map( ( [ name, ours ] ) =>
		name === ours ? name : `${ name } (${ ours })`
	);
	const words = [
		...( told.length ? [ `missing ${ told.join( ', ' ) }` ] : [] ),
		...( extra.length
			? [ `not in the contract ${ extra.join( ', ' ) }` ]
			: [] ),
	];
	return words.length ? [ `${ part }: ${ words.join( '; ' ) }` ] : [];
}

function compareFields(
	contract: SorsContract,
	part: string,
	all: readonly ExpectedField[],
	examples: readonly Json[]
): string[] {
	const there = fieldsIn( examples );
	// A list that is empty in every example says nothing of its rows.
	const empty = [ ...there ].filter( ( name ) =>
		all.some( ( { path } ) => path.startsWith( `${ name }[].` ) )
	);
	empty.forEach( ( list ) => there.delete( list ) );
	const fields = all.filter(
		( { path } ) =>
			! empty.some( ( list ) => path.startsWith( `${ list }[].` ) )
	);
	return [
		...compareNames(
			part,
			new Map( fields.map( ( { path, ours } ) => [ path, ours ] ) ),
			there
		),
		...otherForms( contract, part, fields, examples ),
		...empty.map( ( list ) => unchecked( `${ part } ${ list }[]` ) ),
	];
}

function compareAnswers(
	contract: SorsContract,
	operation: Operation,
	sisters: readonly Operation[],
	answers: readonly Json[]
): string[] {
	const fields = expectedFields(
		contract,
		operation.returns.replace( '[]', '' ) as EntityName
	);
	const { names, data, errors } = expectedEnvelope( contract, operation );
	const envelope = fieldsIn( answers.filter( isObject ) );
	const bodies: Json[] = [];
	const lines = new Set< string >();
	for ( const answer of answers ) {
		const rows = readPath( answer, data );
		if ( rows === undefined ) {
			lines.add(
				`answer: the contract’s place of the data, ${ data }, is not there`
			);
		} else if ( ! Array.isArray( rows ) || rows.length ) {
			bodies.push( rows );
		}
	}
	// Of operations on one path the examples are mixed: what belongs to another is no extra of this one.
	const others = sisters.flatMap( ( sister ) => [
		...expectedEnvelope( contract, sister ).names.keys(),
	] );
	for ( const name of envelope ) {
		const isData =
			name === data ||
			name.startsWith( `${ data }.` ) ||
			name.startsWith( `${ data }[]` );
		const isError = name === errors || name.startsWith( `${ errors }[]` );
		if (
			isData ||
			isError ||
			( others.includes( name ) && ! names.has( name ) )
		) {
			envelope.delete( name );
		}
	}
	return [
		...lines,
		...compareNames( 'envelope', names, envelope ),
		...( bodies.length
			? compareFields( contract, 'answer', fields, bodies )
			: [ unchecked( `answer ${ operation.returns }` ) ] ),
	];
}

function compareRefusals(
	contract: SorsContract,
	refusals: readonly Json[]
): string[] {
	const there = fieldsIn( refusals );
	const { names, errors } = expectedRefusal( contract );
	// An empty list of errors says nothing of its parts.
	const expected = there.has( errors )
		? new Map(
				[ ...names ].filter(
					( [ name ] ) => ! name.startsWith( `${ errors }[]` )
				)
			)
		: names;
	return compareNames( 'refusal', expected, there, false );
}

function compareRequest(
	contract: SorsContract,
	name: OperationName,
	sisters: readonly Operation[],
	endpoint: Endpoint
): string[] {
	const operation = contract.operations[ name ] as Operation;
	const { database, auth } = contract;
	const expected = expectedQuery( contract, operation );
	const others = sisters.flatMap( ( sister ) => [
		...expectedQuery( contract, sister ).keys(),
	] );
	const query = [ ...endpoint.query ].filter(
		( each ) => expected.has( each ) || ! others.includes( each )
	);
	const headers = [ ...endpoint.headers.keys() ]
		.map( ( header ) => header.toLowerCase() )
		.filter(
			( header ) =>
				! USUAL_HEADERS.test( header ) &&
				header !== auth.header.toLowerCase()
		);
	const fields = expectedBody( contract, name, operation );
	return [
		...compareNames( 'query', expected, new Set( query ) ),
		...( database.in === 'header' && operation.database !== false
			? compareNames(
					'header',
					new Map( [ [ database.name.toLowerCase(), 'database' ] ] ),
					new Set( headers )
				)
			: [] ),
		...( fields.length && ! endpoint.bodies.length
			? [ unchecked( 'body' ) ]
			: compareFields( contract, 'body', fields, endpoint.bodies ) ),
		...( endpoint.answers.length
			? compareAnswers( contract, operation, sisters, endpoint.answers )
			: [ unchecked( `answer ${ operation.returns }` ) ] ),
		...( endpoint.refusals.length
			? compareRefusals( contract, endpoint.refusals )
			: [] ),
	];
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
		lines.push( unchecked( 'base URL' ) );
	} else if ( elsewhere ) {
		lines.push(
			`base URL: ${ contract.baseUrl } in the contract, but the collection has ${ elsewhere.origin }/${ elsewhere.segments.join( '/' ) }`
		);
	}
	if ( ! headers.length ) {
		lines.push( unchecked( 'key' ) );
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

/** Takes what is the same in every operation out of them: it is one difference, not one for each. */
function takeCommon( operations: readonly OperationResult[] ): string[] {
	const compared = operations.filter( ( { requests } ) => requests.length );
	const common = ( compared[ 0 ]?.differences ?? [] ).filter(
		( line ) =>
			compared.length > 2 &&
			compared.every( ( { differences } ) =>
				differences.includes( line )
			)
	);
	for ( const result of compared ) {
		result.differences = result.differences.filter(
			( line ) => ! common.includes( line )
		);
	}
	return common;
}

export function compare(
	contract: SorsContract,
	collection: PostmanCollection
): Comparison {
	const endpoints = endpointsOf( collection );
	const used = new Set< Endpoint >();
	const operations = OPERATION_NAMES.flatMap( ( name ): OperationResult[] => {
		const operation = contract.operations[ name ];
		if ( ! operation ) {
			return [];
		}
		const { method, path } = operation;
		const endpoint = endpointAt( contract, endpoints, operation );
		const sisters = Object.values( contract.operations ).filter(
			( each ) =>
				each !== operation &&
				each.method === method &&
				each.path === path
		);
		if ( endpoint ) {
			used.add( endpoint );
		}
		return [
			{
				operation: name,
				address: `${ method } ${ path }`,
				optional: OPERATIONS[ name ].optional,
				requests: endpoint?.names ?? [],
				differences: endpoint
					? compareRequest( contract, name, sisters, endpoint )
					: [ 'missing' ],
			},
		];
	} );
	const extra = endpoints.filter( ( endpoint ) => ! used.has( endpoint ) );
	return {
		collection: collection.info.name,
		general: [
			...compareGeneral( contract, endpoints ),
			...takeCommon( operations ),
		],
		operations,
		extra: extra.map(
			( endpoint ) =>
				`${ endpoint.method } /${ relative( contract, endpoint ).join( '/' ) }  ${ endpoint.names.join( '; ' ) }`
		),
	};
}
