<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use Automattic\WooCommerce\Utilities\OrderUtil;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Documents\OrderPayment;
use SorsApi\Log\Log;
use SorsApi\Settings\Settings;

/** Where this shop keeps its orders: names for SQL that works with both kinds of storage. */
final class OrderStorage {

	/** Not orders yet. */
	public const DRAFTS = [ 'auto-draft', 'draft', 'wc-checkout-draft', 'wc-draft', 'wc-auto-draft', 'new', 'wc-new' ];

	/** Statuses in which an order is not to be sent, whatever it was before. */
	private const OFF = [ ...self::DRAFTS, 'wc-cancelled', 'wc-failed', 'wc-pending', 'wc-refunded', 'trash' ];

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
	public string $meta;
	/** In the table of meta. */
	public string $metaId;
	/** Where its dates are, if not among the metas. */
	private string $operational = '';

	/** @param string $status With or without `wc-`. */
	public static function isDraft( string $status ): bool {
		return [] !== array_intersect( [ $status, "wc-$status" ], self::DRAFTS );
	}

	/** @param string $status With or without `wc-`. */
	public static function isOff( string $status ): bool {
		return [] !== array_intersect( [ $status, "wc-$status" ], self::OFF );
	}

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
			$storage->meta     = $wpdb->prefix . 'wc_orders_meta';
			$storage->metaId   = 'order_id';

			$storage->operational = $wpdb->prefix . 'wc_order_operational_data';
			return $storage;
		}
		$storage->table    = $wpdb->posts;
		$storage->id       = 'ID';
		$storage->type     = 'post_type';
		$storage->parent   = 'post_parent';
		$storage->status   = 'post_status';
		$storage->created  = 'post_date_gmt';
		$storage->modified = 'post_modified_gmt';
		$storage->meta     = $wpdb->postmeta;
		$storage->metaId   = 'post_id';
		return $storage;
	}

	/** SQL condition: the order that the query calls "o" counts as paid, as OrderPayment::isReceived() means it. */
	public function received( Settings $settings ): string {
		$cases = "WHEN '' THEN COALESCE({$this->value( 'transaction_id', '_transaction_id' )}, '') <> '' AND {$this->wasPaid()}";
		foreach ( array_diff( OrderPayment::rules( $settings ), [ 'payment' ] ) as $gateway => $rule ) {
			$cases .= Sql::prepare( ' WHEN %s THEN ', (string) $gateway ) . ( 'completion' === $rule ? "o.{$this->status} = 'wc-completed'" : '0 = 1' );
		}
		return "CASE COALESCE({$this->value( 'payment_method', '_payment_method' )}, '') $cases ELSE {$this->wasPaid()} END";
	}

	private function value( string $column, string $meta ): string {
		return $this->isPosts() ? "(SELECT p.meta_value FROM {$this->metas()} WHERE p.post_id = o.ID AND p.meta_key = '$meta' LIMIT 1)" : "o.$column";
	}

	/** SQL for the total of that order. */
	private function total(): string {
		return $this->value( 'total_amount', '_order_total' );
	}

	/** SQL for the total of that order, less what was refunded. */
	public function owed(): string {
		return "(COALESCE({$this->total()}, 0) - {$this->refunded()})";
	}

	/** The total of an order as it is stored: WooCommerce's get_total() rounds it to the decimals of today. */
	public static function totalOf( \WC_Order $order ): string {
		$storage = self::current();
		return OrderReader::decimal( Sql::value( "SELECT {$storage->total()} FROM {$storage->table} o WHERE o.{$storage->id} = %d", $order->get_id() ) ?? $order->get_total() );
	}

	/** SQL for what was refunded of that order. */
	public function refunded(): string {
		$refunds = "{$this->table} f" . IndexHint::on( $this->table, $this->parent );
		return $this->isPosts()
			? "COALESCE((SELECT SUM(p.meta_value) FROM $refunds JOIN {$this->metas()} ON p.post_id = f.ID WHERE f.post_parent = o.ID AND f.post_type = 'shop_order_refund' AND p.meta_key = '_refund_amount'), 0)"
			: "COALESCE((SELECT -SUM(f.total_amount) FROM $refunds WHERE f.parent_order_id = o.id AND f.type = 'shop_order_refund'), 0)";
	}

	/** The metas as p, read by their orders: by the metas' name the database would look at those of all orders. */
	private function metas(): string {
		return "{$this->meta} p" . IndexHint::on( $this->meta, $this->metaId );
	}

	/** SQL condition: that order was paid once. */
	private function wasPaid(): string {
		return Sql::exists(
			$this->isPosts()
				? "FROM {$this->metas()} WHERE p.post_id = o.ID AND p.meta_key = '_date_paid' AND p.meta_value + 0 >= 1"
				: "FROM {$this->operational} p WHERE p.order_id = o.id AND p.date_paid_gmt >= '1970-01-01 00:00:01'"
		);
	}

	public function isPosts(): bool {
		return 'ID' === $this->id;
	}

	/**
	 * Which orders the settings would send, as a condition in brackets for the order that the query calls "o"; false for
	 * every order where no status is sent. Readiness judges the single order.
	 */
	public function eligible( Settings $settings ): string {
		return [] === $settings->exportStatuses ? '(1 = 0)' : '(' . $this->inStatus( $settings->exportStatuses ) . ')';
	}

	/** The same as isOff(), of the order that the query calls "o". */
	public function off(): string {
		return "o.{$this->status} IN (" . Sql::quoted( self::OFF ) . ')';
	}

	/**
	 * Orders that another plugin gave this number: as such plugins keep it, or as they answer where a buyer types it to track
	 * an order.
	 *
	 * @return list<int>
	 */
	public function numbered( string $number ): array {
		if ( '' === $number ) {
			return [];
		}
		$ids = Sql::ids( "SELECT {$this->metaId} FROM {$this->meta} WHERE meta_key IN ('_order_number', '_order_number_formatted') AND meta_value = %s LIMIT 100", $number );
		if ( [] !== $ids || ! has_filter( 'woocommerce_order_number' ) ) {
			return $ids;
		}
		return Log::guard(
			'Another plugin\'s number of an order',
			static function () use ( $number ): array {
				$id    = apply_filters( 'woocommerce_shortcode_order_tracking_order_id', $number );
				$order = wc_get_order( is_scalar( $id ) ? absint( $id ) : 0 );
				// Where no plugin knows the number, WooCommerce makes an id of whatever digits are in it.
				return $order instanceof \WC_Order && 0 === strcasecmp( $number, (string) $order->get_order_number() ) ? [ $order->get_id() ] : [];
			},
			[]
		);
	}

	/** @return non-empty-list<int> Orders that have this id or number; 0 stands for no id. */
	public function withIdOrNumber( string $search ): array {
		return [ ctype_digit( $search ) ? (int) $search : 0, ...$this->numbered( $search ) ];
	}

	/** SQL: id of the row that the query calls "o"; NULL where it is no order by now, as an id of posts may be of anything. */
	public function ownId(): string {
		return "CASE WHEN o.{$this->type} = 'shop_order' THEN o.{$this->id} END";
	}

	/**
	 * An order or a refund. WooCommerce says that there is none also where it could not read it.
	 *
	 * @param 'shop_order'|'shop_order_refund' $type
	 * @return \WC_Order|\WC_Order_Refund|null Null where there is none.
	 */
	public static function read( int $id, string $type ) {
		$order = WholeRead::of( [ $id ], static fn() => wc_get_order( $id ) );
		if ( $order instanceof \WC_Order || $order instanceof \WC_Order_Refund ) {
			return $type === $order->get_type() ? $order : null;
		}
		$storage = self::current();
		if ( null !== Sql::value( "SELECT 1 FROM {$storage->table} WHERE {$storage->id} = %d AND {$storage->type} = %s", $id, $type ) ) {
			( new StorageError( "WooCommerce could not read the $type $id." ) )->throw();
		}
		return null;
	}

	/**
	 * All at once; whoever reads one of them afterwards finds it in WooCommerce's cache.
	 *
	 * @param list<int> $ids
	 * @return array<int, \WC_Order> By id.
	 */
	public function orders( array $ids ): array {
		return [] === $ids ? [] : $this->present( Sql::ids( "SELECT {$this->id} FROM {$this->table} WHERE {$this->type} = 'shop_order' AND {$this->id} IN (" . implode( ', ', $ids ) . ')' ) );
	}

	/**
	 * @param list<int> $present Found in the table just now: WooCommerce takes no id of an order that was deleted.
	 * @return array<int, \WC_Order> As orders().
	 */
	public function present( array $present ): array {
		$orders = [];
		$read   = function () use ( $present ): array {
			if ( [] !== $present && $this->isPosts() ) {
				// Before 11.0 WooCommerce reads each post by itself, however many are asked for.
				_prime_post_caches( $present, false, false );
				self::primeMetas( $present );
			}
			return \WC_Order_Factory::get_orders( $present, true );
		};
		foreach ( WholeRead::of( $present, $read ) as $order ) {
			if ( $order instanceof \WC_Order ) {
				$orders[ $order->get_id() ] = $order;
			}
		}
		return $orders;
	}

	/**
	 * Else WooCommerce reads the meta data of each order by itself; and WordPress would then read all of them once more.
	 *
	 * @param list<int> $ids
	 */
	private static function primeMetas( array $ids ): void {
		$read = [ \WC_Data_Store::load( 'order' ), 'prime_caches_for_orders' ];
		if ( ! is_callable( $read ) ) {
			return;
		}
		$cached = static fn( int $id ) => wp_cache_get( \WC_Order::generate_meta_cache_key( $id, 'orders' ), 'orders' );
		// What was cached before may be older than what WordPress has.
		$unread = array_filter( $ids, static fn( int $id ): bool => false === $cached( $id ) );
		$read( $ids, [ 'fields' => [ 'meta_data' ] ] );
		foreach ( $unread as $id ) {
			$all = (array) $cached( $id );
			/** @var list<object{meta_id: string, meta_key: string, meta_value: string|null}> $rows */
			$rows = wp_list_sort( array_filter( $all, static fn( $row ): bool => is_object( $row ) && isset( $row->meta_id, $row->meta_key, $row->object_id ) ), 'meta_id' );
			if ( count( $rows ) < count( $all ) ) {
				// Another process has cached what WooCommerce keeps of an order's meta data, which is less than all.
				continue;
			}
			$metas = [];
			foreach ( $rows as $row ) {
				$metas[ $row->meta_key ][] = $row->meta_value;
			}
			if ( [] !== $metas ) {
				wp_cache_add( $id, $metas, 'post_meta' );
			}
		}
	}

	/** Condition on the order that the query calls "o": it was made since that moment. Posts have an index on the shop's own date alone. */
	public function madeSince( int $at ): string {
		return $this->isPosts()
			? Sql::prepare( "o.post_date >= %s AND o.{$this->created} >= %s", DatabaseClock::datetime( $at - DAY_IN_SECONDS ), DatabaseClock::datetime( $at ) )
			: Sql::prepare( "o.{$this->created} >= %s", DatabaseClock::datetime( $at ) );
	}

	/** @param list<string> $statuses Without `wc-`. */
	private function inStatus( array $statuses ): string {
		return "o.{$this->status} IN (" . Sql::quoted( array_map( static fn( string $status ): string => 'wc-' . $status, $statuses ) ) . ')';
	}
}
