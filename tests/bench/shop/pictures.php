<?php
/**
 * New pictures of some products. Arguments: "open" (makes the shop), "ours" (by a run) or "theirs" (by WordPress' own
 * media_sideload_image()), and the turn, of which each has products of its own.
 */

declare( strict_types=1 );

'cli' === PHP_SAPI || exit;

require __DIR__ . '/boot.php';

use SorsApi\Bench\Processor;
use SorsApi\Bench\Shop;
use SorsApi\Tests\Site\SiteRuns;

const PRODUCTS = 8;
const EACH     = 3;

require_once ABSPATH . 'wp-admin/includes/media.php';
require_once ABSPATH . 'wp-admin/includes/file.php';
require_once ABSPATH . 'wp-admin/includes/image.php';

[ , $who, $turn ] = $argv;

$shop = new Shop();
if ( 'open' === $who ) {
	$shop->clear();
	$shop->connect( [ 'fields' => [ 'images' => 'always' ] ] );
	$shop->run( 'catalog' );
	echo "\n", wp_json_encode( [ 'pictures' => 0, 'seconds' => 0 ] ), "\n";
	return;
}
$links   = $wpdb->get_results( $wpdb->prepare( "SELECT code, object_id FROM {$wpdb->prefix}sors_links ORDER BY id LIMIT %d OFFSET %d", PRODUCTS, PRODUCTS * (int) $turn ) );
$address = static fn( string $code, int $place ): string => "/_files/$who/" . rawurlencode( $code ) . "-$place.jpg";
$changes = [];
foreach ( $links as $link ) {
	$changes[] = [
		'do'   => 'setItem',
		'code' => $link->code,
		'set'  => [
			'images' => array_map(
				static fn( int $place ): array => [
					'format' => 'jpeg',
					'url'    => $address( $link->code, $place ),
				],
				range( 1, EACH )
			),
		],
	];
}
$processor = new Processor();
if ( 'ours' === $who ) {
	$shop->patch( $changes );
	$since = $processor->seconds();
	$runs  = SiteRuns::make();
	$run   = $runs->start( 'images', 'apply', 'person', array_column( $links, 'code' ) );
	while ( $run->isActive() ) {
		$run = $runs->step( $run->id );
		$run = 'awaiting_approval' === $run->state ? $runs->approve( $run->id ) : $run;
	}
	if ( count( $links ) !== $run->updated ) {
		throw new \RuntimeException( 'Not all pictures came: ' . wp_json_encode( $run->toArray() ) );
	}
} else {
	add_filter( 'http_request_host_is_external', '__return_true' );
	add_filter( 'http_allowed_safe_ports', static fn(): array => range( 1, 65535 ) );
	$origin = (string) preg_replace( '#^(https?://[^/]+).*$#', '$1', (string) SORS_API_URL );
	$since  = $processor->seconds();
	foreach ( $links as $link ) {
		$ids = [];
		for ( $place = 1; $place <= EACH; $place++ ) {
			$id = media_sideload_image( $origin . $address( $link->code, $place ), (int) $link->object_id, null, 'id' );
			if ( is_wp_error( $id ) ) {
				throw new \RuntimeException( $id->get_error_message() );
			}
			$ids[] = $id;
		}
		$product = wc_get_product( (int) $link->object_id );
		$product->set_image_id( array_shift( $ids ) );
		$product->set_gallery_image_ids( $ids );
		$product->save();
	}
}
$cost = [
	'pictures' => count( $links ) * EACH,
	'seconds'  => $processor->seconds() - $since,
];
echo "\n", wp_json_encode( $cost ), "\n";
