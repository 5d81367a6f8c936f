/** Setting an item's own fields, and what follows from them. */
import { round } from '../assortment/numbers';
import type { Product, ProductImage, SorsDatabase } from '../model/types';
import type { ImageInput, ItemFields } from './changes';
import { groupAt } from './groups';

export function withoutVat( priceWithVat: number, vatRate: number ): number {
	return round( priceWithVat / ( 1 + vatRate / 100 ), 2 );
}

function images(
	database: SorsDatabase,
	inputs: readonly ImageInput[]
): ProductImage[] {
	return inputs.map(
		( { id, format, variant, deliver, url, content }, at ) => ( {
			id: id ?? String( database.nextId++ ),
			ordinal: at + 1,
			format,
			variant,
			deliver,
			...( url === undefined ? {} : { url } ),
			...( content === undefined ? {} : { content } ),
		} )
	);
}

export function assign(
	database: SorsDatabase,
	product: Product,
	set: Partial< ItemFields >,
	now: number
): void {
	const { group, secondGroup, images: pictures, ...plain } = set;
	const code = product.code;
	Object.assign( product, plain );
	if ( group !== undefined ) {
		product.groupId = groupAt( database, group );
	}
	if ( secondGroup !== undefined ) {
		product.secondGroupId = groupAt( database, secondGroup );
	}
	if ( pictures ) {
		product.images = images( database, pictures );
	}
	product.priceWithoutVat = withoutVat(
		product.priceWithVat,
		product.vatRate
	);
	product.modifiedAt = now;
	for ( const level of database.levels ) {
		if ( level.productId === product.id && product.code !== code ) {
			level.productCode = product.code;
			level.modifiedAt = now;
		}
	}
}
