<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Log\Log;
use SorsApi\Orders\OrderStorage;

/**
 * Notes that an order exists, or changed, at the moment WooCommerce takes it.
 *
 * Nothing but the id is taken: hooks fire before items are saved, more than once, or not at all when another plugin
 * fails in between. All of them come down to one entry, written before WooCommerce lowers the stock (at priority 10).
 */
final class Capture {

	/** Before WooCommerce's own 10. */
	public const PRIORITY = 5;

	/** @var array<int, float> Order id => when it was noted. */
	private array $noted = [];

	/** @var array<int, true> Orders of which this request deletes refunds. */
	private array $refunded = [];

	/** Each passes an order, or its id. */
	public const HOOKS = [
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

	/**
	 * @param mixed $orderId
	 * @param mixed $from
	 * @param mixed $to
	 */
	public function noteStatus( $orderId, $from, $to ): void {
		if ( is_numeric( $orderId ) && is_string( $from ) && is_string( $to ) ) {
			self::guard( fn() => Intake::statusChanged( (int) $orderId, $from, $to ) );
		}
	}

	/**
	 * @param callable $note   With the id of an order, and perhaps of its refund.
	 * @param mixed    ...$ids As the hook passes them.
	 */
	public static function ofIds( callable $note, ...$ids ): void {
		if ( $ids === array_filter( $ids, 'is_numeric' ) ) {
			self::guard( static fn() => $note( ...array_map( 'intval', $ids ) ) );
		}
	}

	/**
	 * Just before a refund is deleted, the last moment at which its order is known: what it took off is sold again.
	 *
	 * @param mixed $answer
	 * @param mixed $refund
	 * @return mixed
	 */
	public function beforeDeletingRefund( $answer, $refund ) {
		if ( $refund instanceof \WC_Order_Refund ) {
			// Of a part, also the order whose lines it repeats.
			$order = wc_get_order( $refund->get_parent_id() );
			foreach ( array_filter( [ $refund->get_parent_id(), $order instanceof \WC_Order ? $order->get_parent_id() : 0 ] ) as $orderId ) {
				self::guard( fn() => $this->note( $orderId ) );
				$this->refunded[ $orderId ] = true;
			}
			add_action( 'shutdown', [ $this, 'afterDeletingRefunds' ] );
		}
		return $answer;
	}

	/** At the end of the request: between the note and the deletion another process may have read the order as it was. */
	public function afterDeletingRefunds(): void {
		foreach ( array_keys( $this->refunded ) as $orderId ) {
			self::guard( fn() => Intake::take( $orderId ) );
		}
		$this->refunded = [];
	}

	/**
	 * @param mixed $allowed
	 * @param mixed $order
	 * @return mixed
	 */
	public function beforeStock( $allowed, $order ) {
		$this->noteHook( $order );
		return $allowed;
	}

	/**
	 * @param mixed $prevent
	 * @param mixed $item
	 * @return mixed
	 */
	public function beforeAdjusting( $prevent, $item ) {
		if ( $item instanceof \WC_Order_Item ) {
			self::guard( fn() => $this->note( $item->get_order_id() ) );
		}
		return $prevent;
	}

	/**
	 * Seconds for which an order that was just noted is not noted again: a checkout fires a dozen of these hooks, and
	 * may cost one query. Less than the time for which an order must be quiet before it is judged, or a status that
	 * changes within the same request would be missed.
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
		if ( ! $order instanceof \WC_Order || 'shop_order' !== $order->get_type() || OrderStorage::isDraft( (string) $order->get_status( 'edit' ) ) ) {
			return;
		}
		if ( count( $this->noted ) > 1000 ) {
			$this->noted = [];
		}
		// What fails is tried by the next hook: the last one comes just before the stock is lowered.
		Intake::take( $orderId );
		$this->noted[ $orderId ] = $now;
	}

	/** A buyer's checkout must not fail because we could not note it: the sweep finds what is missing here. */
	public static function guard( callable $note ): void {
		Log::guard( 'An order was not noted', $note );
	}
}
