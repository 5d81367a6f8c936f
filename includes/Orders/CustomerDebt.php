<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Outbox\OutboxRefused;

/** What the buyer of an order owes, by SORS' books. */
final class CustomerDebt {

	/**
	 * @return array{customerName: string, balance: string, overdue: string|null, currency: string, asOf: string|null} Exactly zod `debtResponse`.
	 *
	 * @throws OutboxRefused not_found (no such order), no_customer (the buyer is not in SORS).
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function forOrder( int $orderId ): array {
		throw new OutboxRefused( 'not_found', __( 'There is no such order.', 'sors-api-for-woocommerce' ) );
	}
}
