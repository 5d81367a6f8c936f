/** Fields of entities and of examples, as paths: `a.b` nested, `a[].b` in each row of a list. */
import type {
	EntityName,
	SorsContract,
} from '../../src/contract/sors/contract';
import { pathsOf, typeOf } from '../../tests/sors/wire/entities';
import { isObject, readPath } from '../../tests/sors/wire/paths';
import type { Json, JsonObject } from '../../tests/sors/wire/paths';
import { readScalar, WireError } from '../../tests/sors/wire/scalars';
import type { Finding } from './findings';

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
export function valuesIn( value: Json, path = '' ): [ string, Json ][] {
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
	const rows = examples.flatMap( ( example ) =>
		Array.isArray( example ) ? example : [ example ]
	);
	return new Set(
		rows.flatMap( ( row ) => valuesIn( row ).map( ( [ path ] ) => path ) )
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
	where: string,
	fields: readonly ExpectedField[],
	examples: readonly Json[]
): Finding[] {
	const rows = examples.flatMap( ( example ) =>
		Array.isArray( example ) ? example : [ example ]
	);
	const values = rows.flatMap( ( row ) => valuesIn( row ) );
	return fields.flatMap( ( { path, ours, type } ): Finding[] => {
		const wrong = values.find(
			( [ place, value ] ) =>
				place === path &&
				value !== null &&
				! isPlaceholder( value ) &&
				! fits( contract, type, value )
		);
		return wrong
			? [
					{
						kind: 'form',
						where,
						name: path,
						ours,
						found: shown( wrong[ 1 ] ),
					},
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

/** Every place in an example that may be an entity or a list of them, the root as ''. */
export function objectPaths( value: Json, path = '' ): string[] {
	const inner = isObject( value )
		? Object.entries( value ).flatMap( ( [ name, each ] ) =>
				objectPaths( each, path === '' ? name : `${ path }.${ name }` )
			)
		: [];
	const counts =
		isObject( value ) ||
		( Array.isArray( value ) &&
			( value.length === 0 || value.some( isObject ) ) );
	return counts ? [ path, ...inner ] : inner;
}

export function at( value: Json, path: string ): Json | undefined {
	return path === '' ? value : readPath( value, path );
}

/** A copy without what stands at `path`, and without what is empty for it. */
export function without( value: Json, path: string ): Json {
	if ( ! isObject( value ) ) {
		return value;
	}
	const [ first = '', ...rest ] = path.split( '.' );
	const copy: JsonObject = { ...value };
	const inner = rest.length
		? without( copy[ first ] ?? {}, rest.join( '.' ) )
		: {};
	if ( isObject( inner ) && ! Object.keys( inner ).length ) {
		delete copy[ first ];
	} else {
		copy[ first ] = inner;
	}
	return copy;
}
