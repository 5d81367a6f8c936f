/** What a request says, read strictly: a name or a form that the contract does not have is refused. */
import type {
	OperationName,
	QueryName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import { Refusal, type FieldError } from '../model/refusal';
import type { World } from '../model/world';
import { readEntity, type Fields } from '../wire/entities';
import { readSlice, type Slice } from '../wire/paging';
import { isObject, readPath, unknownPaths } from '../wire/paths';
import { readText, WireError, type Value } from '../wire/scalars';
import { authorise, checkDatabase, type RawRequest } from './access';
import type { Match } from './router';

export interface Call {
	operation: OperationName;
	database: string | null;
	inPath: Record< string, string >;
	query: Partial< Record< QueryName, Value > >;
	body: Fields;
	slice: Slice;
}

/** Types of the parameters; the contract gives types to fields only. */
const QUERY_TYPES: Partial< Record< QueryName, string > > = {
	businessUnitId: 'id',
	modifiedSince: 'dateTime',
	from: 'date',
	to: 'date',
};

function readParameters(
	contract: SorsContract,
	match: Match,
	raw: RawRequest,
	errors: FieldError[]
) {
	const fail = ( field: string, code: string, message: string ) =>
		errors.push( { field, code, message } );
	const query: Call[ 'query' ] = {};
	const get = ( name: string ) => raw.search.get( name ) ?? undefined;
	for ( const [ ours, name ] of Object.entries(
		match.operation.query ?? {}
	) as [ QueryName, string ][] ) {
		const value = get( name );
		if ( value === undefined ) {
			continue;
		}
		const type = QUERY_TYPES[ ours ] ?? 'string';
		try {
			query[ ours ] = readText( contract, type, value );
		} catch ( error ) {
			if ( ! ( error instanceof WireError ) ) {
				throw error;
			}
			fail( name, 'INVALID', `"${ name }" ${ error.message }.` );
		}
	}
	const slice = match.operation.paged
		? readSlice( contract, get, fail )
		: null;
	return { query, slice };
}

function pagingNames( contract: SorsContract, match: Match ): string[] {
	const { page, size } = contract.paging;
	return match.operation.paged
		? [ page, size ].filter( ( name ) => typeof name === 'string' )
		: [];
}

function checkNames(
	contract: SorsContract,
	match: Match,
	raw: RawRequest,
	errors: FieldError[]
): string[] {
	const { operation } = match;
	const { database } = contract;
	const parameters = [
		...Object.values( operation.query ?? {} ),
		...pagingNames( contract, match ),
	];
	const constants = operation.constants ?? {};
	const inQuery = [ ...Object.keys( constants.query ?? {} ), ...parameters ];
	if ( operation.database !== false && database.in === 'query' ) {
		inQuery.push( database.name );
	}
	for ( const name of new Set( raw.search.keys() ) ) {
		if ( ! inQuery.includes( name ) ) {
			errors.push( {
				field: name,
				code: 'UNKNOWN_PARAMETER',
				message: `Parametar "${ name }" ne postoji.`,
			} );
		} else if ( raw.search.getAll( name ).length > 1 ) {
			errors.push( {
				field: name,
				code: 'TWICE',
				message: `Parametar "${ name }" je naveden dvaput.`,
			} );
		}
	}
	for ( const [ name, value ] of Object.entries( constants.query ?? {} ) ) {
		if ( raw.search.get( name ) !== String( value ) ) {
			errors.push( {
				field: name,
				code: 'CONSTANT',
				message: `Parametar "${ name }" mora biti "${ value }".`,
			} );
		}
	}
	for ( const [ path, value ] of Object.entries( constants.body ?? {} ) ) {
		if ( readPath( raw.body ?? null, path ) !== value ) {
			errors.push( {
				field: path,
				code: 'CONSTANT',
				message: `Polje "${ path }" mora biti "${ value }".`,
			} );
		}
	}
	return Object.keys( constants.body ?? {} );
}

function readBody(
	contract: SorsContract,
	match: Match,
	raw: RawRequest,
	errors: FieldError[],
	alsoKnown: string[]
): Fields {
	const { body: entity } = match.operation;
	if ( raw.bodyIsBroken ) {
		throw new Refusal( 400, 'NOT_JSON', 'Telo zahteva nije JSON.' );
	}
	const expected = entity !== undefined || alsoKnown.length > 0;
	if ( raw.body === undefined && ! entity ) {
		return {};
	}
	const body = isObject( raw.body ) ? raw.body : null;
	if ( ! expected || ! body ) {
		throw new Refusal(
			400,
			'BODY',
			expected
				? 'Telo zahteva mora biti JSON objekat.'
				: 'Ovaj zahtev nema telo.'
		);
	}
	if ( entity ) {
		return readEntity( contract, entity, body, errors, '', alsoKnown );
	}
	for ( const path of unknownPaths( body, alsoKnown ) ) {
		errors.push( {
			field: path,
			code: 'UNKNOWN_FIELD',
			message: `Polje "${ path }" ne postoji.`,
		} );
	}
	return {};
}

/** @throws {Refusal} */
export function readCall(
	contract: SorsContract,
	world: World,
	match: Match,
	raw: RawRequest
): Call {
	const opens = authorise( contract, world.settings, raw );
	const database = checkDatabase( contract, world, match, raw, opens );
	const errors: FieldError[] = [];
	const alsoKnown = checkNames( contract, match, raw, errors );
	const body = readBody( contract, match, raw, errors, alsoKnown );
	const { query, slice } = readParameters( contract, match, raw, errors );
	if ( errors.length ) {
		throw new Refusal( 400, 'INVALID', errors[ 0 ]?.message ?? '', errors );
	}
	return {
		operation: match.name,
		database,
		inPath: match.inPath,
		query,
		body,
		slice: slice ?? { from: 0, size: Infinity },
	};
}
