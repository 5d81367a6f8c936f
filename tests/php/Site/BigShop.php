<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Orders\OrderStorage;

/**
 * Orders of three years and their entries, by a few statements: in a shop that has them, what a sweep or a list costs is
 * not what it costs in an empty one. One in twenty was cancelled, one in thirty was refunded in part, one in fifty was
 * left out, one old one in twenty was never paid, and of the recent ones one in a hundred is not completed yet; the rest are
 * completed and in SORS, which has the payment that came later. SORS has a database for each of the years.
 */
final class BigShop {

	private const YEARS = 3;

	/** Days for which bodies are kept. */
	private const RETENTION = 365;

	/** Days after which nobody pays or completes an order any more. */
	private const RECENT = 90;

	/** @return int Id of the first order; the others follow, each three further on. */
	public static function addOrders( int $count ): int {
		global $wpdb;
		AtWork::since( time() - ( self::YEARS + 1 ) * 365 * DAY_IN_SECONDS );
		update_option( OpenOrders::FILLED_OPTION, time(), false );
		$first = 1 + (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->posts" );
		OrderStorage::current()->isPosts() ? self::posts( $first, $count ) : self::orders( $first, $count );
		self::lines( $first, $count );
		self::entries( $first, $count );
		wp_cache_flush();
		return $first;
	}

	/** @return string Rows n from 0 on. */
	public static function numbers( int $count ): string {
		$digits = '(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)';
		$places = strlen( (string) $count );
		$sum    = [];
		$from   = [];
		for ( $place = 0; $place < $places; $place++ ) {
			$sum[]  = 10 ** $place . " * p$place.d";
			$from[] = "$digits p$place";
		}
		return '(SELECT n FROM (SELECT ' . implode( ' + ', $sum ) . ' AS n FROM ' . implode( ' CROSS JOIN ', $from ) . ") a WHERE n < $count) numbers";
	}

	/** @return string Moment of order n, the last one a day ago. */
	private static function at( int $count ): string {
		$second = intdiv( self::YEARS * 365 * DAY_IN_SECONDS, $count );
		return "DATE_SUB('" . DatabaseClock::datetime( time() - DAY_IN_SECONDS ) . "', INTERVAL ($count - n) * $second SECOND)";
	}

	/** @return string Condition on order n: it was made in as many days. */
	private static function within( int $days, int $count ): string {
		return self::at( $count ) . " >= '" . DatabaseClock::datetime( time() - $days * DAY_IN_SECONDS ) . "'";
	}

	/** @return string Condition on order n. */
	private static function wasNeverPaid( int $count ): string {
		return '(n % 20 = 8 AND NOT ' . self::within( self::RECENT, $count ) . ')';
	}

	private static function status( int $count ): string {
		return "CASE WHEN n % 20 = 0 THEN 'wc-cancelled' WHEN " . self::wasNeverPaid( $count ) . " THEN 'wc-failed' WHEN n % 100 = 55 AND " . self::within( self::RECENT, $count ) . " THEN 'wc-processing' ELSE 'wc-completed' END";
	}

	/** @return string Name of SORS' database with the document of order n: of the last year the present one. By days, so that each has a third on any day. */
	private static function database( int $count ): string {
		$year = (int) gmdate( 'Y' );
		return 'CASE WHEN ' . self::within( 365, $count ) . " THEN 'Demo2' WHEN " . self::within( 730, $count ) . " THEN 'Demo" . ( $year - 1 ) . "' ELSE 'Demo" . ( $year - 2 ) . "' END";
	}

	private static function orders( int $first, int $count ): void {
		global $wpdb;
		$at      = self::at( $count );
		$numbers = self::numbers( $count );
		$status  = self::status( $count );
		$never   = self::wasNeverPaid( $count );
		self::run( "INSERT INTO $wpdb->posts (ID, post_type, post_status, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt, to_ping, pinged, post_content_filtered) SELECT $first + 3 * n, 'shop_order_placehold', 'draft', $at, $at, $at, $at, '', '', '', '', '', '' FROM $numbers" );
		self::run( "INSERT INTO {$wpdb->prefix}wc_orders (id, status, currency, type, tax_amount, total_amount, customer_id, billing_email, date_created_gmt, date_updated_gmt, parent_order_id, payment_method) SELECT $first + 3 * n, $status, 'RSD', 'shop_order', 200, 1200, 0, CONCAT('kupac', n % 5000, '@example.test'), $at, $at, 0, 'cod' FROM $numbers" );
		self::run( "INSERT INTO {$wpdb->prefix}wc_orders (id, status, currency, type, tax_amount, total_amount, date_created_gmt, date_updated_gmt, parent_order_id) SELECT $first + 3 * n + 1, 'wc-completed', 'RSD', 'shop_order_refund', 0, -120, $at, $at, $first + 3 * n FROM $numbers WHERE n % 30 = 1" );
		self::run( "INSERT INTO {$wpdb->prefix}wc_order_operational_data (order_id, created_via, order_key, date_paid_gmt) SELECT $first + 3 * n, 'checkout', CONCAT('wc_order_', n), CASE WHEN NOT $never THEN $at END FROM $numbers" );
		self::run( "INSERT INTO {$wpdb->prefix}wc_order_addresses (order_id, address_type, first_name, last_name, city, country, email) SELECT $first + 3 * n, 'billing', 'Petar', 'Petrović', 'Novi Sad', 'RS', CONCAT('kupac', n % 5000, '@example.test') FROM $numbers" );
		self::run( "INSERT INTO {$wpdb->prefix}wc_orders_meta (order_id, meta_key, meta_value) SELECT $first + 3 * n, '_billing_pib', '' FROM $numbers" );
	}

	private static function posts( int $first, int $count ): void {
		global $wpdb;
		$at      = self::at( $count );
		$numbers = self::numbers( $count );
		$status  = self::status( $count );
		$columns = 'ID, post_type, post_status, post_parent, post_date, post_date_gmt, post_modified, post_modified_gmt, post_content, post_title, post_excerpt, to_ping, pinged, post_content_filtered';
		$empty   = "'', '', '', '', '', ''";
		self::run( "INSERT INTO $wpdb->posts ($columns) SELECT $first + 3 * n, 'shop_order', $status, 0, $at, $at, $at, $at, $empty FROM $numbers" );
		self::run( "INSERT INTO $wpdb->posts ($columns) SELECT $first + 3 * n + 1, 'shop_order_refund', 'wc-completed', $first + 3 * n, $at, $at, $at, $at, $empty FROM $numbers WHERE n % 30 = 1" );
		foreach ( [ '_order_total' => "'1200'", '_order_currency' => "'RSD'", '_payment_method' => "'cod'", '_billing_email' => "CONCAT('kupac', n % 5000, '@example.test')", '_billing_last_name' => "'Petrović'", '_order_key' => "CONCAT('wc_order_', n)", '_date_paid' => 'CASE WHEN ' . self::wasNeverPaid( $count ) . " THEN '' ELSE UNIX_TIMESTAMP($at) END" ] as $key => $value ) {
			self::run( "INSERT INTO $wpdb->postmeta (post_id, meta_key, meta_value) SELECT $first + 3 * n, '$key', $value FROM $numbers" );
		}
		self::run( "INSERT INTO $wpdb->postmeta (post_id, meta_key, meta_value) SELECT $first + 3 * n + 1, '_refund_amount', '120' FROM $numbers WHERE n % 30 = 1" );
	}

	/** Two in each order, of products that the shop has. */
	private static function lines( int $first, int $count ): void {
		global $wpdb;
		$numbers  = self::numbers( $count );
		$items    = "{$wpdb->prefix}woocommerce_order_items";
		$meta     = "{$wpdb->prefix}woocommerce_order_itemmeta";
		$item     = 1 + (int) $wpdb->get_var( "SELECT MAX(order_item_id) FROM $items" );
		$products = $wpdb->get_col( "SELECT ID FROM $wpdb->posts WHERE post_type = 'product' ORDER BY ID LIMIT 1000" );
		$product  = 'ELT(1 + (7 * n + line) % ' . max( 1, count( $products ) ) . ', ' . implode( ', ', [] === $products ? [ '0' ] : $products ) . ')';
		$from     = "$numbers CROSS JOIN (SELECT 0 AS line UNION ALL SELECT 1) two";
		self::run( "INSERT INTO $items (order_item_id, order_item_name, order_item_type, order_id) SELECT $item + 2 * n + line, 'Artikal', 'line_item', $first + 3 * n FROM $from" );
		foreach ( [ '_product_id' => $product, '_variation_id' => "'0'", '_qty' => "'1'" ] as $key => $value ) {
			self::run( "INSERT INTO $meta (order_item_id, meta_key, meta_value) SELECT $item + 2 * n + line, '$key', $value FROM $from" );
		}
		self::run( "ANALYZE TABLE $items, $meta" );
	}

	private static function entries( int $first, int $count ): void {
		global $wpdb;
		$table   = Tables::name( Tables::OUTBOX );
		$at      = self::at( $count );
		$numbers = self::numbers( $count );
		$young   = self::within( self::RETENTION, $count );
		$never   = self::wasNeverPaid( $count );
		$name    = self::database( $count );
		$body    = str_repeat( '{"name":"Petar Petrović","quantity":1},', 20 );
		$columns = 'order_id, role, refund_id, revision, state, kind, reference, database_name, body, document_id, document_number, document_by, document_date, total, paid_amount, paid_by_hand, by_hand, acknowledged_at, acknowledged_by, settlement, compared_at, error_code, erasure, created_at, updated_at';
		$values  = static fn( string $role, string $state ): string => "$state, 'reservation', CONCAT('bigshop-', $first + 3 * n, '-tpgrta-$role-1'), $name, CASE WHEN $young THEN '$body' END, CONCAT('$role', $first + 3 * n), CONCAT('R-', $first + 3 * n), 'answered', SUBSTR($at, 1, 10), '1200', CASE WHEN '$role' = 'sale' THEN '0' END, CASE WHEN '$role' = 'sale' AND $state = 'sent' THEN '1200' END, CASE WHEN '$role' = 'sale' AND $state = 'sent' THEN 'all' ELSE '' END, UNIX_TIMESTAMP($at) * 1000000, 'document', 'settled', CASE WHEN '$role' = 'sale' THEN DATE_ADD($at, INTERVAL 1 HOUR) END, NULL, CASE WHEN $young THEN '' ELSE 'done' END, $at, $at FROM $numbers";
		self::run( "INSERT INTO $table ($columns) SELECT $first + 3 * n, 'sale', 0, 1, " . $values( 'sale', "CASE WHEN n % 20 = 0 THEN 'cancelled' ELSE 'sent' END" ) . " WHERE n % 50 <> 3 AND NOT $never" );
		self::run( "INSERT INTO $table ($columns) SELECT $first + 3 * n, 'cancel', 0, 1, " . $values( 'cancel', "'sent'" ) . ' WHERE n % 20 = 0' );
		self::run( "INSERT INTO $table ($columns) SELECT $first + 3 * n, 'return', $first + 3 * n + 1, 1, " . $values( 'return', "'sent'" ) . ' WHERE n % 30 = 1' );
		self::run( "INSERT INTO $table (order_id, role, refund_id, revision, state, error_code, settlement, erasure, created_at, updated_at) SELECT $first + 3 * n, 'sale', 0, 1, 'skipped', CASE WHEN n % 50 = 3 THEN 'before_plugin' ELSE 'status' END, 'settled', CASE WHEN $young THEN '' ELSE 'done' END, $at, DATE_ADD($at, INTERVAL 1 HOUR) FROM $numbers WHERE n % 50 = 3 OR $never" );
		self::run( 'INSERT INTO ' . Tables::name( Tables::CUSTOMERS ) . " (match_hash, database_name, match_key, state, customer_id, updated_at) SELECT SHA2(CONCAT('$first-', n), 256), 'Demo2', CONCAT('email:kupac', $first + 3 * n, '@example.test'), 'known', CONCAT('K', $first + 3 * n), $at FROM $numbers WHERE $young" );
		self::run( 'ANALYZE TABLE ' . implode( ', ', array_unique( [ $table, Tables::name( Tables::CUSTOMERS ), OrderStorage::current()->table, OrderStorage::current()->meta, $wpdb->posts, $wpdb->postmeta ] ) ) );
	}

	private static function run( string $sql ): void {
		global $wpdb;
		if ( false === $wpdb->query( $sql ) ) {
			throw new \RuntimeException( $wpdb->last_error );
		}
	}
}
