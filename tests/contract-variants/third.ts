/** Unlike the shipped contract and unlike the second one: every form that the two leave out. */
import type { SorsContract } from '../../src/contract/sors/contract';
import { withOtherNames } from './second';

/**
 * The database in the path, ids and values as integers, decimals with a comma, lists that do not say how long they are,
 * fixed parameters and fields, a cancelling by POST, and records that stand elsewhere in some answers.
 */
export function thirdContract( contract: SorsContract ): SorsContract {
	const other = withOtherNames( contract, 'z' );
	other.database = { in: 'path', name: 'database' };
	other.wire = { ...other.wire, decimals: 'commaString', ids: 'integer' };
	other.paging = { ...other.paging, firstPage: 0, maxSize: 75 };
	other.envelope.total = null;
	for ( const operation of Object.values( other.operations ) ) {
		if ( operation.database !== false ) {
			operation.path = `/z_books/{database}${ operation.path }`;
		}
		operation.constants = {
			query: { z_version: 3 },
			...( operation.body
				? { body: { 'z_context.z_language': 'sr', z_strict: true } }
				: {} ),
		};
	}
	const { listProducts, getCustomerDebt, cancelDocument } = other.operations;
	if ( listProducts ) {
		listProducts.envelope = { data: 'z_items', total: 'z_count' };
	}
	if ( getCustomerDebt ) {
		getCustomerDebt.envelope = { data: 'z_answer.z_only' };
	}
	if ( cancelDocument ) {
		cancelDocument.method = 'POST';
		cancelDocument.path += '/z_state';
		cancelDocument.constants = { body: { 'z_state.z_code': 9 } };
	}
	const values: Record< string, Record< string, unknown > > = other.values;
	for ( const list of Object.values( values ) ) {
		Object.keys( list ).forEach( ( ours, at ) => {
			list[ ours ] = ( at + 1 ) * 10;
		} );
	}
	return other;
}
