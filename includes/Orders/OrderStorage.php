<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use Automattic\WooCommerce\Utilities\OrderUtil;

/** Where this shop keeps its orders: names for SQL that is to work with both kinds of storage. */
final class OrderStorage {

	/** Not orders yet. */
	public const DRAFTS = [ 'auto-draft', 'draft', 'wc-checkout-draft', 'wc-draft', 'wc-auto-draft', 'new', 'wc-new' ];

	public string $table;
	public string $id;
	public string $type;
	/** Of a refund, its order. */
	public string $parent;
	/** With `wc-`, but for trash and drafts. */
	public string $status;
	/** UTC DATETIMEs. */
	public string $created;
	public string $modified;
	/** SQL: of the order that the query calls "o". */
	public string $payment;

	public static function current(): self {
		global $wpdb;
		$storage = new self();
		if ( class_exists( OrderUtil::class ) && OrderUtil::custom_orders_table_usage_is_enabled() ) {
			$storage->table    = $wpdb->prefix . 'wc_orders';
			$storage->id       = 'id';
			$storage->type     = 'type';
			$storage->parent   = 'parent_order_id';
			$storage->status   = 'status';
			$storage->created  = 'date_created_gmt';
			$storage->modified = 'date_updated_gmt';
			$storage->payment  = 'o.payment_method';
			return $storage;
		}
		$storage->table    = $wpdb->posts;
		$storage->id       = 'ID';
		$storage->type     = 'post_type';
		$storage->parent   = 'post_parent';
		$storage->status   = 'post_status';
		$storage->created  = 'post_date_gmt';
		$storage->modified = 'post_modified_gmt';
		$storage->payment  = "(SELECT p.meta_value FROM {$wpdb->postmeta} p WHERE p.post_id = o.ID AND p.meta_key = '_payment_method' LIMIT 1)";
		return $storage;
	}
}
