/** Product images in answers; the bytes are read when they are asked for. */
import { picture } from '../assortment/picture';
import type { Product, ProductImage } from '../model/types';
import type { Fields } from '../wire/entities';

export const FILES = '/_files/';

/** The picture depends on the code and the variant alone, so it is the same in every year's database. */
export function imageBytes(
	product: Pick< Product, 'code' >,
	image: ProductImage
): Buffer {
	return picture(
		image.format,
		`${ product.code }/${ image.ordinal }/${ image.variant }`
	);
}

export function imageFields(
	origin: string,
	database: string,
	product: Product,
	image: ProductImage,
	hasContent: boolean
): Fields {
	// An API without the one must give the other.
	const byUrl = image.deliver !== 'content' || ! hasContent;
	const byContent = image.deliver !== 'url';
	const name = `${ image.id }.${ image.format === 'jpeg' ? 'jpg' : image.format }`;
	return {
		id: image.id,
		ordinal: image.ordinal,
		url:
			image.url ??
			( byUrl
				? `${ origin }${ FILES }${ encodeURIComponent( database ) }/${ product.id }/${ name }`
				: null ),
		content:
			image.content ??
			( byContent
				? imageBytes( product, image ).toString( 'base64' )
				: null ),
	};
}
