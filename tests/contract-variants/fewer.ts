/** Contracts of an API that has less than we hope for. */
import {
	OPERATIONS,
	type EntityName,
	type OperationName,
	type SorsContract,
} from '../../src/contract/sors/contract';

export function withoutOperations(
	contract: SorsContract,
	names: readonly OperationName[]
): SorsContract {
	const other = structuredClone( contract );
	for ( const name of names ) {
		delete other.operations[ name ];
	}
	return other;
}

export function withoutOptional( contract: SorsContract ): SorsContract {
	const names = Object.keys( OPERATIONS ) as OperationName[];
	return withoutOperations(
		contract,
		names.filter( ( name ) => OPERATIONS[ name ].optional )
	);
}

/** A lost reply cannot be looked up; documents can still be cancelled. */
export function withoutLookUp( contract: SorsContract ): SorsContract {
	return withoutOperations( contract, [
		'findDocuments',
		'getDocument',
		'listDocuments',
	] );
}

const MISSING: Partial< Record< EntityName, readonly string[] > > = {
	businessUnit: [ 'code', 'active' ],
	// prettier-ignore
	product: [ 'gtin', 'secondGroupId', 'description', 'active' ],
	productImage: [ 'ordinal', 'content' ],
	stockLevel: [ 'productCode', 'reserved', 'available' ],
	customer: [ 'phone', 'country', 'discountPercent' ],
	debt: [ 'overdue', 'asOf' ],
	// prettier-ignore
	document: [ 'kind', 'dueDate', 'paidAmount', 'paidAt', 'buyerPhone', 'deliveryCountry', 'note', 'status' ],
	documentLine: [ 'name', 'unit', 'discountPercent', 'lineTotal' ],
};

/** No optional operations, no changes since, and only the fields that nothing works without. */
export function sparseContract( contract: SorsContract ): SorsContract {
	const other = withoutOptional( contract );
	delete other.operations.listProducts?.query;
	delete other.operations.listInventory?.query?.modifiedSince;
	const entities: Record< string, Record< string, string > > = other.entities;
	for ( const [ entity, fields ] of Object.entries( MISSING ) ) {
		const name = entity as EntityName;
		for ( const field of fields ) {
			delete entities[ name ]?.[ field ];
			delete other.types[ name ]?.[ field ];
		}
		const rest = other.readOnly[ name ]?.filter(
			( field ) => ! fields.includes( field )
		);
		if ( rest ) {
			other.readOnly[ name ] = rest;
		}
	}
	return other;
}
