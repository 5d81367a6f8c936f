<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Reconciliation;
use SorsApi\Services;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\BigShop;
use SorsApi\Tests\Site\BusyShop;
use SorsApi\Tests\Site\FilledShop;

/** A shop with the orders of three years that sends them, and a thousand products for new ones. Made once, kept with its site. */
final class OrderShop {

	private const PRODUCTS = 1000;

	private const RECIPE = [ 'bench/shop/OrderShop.php', 'php/Site/BigShop.php', 'php/Site/BusyShop.php', 'php/Site/FilledShop.php', 'sors/assortment/generated.ts' ];

	/** @return int Id of its first order. */
	public static function open( Shop $shop, int $size ): int {
		global $wpdb;
		self::database();
		$recipe = Recipe::of( $size, self::RECIPE );
		if ( Recipe::isFollowed( $recipe ) ) {
			Kept::restore();
			self::forgetActivation();
		} else {
			self::make( $shop, $size );
			Recipe::follow( $recipe );
		}
		// Within the first hour of sending all orders are compared each time.
		AtWork::exporting( [ time() - 4 * YEAR_IN_SECONDS, null ] );
		self::compared();
		self::forgetCounts();
		return (int) $wpdb->get_var( "SELECT MIN(order_id) FROM {$wpdb->prefix}sors_outbox" );
	}

	/** The plugin was switched on just now, and looks at all orders with refunds once more. */
	private static function forgetActivation(): void {
		global $wpdb;
		$table = OutboxTable::name();
		$wpdb->query( "UPDATE $table r JOIN (SELECT DISTINCT order_id FROM $table WHERE refund_id > 0) refunded ON refunded.order_id = r.order_id SET r.settlement = 'settled', r.compared_at = CASE WHEN r.role = 'sale' THEN UTC_TIMESTAMP() END" );
	}

	/** The daily comparison has been there, a while ago. */
	private static function compared(): void {
		( new Services() )->orders()->reconciliation()->begin();
		update_option( Reconciliation::OPTION, [ 'finishedAt' => time() ] + (array) get_option( Reconciliation::OPTION ), false );
	}

	/** As a large shop's server has it. What it does at a commit is the test server's affair, and stated with the figures. */
	public static function database(): void {
		global $wpdb;
		$wpdb->query( 'SET GLOBAL innodb_buffer_pool_size = 2147483648' );
	}

	/** Thousands are counted each few minutes only: who comes first waits for it. */
	public static function forgetCounts(): void {
		global $wpdb;
		$wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE '\\_transient\\_%sors\\_total\\_%'" );
		wp_cache_flush();
	}

	private static function make( Shop $shop, int $size ): void {
		global $wpdb;
		$shop->clear();
		$shop->connect(
			[
				'fields'           => [ 'categories' => 'never' ],
				'exportOrders'     => true,
				'sendToTestDatabase' => true,
				'shippingItemCode' => 'USL-DOSTAVA',
				'feeItemCode'      => 'USL-NAKNADA',
			]
		);
		FilledShop::fill( ( new Services() )->api(), Shop::DATABASE, $shop->unit(), self::PRODUCTS );
		$shop->run( 'catalog' );
		$shop->run( 'stock' );
		BusyShop::add( BigShop::addOrders( $size ) );
		$wpdb->query( "ANALYZE TABLE $wpdb->posts, $wpdb->postmeta, {$wpdb->prefix}wc_orders, {$wpdb->prefix}wc_order_operational_data" );
		Kept::mark();
		// What is done once with what was found is done: all of them have had their turn.
		for ( $turn = 0; $turn < 3 + intdiv( $size, 2000 ); $turn++ ) {
			( new Services() )->orders()->sweep()->run();
		}
	}
}
