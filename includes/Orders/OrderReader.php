<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Documents\OrderPayment;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Tenders;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Text;

/** Reads an order of the shop into a snapshot. */
final class OrderReader {

	/** Forgets what this process has cached of orders: other processes change them, and a worker may run for long. */
	public static function forget(): void {
		if ( function_exists( 'wp_cache_flush_runtime' ) && wp_cache_supports( 'flush_runtime' ) ) {
			wp_cache_flush_runtime();
		}
	}

	/** Null where there is no such order. */
	public static function load( int $orderId ): ?\WC_Order {
		$order = OrderStorage::read( $orderId, 'shop_order' );
		return $order instanceof \WC_Order ? $order : null;
	}

	/** Once completed, an order has most likely gone through the till. Its date stays when a full refund, or a person, takes the status away. */
	public static function wasCompleted( \WC_Order $order ): bool {
		return null !== $order->get_date_completed() || 'completed' === $order->get_status();
	}

	public static function snapshot( \WC_Order $order, Settings $settings ): OrderSnapshot {
		WholeRead::items( $order, 'line_item', 'shipping', 'fee', 'tax' );
		$snapshot = new OrderSnapshot();
		self::readPayment( $order, $snapshot );
		$snapshot->number                         = (string) $order->get_order_number();
		$snapshot->currency                       = (string) $order->get_currency();
		$snapshot->total                          = OrderStorage::totalOf( $order );
		$snapshot->placedOn                       = self::day( $order->get_date_created() );
		$snapshot->completedAt                    = self::moment( $order->get_date_completed() );
		$snapshot->gatewayTitle                   = self::text( $order->get_payment_method_title() );
		$snapshot->shippingTitle                  = self::text( $order->get_shipping_method() );
		$snapshot->customerNote                   = self::text( $order->get_customer_note() );
		$snapshot->buyer                          = BuyerReader::of( $order, $settings );
		$snapshot->anonymized                     = 'yes' === $order->get_meta( '_anonymized', true );
		$delivered                                = '' !== (string) $order->get_shipping_address_1() ? 'shipping' : 'billing';
		$address                                  = $order->get_address( $delivered );
		$snapshot->deliveryName                   = self::text( ( $address['first_name'] ?? '' ) . ' ' . ( $address['last_name'] ?? '' ) );
		$snapshot->deliveryAddress                = self::text( ( $address['address_1'] ?? '' ) . ' ' . ( $address['address_2'] ?? '' ) );
		$snapshot->deliveryPostalCode             = self::text( $address['postcode'] ?? '' );
		$snapshot->deliveryCity                   = self::text( $address['city'] ?? '' );
		$snapshot->deliveryCountry                = (string) ( $address['country'] ?? '' );
		$refunds                                  = RefundReader::of( $order->get_id() );
		[ $snapshot->lines, $snapshot->rounding ] = LineReader::of( $order, $refunds, $snapshot->total );
		Deposits::complete( $order, $snapshot, $settings );
		$tenders = Tenders::ofFees( $snapshot );
		TenderReader::read( $order, $snapshot );
		foreach ( $refunds as $refund ) {
			$amount                                 = RefundReader::amount( $refund, $tenders, $snapshot->rounding );
			$snapshot->refunds[ $refund->get_id() ] = $amount;
			$snapshot->refunded                     = Decimal::add( $snapshot->refunded, $amount );
			$created                                = $refund->get_date_created();
			$snapshot->refundedAt                   = max( $snapshot->refundedAt, null === $created ? null : $created->getTimestamp() );
		}
		SubOrders::complete( $order, $refunds, $snapshot, $settings );
		return $snapshot;
	}

	/** What OrderPayment asks for. */
	private static function readPayment( \WC_Order $order, OrderSnapshot $snapshot ): void {
		$snapshot->status      = (string) $order->get_status();
		$snapshot->gateway     = (string) $order->get_payment_method();
		$snapshot->transaction = (string) $order->get_transaction_id();
		$snapshot->paidAt      = self::moment( $order->get_date_paid() );
	}

	/** By the rule of its gateway. */
	public static function isPaid( \WC_Order $order, Settings $settings ): bool {
		$payment = new OrderSnapshot();
		self::readPayment( $order, $payment );
		return OrderPayment::isReceived( $payment, $settings );
	}

	/**
	 * A number as WooCommerce gives it (string or float) as an exact decimal of at most six places.
	 *
	 * @param mixed $value
	 */
	public static function decimal( $value ): string {
		$text = is_string( $value ) ? trim( $value ) : '';
		if ( Decimal::isDecimal( $text ) ) {
			return Decimal::round( $text, 6 );
		}
		return is_numeric( $value ) ? Decimal::normalise( number_format( (float) $value, 6, '.', '' ) ) : '0';
	}

	/**
	 * A text of the shop as people read it. The shop holds HTML: WooCommerce's block checkout alone makes "A &amp; B" of a
	 * company's name.
	 *
	 * @param mixed $stored
	 */
	public static function text( $stored ): string {
		return is_scalar( $stored ) ? trim( Text::plain( (string) $stored ) ) : '';
	}

	/** Y-m-d where the books are kept. */
	public static function day( ?\DateTimeInterface $date ): string {
		$moment = new \DateTimeImmutable( '@' . ( null === $date ? time() : $date->getTimestamp() ) );
		return $moment->setTimezone( new \DateTimeZone( OrderSnapshot::TIME_ZONE ) )->format( 'Y-m-d' );
	}

	/** @param string $day As day(). */
	public static function daysBefore( string $day, int $days ): string {
		return ( new \DateTimeImmutable( "$day 12:00:00" ) )->modify( "-$days days" )->format( 'Y-m-d' );
	}

	private static function moment( ?\DateTimeInterface $date ): ?\DateTimeImmutable {
		return null === $date ? null : new \DateTimeImmutable( '@' . $date->getTimestamp() );
	}

	/** @param string $date Y-m-d, of the document. */
	public static function dueDate( \WC_Order $order, string $date ): string {
		/**
		 * When an order is due: shops that give credit set a later date.
		 *
		 * @param string    $date  Y-m-d, the document's own date.
		 * @param \WC_Order $order
		 */
		$due = apply_filters( 'sors_due_date', $date, $order );
		return is_string( $due ) && 1 === preg_match( '/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/D', $due ) ? max( $date, $due ) : $date;
	}
}
