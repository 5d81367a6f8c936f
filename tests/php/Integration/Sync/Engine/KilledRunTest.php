<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Tests\Site\CleanSlate;

'cli' === PHP_SAPI || exit;


/** The process dies at one of its writes while products are made and filled: resumed, the shop ends in the same rows. */
final class KilledRunTest extends KilledTestCase {

	protected const KINDS = [ 'catalog', 'stock' ];

	public function testItEndsInTheSameRows(): void {
		$this->dieAtManyWrites( 16, 100 );
	}

	protected function prepare(): void {
		CleanSlate::restore();
		$this->assortment( 1 );
		$this->configure(
			[
				'businessUnitIds'  => array_slice( array_values( $this->units ), 0, 2 ),
				'newProductStatus' => 'publish',
				'fields'           => [ 'name' => 'always' ],
			]
		);
		$own = $this->createProduct( 'KILL-OWN', '50', 3, 'Već u prodavnici' );
		self::assertGreaterThan( 0, $own->get_id() );
		$unit = (string) array_key_first( $this->units );
		$this->addItem( 'KILL-OWN', 'Naziv iz SORS-a', [ 'group' => 'Alati / Ručni' ], [ $unit => 9 ] );
		$this->addItem( 'KILL-1', 'Prvi', [ 'group' => 'Alati' ], [ $unit => 5 ] );
		$this->addItem( 'KILL-2', 'Drugi', [ 'itemType' => 'service' ] );
	}

	/** @return array<string, list<string>> What the shop holds, without numbers and dates. */
	protected function outcome(): array {
		global $wpdb;
		$posts   = "(SELECT p.*, k.meta_value AS sku FROM $wpdb->posts p LEFT JOIN $wpdb->postmeta k ON k.post_id = p.ID AND k.meta_key = '_sku' WHERE p.post_type IN ('product', 'product_variation'))";
		$queries = [
			'products'      => "SELECT sku, post_type, post_status, post_title, post_content, post_excerpt, post_name, comment_status FROM $posts x",
			'meta'          => "SELECT sku, meta_key, meta_value FROM $posts x JOIN $wpdb->postmeta m ON m.post_id = x.ID",
			'terms'         => "SELECT sku, taxonomy, t.name FROM $posts x JOIN $wpdb->term_relationships r ON r.object_id = x.ID JOIN $wpdb->term_taxonomy y USING (term_taxonomy_id) JOIN $wpdb->terms t USING (term_id)",
			'lookup'        => "SELECT l.sku, min_price, max_price, onsale, stock_quantity, stock_status, tax_status, tax_class, `virtual`, global_unique_id FROM {$wpdb->prefix}wc_product_meta_lookup l",
			'categories'    => "SELECT t.name, t.slug, y.count, p.name AS parent FROM $wpdb->term_taxonomy y JOIN $wpdb->terms t USING (term_id) LEFT JOIN $wpdb->terms p ON p.term_id = y.parent WHERE taxonomy LIKE 'product%'",
			'category meta' => "SELECT t.name, meta_key, meta_value FROM $wpdb->termmeta JOIN $wpdb->terms t USING (term_id)",
			'links'         => "SELECT code, x.sku, item_type, unit, vat_rate, state, fresh, missing_passes FROM {$wpdb->prefix}sors_links l JOIN $posts x ON x.ID = l.object_id",
			'orphans'       => "SELECT meta_key FROM $wpdb->postmeta m LEFT JOIN $wpdb->posts p ON p.ID = m.post_id WHERE p.ID IS NULL UNION ALL SELECT term_taxonomy_id FROM $wpdb->term_relationships r LEFT JOIN $wpdb->posts p ON p.ID = r.object_id WHERE p.ID IS NULL",
		];
		$shop    = [];
		foreach ( $queries as $name => $sql ) {
			$shop[ $name ] = array_map( 'wp_json_encode', $wpdb->get_results( $sql, ARRAY_A ) );
			sort( $shop[ $name ] );
		}
		self::assertSame( '', $wpdb->last_error );
		return $shop;
	}
}
