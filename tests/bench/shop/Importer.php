<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** WooCommerce's own CSV importer with the file that an owner would export from SORS and import by hand. */
final class Importer {

	public function __construct() {
		require_once WC_ABSPATH . 'includes/import/class-wc-product-csv-importer.php';
	}

	/** Path of a file with the stock and the prices of the given day, of items by their position. */
	public static function file( array $items, int $day ): string {
		$made = (string) tempnam( sys_get_temp_dir(), 'sors-bench-' );
		$path = "$made.csv";
		rename( $made, $path );
		$out  = fopen( $path, 'w' );
		fputcsv( $out, [ 'SKU', 'Type', 'Name', 'Published', 'Categories', 'Regular price', 'In stock?', 'Stock' ], ',', '"', '' );
		foreach ( $items as $position => $item ) {
			fputcsv( $out, [ $item['code'], 'simple', $item['name'], 1, str_replace( ' / ', ' > ', $item['group'] ), Shop::priceOf( $item, $day ), 1, Shop::stockOf( $position, $day ) ], ',', '"', '' );
		}
		fclose( $out );
		return $path;
	}

	/** @return int How many products it made, or updated. */
	public function import( string $path, bool $update ): int {
		$importer = new \WC_Product_CSV_Importer(
			$path,
			[
				'mapping'          => [
					'SKU'           => 'sku',
					'Type'          => 'type',
					'Name'          => 'name',
					'Published'     => 'published',
					'Categories'    => 'category_ids',
					'Regular price' => 'regular_price',
					'In stock?'     => 'stock_status',
					'Stock'         => 'stock_quantity',
				],
				'parse'            => true,
				'update_existing'  => $update,
				'lines'            => -1,
				'prevent_timeouts' => false,
			]
		);
		$result   = $importer->import();
		if ( [] !== $result['failed'] || [] !== $result['skipped'] ) {
			throw new \RuntimeException( 'The importer refused items: ' . wp_json_encode( array_slice( array_merge( $result['failed'], $result['skipped'] ), 0, 3 ) ) );
		}
		return count( $result[ $update ? 'updated' : 'imported' ] );
	}
}
