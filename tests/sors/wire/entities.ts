/** Whole entities between our field names and the wire's. */
import type {
	EntityName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { FieldError } from '../model/refusal';
import {
	isObject,
	readPath,
	unknownPaths,
	writePath,
	type Json,
	type JsonObject,
} from './paths';
import { readScalar, WireError, writeScalar, type Value } from './scalars';

export type Fields = { [ field: string ]: Value | Fields[] | undefined };

export function pathsOf(
	contract: SorsContract,
	entity: EntityName
): [ string, string ][] {
	return Object.entries( contract.entities[ entity ] );
}

export function typeOf(
	contract: SorsContract,
	entity: EntityName,
	field: string
): string {
	return contract.types[ entity ]?.[ field ] ?? 'string';
}

export function writeEntity(
	contract: SorsContract,
	entity: EntityName,
	fields: Fields
): JsonObject {
	const wired: JsonObject = {};
	for ( const [ field, path ] of pathsOf( contract, entity ) ) {
		const value = fields[ field ];
		const type = typeOf( contract, entity, field );
		if ( value === undefined ) {
			continue;
		}
		writePath(
			wired,
			path,
			Array.isArray( value )
				? value.map( ( inner ) =>
						writeEntity(
							contract,
							type.slice( 0, -2 ) as EntityName,
							inner
						)
					)
				: writeScalar( contract, type, value )
		);
	}
	return wired;
}

/**
 * Reads a body that a client sent. Every fault is reported, under the wire's
 * own path: a wrong name, a wrong form, a field that only answers carry.
 */
export function readEntity(
	contract: SorsContract,
	entity: EntityName,
	source: JsonObject,
	errors: FieldError[],
	prefix = '',
	alsoKnown: readonly string[] = []
): Fields {
	const fields: Fields = {};
	const paths = pathsOf( contract, entity );
	const fail = ( path: string, code: string, message: string ) =>
		errors.push( { field: prefix + path, code, message } );
	const known = [ ...paths.map( ( [ , path ] ) => path ), ...alsoKnown ];
	for ( const path of unknownPaths( source, known ) ) {
		fail( path, 'UNKNOWN_FIELD', `Polje "${ path }" ne postoji.` );
	}
	for ( const [ field, path ] of paths ) {
		const value = readPath( source, path );
		if ( value === undefined || value === null ) {
			continue;
		}
		if ( contract.readOnly[ entity ]?.includes( field ) ) {
			fail( path, 'READ_ONLY', `Polje "${ path }" se ne šalje.` );
			continue;
		}
		const type = typeOf( contract, entity, field );
		if ( type.endsWith( '[]' ) ) {
			fields[ field ] = readList( value, type, prefix + path );
			continue;
		}
		try {
			fields[ field ] = readScalar( contract, type, value );
		} catch ( error ) {
			if ( ! ( error instanceof WireError ) ) {
				throw error;
			}
			fail( path, 'INVALID', `"${ path }" ${ error.message }.` );
		}
	}
	return fields;

	function readList( value: Json, type: string, path: string ): Fields[] {
		const rows = Array.isArray( value ) ? value : [ value ];
		return rows.flatMap( ( row, at ): Fields[] => {
			const place = `${ path }[${ at }]`;
			if ( isObject( row ) && Array.isArray( value ) ) {
				return [
					readEntity(
						contract,
						type.slice( 0, -2 ) as EntityName,
						row,
						errors,
						`${ place }.`
					),
				];
			}
			errors.push( {
				field: place,
				code: 'INVALID',
				message: `"${ place }" nije stavka.`,
			} );
			return [];
		} );
	}
}
