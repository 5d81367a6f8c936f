<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** A shop that is kept stays as it was made: what was measured in it is taken out again, also where that broke off. */
final class Kept {

	private const OPTION = 'bench_last_ids';

	/** Table, without the prefix => column whose numbers only grow. */
	private const TABLES = [
		'posts'                      => 'ID',
		'postmeta'                   => 'meta_id',
		'comments'                   => 'comment_ID',
		'term_relationships'         => 'object_id',
		'actionscheduler_actions'    => 'action_id',
		'wc_customer_lookup'         => 'customer_id',
		'wc_order_addresses'         => 'id',
		'wc_order_operational_data'  => 'id',
		'wc_order_product_lookup'    => 'order_item_id',
		'wc_order_stats'             => 'order_id',
		'wc_orders'                  => 'id',
		'wc_orders_meta'             => 'id',
		'wc_product_meta_lookup'     => 'product_id',
		'woocommerce_order_itemmeta' => 'meta_id',
		'woocommerce_order_items'    => 'order_item_id',
		'woocommerce_sessions'       => 'session_id',
		'sors_customers'             => 'id',
		'sors_images'                => 'id',
		'sors_links'                 => 'id',
		'sors_outbox'                => 'id',
		'sors_outbox_history'        => 'id',
		'sors_run_items'             => 'id',
		'sors_runs'                  => 'id',
	];

	/** All that is there now stays. */
	public static function mark(): void {
		global $wpdb;
		$last = [];
		foreach ( self::TABLES as $table => $column ) {
			$last[ $table ] = (int) $wpdb->get_var( "SELECT MAX($column) FROM $wpdb->prefix$table" );
		}
		update_option( self::OPTION, $last, false );
	}

	public static function restore(): void {
		global $wpdb;
		foreach ( get_option( self::OPTION, [] ) as $table => $last ) {
			$wpdb->query( "DELETE FROM $wpdb->prefix$table WHERE " . self::TABLES[ $table ] . " > $last" );
		}
		wp_cache_flush();
	}
}
