<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** Which SORS payment method a WooCommerce gateway is. */
final class PaymentMethods {

	private const OWN = [
		'cod'    => 'cashOnDelivery',
		'bacs'   => 'bankTransfer',
		'cheque' => 'cheque',
	];

	/** Parts of the ids of gateways that take cards: the usual ones, and those of Serbian banks. */
	private const CARD = '/card|stripe|woocommerce_payments|square|braintree|nestpay|wspay|corvus|monri|allsecure|chipcard|raiffeisen|payspot|ccpay|mypos/i';

	/**
	 * @param array<string, string> $map Gateway id => SORS payment method, as the owner chose.
	 */
	public static function of( string $gateway, array $map ): string {
		if ( isset( $map[ $gateway ] ) ) {
			return $map[ $gateway ];
		}
		if ( isset( self::OWN[ $gateway ] ) ) {
			return self::OWN[ $gateway ];
		}
		return 1 === preg_match( self::CARD, $gateway ) ? 'card' : 'other';
	}
}
