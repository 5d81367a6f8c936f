<?php
/** Automattic\WooCommerce\Utilities: what plugins ask at start-up, and WooCommerce's rounding. */
declare( strict_types=1 );

namespace Automattic\WooCommerce\Utilities;

class FeaturesUtil {
	public static function declare_compatibility( string $feature_id, string $plugin_file, bool $positive_compatibility = true ): bool { return doing_action( 'before_woocommerce_init' ); }
}

final class OrderUtil {
	public static function custom_orders_table_usage_is_enabled(): bool { return false; }
	public static function get_order_admin_edit_url( int $order_id ): string { return admin_url( "post.php?post=$order_id&action=edit" ); }
	public static function remove_status_prefix( string $status ): string { return 0 === strpos( $status, 'wc-' ) ? substr( $status, 3 ) : $status; }
}

final class LoggingUtil {
	public static function logging_is_enabled(): bool { return true; }
	public static function get_default_handler(): string { return 'WC_Log_Handler_File'; }
	public static function get_retention_period(): int { return 30; }
	public static function get_level_threshold(): string { return 'none'; }
	public static function get_log_directory( bool $create_dir = true ): string { return wp_upload_dir( null, $create_dir )['basedir'] . '/wc-logs/'; }
}

final class NumberUtil {
	public static function normalize( $value, $fallback = 0 ) { return is_int( $value ) ? $value : ( is_numeric( $value ) ? round( (float) $value, WC_ROUNDING_PRECISION ) : $fallback ); }
	public static function round( $val, int $precision = 0, int $mode = PHP_ROUND_HALF_UP ): float { return round( (float) self::normalize( $val ), $precision, $mode ); }
}
