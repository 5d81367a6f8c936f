<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

use SorsApi\Database\Tables;

'cli' === PHP_SAPI || exit;

/** Whether the rows that a run writes agree with each other, wherever it ended: product, link, level, category and picture. */
final class ShopRows {

	private const QUESTIONS = [
		'a product without a link'                 => "SELECT p.ID FROM {posts} p LEFT JOIN {sors_links} l ON l.object_id = p.ID WHERE p.post_type = 'product' AND l.id IS NULL",
		'a link without a product'                 => "SELECT l.code FROM {sors_links} l LEFT JOIN {posts} p ON p.ID = l.object_id AND p.post_type = 'product' WHERE p.ID IS NULL",
		'a link whose code is not the SKU'         => "SELECT l.code FROM {sors_links} l LEFT JOIN {postmeta} m ON m.post_id = l.object_id AND m.meta_key = '_sku' WHERE NOT BINARY COALESCE(m.meta_value, '') <=> BINARY l.code",
		'a SKU twice'                              => "SELECT meta_value FROM {postmeta} WHERE meta_key = '_sku' AND meta_value <> '' GROUP BY BINARY meta_value HAVING COUNT(*) > 1",
		'a meta twice'                             => "SELECT CONCAT(post_id, ' ', meta_key) FROM {postmeta} WHERE meta_key IN ('_sku', '_price', '_regular_price', '_stock', '_stock_status', '_manage_stock', '_thumbnail_id', '_global_unique_id') GROUP BY post_id, meta_key HAVING COUNT(*) > 1",
		'a product that WooCommerce cannot search' => "SELECT p.ID FROM {posts} p LEFT JOIN {wc_product_meta_lookup} k ON k.product_id = p.ID WHERE p.post_type = 'product' AND k.product_id IS NULL",
		'another SKU, stock or price in the search' => "SELECT p.ID FROM {posts} p JOIN {wc_product_meta_lookup} k ON k.product_id = p.ID
			LEFT JOIN {postmeta} s ON s.post_id = p.ID AND s.meta_key = '_sku' LEFT JOIN {postmeta} q ON q.post_id = p.ID AND q.meta_key = '_stock'
			LEFT JOIN {postmeta} t ON t.post_id = p.ID AND t.meta_key = '_stock_status' LEFT JOIN {postmeta} c ON c.post_id = p.ID AND c.meta_key = '_price'
			WHERE p.post_type = 'product' AND (COALESCE(s.meta_value, '') <> COALESCE(k.sku, '') OR COALESCE(q.meta_value, 0) + 0 <> COALESCE(k.stock_quantity, 0) OR t.meta_value <> k.stock_status OR ABS(COALESCE(c.meta_value, 0) - COALESCE(k.min_price, 0)) > 0.0001)",
		'a price that is not the regular one'      => "SELECT r.post_id FROM {postmeta} r JOIN {postmeta} c ON c.post_id = r.post_id AND c.meta_key = '_price' WHERE r.meta_key = '_regular_price' AND r.meta_value <> c.meta_value",
		'a price below zero, or of no number'      => "SELECT CONCAT(post_id, ' ', meta_value) FROM {postmeta} WHERE meta_key IN ('_price', '_regular_price') AND meta_value <> '' AND meta_value NOT REGEXP '^[0-9]+(\\\\.[0-9]+)?$'",
		'a stock of no number'                     => "SELECT CONCAT(post_id, ' ', meta_value) FROM {postmeta} WHERE meta_key = '_stock' AND meta_value IS NOT NULL AND meta_value NOT REGEXP '^-?[0-9]+(\\\\.[0-9]+)?$'",
		'in stock with none, or out with some'     => "SELECT q.post_id FROM {postmeta} q JOIN {postmeta} t ON t.post_id = q.post_id AND t.meta_key = '_stock_status' JOIN {postmeta} m ON m.post_id = q.post_id AND m.meta_key = '_manage_stock' AND m.meta_value = 'yes' WHERE q.meta_key = '_stock' AND (q.meta_value > 0) <> (t.meta_value = 'instock')",
		'a product without its type'               => "SELECT p.ID FROM {posts} p WHERE p.post_type = 'product' AND NOT EXISTS (SELECT 1 FROM {term_relationships} r JOIN {term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_type' WHERE r.object_id = p.ID)",
		'a product without a category'             => "SELECT p.ID FROM {posts} p WHERE p.post_type = 'product' AND NOT EXISTS (SELECT 1 FROM {term_relationships} r JOIN {term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id AND x.taxonomy = 'product_cat' WHERE r.object_id = p.ID)",
		'a product in a category that is gone'     => 'SELECT r.object_id FROM {term_relationships} r LEFT JOIN {term_taxonomy} x ON x.term_taxonomy_id = r.term_taxonomy_id LEFT JOIN {terms} t ON t.term_id = x.term_id WHERE t.term_id IS NULL',
		'a group whose category is gone'           => "SELECT g.name FROM {sors_groups} g LEFT JOIN {term_taxonomy} x ON x.term_id = g.term_id AND x.taxonomy = 'product_cat' WHERE g.term_id > 0 AND x.term_id IS NULL",
		'a category below one that is gone'        => "SELECT x.term_id FROM {term_taxonomy} x LEFT JOIN {term_taxonomy} u ON u.term_id = x.parent AND u.taxonomy = x.taxonomy WHERE x.taxonomy = 'product_cat' AND x.parent > 0 AND u.term_id IS NULL",
		'a category without a name'                => "SELECT term_id FROM {terms} WHERE LENGTH(name) = 0",
		'a picture in use that is gone'            => "SELECT m.post_id FROM {postmeta} m LEFT JOIN {posts} a ON a.ID = m.meta_value AND a.post_type = 'attachment' WHERE m.meta_key = '_thumbnail_id' AND m.meta_value > 0 AND a.ID IS NULL",
		'a row of a picture that is gone'          => "SELECT i.source_id FROM {sors_images} i LEFT JOIN {posts} a ON a.ID = i.attachment_id AND a.post_type = 'attachment' WHERE i.attachment_id > 0 AND a.ID IS NULL",
		'a picture that no row knows'              => "SELECT a.ID FROM {posts} a LEFT JOIN {sors_images} i ON i.attachment_id = a.ID WHERE a.post_type = 'attachment' AND a.post_title <> 'woocommerce-placeholder' AND i.id IS NULL",
		'a picture without a file'                 => "SELECT a.ID FROM {posts} a WHERE a.post_type = 'attachment' AND NOT EXISTS (SELECT 1 FROM {postmeta} m WHERE m.post_id = a.ID AND m.meta_key = '_wp_attached_file' AND m.meta_value <> '')",
		'a level without a code or unit'           => "SELECT id FROM {sors_stock} WHERE LENGTH(code) = 0 OR LENGTH(business_unit_id) = 0 OR code_hash <> SHA2(code, 256)",
		'a tag in a name'                          => "SELECT post_title FROM {posts} WHERE post_type IN ('product', 'attachment') AND CONCAT(post_title, post_excerpt, post_content) REGEXP '<[a-z/!]'",
		'a tag in the name of a category'          => "SELECT name FROM {terms} WHERE name REGEXP '<[a-z/!]'",
		'a control character'                      => "SELECT ID FROM {posts} WHERE post_type IN ('product', 'attachment') AND CONCAT(post_title, post_excerpt, post_content) REGEXP '[\\\\x00-\\\\x08\\\\x0B\\\\x0C\\\\x0E-\\\\x1F\\\\x7F]'",
		'a control character in a run'             => "SELECT id FROM {sors_run_items} WHERE CONCAT(name, COALESCE(reason, '')) REGEXP '[\\\\x00\\\\x01\\\\x04-\\\\x08\\\\x0B\\\\x0C\\\\x0E-\\\\x1E\\\\x7F]'",
		'an item left out or failed without a word' => "SELECT code FROM {sors_run_items} WHERE outcome IN ('skipped', 'failed') AND COALESCE(reason, '') = ''",
		'a run without a word'                     => "SELECT id FROM {sors_runs} WHERE COALESCE(message, '') = '' AND state NOT IN ('queued', 'reading', 'applying')",
		'a run of which nobody knows that it ended' => "SELECT id FROM {sors_runs} WHERE (active_kind IS NULL) <> (state NOT IN ('queued', 'reading', 'applying'))",
	];

	public static function wrong(): array {
		global $wpdb;
		$tables = [];
		foreach ( [ 'posts', 'postmeta', 'terms', 'term_taxonomy', 'term_relationships', 'wc_product_meta_lookup', 'sors_links', 'sors_groups', 'sors_images', 'sors_stock', 'sors_runs', 'sors_run_items' ] as $table ) {
			$tables[ '{' . $table . '}' ] = $wpdb->prefix . $table;
		}
		$wrong = [];
		foreach ( self::QUESTIONS as $what => $question ) {
			$rows = $wpdb->get_col( strtr( $question, $tables ) );
			if ( '' !== $wpdb->last_error ) {
				throw new \LogicException( "$what: $wpdb->last_error" );
			}
			if ( [] !== $rows ) {
				$wrong[] = $what . ': ' . implode( ', ', array_slice( $rows, 0, 5 ) );
			}
		}
		return $wrong;
	}

	/** @return array<string, string> Code => all that a run writes of its product. Keys begin with "c", since PHP makes numbers of numeric ones. */
	public static function products(): array {
		global $wpdb;
		wp_cache_flush();
		$products = [];
		foreach ( $wpdb->get_results( 'SELECT code, object_id FROM ' . Tables::name( Tables::LINKS ) . ' ORDER BY code' ) as $link ) {
			$product = wc_get_product( (int) $link->object_id );

			$products[ 'c' . $link->code ] = (string) wp_json_encode(
				$product instanceof \WC_Product ? [
					$product->get_name(),
					$product->get_description(),
					$product->get_status(),
					$product->get_sku(),
					// Without a level in SORS it keeps the price that it was made with.
					$product->managing_stock() ? [ $product->get_regular_price(), $product->get_price() ] : null,
					$product->get_stock_quantity(),
					$product->get_stock_status(),
					$product->get_tax_class(),
					wp_get_post_terms( $product->get_id(), 'product_cat', [ 'fields' => 'names' ] ),
					$product->get_image_id() > 0,
					count( $product->get_gallery_image_ids() ),
				] : null,
				JSON_UNESCAPED_UNICODE
			);
		}
		return $products;
	}
}
