<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Buyer;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\ReplyLost;

/** Finds the SORS customer of a buyer, and creates the one that is missing, never twice. */
final class Customers {

	/** Longer than two requests may take. */
	private const LEASE = 120;

	/** Until a lost reply is looked up; a slow server may still be at it. */
	private const FIRST_LOOKUP = 30;
	private const NEXT_LOOKUP = 180;

	private CustomerTable $table;

	public function __construct( CustomerTable $table ) {
		$this->table = $table;
	}

	/**
	 * The customer of a document by the settings; null where SORS' interface knows none on documents.
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofBuyer( Buyer $buyer, string $database, Settings $settings, Api $api ): ?CustomerRecord {
		if ( ! $api->supportsField( 'document', 'customerId' ) ) {
			return null;
		}
		if ( 'single' !== $settings->customerMode ) {
			return $this->find( $buyer, CustomerKey::ofBuyer( $buyer, $settings->singleCustomerCode ), $database, $api );
		}
		if ( '' === $settings->singleCustomerCode ) {
			throw new MappingRefused( 'no_single_customer', __( 'All orders are to go to one customer, but its code is missing in the settings.', 'sors-api-for-woocommerce' ) );
		}
		return $this->find( $buyer, new CustomerKey( CustomerKey::CODE, $settings->singleCustomerCode ), $database, $api );
	}

	/**
	 * @throws MappingRefused Several fit, none fits and none may be created, or SORS refused to create one.
	 * @throws Postponed      Another order of the same buyer is at it, or a reply was lost.
	 * @throws \SorsApi\Sors\SorsError
	 */
	private function find( Buyer $buyer, CustomerKey $key, string $database, Api $api ): CustomerRecord {
		$row = $this->table->row( $database, $key );
		if ( CustomerRecord::KNOWN === $row->state ) {
			return $row;
		}
		$token = $this->table->claim( $row->id, self::LEASE );
		if ( null === $token ) {
			throw self::busy();
		}
		$row = $this->table->get( $row->id ) ?? $row;
		if ( CustomerRecord::KNOWN === $row->state ) {
			$this->table->mark( $row->id, $token, $row->state, 0, 0 );
			return $row;
		}
		try {
			$customer = CustomerSearch::one( $key, $database, $api, fn() => $this->hold( $row, $token ) );
		} catch ( \Throwable $error ) {
			$this->table->mark( $row->id, $token, $row->state, $row->lookupMisses, 0 );
			throw $error;
		}
		if ( null === $customer ) {
			$customer = $this->create( $row, $token, $buyer, $key, $database, $api );
		}
		$this->table->know( $row->id, $customer );
		return $this->table->get( $row->id ) ?? $row;
	}

	public function forget( int $row ): void {
		$this->table->forget( $row );
	}

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	private function create( CustomerRecord $row, string $token, Buyer $buyer, CustomerKey $key, string $database, Api $api ): Customer {
		if ( CustomerKey::CODE === $key->by ) {
			$this->table->mark( $row->id, $token, CustomerRecord::NEW, 0, 0 );
			/* translators: 1: customer code, 2: name of a SORS database. */
			throw new MappingRefused( 'no_such_customer', sprintf( __( 'There is no customer with the code %1$s in the database %2$s. Check the code in the settings.', 'sors-api-for-woocommerce' ), $key->value, $database ) );
		}
		if ( CustomerRecord::CREATING === $row->state && $row->lookupMisses < 1 ) {
			$this->table->mark( $row->id, $token, CustomerRecord::CREATING, $row->lookupMisses + 1, self::NEXT_LOOKUP );
			throw self::lost( self::NEXT_LOOKUP );
		}
		$this->hold( $row, $token );
		$this->table->mark( $row->id, $token, CustomerRecord::CREATING, 0, self::LEASE );
		try {
			return $api->createCustomer( $database, CustomerForm::of( $buyer ) );
		} catch ( ReplyLost $error ) {
			$this->table->mark( $row->id, $token, CustomerRecord::CREATING, 0, self::FIRST_LOOKUP );
			throw self::lost( self::FIRST_LOOKUP );
		} catch ( Rejected $error ) {
			$this->table->mark( $row->id, $token, CustomerRecord::NEW, 0, 0 );
			/* translators: 1: name of the buyer, 2: what SORS answered. */
			throw new MappingRefused( 'customer_refused', sprintf( __( 'SORS did not take the buyer %1$s as a customer: %2$s', 'sors-api-for-woocommerce' ), $buyer->displayName(), $error->getMessage() ) );
		} catch ( \Throwable $error ) {
			$this->table->mark( $row->id, $token, CustomerRecord::NEW, 0, 0 );
			throw $error;
		}
	}

	/**
	 * Whoever has lost the claim must not create anybody: another worker is at it.
	 *
	 * @throws Postponed
	 */
	private function hold( CustomerRecord $row, string $token ): void {
		if ( ! $this->table->renew( $row->id, $token, self::LEASE ) ) {
			throw self::busy();
		}
	}

	private static function busy(): Postponed {
		return new Postponed( 'customer_busy', 10, __( 'Another order of the same buyer is just being sent; this one follows.', 'sors-api-for-woocommerce' ) );
	}

	private static function lost( int $after ): Postponed {
		return new Postponed( 'customer_lost', $after + 1, __( 'SORS\' answer was lost while the buyer was being created as a customer. It is looked up before anything else is sent.', 'sors-api-for-woocommerce' ) );
	}
}
