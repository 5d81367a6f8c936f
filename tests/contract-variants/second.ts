/**
 * A contract in which every path, parameter, field and value has another name,
 * fields are nested, decimals are strings, the database travels in a header,
 * and pages are offsets from 0. A client that passes with it spells no name.
 */
import type { SorsContract } from '../../src/contract/sors/contract';
import { nestedFields, renamed, renamedPath } from './rename';

type Names = Record< string, string >;

/** Names and nesting alone; how things are written is left to each variant. */
export function withOtherNames(
	contract: SorsContract,
	prefix: string
): SorsContract {
	const other = structuredClone( contract );
	const rename = ( name: string ) => renamed( name, prefix );
	for ( const operation of Object.values( other.operations ) ) {
		operation.path = renamedPath( operation.path, prefix );
		const query: Names = operation.query ?? {};
		for ( const [ ours, name ] of Object.entries( query ) ) {
			query[ ours ] = rename( name );
		}
	}
	const entities: Record< string, Names > = other.entities;
	for ( const [ entity, fields ] of Object.entries( entities ) ) {
		entities[ entity ] = nestedFields( entity, fields, prefix );
	}
	const values: Record< string, Record< string, unknown > > = other.values;
	for ( const list of Object.values( values ) ) {
		for ( const [ ours, value ] of Object.entries( list ) ) {
			list[ ours ] = rename( String( value ) ).toUpperCase();
		}
	}
	const place = ( name: string, ...nest: string[] ) =>
		[
			...nest.map( ( each ) => `${ prefix }_${ each }` ),
			rename( name ),
		].join( '.' );
	const at = ( name: string | null | undefined, ...nest: string[] ) =>
		name ? place( name, ...nest ) : null;
	const { envelope, paging } = other;
	other.envelope = {
		success: at( envelope.success, 'head' ),
		code: at( envelope.code, 'head' ),
		message: at( envelope.message, 'head', 'words' ),
		errors: at( envelope.errors, 'head', 'words' ),
		data: place( envelope.data, 'answer' ),
		total: at( envelope.total, 'answer', 'size' ),
		error: {
			field: at( envelope.error?.field, 'where' ),
			code: at( envelope.error?.code ),
			message: at( envelope.error?.message, 'what' ),
		},
	};
	paging.page = at( paging.page );
	paging.size = at( paging.size );
	other.database.name = rename( other.database.name );
	other.baseUrl = 'https://other.example/rest/v9';
	other.auth = {
		header: `X-${ prefix }-Token`,
		prefix: `Kljuc-${ prefix } `,
	};
	other.source = { title: 'Generated from the shipped contract, for tests' };
	return other;
}

export function secondContract(
	contract: SorsContract,
	prefix = 'q'
): SorsContract {
	const other = withOtherNames( contract, prefix );
	other.database = { in: 'header', name: `X-${ prefix }-Database` };
	other.wire = {
		...other.wire,
		decimals: 'string',
		dates: 'dd.MM.yyyy',
		dateTimes: 'dd.MM.yyyy HH:mm:ss',
	};
	other.paging = {
		...other.paging,
		style: 'offset',
		firstPage: 0,
		maxSize: 150,
	};
	return other;
}
