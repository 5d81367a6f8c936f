/** Calls a SORS server as its contract says, whatever that is. For tests of the server itself. */
import type {
	EntityName,
	Operation,
	OperationName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { SorsServer } from '../server';
import { pathsOf, typeOf, writeEntity } from '../wire/entities';
import type { Fields } from '../wire/entities';
import { writeMoment } from '../wire/moments';
import { isObject, readPath, writePath } from '../wire/paths';
import type { Json, JsonObject } from '../wire/paths';
import { readScalar } from '../wire/scalars';

export interface Asked {
	path?: Record< string, string >;
	query?: Record< string, string >;
	body?: Fields;
	/** Number of the page, from 0. */
	page?: number;
	size?: number;
	database?: string;
	key?: string;
	signal?: AbortSignal;
}

/** Where a server is, and by which contract it speaks. */
export type Spoken = Pick< SorsServer, 'contract' | 'url' | 'key' >;

export interface Got {
	status: number;
	headers: Headers;
	success: boolean;
	message: string;
	/** Fields on the wire and codes of what was refused, `field: CODE`. */
	errors: string[];
	readonly rows: Fields[];
	/** The same as they came. */
	records: JsonObject[];
	total: number | null;
	raw: Json;
}

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

function readAnswer(
	contract: SorsContract,
	operation: Operation,
	response: Response,
	raw: Json
): Got {
	const envelope = { ...contract.envelope, ...operation.envelope };
	const at = ( path: string | null | undefined ) =>
		path ? readPath( raw, path ) : undefined;
	const data = at( envelope.data );
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const success = at( envelope.success ) === true;
	const found = Array.isArray( data ) ? data : [ data ];
	const errors = at( envelope.errors );
	const { field, code } = envelope.error ?? {};
	const total = at( envelope.total );
	return {
		status: response.status,
		headers: response.headers,
		success,
		message: String( at( envelope.message ) ?? '' ),
		errors: ( Array.isArray( errors ) ? errors : [] ).map(
			( error ) =>
				`${ readPath( error, field ?? '' ) }: ${ readPath( error, code ?? '' ) }`
		),
		/** Read when they are looked at: an untidy answer cannot be read so strictly. */
		get rows() {
			return success
				? found
						.filter( isObject )
						.map( ( row ) => readRow( contract, entity, row ) )
				: [];
		},
		records: found.filter( isObject ),
		total: typeof total === 'number' ? total : null,
		raw,
	};
}

function operationOf( contract: SorsContract, name: OperationName ): Operation {
	const operation = contract.operations[ name ];
	if ( ! operation ) {
		throw new Error( `The contract has no ${ name }.` );
	}
	return operation;
}

/** As a parameter; written in whole seconds. */
export function moment( { wire }: SorsContract, at: Date ): string {
	return writeMoment( at.getTime(), wire.dateTimes, wire.timeZone );
}

/** The answer as it came. */
export async function ask(
	server: Spoken,
	name: OperationName,
	asked: Asked = {}
): Promise< Response > {
	const { contract } = server;
	const operation = operationOf( contract, name );
	const database = asked.database ?? 'Demo2';
	const headers: Record< string, string > = {
		[ contract.auth.header ]:
			contract.auth.prefix + ( asked.key ?? server.key ),
	};
	const search = new URLSearchParams();
	const body: JsonObject = operation.body
		? writeEntity( contract, operation.body, asked.body ?? {} )
		: {};
	const parameters: Record< string, string > = paging( contract, asked );
	for ( const [ ours, value ] of Object.entries( asked.query ?? {} ) ) {
		const wired = (
			operation.query as Record< string, string > | undefined
		 )?.[ ours ];
		parameters[ wired ?? ours ] = value;
	}
	for ( const [ parameter, value ] of Object.entries( parameters ) ) {
		search.set( parameter, value );
	}
	const { in: place, name: databaseName } = contract.database;
	if ( operation.database !== false && place === 'query' ) {
		search.set( databaseName, database );
	} else if ( operation.database !== false && place === 'header' ) {
		headers[ databaseName ] = database;
	}
	for ( const [ constant, value ] of Object.entries(
		operation.constants?.query ?? {}
	) ) {
		search.set( constant, String( value ) );
	}
	for ( const [ path, value ] of Object.entries(
		operation.constants?.body ?? {}
	) ) {
		writePath( body, path, value );
	}
	const path = operation.path.replace(
		/\{(\w+)\}/g,
		( _, placeholder: string ) =>
			encodeURIComponent(
				placeholder === 'database'
					? database
					: ( asked.path?.[ placeholder ] ?? '' )
			)
	);
	const withBody = Object.keys( body ).length > 0;
	return await fetch(
		`${ server.url }${ path }${ search.size ? `?${ search }` : '' }`,
		{
			method: operation.method,
			headers: withBody
				? { ...headers, 'content-type': 'application/json' }
				: headers,
			...( withBody ? { body: JSON.stringify( body ) } : {} ),
			...( asked.signal ? { signal: asked.signal } : {} ),
		}
	);
}

export async function call(
	server: Spoken,
	name: OperationName,
	asked: Asked = {}
): Promise< Got > {
	const response = await ask( server, name, asked );
	return readAnswer(
		server.contract,
		operationOf( server.contract, name ),
		response,
		( await response.json() ) as Json
	);
}

/** Every row, page after page. */
export async function callAll(
	server: Spoken,
	name: OperationName,
	asked: Asked = {}
): Promise< Fields[] > {
	const rows: Fields[] = [];
	const size = asked.size ?? server.contract.paging.maxSize;
	const sized = size ? { ...asked, size } : asked;
	for ( let page = 0; ; page++ ) {
		const got = await call( server, name, { ...sized, page } );
		rows.push( ...got.rows );
		if ( got.rows.length === 0 || rows.length > 100_000 ) {
			return rows;
		}
	}
}
