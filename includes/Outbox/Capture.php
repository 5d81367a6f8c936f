<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Issues\OrphanedDocuments;

/**
 * Notes that an order exists, or changed, in the same breath in which WooCommerce takes it.
 *
 * Nothing but the id is taken: hooks fire before items are saved, more than
 * once, or not at all when another plugin fails in between. All of them come
 * down to one row, written before WooCommerce lowers the stock (at priority 10).
 */
final class Capture {

	private const PRIORITY = 5;

	private const DRAFTS = [ 'auto-draft', 'draft', 'checkout-draft', 'new' ];

	/** @var array<int, float> Order id => when it was noted. */
	private array $noted = [];

	private const HOOKS = [
		'woocommerce_new_order',
		'woocommerce_update_order',
		'woocommerce_checkout_order_created',
		'woocommerce_checkout_order_processed',
		'woocommerce_store_api_checkout_order_processed',
		'woocommerce_payment_complete',
		'woocommerce_order_status_changed',
		'woocommerce_order_status_pending',
		'woocommerce_order_status_on-hold',
		'woocommerce_order_status_processing',
		'woocommerce_order_status_completed',
		'woocommerce_order_status_cancelled',
		'woocommerce_order_status_refunded',
		'woocommerce_order_status_failed',
		'woocommerce_untrash_order',
		'woocommerce_before_save_order_items',
	];

	/** @var callable(): Intake */
	private $intake;

	/** @var callable(): Followups */
	private $followups;

	/** @var callable(): OrphanedDocuments */
	private $gone;

	/**
	 * @param callable(): Intake     $intake
	 * @param callable(): Followups  $followups
	 * @param callable(): OrphanedDocuments $gone
	 */
	public function __construct( callable $intake, callable $followups, callable $gone ) {
		$this->intake    = $intake;
		$this->followups = $followups;
		$this->gone      = $gone;
	}

	public function register(): void {
		foreach ( self::HOOKS as $hook ) {
			add_action( $hook, [ $this, 'noteHook' ], self::PRIORITY, 4 );
		}
		add_action( 'woocommerce_order_status_cancelled', [ $this, 'noteCancelled' ], self::PRIORITY, 1 );
		add_action( 'woocommerce_trash_order', [ $this, 'noteBinned' ], self::PRIORITY, 1 );
		add_action( 'woocommerce_delete_order', [ $this, 'noteDeleted' ], self::PRIORITY, 1 );
		add_action( 'woocommerce_untrash_order', [ $this, 'noteRestored' ], self::PRIORITY, 1 );
		add_action( 'woocommerce_order_refunded', [ $this, 'noteRefund' ], self::PRIORITY, 2 );
		// Whoever lowers, gives back or adjusts the stock of an order comes past these, whatever hooks were swallowed before.
		add_filter( 'woocommerce_can_reduce_order_stock', [ $this, 'beforeStock' ], self::PRIORITY, 2 );
		add_filter( 'woocommerce_can_restore_order_stock', [ $this, 'beforeStock' ], self::PRIORITY, 2 );
		add_filter( 'woocommerce_prevent_adjust_line_item_product_stock', [ $this, 'beforeAdjusting' ], self::PRIORITY, 2 );
	}

	/** @param mixed ...$arguments An order, or its id first and perhaps the order further on: each hook has its own way. */
	public function noteHook( ...$arguments ): void {
		foreach ( $arguments as $argument ) {
			if ( $argument instanceof \WC_Order ) {
				self::guard( fn() => $this->note( $argument->get_id(), $argument ) );
				return;
			}
		}
		if ( isset( $arguments[0] ) && is_numeric( $arguments[0] ) ) {
			self::guard( fn() => $this->note( (int) $arguments[0] ) );
		}
	}

	/** @param mixed $orderId */
	public function noteCancelled( $orderId ): void {
		if ( is_numeric( $orderId ) ) {
			self::guard( fn() => ( $this->followups )()->orderCancelled( (int) $orderId ) );
		}
	}

	/** @param mixed $orderId */
	public function noteBinned( $orderId ): void {
		if ( is_numeric( $orderId ) ) {
			self::guard( fn() => ( $this->gone )()->note( (int) $orderId, false ) );
		}
	}

	/** @param mixed $orderId */
	public function noteDeleted( $orderId ): void {
		if ( is_numeric( $orderId ) ) {
			self::guard( fn() => ( $this->gone )()->note( (int) $orderId, true ) );
		}
	}

	/** @param mixed $orderId */
	public function noteRestored( $orderId ): void {
		if ( is_numeric( $orderId ) ) {
			self::guard( fn() => ( $this->gone )()->restored( (int) $orderId ) );
		}
	}

	/**
	 * @param mixed $orderId
	 * @param mixed $refundId
	 */
	public function noteRefund( $orderId, $refundId ): void {
		if ( is_numeric( $orderId ) && is_numeric( $refundId ) ) {
			self::guard( fn() => ( $this->followups )()->refunded( (int) $orderId, (int) $refundId ) );
		}
	}

	/**
	 * @param mixed $allowed
	 * @param mixed $order
	 *
	 * @return mixed
	 */
	public function beforeStock( $allowed, $order ) {
		$this->noteHook( $order );
		return $allowed;
	}

	/**
	 * @param mixed $prevent
	 * @param mixed $item
	 *
	 * @return mixed
	 */
	public function beforeAdjusting( $prevent, $item ) {
		if ( $item instanceof \WC_Order_Item ) {
			self::guard( fn() => $this->note( $item->get_order_id() ) );
		}
		return $prevent;
	}

	/** The next hook counts again; for processes that live longer than a request. */
	public function forget(): void {
		$this->noted = [];
	}

	/**
	 * Seconds for which an order that was just noted is not noted again: a
	 * checkout fires a dozen of these hooks, and may cost one query. Less than
	 * the time for which an order must be quiet before it is judged, or a status
	 * that changes within the same request would be missed.
	 */
	private static function remember(): float {
		return min( 20, Intake::settleSeconds() / 3 );
	}

	private function note( int $orderId, ?\WC_Order $order = null ): void {
		$now = microtime( true );
		if ( $orderId <= 0 || ( isset( $this->noted[ $orderId ] ) && $now - $this->noted[ $orderId ] < self::remember() ) ) {
			return;
		}
		$order = $order ?? wc_get_order( $orderId );
		if ( ! $order instanceof \WC_Order || 'shop_order' !== $order->get_type() || in_array( $order->get_status( 'edit' ), self::DRAFTS, true ) ) {
			return;
		}
		if ( count( $this->noted ) > 1000 ) {
			$this->noted = [];
		}
		$this->noted[ $orderId ] = $now;
		( $this->intake )()->take( $orderId );
	}

	/** A buyer's checkout must not fail because we could not note it: the sweep finds what is missing here. */
	private static function guard( callable $note ): void {
		try {
			$note();
		} catch ( \Throwable $failure ) {
			wc_get_logger()->error( (string) $failure, [ 'source' => 'sors-api' ] );
		}
	}
}
