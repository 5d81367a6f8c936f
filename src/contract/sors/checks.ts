/** What no single field of a contract file can tell: parts that must agree with one another. */
import {
	ENTITY_FIELDS,
	ENTITY_NAMES,
	ENUM_VALUES,
	OPERATION_NAMES,
	OPERATIONS,
} from './names';
import type { EntityName } from './names';
import type { ContractShape } from './shape';

export type Report = ( path: ( string | number )[], message: string ) => void;

export function checkOperations(
	contract: ContractShape,
	report: Report
): void {
	const inDatabase = contract.database.in;
	for ( const name of OPERATION_NAMES ) {
		const rule = OPERATIONS[ name ];
		const found = contract.operations[ name ];
		const at = ( message: string, ...rest: string[] ) =>
			report( [ 'operations', name, ...rest ], message );
		if ( ! found ) {
			if ( ! rule.optional ) {
				at( 'is missing, and the plugin cannot do without it' );
			}
			continue;
		}
		const placeholders = [ ...found.path.matchAll( /\{(\w+)\}/g ) ].map(
			( match ) => match[ 1 ]
		);
		const expected = rule.inPath ? [ rule.inPath as string ] : [];
		if ( found.database !== false && inDatabase === 'path' ) {
			expected.push( 'database' );
		}
		if ( placeholders.sort().join() !== expected.sort().join() ) {
			at( `must hold the placeholders [${ expected.join() }]`, 'path' );
		}
		if ( found.returns !== rule.returns ) {
			at( `must be ${ rule.returns }`, 'returns' );
		}
		const entity = rule.returns.replace( '[]', '' ) as EntityName;
		if ( ! Object.keys( contract.entities[ entity ] ).length ) {
			at( `needs the entity ${ entity }`, 'returns' );
		}
		for ( const query of Object.keys( found.query ?? {} ) ) {
			if ( ! ( rule.query as readonly string[] ).includes( query ) ) {
				at( 'is no parameter of this operation', 'query', query );
			}
		}
		if (
			found.method === 'GET' &&
			( found.body || found.constants?.body )
		) {
			at( 'GET cannot carry a body', 'method' );
		}
		if ( found.paged && ! rule.returns.endsWith( '[]' ) ) {
			at( 'only lists come in pages', 'paged' );
		}
	}
}

export function checkPaging( contract: ContractShape, report: Report ): void {
	const { style, page } = contract.paging;
	if ( style !== 'none' && ! page ) {
		report( [ 'paging', 'page' ], `style ${ style } needs its name` );
	}
}

export function checkEntities( contract: ContractShape, report: Report ): void {
	for ( const name of ENTITY_NAMES ) {
		const fields: Record< string, string | undefined > =
			contract.entities[ name ];
		const paths = Object.values( fields ) as string[];
		for ( const [ field, path ] of Object.entries( fields ) ) {
			const clash = paths.filter(
				( other ) => other === path || other.startsWith( `${ path }.` )
			);
			if ( clash.length > 1 ) {
				report(
					[ 'entities', name, field ],
					`"${ path }" is used more than once`
				);
			}
		}
		for ( const [ field, written ] of Object.entries(
			contract.types[ name ] ?? {}
		) ) {
			const at = [ 'types', name, field ];
			if ( ! fields[ field ] ) {
				report( at, 'has no field of this name' );
			}
			const target = written.replace( /^enum:|\[\]$/, '' );
			if (
				written.startsWith( 'enum:' ) &&
				! ( target in ENUM_VALUES )
			) {
				report( at, `there are no values called ${ target }` );
			}
			if ( written.endsWith( '[]' ) && ! ( target in ENTITY_FIELDS ) ) {
				report( at, `there is no entity called ${ target }` );
			}
		}
		for ( const field of contract.readOnly[ name ] ?? [] ) {
			if ( ! fields[ field ] ) {
				report( [ 'readOnly', name ], `has no field ${ field }` );
			}
		}
	}
}
