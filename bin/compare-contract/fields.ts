/** What the contract says and what examples have, as paths: `a.b` nested, `a[].b` in each row of a list. */
import type {
	EntityName,
	Operation,
	OperationName,
	SorsContract,
} from '../../src/contract/sors/contract';
import { pathsOf, typeOf } from '../../tests/sors/wire/entities';
import { isObject, type Json } from '../../tests/sors/wire/paths';
import { readScalar, WireError } from '../../tests/sors/wire/scalars';

/** Name on the wire to our own. */
export type Names = ReadonlyMap< string, string >;

export interface ExpectedField {
	path: string;
	/** `lines[].quantity` */
	ours: string;
	/** The contract's, or `any` for what has none. */
	type: string;
	readOnly: boolean;
}

export function expectedFields(
	contract: SorsContract,
	entity: EntityName,
	prefix = '',
	oursPrefix = ''
): ExpectedField[] {
	return pathsOf( contract, entity ).flatMap( ( [ field, path ] ) => {
		const type = typeOf( contract, entity, field );
		const place = { path: prefix + path, ours: oursPrefix + field };
		return type.endsWith( '[]' )
			? expectedFields(
					contract,
					type.slice( 0, -2 ) as EntityName,
					`${ place.path }[].`,
					`${ place.ours }[].`
				)
			: [
					{
						...place,
						type,
						readOnly:
							contract.readOnly[ entity ]?.includes( field ) ??
							false,
					},
				];
	} );
}

/** Every value of an example with its path; an empty list or object stands for itself. */
function valuesIn( value: Json, path = '' ): [ string, Json ][] {
	if ( isObject( value ) && Object.keys( value ).length ) {
		const prefix = path === '' ? '' : `${ path }.`;
		return Object.entries( value ).flatMap( ( [ name, inner ] ) =>
			valuesIn( inner, prefix + name )
		);
	}
	if ( Array.isArray( value ) && value.some( isObject ) ) {
		return value.flatMap( ( inner ) => valuesIn( inner, `${ path }[]` ) );
	}
	return path === '' ? [] : [ [ path, value ] ];
}

export function fieldsIn( examples: readonly Json[] ): Set< string > {
	return new Set(
		examples
			.flat()
			.flatMap( ( row ) => valuesIn( row ).map( ( [ path ] ) => path ) )
	);
}

/** What stands in documentation instead of a value. */
function isPlaceholder( value: Json ): boolean {
	return (
		typeof value === 'string' &&
		( /\{\{.*\}\}|^<.*>$/.test( value ) ||
			value === '' ||
			value === 'string' )
	);
}

function shown( value: Json ): string {
	const text = JSON.stringify( value );
	return text.length > 40 ? `${ text.slice( 0, 37 ) }…` : text;
}

/** Fields that are there but written in another way than the contract says; one example of each. */
export function otherForms(
	contract: SorsContract,
	part: string,
	fields: readonly ExpectedField[],
	examples: readonly Json[]
): string[] {
	const values = examples.flat().flatMap( ( row ) => valuesIn( row ) );
	return fields.flatMap( ( { path, type } ) => {
		const wrong = values.find(
			( [ place, value ] ) =>
				place === path &&
				value !== null &&
				! isPlaceholder( value ) &&
				! fits( contract, type, value )
		);
		return wrong
			? [
					`${ part }: ${ path } is written ${ shown( wrong[ 1 ] ) }, not as the contract writes its ${ type }`,
				]
			: [];
	} );
}

function fits( contract: SorsContract, type: string, value: Json ): boolean {
	if ( type === 'any' ) {
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

function parameters(
	contract: SorsContract,
	operation: Operation
): Map< string, string > {
	const { paging } = contract;
	const expected = new Map< string, string >();
	for ( const [ ours, name ] of Object.entries( operation.query ?? {} ) ) {
		expected.set( name, ours );
	}
	const add = ( name: string | null | undefined, ours: string ) =>
		operation.paged && name && expected.set( name, ours );
	if ( paging.style !== 'none' ) {
		add( paging.page, 'page' );
		add( paging.size, 'size' );
	}
	return expected;
}

function fixed( names: readonly string[] ): Map< string, string > {
	return new Map( names.map( ( name ) => [ name, 'fixed' ] ) );
}

export function expectedQuery(
	contract: SorsContract,
	operation: Operation
): Map< string, string > {
	const { database } = contract;
	const expected = fixed( Object.keys( operation.constants?.query ?? {} ) );
	parameters( contract, operation ).forEach( ( ours, name ) =>
		expected.set( name, ours )
	);
	if ( database.in === 'query' && operation.database !== false ) {
		expected.set( database.name, 'database' );
	}
	return expected;
}

/** Fields of the body: the entity's that may be sent, and what else travels there. */
export function expectedBody(
	contract: SorsContract,
	name: OperationName,
	operation: Operation
): ExpectedField[] {
	const also = fixed( Object.keys( operation.constants?.body ?? {} ) );
	const entity = operation.body
		? expectedFields( contract, operation.body )
		: [];
	return [
		...entity.filter(
			( { ours, readOnly } ) =>
				! readOnly &&
				// Only a return is made from another document.
				( ours !== 'sourceDocumentId' || name === 'createReturn' )
		),
		...[ ...also ].map( ( [ path, ours ] ) => ( {
			path,
			ours,
			type: 'any',
			readOnly: false,
		} ) ),
	];
}

interface Envelope {
	names: Names;
	/** Path of the entities. */
	data: string;
	errors: string;
}

function present( pairs: [ string | null | undefined, string ][] ): Names {
	return new Map(
		pairs.flatMap( ( [ path, ours ] ) =>
			path ? [ [ path, ours ] ] : []
		)
	);
}

export function expectedEnvelope(
	contract: SorsContract,
	operation: Operation
): Envelope {
	const { success, code, message, total, data, errors } = {
		...contract.envelope,
		...operation.envelope,
	};
	return {
		names: present( [
			[ success, 'success' ],
			[ code, 'code' ],
			[ message, 'message' ],
			[
				operation.paged && contract.paging.style !== 'none'
					? total
					: null,
				'total',
			],
		] ),
		data,
		errors: errors ?? '',
	};
}

/** What a refusal carries: success, message and the errors with their parts. */
export function expectedRefusal( {
	envelope: { success, code, message, errors, error },
}: SorsContract ): { names: Names; errors: string } {
	const inErrors = ( name: string | null | undefined ) =>
		errors && name ? `${ errors }[].${ name }` : null;
	return {
		names: present( [
			[ success, 'success' ],
			[ code, 'code' ],
			[ message, 'message' ],
			[ inErrors( error?.field ), 'errors[].field' ],
			[ inErrors( error?.code ), 'errors[].code' ],
			[ inErrors( error?.message ), 'errors[].message' ],
		] ),
		errors: errors ?? '',
	};
}
