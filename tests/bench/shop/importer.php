<?php
/**
 * WooCommerce's own CSV importer with the items of SORS: made, given other
 * stock and prices, and given the very same file once more.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Shop;
use SorsApi\Bench\Stopwatch;

require_once WC_ABSPATH . 'includes/import/class-wc-product-csv-importer.php';

$shop  = new Shop();
$watch = new Stopwatch();
$items = $shop->items();

/** The file that an owner would export from SORS and import by hand, on the given day. */
$file = static function ( int $day ) use ( $items ): string {
	$path = (string) tempnam( sys_get_temp_dir(), 'sors-bench-' ) . '.csv';
	$out  = fopen( $path, 'w' );
	fputcsv( $out, [ 'SKU', 'Type', 'Name', 'Published', 'Categories', 'Regular price', 'In stock?', 'Stock' ], ',', '"', '' );
	foreach ( $items as $position => $item ) {
		fputcsv( $out, [ $item['code'], 'simple', $item['name'], 1, str_replace( ' / ', ' > ', $item['group'] ), Shop::priceOf( $item, $day ), 1, Shop::stockOf( $position, $day ) ], ',', '"', '' );
	}
	fclose( $out );
	return $path;
};

$import = static function ( string $path, bool $update ): int {
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
};

$shop->clear();
wp_set_current_user( 1 );
$before = $file( 0 );
$after  = $file( 3 );
$watch->lap( 'create', static fn(): int => $import( $before, false ) );
$watch->lap( 'change', static fn(): int => $import( $after, true ) );
$watch->lap( 'unchanged', static fn(): int => $import( $after, true ) );
array_map( 'unlink', [ $before, $after ] );
$watch->report();
