<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Counterparts\LookUpTrust;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;

'cli' === PHP_SAPI || exit;

/** Orders that are paid after their document went to SORS unpaid. */
abstract class PaymentTestCase extends OutboxTestCase {

	protected const AFTER  = [ 'kind' => 'cut', 'when' => 'after' ];
	protected const BEFORE = [ 'kind' => 'cut', 'when' => 'before' ];

	protected function setUp(): void {
		parent::setUp();
		self::requireRealStore();
		$this->configure( [ 'exportStatuses' => [ 'on-hold', 'processing', 'completed' ] ] );
		$this->recordedSince( time() - 5 );
	}

	/** Since when the plugin records payments. */
	protected function recordedSince( int $moment ): void {
		update_option( 'sors_payments_since', [ self::DATABASE => $moment ], false );
	}

	/** Sent while it was on hold. */
	protected function unpaidOrder( string $gateway = 'bacs' ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ], 'pending' );
		$order->set_payment_method( $gateway );
		$order->set_status( 'on-hold' );
		$order->save();
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		return $order;
	}

	/** In hand, and paid by then as WooCommerce dates it; not sent yet. */
	protected function cashOnDeliveryOrder( int $paidAt ): \WC_Order {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ], 'pending' );
		$order->set_payment_method( 'cod' );
		$order->set_status( 'processing' );
		$order->set_date_paid( $paidAt );
		$order->save();
		return $order;
	}

	/** Paid since, with its payment queued. */
	protected function paidOrder(): \WC_Order {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		return $this->freshOrder( $order->get_id() );
	}

	protected function assertNoPayment( int $orderId, string $why = '' ): void {
		self::assertNull( ( new OutboxTable() )->one( $orderId, OutboxEntry::ROLE_PAYMENT, 0, 1 ), $why );
	}

	protected function payment( int $orderId, int $revision = 1 ): OutboxEntry {
		$entry = ( new OutboxTable() )->one( $orderId, OutboxEntry::ROLE_PAYMENT, 0, $revision );
		self::assertNotNull( $entry, 'It has no payment.' );
		return $entry;
	}

	/** @return list<array<string, mixed>> What SORS has recorded. */
	protected function recorded(): array {
		return $this->books( 'payments' );
	}

	/**
	 * @return list<string> Its steps that tell of payments, with their tone.
	 */
	protected function steps( int $orderId ): array {
		$told = [];
		foreach ( $this->restOk( 'GET', "orders/$orderId" )['story'] as $step ) {
			if ( 1 === preg_match( '/payment|paid/i', $step['text'] ) ) {
				$told[] = "{$step['tone']}: {$step['text']}";
			}
		}
		return $told;
	}

	/** @return array<string, string> What a person is asked of its payment: label => what it does. */
	protected function buttons( int $orderId ): array {
		foreach ( $this->restOk( 'GET', "orders/$orderId" )['asks'] as $ask ) {
			if ( 'payment' === $ask['role'] ) {
				return array_column( $ask['buttons'], 'as', 'label' );
			}
		}
		return [];
	}

	/** @return list<int> Entries of the list of what a person has to enter. */
	protected function listed( string $kind = 'enter' ): array {
		return array_column( $this->services->latePayments()->page( compact( 'kind' ) )['items'], 'entryId' );
	}

	/** @param list<string> $noted */
	protected static function assertOneSaying( string $words, array $noted ): void {
		self::assertCount( 1, array_filter( $noted, static fn( string $each ): bool => false !== strpos( $each, $words ) ), implode( "\n", $noted ) );
	}

	/** @param array<string, mixed> $fault */
	protected function lostPayment( array $fault ): \WC_Order {
		$order = $this->unpaidOrder();
		$this->freshOrder( $order->get_id() )->payment_complete();
		$this->services->sweep()->run();
		$this->fault( 'recordPayment', $fault );
		$this->work();
		self::assertSame( OutboxEntry::SENDING, $this->payment( $order->get_id() )->state, (string) $this->payment( $order->get_id() )->errorMessage );
		return $this->freshOrder( $order->get_id() );
	}

	/**
	 * Of a SORS that can neither look payments up nor read documents.
	 *
	 * @param array<string, mixed> $fault
	 */
	protected function uncertainPayment( array $fault ): \WC_Order {
		$this->withoutOperations( [ 'findPayments', 'getDocument' ] );
		$order = $this->lostPayment( $fault );
		$this->pass( 31 );
		$this->work();
		$entry = $this->payment( $order->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'no_lookup', 1 ], [ $entry->state, $entry->errorCode, $entry->attempts ] );
		return $order;
	}

	/** As after both proofs of the day. */
	protected function trustPayments(): void {
		( new LookUpTrust() )->earn( $this->services->api()->scope( self::DATABASE ) . ' payments' );
	}
}
