/** What a document does to stock, reservations and debt (DESIGN's table), and undoing it. */
import { round } from '../assortment/numbers';
import { emptyLevel } from '../model/blank';
import type {
	DocumentKind,
	SorsDatabase,
	SorsDocument,
	StockLevel,
} from '../model/types';

export function effectOf( kind: DocumentKind ): SorsDocument[ 'effect' ] {
	switch ( kind ) {
		case 'invoice':
			return { onHand: 0, reserved: 0, debt: 1 };
		case 'invoiceDeliveryNote':
			return { onHand: -1, reserved: 0, debt: 1 };
		case 'reservation':
			return { onHand: 0, reserved: 1, debt: 0 };
		case 'deliveryNote':
			return { onHand: -1, reserved: 0, debt: 0 };
		case 'return':
			return { onHand: 1, reserved: 0, debt: -1 };
	}
}

/** What is made from an invoice takes the goods off stock, which that one did not. */
export function effectFrom(
	source: DocumentKind,
	kind: DocumentKind
): SorsDocument[ 'effect' ] {
	const takes = source === 'invoice' && effectOf( kind ).onHand < 0;
	return { onHand: takes ? -1 : 0, reserved: 0, debt: 0 };
}

function levelOf(
	database: SorsDatabase,
	productId: string,
	unitId: string
): StockLevel | null {
	const found = database.levels.find(
		( level ) =>
			level.productId === productId && level.businessUnitId === unitId
	);
	const product = database.products.find( ( each ) => each.id === productId );
	if ( found || ! product || product.itemType === 'service' ) {
		return found ?? null;
	}
	// The books may go below zero: an item never received can still be sold.
	const made = emptyLevel( product, unitId, 0 );
	database.levels.push( made );
	return made;
}

/** When something moves, and whether a mere reservation counts as a modification of the level. */
export interface Moment {
	now: number;
	reservationsModify: boolean;
}

/** `direction` is 1 when the document is made, -1 when it is cancelled. */
export function move(
	database: SorsDatabase,
	document: SorsDocument,
	direction: 1 | -1,
	{ now, reservationsModify }: Moment
): void {
	const { onHand, reserved } = document.effect;
	if ( ! onHand && ! reserved ) {
		return;
	}
	for ( const line of document.lines ) {
		const level = levelOf(
			database,
			line.productId,
			document.businessUnitId
		);
		if ( ! level ) {
			continue;
		}
		const quantity = line.quantity * direction;
		level.onHand = round( level.onHand + onHand * quantity, 4 );
		level.reserved = round( level.reserved + reserved * quantity, 4 );
		if ( onHand || reservationsModify ) {
			level.modifiedAt = now;
		}
	}
}
