/** More contracts that are unlike the shipped one in what the second one leaves alike. */
import type { SorsContract } from '../../src/contract/sors/contract';
import { renamed } from './rename';
import { withOtherNames } from './second';

/** Cursors, the database in the path, ids and values as integers, decimals with a comma, and no total. */
export function cursorContract( contract: SorsContract ): SorsContract {
	const other = withOtherNames( contract, 'z' );
	other.database = { in: 'path', name: 'database' };
	for ( const operation of Object.values( other.operations ) ) {
		if ( operation.database !== false ) {
			operation.path = `/z_books/{database}${ operation.path }`;
		}
	}
	other.wire = { ...other.wire, decimals: 'commaString', ids: 'integer' };
	other.paging = {
		style: 'cursor',
		page: null,
		size: other.paging.size,
		firstPage: null,
		maxSize: 100,
		cursorParam: 'z_after',
		next: 'z_answer.z_next',
	};
	other.envelope.total = null;
	const values: Record< string, Record< string, unknown > > = other.values;
	for ( const list of Object.values( values ) ) {
		Object.keys( list ).forEach( ( ours, at ) => {
			list[ ours ] = ( at + 1 ) * 10;
		} );
	}
	return other;
}

/** Everything by POST: searches and the database in the body, fixed fields, answers without or with another envelope. */
export function postContract( contract: SorsContract ): SorsContract {
	const other = withOtherNames( contract, 'w' );
	other.database = { in: 'body', name: 'w_context.w_books' };
	for ( const [ name, operation ] of Object.entries( other.operations ) ) {
		const placeholder = operation.path.match( /\{\w+\}/ )?.[ 0 ];
		operation.method = 'POST';
		operation.path = `/${ renamed( name, 'w' ) }${
			placeholder ? `/${ placeholder }` : ''
		}`;
		operation.constants = {
			query: { w_version: 3 },
			body: { 'w_context.w_language': 'sr', w_strict: true },
		};
		if ( ! operation.body ) {
			operation.queryIn = 'body';
		}
	}
	other.paging = { ...other.paging, firstPage: 0, maxSize: 75 };
	const { listProducts, getCustomerDebt } = other.operations;
	if ( listProducts ) {
		listProducts.envelope = { data: 'w_items', total: 'w_count' };
	}
	if ( getCustomerDebt ) {
		getCustomerDebt.envelope = { data: null };
	}
	return other;
}
