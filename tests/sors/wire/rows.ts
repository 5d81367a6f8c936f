/** Rows of an answer: as the contract says, plus what real answers carry beside it. */
import type { EntityName, SorsContract } from '../../../src/contract/sors-contract';
import { writeEntity } from './entities';
import type { Fields } from './entities';
import type { JsonObject } from './paths';
import { untidy } from './sloppy';
import type { Sloppy } from './sloppy';

/** Not in any contract. Whoever reads it reads what he must not. */
export const PURCHASE_PRICE = 'nabavnaCena';

/**
 * @param at Place in the list; an untidy server is untidy in another way on each row.
 * @param purchasePrice Put beside the contract's fields where given.
 */
export function writeRow(
	contract: SorsContract,
	entity: EntityName,
	fields: Fields,
	sloppy: Sloppy,
	at = 0,
	purchasePrice?: number
): JsonObject {
	const row = writeEntity( contract, entity, fields );
	if ( purchasePrice !== undefined ) {
		row[ PURCHASE_PRICE ] = purchasePrice;
	}
	return sloppy.length ? untidy( contract, entity, row, sloppy, at ) : row;
}
