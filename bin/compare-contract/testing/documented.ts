/** A Postman collection that documents a contract and nothing else, with examples as the test server writes them. */
import {
	OPERATION_NAMES,
	type EntityName,
	type EnumName,
	type Operation,
	type OperationName,
	type SorsContract,
} from '../../../src/contract/sors/contract';
import {
	pathsOf,
	typeOf,
	writeEntity,
	type Fields,
} from '../../../tests/sors/wire/entities';
import { writeEnvelope } from '../../../tests/sors/wire/envelope';
import {
	writePath,
	type Json,
	type JsonObject,
} from '../../../tests/sors/wire/paths';
import type { Value } from '../../../tests/sors/wire/scalars';
import { postmanCollection, type PostmanCollection } from '../postman';

const VALUES: Record< string, Value > = {
	id: '7',
	integer: 3,
	decimal: 1.5,
	boolean: true,
	date: '2026-11-24',
	dateTime: Date.UTC( 2026, 10, 24, 10, 30 ),
};

function exampleOf(
	contract: SorsContract,
	entity: EntityName,
	left: readonly string[] = []
): Fields {
	const example = ( type: string ): Value | Fields[] => {
		const [ , row ] = /^(.+)\[\]$/.exec( type ) ?? [];
		const [ , list ] = /^enum:(.+)$/.exec( type ) ?? [];
		if ( row ) {
			return [ exampleOf( contract, row as EntityName ) ];
		}
		return list
			? Object.keys( contract.values[ list as EnumName ] )[ 0 ]!
			: ( VALUES[ type ] ?? 'a' );
	};
	return Object.fromEntries(
		pathsOf( contract, entity )
			.map( ( [ field ] ) => field )
			.filter( ( field ) => ! left.includes( field ) )
			.map( ( field ) => [
				field,
				example( typeOf( contract, entity, field ) ),
			] )
	);
}

function bodyOf( contract: SorsContract, name: OperationName ): JsonObject {
	const { body: entity, constants } = contract.operations[ name ]!;
	const body = entity
		? writeEntity(
				contract,
				entity,
				exampleOf( contract, entity, [
					...( contract.readOnly[ entity ] ?? [] ),
					...( name === 'createReturn'
						? []
						: [ 'sourceDocumentId' ] ),
				] )
			)
		: {};
	for ( const [ path, value ] of Object.entries( constants?.body ?? {} ) ) {
		writePath( body, path, value );
	}
	return body;
}

function answersOf( contract: SorsContract, operation: Operation ): Json[] {
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const row = writeEntity( contract, entity, exampleOf( contract, entity ) );
	const isPaged = operation.paged && contract.paging.style !== 'none';
	const message = 'So.';
	return [
		writeEnvelope( contract, operation, {
			...{ status: 200, success: true },
			data: operation.returns === entity ? row : [ row ],
			total: isPaged ? 1 : undefined,
		} ),
		writeEnvelope( contract, operation, {
			...{ status: 400, success: false, data: null, message },
			errors: [ { field: 'name', code: 'REQUIRED', message } ],
		} ),
	];
}

function requestOf( contract: SorsContract, name: OperationName ) {
	const operation = contract.operations[ name ]!;
	const { auth, database, paging } = contract;
	const names = {
		query: [
			...Object.values( operation.query ?? {} ),
			...Object.keys( operation.constants?.query ?? {} ),
			...( operation.paged ? [ paging.page, paging.size ] : [] ),
		],
		header: [] as string[],
		path: [] as string[],
	};
	if ( operation.database !== false ) {
		names[ database.in ].push( database.name );
	}
	const query = names.query.filter( Boolean ).map( ( key ) => ( { key } ) );
	const body = bodyOf( contract, name );
	return {
		method: operation.method,
		url: { raw: `{{baseUrl}}${ operation.path }`, query },
		header: [
			{ key: auth.header, value: `${ auth.prefix }{{key}}` },
			...names.header.map( ( key ) => ( { key } ) ),
		],
		...( Object.keys( body ).length > 0
			? { body: { raw: JSON.stringify( body ) } }
			: {} ),
	};
}

export function documentedCollection(
	contract: SorsContract
): PostmanCollection {
	const item = OPERATION_NAMES.flatMap( ( name ) => {
		const operation = contract.operations[ name ];
		const codes = [ 200, 400 ];
		return operation
			? {
					name,
					request: requestOf( contract, name ),
					response: answersOf( contract, operation ).map(
						( answer, at ) => ( {
							code: codes[ at ],
							body: JSON.stringify( answer ),
						} )
					),
				}
			: [];
	} );
	return postmanCollection.parse( {
		info: {
			name: 'Documented',
			schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
		},
		variable: [
			{ key: 'baseUrl', value: contract.baseUrl.replace( /\/$/, '' ) },
		],
		item: [ { name: 'All', item } ],
	} );
}
