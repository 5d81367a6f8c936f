/** Records with nothing said of them yet. */
import type { Product, SorsDatabase, StockLevel } from './types';

export function blankProduct(
	database: SorsDatabase,
	modifiedAt: number,
	nameOf: ( id: string ) => Pick< Product, 'code' | 'name' >
): Product {
	const id = String( database.nextId++ );
	return {
		...{ id, ...nameOf( id ), itemType: 'goods', unit: 'kom', gtin: null },
		...{ groupId: null, secondGroupId: null, description: '' },
		...{ vatRate: 20, priceWithoutVat: 100, priceWithVat: 120 },
		...{ purchasePrice: 73.2037, active: true, modifiedAt, images: [] },
	};
}

export const emptyLevel = (
	product: Product,
	businessUnitId: string,
	modifiedAt: number
): StockLevel => ( {
	productId: product.id,
	productCode: product.code,
	...{ businessUnitId, onHand: 0, reserved: 0, modifiedAt },
	priceWithoutVat: product.priceWithoutVat,
	priceWithVat: product.priceWithVat,
} );
