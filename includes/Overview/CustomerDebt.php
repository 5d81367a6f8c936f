<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Counterparts\CustomerKey;
use SorsApi\Counterparts\CustomerRecord;
use SorsApi\Counterparts\Customers;
use SorsApi\Counterparts\CustomerTable;
use SorsApi\Documents\MappingRefused;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\BuyerReader;
use SorsApi\Orders\OrderReader;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

/** What the buyer of an order owes, according to SORS' books. */
final class CustomerDebt {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @return array{customerName: string, balance: string, overdue: string|null, currency: string, asOf: string|null} Exactly zod `debtResponse`.
	 * @throws OutboxRefused not_found (no such order), no_customer (the buyer is not in SORS), no_debt (SORS does not say).
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function forOrder( int $orderId ): array {
		$order    = OrderReader::load( $orderId );
		$settings = SettingsStore::load();
		if ( null === $order ) {
			( new OutboxRefused( 'not_found', __( 'There is no such order.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( ! $this->api->supports( 'getCustomerDebt' ) ) {
			( new OutboxRefused( 'no_debt', __( 'SORS’ interface does not say what buyers owe, so it cannot be shown here: look the buyer up in SORS. Orders are sent regardless.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$sale     = OutboxTable::sale( $orderId );
		$database = null !== $sale && null !== $sale->database ? $sale->database : $settings->database;
		try {
			$key           = Customers::keyOf( $order, BuyerReader::of( $order, $settings ), $settings );
			[ $id, $name ] = $this->customer( $key, $database, $this->api );
		} catch ( MappingRefused $refused ) {
			( new OutboxRefused( 'no_customer', $refused->getMessage() ) )->throw();
		}
		$debt = $this->api->getCustomerDebt( $database, $id );
		if ( null === $debt->balance ) {
			( new OutboxRefused( 'no_debt', __( 'SORS did not say what the buyer owes.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return [
			'customerName' => $name,
			'balance'      => $debt->balance,
			'overdue'      => $debt->overdue,
			'currency'     => $debt->currency ?? 'RSD',
			'asOf'         => $debt->asOf,
		];
	}

	/**
	 * Searched for, never created.
	 *
	 * @return array{string, string} Id and name.
	 */
	private function customer( CustomerKey $key, string $database, Api $api ): array {
		$row = CustomerTable::record( $database, $key );
		// SORS may have told the code alone, and of one that was found by its code no name is kept.
		if ( CustomerRecord::KNOWN === $row->state && '' !== $row->customerId && '' !== $row->name ) {
			return [ $row->customerId, $row->name ];
		}
		$customer = Customers::search( $key, $database, $api );
		if ( null === $customer || null === $customer->id ) {
			( new OutboxRefused( 'no_customer', __( 'The buyer is not among the customers in SORS.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		CustomerTable::learn( $row, $customer );
		return [ (string) $customer->id, (string) $customer->name ];
	}
}
