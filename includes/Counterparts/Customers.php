<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\RowLease;
use SorsApi\Documents\Buyer;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Postponed;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Contract\Paging;
use SorsApi\Sors\Customer;
use SorsApi\Sors\Rejected;
use SorsApi\Sors\RepeatRule;
use SorsApi\Sors\ReplyLost;

/** Finds the SORS customer of a buyer, and creates the one that is missing, never twice. */
final class Customers {

	/** Longer than two requests may take. */
	private const LEASE = 120;

	/** Seconds; no list of customers goes on for ever. */
	private const LONGEST_SEARCH = 120;

	/** Customers that are tried as proof: one may have been changed in SORS. */
	private const PROOFS = 3;

	/** Codes of Postponed: the reply to a request of this very moment was lost, and what became of an earlier one is not known yet. */
	public const LOST_IN_SILENCE = 'customer_silent';
	public const LOST            = 'customer_lost';

	/** Code of the customer that other code of the site chose for an order; '' = none. */
	private static function chosenFor( \WC_Order $order ): string {
		/**
		 * The SORS customer that an order's document is made out to.
		 *
		 * @param string    $code  '' = whom staff linked the buyer with, or as the settings say.
		 * @param \WC_Order $order
		 */
		$code = apply_filters( 'sors_customer_code', '', $order );
		if ( ! is_string( $code ) || strlen( $code ) > 191 ) {
			Log::ignored( 'sors_customer_code', $code );
			return '';
		}
		return trim( $code );
	}

	/**
	 * The customer of an order's document; null where SORS' interface knows none on documents.
	 *
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function ofOrder( \WC_Order $order, Buyer $buyer, Settings $settings, Api $api ): ?CustomerRecord {
		if ( ! $api->supportsField( 'document', 'customerId' ) ) {
			return null;
		}
		return self::find( $buyer, self::keyOf( $order, $buyer, $settings ), $settings->database, $api );
	}

	/**
	 * By what the customer of an order is found: the one that other code chose, whom staff linked its user with, the fixed
	 * one of the settings, or the buyer's own PIB or e-mail address.
	 *
	 * @throws MappingRefused
	 */
	public static function keyOf( \WC_Order $order, Buyer $buyer, Settings $settings ): CustomerKey {
		$code = self::chosenFor( $order );
		$code = '' === $code ? self::linkOf( $order, $buyer )['code'] ?? '' : $code;
		if ( '' === $code && 'single' !== $settings->customerMode ) {
			return CustomerKey::ofBuyer( $buyer, $settings->singleCustomerCode );
		}
		$code = '' === $code ? $settings->singleCustomerCode : $code;
		if ( '' === $code ) {
			( new MappingRefused( 'no_single_customer', Sentence::__( 'All orders are to go to one fixed customer, but its code is missing in the settings.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		return new CustomerKey( CustomerKey::CODE, $code );
	}

	/** Whether the document goes to a company, by its PIB on the order or in SORS. */
	public static function isCompany( \WC_Order $order, Buyer $buyer ): bool {
		return $buyer->isCompany() || '' !== ( self::linkOf( $order, $buyer )['taxId'] ?? '' );
	}

	/** @return array{code: string, taxId?: string}|null */
	private static function linkOf( \WC_Order $order, Buyer $buyer ): ?array {
		return $buyer->personalNumber ? null : LinkedCustomers::counted( $order->get_customer_id(), $buyer->taxId );
	}

	/**
	 * @throws MappingRefused Several fit, none fits and none may be created, or SORS refused to create one.
	 * @throws Postponed      Another order of the same buyer holds the lease, or a reply was lost.
	 */
	private static function find( Buyer $buyer, CustomerKey $key, string $database, Api $api ): CustomerRecord {
		$record = CustomerTable::record( $database, $key );
		if ( CustomerRecord::KNOWN === $record->state ) {
			return $record;
		}
		$lease = CustomerTable::claim( $record->id, self::LEASE );
		if ( null === $lease ) {
			self::busy( CustomerTable::get( $record->id ) )->throw();
		}
		$record = CustomerTable::get( $record->id ) ?? $record;
		if ( CustomerRecord::KNOWN === $record->state ) {
			$lease->release();
			return $record;
		}
		try {
			$customer = self::search( $key, $database, $api, $lease );
		} catch ( \Throwable $error ) {
			$lease->release();
			throw $error;
		}
		if ( null === $customer ) {
			$customer = self::create( $record, $lease, $buyer, $key, $database, $api );
		}
		CustomerTable::learn( $record, $customer );
		return CustomerTable::get( $record->id ) ?? $record;
	}

	/** @param string $customerId Of a document that SORS refused. */
	public static function forget( string $database, string $customerId ): void {
		$record = CustomerTable::ofDocument( $database, $customerId );
		if ( null !== $record ) {
			CustomerTable::forget( $record->id );
		}
	}

	private static function create( CustomerRecord $record, RowLease $lease, Buyer $buyer, CustomerKey $key, string $database, Api $api ): Customer {
		if ( CustomerKey::CODE === $key->by ) {
			$lease->release();
			/* translators: 1: customer code, 2: name of a SORS database. */
			( new MappingRefused( 'no_such_customer', Sentence::__( 'There is no customer with the code %1$s in the database %2$s. Check the code in the settings or, where the buyer is linked with it, on the page of that user.', 'sors-api-for-woocommerce', $key->value, $database ) ) )->throw();
		}
		if ( $record->isInDoubt() ) {
			$record = self::permitted( $record, $lease, $buyer, $key, $database, $api );
		}
		self::hold( $lease );
		CustomerTable::creating( $record, $lease, self::LEASE );
		try {
			return $api->createCustomer( $database, NewCustomer::of( $buyer ) );
		} catch ( ReplyLost $error ) {
			CustomerTable::lost( $record, $lease, $error->silent, RepeatRule::FIRST_LOOKUP );
			self::lost( $error->silent ? self::LOST_IN_SILENCE : self::LOST, RepeatRule::FIRST_LOOKUP )->throw();
		} catch ( Rejected $error ) {
			CustomerTable::putBack( $record, $lease );
			/* translators: 1: name of the buyer, 2: what SORS answered. */
			( new MappingRefused( 'customer_refused', Sentence::__( 'SORS did not take the buyer %1$s as a customer: %2$s', 'sors-api-for-woocommerce', $buyer->displayName(), $error->getMessage() ) ) )->throw();
		} catch ( \Throwable $error ) {
			CustomerTable::putBack( $record, $lease );
			throw $error;
		}
	}

	/**
	 * A request to create the customer left before, its reply was lost, and the search shows nothing: by the same rule as
	 * for documents it is created once more, later, or not at all.
	 *
	 * @return CustomerRecord As it is by now.
	 */
	private static function permitted( CustomerRecord $record, RowLease $lease, Buyer $buyer, CustomerKey $key, string $database, Api $api ): CustomerRecord {
		if ( null === $record->lostAt ) {
			// The process that asked for it has died: nothing is known, as after silence.
			CustomerTable::lost( $record, $lease, true, self::LEASE );
			$record = CustomerTable::get( $record->id ) ?? $record;
		}
		try {
			$trusted = self::isTrusted( $key, $database, $api, $lease );
			if ( $trusted ) {
				++$record->lookupMisses;
			}
			$mayRepeat = $trusted && $record->rule()->mayRepeat() && self::isUp( $key, $database, $api, $lease );
		} catch ( \Throwable $error ) {
			CustomerTable::putBack( $record, $lease );
			throw $error;
		}
		if ( $record->rule()->isOver() || ( ! $trusted && $record->secondsLost() >= RepeatRule::PATIENCE ) ) {
			CustomerTable::putBack( $record, $lease );
			/* translators: 1: name of the buyer, 2: PIB or e-mail address. */
			( new MappingRefused( 'customer_uncertain', Sentence::__( 'SORS’ answer was lost while the buyer %1$s was being created as a customer, and SORS shows none with %2$s. Created once more, there might be two. Look in SORS: if the customer is not there, create it there with %2$s; the order follows within the hour, or at once by “Send again”.', 'sors-api-for-woocommerce', $buyer->displayName(), $key->value ) ) )->throw();
		}
		if ( $mayRepeat ) {
			return $record;
		}
		$wait = $record->rule()->nextLookUp();
		CustomerTable::putBack( $record, $lease, $wait );
		self::lost( self::LOST, $wait )->throw();
	}

	/**
	 * Whether a search that shows nothing means that there is none: once a day it has to show a customer that is known.
	 * What it shows beside is compared here, so a server that ignores the search does no harm.
	 */
	private static function isTrusted( CustomerKey $key, string $database, Api $api, RowLease $lease ): bool {
		$what = self::what( $key, $database, $api );
		if ( LookUpTrust::holds( $what ) ) {
			return true;
		}
		return LookUpTrust::earnBy( $what, self::known( $key, $database ), fn( CustomerRecord $known ): bool => self::shows( $known, $database, $api, $lease ) );
	}

	/** As LookUpTrust::isConfirmed(). */
	private static function isUp( CustomerKey $key, string $database, Api $api, RowLease $lease ): bool {
		return LookUpTrust::isConfirmed( self::what( $key, $database, $api ), self::known( $key, $database ), fn( CustomerRecord $known ): bool => self::shows( $known, $database, $api, $lease ) );
	}

	/** @return list<CustomerRecord> */
	private static function known( CustomerKey $key, string $database ): array {
		return CustomerTable::known( $database, $key->by, self::PROOFS );
	}

	private static function what( CustomerKey $key, string $database, Api $api ): string {
		return $api->scope( $database ) . ' customers ' . $key->by;
	}

	private static function shows( CustomerRecord $known, string $database, Api $api, RowLease $lease ): bool {
		try {
			$found = self::search( CustomerKey::ofText( $known->matchKey ), $database, $api, $lease );
		} catch ( MappingRefused $several ) {
			return false;
		}
		return null !== $found && [ (string) $found->id, (string) $found->code ] === [ $known->customerId, $known->customerCode ];
	}

	/**
	 * Looks a customer up in SORS by the best search that its API has.
	 *
	 * @param RowLease|null $lease Kept before each request.
	 * @throws MappingRefused Several fit.
	 * @throws Postponed      Another worker has taken the lease.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function search( CustomerKey $key, string $database, Api $api, ?RowLease $lease = null ): ?Customer {
		$found    = [];
		$next     = null;
		$deadline = microtime( true ) + self::LONGEST_SEARCH;
		do {
			if ( null !== $next && microtime( true ) >= $deadline ) {
				Paging::tooSlow( 'listCustomers', self::LONGEST_SEARCH )->throw();
			}
			if ( null !== $lease ) {
				// Without a search of SORS' own there may be many pages.
				self::hold( $lease );
			}
			$page = $api->listCustomers( $database, self::query( $key, $api ), $next );
			foreach ( $page->items as $customer ) {
				if ( $key->fits( $customer ) ) {
					$found[ $customer->id . "\n" . $customer->code ] = $customer;
				}
			}
			$next = $page->next;
		} while ( null !== $next );
		if ( count( $found ) > 1 ) {
			$names = implode( ', ', array_map( [ self::class, 'named' ], array_values( $found ) ) );
			/* translators: 1: PIB, e-mail address or code, 2: names of customers. */
			( new MappingRefused( 'customer_ambiguous', Sentence::__( 'Several customers in SORS have %1$s: %2$s. Leave it with one of them, or enter the code of the right one on the page of the buyer’s account, under “Customer in SORS”. Then send the order again.', 'sors-api-for-woocommerce', $key->value, $names ) ) )->throw();
		}
		return array_values( $found )[0] ?? null;
	}

	/**
	 * The narrowest search that the API has; without any, all customers are read.
	 *
	 * @return array{taxId?: string, email?: string, code?: string, search?: string}
	 */
	private static function query( CustomerKey $key, Api $api ): array {
		if ( $api->supportsQuery( 'listCustomers', $key->by ) ) {
			switch ( $key->by ) {
				case CustomerKey::TAX_ID:
					return [ 'taxId' => $key->value ];
				case CustomerKey::EMAIL:
					return [ 'email' => $key->value ];
				default:
					return [ 'code' => $key->value ];
			}
		}
		return $api->supportsQuery( 'listCustomers', 'search' ) ? [ 'search' => $key->value ] : [];
	}

	private static function named( Customer $customer ): string {
		return null === $customer->code ? (string) $customer->name : $customer->name . ' (' . $customer->code . ')';
	}

	/** A worker that has lost its claim must not create the customer: another one is doing it. */
	private static function hold( RowLease $lease ): void {
		if ( ! $lease->extend( self::LEASE ) ) {
			throw self::busy();
		}
	}

	/** @param CustomerRecord|null $record As another worker holds it, for a moment or until a lost reply is looked up again. */
	private static function busy( ?CustomerRecord $record = null ): Postponed {
		$left = null === $record || ! $record->isInDoubt() ? 0 : intdiv( $record->leaseUntil - DatabaseClock::now(), 1000000 ) + 1;
		return new Postponed( 'customer_busy', max( 10, min( 600, $left ) ), Sentence::__( 'Another order of the same buyer is being sent right now; this one follows.', 'sors-api-for-woocommerce' ) );
	}

	private static function lost( string $code, int $after ): Postponed {
		return new Postponed( $code, $after + 1, Sentence::__( 'SORS’ answer was lost while the buyer was being created as a customer. It is looked up before anything else is sent.', 'sors-api-for-woocommerce' ) );
	}
}
