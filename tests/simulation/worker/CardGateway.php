<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

'cli' === PHP_SAPI || exit;

/** A bank's payment page: the order waits as pending until the bank says that it was paid, or that it was not. */
final class CardGateway extends \WC_Payment_Gateway {

	public const ID = 'nestpay';

	public function __construct() {
		$this->id      = self::ID;
		$this->title   = 'Platna kartica';
		$this->enabled = 'yes';
	}

	public function process_payment( $order_id ) { // phpcs:ignore PSR1.Methods.CamelCapsMethodName -- WooCommerce's name.
		return [ 'result' => 'success', 'redirect' => 'https://banka.example.test/?order=' . $order_id ];
	}
}
