/** The products of the shop in full, for when all is quiet. */
import type { Eyes, Row } from '../controller/eyes';

export interface Article {
	id: number;
	code: string;
	/** WooCommerce names and files it under its product, and it shows one picture. */
	isVariation: boolean;
	name: string;
	description: string;
	status: string;
	stock: number | null;
	/** Their numbers, the main one first. */
	pictures: number[];
	/** SHA-256 of what SORS sent for each of them; '' = it is the owner's. */
	contents: string[];
	/** Paths of names, joined as tests/sors joins those of groups. */
	categories: string[];
}

const ARTICLES =
	"SELECT p.ID, p.post_type, p.post_title, p.post_content, p.post_status, s.meta_value AS sku, q.meta_value AS stock, i.meta_value AS picture, g.meta_value AS gallery FROM wp_posts p JOIN wp_postmeta s ON s.post_id = p.ID AND s.meta_key = '_sku' AND s.meta_value <> '' LEFT JOIN wp_postmeta q ON q.post_id = p.ID AND q.meta_key = '_stock' LEFT JOIN wp_postmeta i ON i.post_id = p.ID AND i.meta_key = '_thumbnail_id' LEFT JOIN wp_postmeta g ON g.post_id = p.ID AND g.meta_key = '_product_image_gallery' WHERE p.post_type IN ('product', 'product_variation') ORDER BY p.ID";
const TERMS =
	"SELECT x.term_taxonomy_id, x.term_id, x.parent, t.name FROM wp_term_taxonomy x JOIN wp_terms t ON t.term_id = x.term_id WHERE x.taxonomy = 'product_cat'";
const IMAGES =
	'SELECT attachment_id, content_hash FROM wp_sors_images WHERE attachment_id > 0';
const RELATIONS =
	"SELECT r.object_id, x.term_id FROM wp_term_relationships r JOIN wp_term_taxonomy x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_cat'";

export async function readArticles( eyes: Eyes ): Promise< Article[] > {
	const [ rows = [], terms = [], relations = [], images = [] ] =
		await eyes.read( ARTICLES, TERMS, RELATIONS, IMAGES );
	const contents = new Map(
		images.map( ( row ) => [
			Number( row.attachment_id ),
			row.content_hash ?? '',
		] )
	);
	const byId = new Map( terms.map( ( term ) => [ term.term_id, term ] ) );
	const path = ( id: string | null | undefined ): string => {
		const term = byId.get( id ?? '' );
		const above = term ? path( term.parent ) : '';
		return above === ''
			? ( term?.name ?? '' )
			: `${ above } / ${ term?.name }`;
	};
	const picturesOf = ( { picture, gallery }: Row ): number[] =>
		[ picture, ...( gallery ?? '' ).split( ',' ) ]
			.map( Number )
			.filter( ( id ) => id > 0 );
	return rows.map( ( row ) => ( {
		id: Number( row.ID ),
		code: row.sku ?? '',
		isVariation: row.post_type === 'product_variation',
		name: row.post_title ?? '',
		description: row.post_content ?? '',
		status: row.post_status ?? '',
		stock: ( row.stock ?? null ) === null ? null : Number( row.stock ),
		pictures: picturesOf( row ),
		contents: picturesOf( row ).map( ( id ) => contents.get( id ) ?? '' ),
		categories: relations
			.filter( ( each ) => each.object_id === row.ID )
			.map( ( each ) => path( each.term_id ) ),
	} ) );
}
