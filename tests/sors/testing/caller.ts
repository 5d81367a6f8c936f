/** Calls a SORS server as its contract says, whatever that is. */
import type {
	EntityName,
	Operation,
	OperationName,
	QueryName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { SorsServer } from '../server';
import { pathsOf, typeOf, writeEntity, type Fields } from '../wire/entities';
import {
	isObject,
	readPath,
	writePath,
	type Json,
	type JsonObject,
} from '../wire/paths';
import { readScalar } from '../wire/scalars';

export interface Asked {
	path?: Record< string, string >;
	query?: Record< string, string >;
	body?: Fields;
	/** Number of the page, from 0. */
	page?: number;
	size?: number;
}

const DATABASE = 'Demo2';

function readRow(
	contract: SorsContract,
	entity: EntityName,
	row: JsonObject
): Fields {
	const fields: Fields = {};
	for ( const [ field, path ] of pathsOf( contract, entity ) ) {
		const value = readPath( row, path );
		const type = typeOf( contract, entity, field );
		if ( value === undefined ) {
			continue;
		}
		fields[ field ] = Array.isArray( value )
			? value.map( ( inner ) =>
					readRow(
						contract,
						type.slice( 0, -2 ) as EntityName,
						inner as JsonObject
					)
				)
			: readScalar( contract, type, value );
	}
	return fields;
}

function paging(
	contract: SorsContract,
	{ page, size }: Asked
): Record< string, string > {
	const rules = contract.paging;
	const found: Record< string, string > = {};
	const perPage = size ?? rules.maxSize ?? 1;
	if ( rules.size && size !== undefined ) {
		found[ rules.size ] = String( size );
	}
	if ( rules.page && page !== undefined ) {
		found[ rules.page ] = String(
			( rules.firstPage ?? 0 ) +
				( rules.style === 'offset' ? page * perPage : page )
		);
	}
	return found;
}

function operationOf( contract: SorsContract, name: OperationName ): Operation {
	const operation = contract.operations[ name ];
	if ( ! operation ) {
		throw new Error( `The contract has no ${ name }.` );
	}
	return operation;
}

/** The rows of the answer; none where it is a refusal. */
export async function call(
	{ contract, url, key }: SorsServer,
	name: OperationName,
	asked: Asked = {}
): Promise< Fields[] > {
	const operation = operationOf( contract, name );
	const headers: Record< string, string > = {
		[ contract.auth.header ]: contract.auth.prefix + key,
	};
	const search = new URLSearchParams( paging( contract, asked ) );
	const body: JsonObject = operation.body
		? writeEntity( contract, operation.body, asked.body ?? {} )
		: {};
	for ( const [ ours, value ] of Object.entries( asked.query ?? {} ) ) {
		search.set( operation.query?.[ ours as QueryName ] ?? ours, value );
	}
	const { in: place, name: databaseName } = contract.database;
	if ( operation.database !== false && place === 'query' ) {
		search.set( databaseName, DATABASE );
	} else if ( operation.database !== false && place === 'header' ) {
		headers[ databaseName ] = DATABASE;
	}
	const { constants } = operation;
	for ( const [ parameter, value ] of Object.entries(
		constants?.query ?? {}
	) ) {
		search.set( parameter, String( value ) );
	}
	for ( const [ path, value ] of Object.entries( constants?.body ?? {} ) ) {
		writePath( body, path, value );
	}
	const path = operation.path.replace(
		/\{(\w+)\}/g,
		( _, placeholder: string ) =>
			encodeURIComponent(
				placeholder === 'database'
					? DATABASE
					: ( asked.path?.[ placeholder ] ?? '' )
			)
	);
	const withBody = Object.keys( body ).length > 0;
	const response = await fetch(
		`${ url }${ path }${ search.size ? `?${ search }` : '' }`,
		{
			method: operation.method,
			headers: withBody
				? { ...headers, 'content-type': 'application/json' }
				: headers,
			...( withBody ? { body: JSON.stringify( body ) } : {} ),
		}
	);
	const answer = ( await response.json() ) as Json;
	const envelope = { ...contract.envelope, ...operation.envelope };
	const at = ( where: string | null | undefined ) =>
		where ? readPath( answer, where ) : undefined;
	const data = at( envelope.data );
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	return at( envelope.success ) === true
		? [ data ]
				.flat()
				.filter( isObject )
				.map( ( row ) => readRow( contract, entity, row ) )
		: [];
}

/** Every row, page after page. */
export async function callAll(
	server: SorsServer,
	name: OperationName
): Promise< Fields[] > {
	const rows: Fields[] = [];
	const { maxSize } = server.contract.paging;
	for ( let page = 0; ; page++ ) {
		const found = await call( server, name, {
			page,
			...( maxSize ? { size: maxSize } : {} ),
		} );
		rows.push( ...found );
		if ( found.length === 0 || ! maxSize ) {
			return rows;
		}
	}
}
