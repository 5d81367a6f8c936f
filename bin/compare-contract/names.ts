/** What requests and answers carry by the contract, and what they carry in examples. Of a path `a.b` is nested, `a[].b` stands in each row of a list. */
import type {
	EntityName,
	Operation,
	OperationName,
	SorsContract,
} from '../../src/contract/sors/contract';
import { pathsOf, typeOf } from '../../tests/sors/wire/entities';
import { isObject, type Json } from '../../tests/sors/wire/paths';

export const PARTS = [
	'query',
	'header',
	'body',
	'answer',
	'refusal',
] as const;
export type Part = ( typeof PARTS )[ number ];

interface Said {
	/** Our name for it, such as `lines[].quantity`. */
	ours: string;
	/** The contract's, or `any` for what has none. */
	type: string;
}

/** By the path on the wire. */
export type Names = Map< string, Said >;

interface Field extends Said {
	path: string;
	isSent: boolean;
}

function fieldsOf(
	contract: SorsContract,
	entity: EntityName,
	prefix = '',
	oursPrefix = ''
): Field[] {
	return pathsOf( contract, entity ).flatMap( ( [ field, name ] ) => {
		const type = typeOf( contract, entity, field );
		const path = prefix + name;
		const ours = oursPrefix + field;
		return type.endsWith( '[]' )
			? fieldsOf(
					contract,
					type.slice( 0, -2 ) as EntityName,
					`${ path }[].`,
					`${ ours }[].`
				)
			: {
					...{ path, ours, type },
					isSent: ! contract.readOnly[ entity ]?.includes( field ),
				};
	} );
}

export function expectedOf(
	contract: SorsContract,
	name: OperationName
): Record< Part, Names > {
	const operation = contract.operations[ name ] as Operation;
	const { database, paging } = contract;
	const expected: Record< Part, Names > = {
		query: new Map(),
		header: new Map(),
		body: new Map(),
		answer: new Map(),
		refusal: new Map(),
	};
	const add = (
		part: Part,
		path: string | null | undefined,
		ours: string,
		type = 'any'
	) => path && expected[ part ].set( path, { ours, type } );

	for ( const [ ours, path ] of Object.entries( operation.query ?? {} ) ) {
		add( 'query', path, ours );
	}
	for ( const part of [ 'query', 'body' ] as const ) {
		const { [ part ]: fixed = {} } = operation.constants ?? {};
		Object.keys( fixed ).forEach( ( path ) => add( part, path, 'fixed' ) );
	}
	if ( operation.database !== false && database.in === 'query' ) {
		add( 'query', database.name, 'database' );
	}
	if ( operation.database !== false && database.in === 'header' ) {
		add( 'header', database.name.toLowerCase(), 'database' );
	}
	const sent = operation.body ? fieldsOf( contract, operation.body ) : [];
	for ( const { path, ours, type, isSent } of sent ) {
		// Only a return is made from another document.
		if (
			isSent &&
			( ours !== 'sourceDocumentId' || name === 'createReturn' )
		) {
			add( 'body', path, ours, type );
		}
	}

	const { data, total, errors, error, ...envelope } = {
		...contract.envelope,
		...operation.envelope,
	};
	for ( const part of [ 'answer', 'refusal' ] as const ) {
		add( part, envelope.success, 'success' );
		add( part, envelope.code, 'code' );
		add( part, envelope.message, 'message' );
	}
	for ( const ours of [ 'field', 'code', 'message' ] as const ) {
		if ( errors && error?.[ ours ] ) {
			const path = `${ errors }[].${ error[ ours ] }`;
			add( 'refusal', path, `errors[].${ ours }` );
		}
	}
	if ( operation.paged && paging.style !== 'none' ) {
		add( 'query', paging.page, 'page' );
		add( 'query', paging.size, 'size' );
		add( 'answer', total, 'total' );
	}
	const [ entity, list ] = operation.returns.split( /(?=\[\])/ );
	for ( const { path, ours, type } of fieldsOf(
		contract,
		entity as EntityName
	) ) {
		add( 'answer', `${ data }${ list ?? '' }.${ path }`, ours, type );
	}
	return expected;
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
