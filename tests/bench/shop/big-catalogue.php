<?php
/**
 * A shop with a long price list: nothing changed, one item in a hundred changed,
 * all changed, a thousand new. The shop is made once and kept with its site.
 * Argument: the length of the list.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';
require_once __DIR__ . '/Importer.php';

use SorsApi\Bench\Importer;
use SorsApi\Bench\Shop;
use SorsApi\Bench\Stopwatch;
use SorsApi\Services;
use SorsApi\Tests\Site\FilledShop;

const MADE = 'bench_catalogue';

$size     = (int) $argv[1];
$turns    = (int) $argv[2];
$shop     = new Shop();
$watch    = new Stopwatch();
$importer = new Importer();
$unit     = array_column( $shop->books( 'units' ), 'id', 'code' )[ Shop::UNIT ];
wp_set_current_user( 1 );
$wpdb->query( 'SET GLOBAL innodb_buffer_pool_size = 2147483648' );

if ( $size !== (int) get_option( MADE ) ) {
	$shop->clear();
	// Categories are the shop's own in both: FilledShop gives it none.
	$shop->connect( [ 'fields' => [ 'categories' => 'never' ] ] );
	FilledShop::fill( ( new Services() )->api(), Shop::DATABASE, (string) $unit, $size );
	update_option( MADE, $size );
}
// What FilledShop left out, what the last bench changed, and all caches.
$shop->run( 'catalog' );
$shop->run( 'stock' );

$unchanged = static function ( string $kind ) use ( $shop ): int {
	$run = $shop->run( $kind );
	if ( 0 !== $run->created + $run->updated ) {
		throw new \RuntimeException( "The run of $kind changed something: " . wp_json_encode( $run->toArray() ) );
	}
	return $run->processed;
};
foreach ( [ 'catalog', 'stock' ] as $kind ) {
	for ( $turn = 0; $turn < $turns; $turn++ ) {
		$watch->lap( "unchanged $kind", static fn(): int => $unchanged( $kind ) );
	}
}

$items = $shop->items();
$some  = array_values( array_filter( $items, static fn( int $at ): bool => 0 === $at % 100, ARRAY_FILTER_USE_KEY ) );
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$changes = array_map(
		static fn( array $item ): array => [
			'do'           => 'setPrice',
			'code'         => $item['code'],
			'unit'         => Shop::UNIT,
			'priceWithVat' => Shop::priceOf( $item, 100 + $turn ),
		],
		$some
	);
	$shop->sors->post( 'patch', [ 'database' => Shop::DATABASE, 'changes' => $changes ] );
	$shop->readAhead();
	$watch->lap( 'one in a hundred', static fn(): int => $shop->run( 'stock' )->processed );
}
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$shop->stockUp( 2 + $turn );
	$shop->readAhead();
	$watch->lap( 'change', static fn(): int => $shop->run( 'stock' )->updated );
}

// The importer has its way with the first of them: it costs the same each.
$first = array_slice( $items, 0, min( 500, $size ), true );
$day   = 1 + $turns;
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$file = Importer::file( $first, ++$day );
	$watch->lap( 'importer change', static fn(): int => $importer->import( $file, true ) );
	$watch->lap( 'importer unchanged', static fn(): int => $importer->import( $file, true ) );
	unlink( $file );
}

$new = array_map(
	static fn( int $at ): array => [
		'do'    => 'addItem',
		'item'  => [
			'code'         => "NOVI-$at",
			'name'         => "Novi artikal $at",
			'itemType'     => 'goods',
			'vatRate'      => 20,
			'priceWithVat' => 100 + $at,
		],
		'stock' => [ Shop::UNIT => 5 ],
	],
	range( 1, min( 1000, intdiv( $size, 10 ) ) )
);
$shop->sors->post( 'patch', [ 'database' => Shop::DATABASE, 'changes' => $new ] );
$shop->readAhead();
$watch->lap( 'create', static fn(): int => $shop->run( 'catalog' )->created );
// The next bench finds the shop as this one found it: its server does not have them.
foreach ( array_chunk( $wpdb->get_col( "SELECT object_id FROM {$wpdb->prefix}sors_links WHERE code LIKE 'NOVI-%'" ), 500 ) as $ids ) {
	$in = implode( ', ', $ids );
	$wpdb->query( "DELETE FROM $wpdb->postmeta WHERE post_id IN ($in)" );
	$wpdb->query( "DELETE FROM $wpdb->term_relationships WHERE object_id IN ($in)" );
	$wpdb->query( "DELETE FROM {$wpdb->prefix}wc_product_meta_lookup WHERE product_id IN ($in)" );
	$wpdb->query( "DELETE FROM {$wpdb->prefix}sors_links WHERE object_id IN ($in)" );
	$wpdb->query( "DELETE FROM $wpdb->posts WHERE ID IN ($in)" );
}
$watch->report();
