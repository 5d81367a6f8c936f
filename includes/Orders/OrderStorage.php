<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use Automattic\WooCommerce\Utilities\OrderUtil;
use SorsApi\Database\Sql;
use SorsApi\Settings\Settings;

/** Where this shop keeps its orders: names for SQL that works with both kinds of storage. */
final class OrderStorage {

	/** Not orders yet. */
	public const DRAFTS = [ 'auto-draft', 'draft', 'wc-checkout-draft', 'wc-draft', 'wc-auto-draft', 'new', 'wc-new' ];

	public string $table;
	public string $id;
	public string $type;
	/** Of a refund, its order. */
	public string $parent;
	/** With `wc-`, except for trash and drafts. */
	public string $status;
	/** UTC DATETIMEs. */
	public string $created;
	public string $modified;
	/** SQL for the payment gateway of the order that the query calls "o". */
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

	/**
	 * Which orders the settings would send, as a condition in brackets for the order that the query calls "o"; false for
	 * every order where no status is sent. Readiness judges the single order.
	 */
	public function eligible( Settings $settings ): string {
		$apart = array_map( 'strval', array_keys( $settings->exportStatusesByPayment ) );
		$rules = [];
		if ( [] !== $settings->exportStatuses ) {
			$rules[] = $this->inStatus( $settings->exportStatuses ) . ( [] === $apart ? '' : " AND COALESCE({$this->payment}, '') NOT IN (" . Sql::quoted( $apart ) . ')' );
		}
		foreach ( $settings->exportStatusesByPayment as $gateway => $statuses ) {
			if ( [] !== $statuses ) {
				$rules[] = $this->inStatus( $statuses ) . " AND {$this->payment} = " . Sql::quoted( [ (string) $gateway ] );
			}
		}
		return [] === $rules ? '(1 = 0)' : '((' . implode( ') OR (', $rules ) . '))';
	}

	/** @param list<string> $statuses Without `wc-`. */
	private function inStatus( array $statuses ): string {
		return "o.{$this->status} IN (" . Sql::quoted( array_map( static fn( string $status ): string => 'wc-' . $status, $statuses ) ) . ')';
	}
}
