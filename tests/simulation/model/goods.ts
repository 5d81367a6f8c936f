/** What the shop sells: products, variations with an item of their own, and sizes that share the item of their product. */
import type { Row } from '../controller/eyes';
import { number, text } from './orders';

/** Something that a buyer puts into the cart. */
export interface Sold {
	id: number;
	status: string;
	/** Of its own; null = it keeps none. */
	stock: number | null;
	/** The regular one; 0 = none. */
	price: number;
	/** What buyers pay; 0 = it cannot be bought. */
	inForce: number;
	sale: Sale | null;
}

export interface Sale {
	price: number;
	/** Seconds since 1970; 0 = at once, and for good. */
	from: number;
	until: number;
}

export interface Product extends Sold {
	code: string;
	/** Of a variation; 0 = it is none. */
	parentId: number;
	/** It is only sold through its sizes and variations. */
	isVariable: boolean;
	/** Variations without an item of their own. */
	sizes: Sold[];
	/** In another language; its stock and price are the same. */
	translation: Sold | null;
	/** What a catalogue run or one of pictures may write of it, as one value. */
	face: string;
}

const meta = ( key: string ): string =>
	`(SELECT m.meta_value FROM wp_postmeta m WHERE m.post_id = p.ID AND m.meta_key = '${ key }' ORDER BY m.meta_id LIMIT 1)`;

const SOLD = [
	'p.ID, p.post_parent, p.post_type, p.post_status',
	`${ meta( '_manage_stock' ) } AS managed`,
	`${ meta( '_stock' ) } AS stock`,
	`${ meta( '_regular_price' ) } AS price`,
	`${ meta( '_price' ) } AS in_force`,
	`${ meta( '_sale_price' ) } AS sale`,
	`${ meta( '_sale_price_dates_from' ) } AS sale_from`,
	`${ meta( '_sale_price_dates_to' ) } AS sale_until`,
].join( ', ' );

const WITH_SKU =
	"LEFT JOIN wp_postmeta s ON s.post_id = p.ID AND s.meta_key = '_sku' AND s.meta_value <> ''";

export const GOODS = [
	`SELECT ${ SOLD }, s.meta_value AS sku, MD5(CONCAT_WS('|', p.post_title, p.post_content, p.post_status, ${ meta( '_thumbnail_id' ) }, ${ meta( '_product_image_gallery' ) }, (SELECT GROUP_CONCAT(t.term_taxonomy_id ORDER BY t.term_taxonomy_id) FROM wp_term_relationships t JOIN wp_term_taxonomy x ON x.term_taxonomy_id = t.term_taxonomy_id AND x.taxonomy IN ('product_cat', 'product_brand') WHERE t.object_id = p.ID))) AS face, (SELECT COUNT(*) FROM wp_term_relationships t JOIN wp_term_taxonomy x ON x.term_taxonomy_id = t.term_taxonomy_id AND x.taxonomy = 'product_type' JOIN wp_terms w ON w.term_id = x.term_id AND w.slug = 'variable' WHERE t.object_id = p.ID) AS variable FROM wp_posts p ${ WITH_SKU } WHERE p.post_type IN ('product', 'product_variation') AND s.meta_value IS NOT NULL ORDER BY s.meta_value, p.ID`,
	`SELECT ${ SOLD } FROM wp_posts p ${ WITH_SKU } WHERE p.post_type = 'product_variation' AND s.meta_value IS NULL ORDER BY p.ID`,
	`SELECT ${ SOLD }, ${ meta( '_translation_of' ) } AS original FROM wp_posts p WHERE p.post_type = 'product' AND p.ID IN (SELECT t.post_id FROM wp_postmeta t WHERE t.meta_key = '_translation_of') ORDER BY p.ID`,
] as const;

function soldOf( row: Row ): Sold {
	const sale = number( row, 'sale' );
	return {
		id: number( row, 'ID' ),
		status: text( row, 'post_status' ),
		price: number( row, 'price' ),
		inForce: number( row, 'in_force' ),
		stock:
			row.managed === 'yes' && ( row.stock ?? null ) !== null
				? Number( row.stock )
				: null,
		sale:
			sale > 0
				? {
						price: sale,
						from: number( row, 'sale_from' ),
						until: number( row, 'sale_until' ),
					}
				: null,
	};
}

const translationOf = ( { ID }: Row, translations: Row[] ): Sold | null => {
	const row = translations.find( ( { original } ) => original === ID );
	return row ? soldOf( row ) : null;
};

export const goodsOf = (
	products: Row[],
	sizes: Row[],
	translations: Row[]
): Product[] =>
	products.map( ( row ) => ( {
		...soldOf( row ),
		code: text( row, 'sku' ),
		face: text( row, 'face' ),
		parentId:
			row.post_type === 'product_variation'
				? number( row, 'post_parent' )
				: 0,
		isVariable: number( row, 'variable' ) > 0,
		sizes: sizes
			.filter( ( size ) => size.post_parent === row.ID )
			.map( soldOf ),
		translation: translationOf( row, translations ),
	} ) );

/** By size and translation: the product whose item it has. */
export const keepers = (
	products: readonly Product[]
): Map< number, number > =>
	new Map(
		products.flatMap( ( { id, sizes, translation } ) =>
			[ ...sizes, ...( translation ? [ translation ] : [] ) ].map(
				( size ) => [ size.id, id ] as const
			)
		)
	);

/** What buyers buy for its item; what has none of it can be bought for no price. */
export const soldFor = ( product: Product ): Sold[] =>
	product.isVariable ? product.sizes : [ product ];

/** Variations keep stocks of their own, and nobody knows how much of the item is whose. */
export const isSplit = ( { sizes }: Pick< Product, 'sizes' > ): boolean =>
	sizes.some( ( { stock } ) => stock !== null );

/** Its stock is not judged. */
export const unjudged = ( product: Product ): Product => ( {
	...product,
	stock: null,
	sizes: product.sizes.map( ( size ) => ( { ...size, stock: null } ) ),
	translation: null,
} );
