<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Admin\ProductList;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;

/** Pages of WooCommerce's list of products: as it is, in each state, and in the order of the last change. */
final class ProductPages {

	private const NAME = 'product list';

	public static function measure( Readings $readings ): void {
		self::open();
		$readings->other( self::NAME, static fn(): array => self::read( '', [] ) );
		foreach ( LinkState::all() as $state ) {
			$readings->other( self::NAME . ", $state", static fn(): array => self::read( $state, [] ) );
		}
		$readings->other( self::NAME . ', last change', static fn(): array => self::read( '', [ 'orderby' => 'sors' ] ) );
	}

	private static function open(): void {
		foreach ( [ 'class-wp-screen', 'screen' ] as $file ) {
			require_once ABSPATH . "wp-admin/includes/$file.php";
		}
		// What WooCommerce does to the shop's own page, and not in wp-admin.
		remove_action( 'pre_get_posts', [ WC()->query, 'pre_get_posts' ] );
		remove_all_actions( 'load-edit.php' );
		( new ProductList( new Links() ) )->register();
		set_current_screen( 'edit-product' );
		do_action( 'load-edit.php' );
	}

	/** @return array<\WP_Post|int> */
	private static function read( string $state, array $order ): array {
		$_GET['sors_state']      = $state;
		$list                    = new \WP_Query();
		$GLOBALS['wp_the_query'] = $list;
		$GLOBALS['wp_query']     = $list;
		return $list->query( $order + [ 'post_type' => 'product', 'post_status' => 'any', 'posts_per_page' => 20 ] );
	}
}
