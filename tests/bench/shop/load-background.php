<?php
/**
 * What is at work beside the buyers, over and over until the file SORS_BENCH_STOP is there. Argument: "sweep", "run" (stock
 * and prices, of which all change each time) or "worker".
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Shop;
use SorsApi\Services;

Shop::settleSoon();
$shop = new Shop();
$work = [
	'sweep'  => static fn() => ( new Services() )->orders()->sweep()->run(),
	'run'    => static function () use ( $shop ): void {
		$shop->patch( [ [ 'do' => 'raiseAll', 'unit' => Shop::UNIT, 'onHand' => 1, 'priceWithVat' => 1 ] ] );
		$shop->run( 'stock' );
	},
	'worker' => static function (): void {
		if ( 0 === ( new Services() )->orders()->worker()->work( 5 ) ) {
			usleep( 50000 );
		}
	},
][ $argv[1] ];
$done = 0;
while ( ! file_exists( (string) getenv( 'SORS_BENCH_STOP' ) ) ) {
	$work();
	wp_cache_flush();
	++$done;
	clearstatcache();
}
if ( 0 === $done ) {
	throw new \RuntimeException( 'All was over before it began.' );
}
echo "\n$done\n";
