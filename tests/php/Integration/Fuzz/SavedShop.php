<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** The shop's tables as they were, to begin from there again and again. */
final class SavedShop {

	private const LEFT_OUT = '/(users|usermeta|links|wc_tax|tax_rate|shipping_zone)/';

	private array $tables = [];

	public function __construct() {
		global $wpdb;
		foreach ( $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->prefix ) . '%' ) ) as $table ) {
			$isOurs = false !== strpos( $table, 'sors_' );
			if ( $isOurs || 1 !== preg_match( self::LEFT_OUT, $table ) ) {
				$this->tables[] = $table;
				$wpdb->query( "DROP TEMPORARY TABLE IF EXISTS `saved_$table`" );
				$wpdb->query( "CREATE TEMPORARY TABLE `saved_$table` AS SELECT * FROM `$table`" );
			}
		}
	}

	public function restore(): void {
		global $wpdb;
		foreach ( $this->tables as $table ) {
			$wpdb->query( "DELETE FROM `$table`" );
			$wpdb->query( "INSERT INTO `$table` SELECT * FROM `saved_$table`" );
		}
		wp_cache_flush();
	}
}
