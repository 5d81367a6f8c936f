<?php
/**
 * A shop with a long price list: nothing changed, one item in a hundred changed, all changed, a thousand new, long texts.
 * Arguments: the length of the list, and how often each is measured. What is new is new once.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\CatalogueShop;
use SorsApi\Bench\Floor;
use SorsApi\Bench\Importer;
use SorsApi\Bench\Shop;
use SorsApi\Bench\Stopwatch;
use SorsApi\Bench\Transactions;

[ , $size, $turns ] = array_map( 'intval', $argv );

$shop      = new Shop();
$catalogue = new CatalogueShop( $shop, $size );
$watch     = new Stopwatch();
wp_set_current_user( 1 );

$unchanged = static function ( string $kind ) use ( $shop ): int {
	$run = $shop->run( $kind );
	if ( 0 !== $run->created + $run->updated ) {
		throw new \RuntimeException( "The run of $kind changed something: " . wp_json_encode( $run->toArray() ) );
	}
	return $run->processed;
};
$changed   = static function () use ( $shop, $size ): int {
	$run = $shop->run( 'stock' );
	// Services have neither.
	if ( $run->updated < $run->processed - intdiv( $size, 20 ) - 20 ) {
		throw new \RuntimeException( 'The run did not change all: ' . wp_json_encode( $run->toArray() ) );
	}
	return $run->updated;
};
$some      = static function ( int $asked ) use ( $shop ): int {
	$run = $shop->run( 'stock' );
	if ( $asked !== $run->updated || abs( $run->processed / 100 - $asked ) > 1 + $run->processed / 1000 ) {
		throw new \RuntimeException( "Not one in a hundred changed, but $run->updated of $run->processed where $asked were to." );
	}
	return $run->processed;
};
foreach ( [ 'catalog', 'stock' ] as $kind ) {
	for ( $turn = 0; $turn < $turns; $turn++ ) {
		$watch->lap( "unchanged $kind", static fn(): int => $unchanged( $kind ) );
	}
}
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$asked = $catalogue->someDay( $turn );
	$watch->lap( 'one in a hundred', static fn(): int => $some( $asked ) );
}
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$catalogue->nextDay();
	$watch->lap( 'change', $changed );
}
// Not timed: to look at the clock in each transaction takes some time itself.
$catalogue->nextDay();
$watch->note( 'longest transaction', Transactions::longest( $changed ) );
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$watch->lap( 'floor', static fn(): int => Floor::write( min( 2000, $size ) ) );
}

// The importer has its way with the first of them: it costs the same each.
$importer = new Importer();
$first    = $catalogue->first( min( 200, $size ) );
for ( $turn = 0; $turn < $turns; $turn++ ) {
	$file = Importer::file( $first, 1 + $turn );
	$watch->lap( 'importer change', static fn(): int => $importer->import( $file, true ) );
	$watch->lap( 'importer unchanged', static fn(): int => $importer->import( $file, true ) );
	unlink( $file );
}
$new = array_map( static fn( array $item ): array => [ 'code' => "UVOZ-{$item['code']}" ] + $item, $first );
unset( $first );
$file = Importer::file( $new, 0 );
$watch->lap( 'importer create', static fn(): int => $importer->import( $file, false ) );
unlink( $file );
unset( $new, $importer );

// What floor and importer wrote is not for the first stock of new products to put back.
$shop->run( 'stock' );
$catalogue->addNew( min( 1000, $size ) );
$created = 0;
$watch->lap(
	'create',
	static function () use ( $shop, &$created ): int {
		$created = $shop->run( 'catalog' )->created;
		return $created;
	}
);
$watch->lap(
	'first stock',
	static function () use ( $shop, &$created ): int {
		$run = $shop->run( 'stock' );
		if ( $run->updated > $created ) {
			throw new \RuntimeException( 'More than the new products changed: ' . wp_json_encode( $run->toArray() ) );
		}
		return $run->updated;
	}
);
// As much as two pages of SORS' answers hold.
$catalogue->addNew( min( 1000, $size ), str_repeat( 'Dugačak opis artikla, kakav proizvođači pišu. ', 210 ) );
$watch->lap( 'long texts', static fn(): int => $shop->run( 'catalog' )->processed );
$watch->report();
