/** What the contract says that a request carries. Wire name -> ours. */
import type {
	Operation,
	OperationName,
	SorsContract,
} from '../../src/contract/sors/contract';
import { expectedFields } from './fields';
import type { ExpectedField } from './fields';

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
	if ( paging.style === 'cursor' ) {
		add( paging.cursorParam, 'cursor' );
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
	if ( operation.queryIn !== 'body' ) {
		parameters( contract, operation ).forEach( ( ours, name ) =>
			expected.set( name, ours )
		);
	}
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
	const { database } = contract;
	const also = fixed( Object.keys( operation.constants?.body ?? {} ) );
	if ( operation.queryIn === 'body' ) {
		parameters( contract, operation ).forEach( ( ours, wired ) =>
			also.set( wired, ours )
		);
	}
	if ( database.in === 'body' && operation.database !== false ) {
		also.set( database.name, 'database' );
	}
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
