/** Rows of an answer: as the contract says, plus what real answers carry beside it. */
import type {
	EntityName,
	SorsContract,
} from '../../../src/contract/sors/contract';
import { pathsOf, writeEntity, type Fields } from './entities';
import { writePath, type JsonObject } from './paths';
import { untidy, type Sloppy } from './sloppy';

/** Not in any contract. A client that reads it reads what it must not. */
export const PURCHASE_PRICE = 'nabavnaCena';

export interface Row {
	fields: Fields;
	/** Put beside the contract's fields. */
	purchasePrice?: number | undefined;
	/** Our field -> any JSON to send in its place. */
	garbled?: JsonObject | undefined;
}

/** `at` is the place in the list: an untidy server is untidy in another way on each row. */
export function writeRow(
	contract: SorsContract,
	entity: EntityName,
	row: Row,
	sloppy: Sloppy,
	at = 0
): JsonObject {
	const wired = writeEntity( contract, entity, row.fields );
	if ( row.purchasePrice !== undefined ) {
		wired[ PURCHASE_PRICE ] = row.purchasePrice;
	}
	if ( sloppy.length ) {
		untidy( contract, entity, wired, sloppy, at );
	}
	for ( const [ field, path ] of pathsOf( contract, entity ) ) {
		const garbled = row.garbled?.[ field ];
		if ( garbled !== undefined ) {
			writePath( wired, path, garbled );
		}
	}
	return wired;
}
