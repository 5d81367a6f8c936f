<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Settings\Settings;

/** How an order is paid, and when its money counts as received. Pure. */
final class OrderPayment {

	/** WooCommerce's own gateways => SORS payment method. */
	private const GATEWAYS = [ 'cod' => 'cashOnDelivery', 'bacs' => 'bankTransfer', 'cheque' => 'cheque' ];

	/** Parts of the ids of gateways that take cards: the usual ones, and those of Serbian banks. */
	private const CARD = '/card|stripe|woocommerce_payments|square|braintree|nestpay|wspay|corvus|monri|allsecure|chipcard|raiffeisen|payspot|ccpay|mypos/i';

	public static function method( string $gateway, Settings $settings ): string {
		$chosen = $settings->paymentMethodMap[ $gateway ] ?? self::GATEWAYS[ $gateway ] ?? null;
		return $chosen ?? ( 1 === preg_match( self::CARD, $gateway ) ? 'card' : 'other' );
	}

	/**
	 * By gateway, one of payment, completion, never; of all others it is "payment": when WooCommerce says so.
	 *
	 * @return array<string, string>
	 */
	public static function rules( Settings $settings ): array {
		return $settings->paidByGateway + array_fill_keys( array_keys( $settings->paymentMethodMap, 'cashOnDelivery', true ), 'completion' ) + [ 'cod' => 'completion' ];
	}

	/** WooCommerce notes a payment as soon as an order has the status to which one would lead, also by hand. */
	public static function isReceived( OrderSnapshot $order, Settings $settings ): bool {
		switch ( self::rules( $settings )[ $order->gateway ] ?? 'payment' ) {
			case 'completion':
				return 'completed' === $order->status;
			case 'never':
				return false;
			default:
				return null !== $order->paidAt && '' !== $order->gateway . $order->transaction;
		}
	}

	/**
	 * When the money came, if it did: of what is collected on delivery, that is not the date of payment.
	 *
	 * @template Moment of \DateTimeInterface
	 * @param Moment|null $paid      The order's date of payment.
	 * @param Moment|null $completed
	 * @return Moment|null
	 */
	public static function moment( string $gateway, ?\DateTimeInterface $paid, ?\DateTimeInterface $completed, Settings $settings ): ?\DateTimeInterface {
		return 'completion' === ( self::rules( $settings )[ $gateway ] ?? '' ) ? $completed ?? $paid : $paid;
	}
}
