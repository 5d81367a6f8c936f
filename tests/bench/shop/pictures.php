<?php
/**
 * New pictures of some products. Arguments: "open" (makes a shop that has nothing but them), "ours" (by a run) or "theirs"
 * (by WordPress' own media_sideload_image()), and the turn, which tells pictures apart.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Processor;
use SorsApi\Bench\Shop;

const PRODUCTS = 20;
const OF_EACH  = 3;

require_once ABSPATH . 'wp-admin/includes/media.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
require_once ABSPATH . 'wp-admin/includes/image.php';

[ , $who, $turn ] = $argv;

$shop    = new Shop();
$address = static fn( string $whose, int $item, int $place ): string => "/_files/$whose/$turn-$item-$place.jpg";
if ( 'open' === $who ) {
	$shop->sors->post( 'reset', [ 'seed' => 1, 'items' => 0 ] );
	$shop->clear();
	$shop->connect( [ 'fields' => [ 'images' => 'always' ] ] );
	$items = array_map(
		static fn( string $code ): array => [ 'do' => 'removeItem', 'code' => $code ],
		array_values( array_unique( array_column( $shop->books( 'products' ), 'code' ) ) )
	);
	for ( $item = 0; $item < PRODUCTS; $item++ ) {
		$items[] = [
			'do'    => 'addItem',
			'item'  => [
				'code'   => "SLIKE-$item",
				'name'   => "Artikal sa slikama $item",
				'images' => array_map(
					static fn( int $place ): array => [
						'format' => 'jpeg',
						'url'    => $address( 'ours', $item, $place ),
					],
					range( 1, OF_EACH )
				),
			],
			'stock' => [ Shop::UNIT => 5 ],
		];
	}
	$shop->patch( $items );
	$shop->run( 'catalog' );
	$cost = [ 'pictures' => 0, 'requests' => 0, 'seconds' => 0 ];
	echo "\n", wp_json_encode( $cost ), "\n";
	return;
}
$products  = array_map( 'intval', $wpdb->get_col( "SELECT object_id FROM {$wpdb->prefix}sors_links WHERE code LIKE 'SLIKE-%' ORDER BY code" ) );
$processor = new Processor();
$since     = $processor->seconds();
if ( 'ours' === $who ) {
	$run = $shop->run( 'images' );
	if ( PRODUCTS !== $run->updated ) {
		throw new \RuntimeException( 'Not all pictures came: ' . wp_json_encode( $run->toArray() ) );
	}
} else {
	add_filter( 'http_request_host_is_external', '__return_true' );
	add_filter( 'http_allowed_safe_ports', static fn(): array => range( 1, 65535 ) );
	$origin = (string) preg_replace( '#^(https?://[^/]+).*$#', '$1', (string) SORS_API_URL );
	foreach ( $products as $item => $id ) {
		$pictures = [];
		for ( $place = 1; $place <= OF_EACH; $place++ ) {
			$picture = media_sideload_image( $origin . $address( 'theirs', $item, $place ), $id, null, 'id' );
			if ( is_wp_error( $picture ) ) {
				throw new \RuntimeException( $picture->get_error_message() );
			}
			$pictures[] = $picture;
		}
		$product = wc_get_product( $id );
		$product->set_image_id( array_shift( $pictures ) );
		$product->set_gallery_image_ids( $pictures );
		$product->save();
	}
}
$cost = [
	'pictures' => count( $products ) * OF_EACH,
	// One after another: a list of each product, and its pictures.
	'requests' => count( $products ) * ( OF_EACH + 1 ),
	'seconds'  => $processor->seconds() - $since,
];
echo "\n", wp_json_encode( $cost ), "\n";
