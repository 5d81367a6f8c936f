<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** The API key may do some things in SORS and not others: what it may not do is a person's, and the rest goes on. */
final class MissingRightTest extends FollowupTestCase {

	private const FORBIDDEN = [ 'kind' => 'status', 'status' => 403 ];

	public function testACancellingAsksAPersonAtOnceAndGoesOnOnceItMay(): void {
		$order = $this->sentOrder();
		$this->fault( 'cancelDocument', self::FORBIDDEN, 2 );
		$this->handleAs( 'cancelled', $order );
		$cancel = $this->rows( $order )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'key_restricted', null ], [ $cancel->state, $cancel->errorCode, $this->outbox->paused() ] );
		$words = Sentence::shown( (string) $cancel->errorMessage );
		self::assertStringContainsString( 'cancel documents in the database ' . self::DATABASE, $words );
		self::assertStringContainsString( 'Cancel ' . $this->sale( $order->get_id() )->documentNumber . ' in SORS by hand', $words );
		self::assertContains( 'acknowledged', array_column( $this->restOk( 'GET', 'reconciliation' )['items'][0]['remedies'], 'as' ) );
		$this->workAfter( 3601 );
		self::assertCount( 1, array_keys( array_column( History::of( $cancel->id ), 'event' ), 'rejected', true ), 'It is told once.' );
		$this->workAfter( 3601 );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testAReturnAsksAPersonAtOnce(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder();
		$this->fault( 'createReturn', self::FORBIDDEN, 99 );
		$this->refund( $order, 1, true );
		$this->work();
		$return = $this->rows( $order )[1];
		self::assertSame( [ OutboxEntry::ROLE_RETURN, OutboxEntry::REJECTED, 'key_restricted', null, null ], [ $return->role, $return->state, $return->errorCode, $return->nextAttemptAt, $this->outbox->paused() ] );
		self::assertStringContainsString( 'Enter the return in SORS by hand', Sentence::shown( (string) $return->errorMessage ) );
	}

	public function testABuyerWhoCannotBeCreatedKeepsNoOtherOrderWaiting(): void {
		$known = $this->sentOrder();
		$this->fault( 'createCustomer', self::FORBIDDEN, 99 );
		$new = $this->handledOrder( [ $this->product->get_id() => 1 ], 'processing', [ 'email' => 'new@example.test' ] );
		self::assertSame( [ OutboxEntry::REJECTED, 'key_restricted', null ], [ $this->sale( $new->get_id() )->state, $this->sale( $new->get_id() )->errorCode, $this->outbox->paused() ] );
		self::assertStringContainsString( 'create customers', Sentence::shown( (string) $this->sale( $new->get_id() )->errorMessage ) );
		$this->sentOrder();
		$this->sors->post( 'faults', [ 'rules' => [] ] );
		$this->workAfter( 3601 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $new->get_id() )->state );
		self::assertNotSame( $this->sale( $known->get_id() )->customerId, $this->sale( $new->get_id() )->customerId );
	}

	/** The first refusal may be of the whole key; once SORS has accepted it for others, it is not. */
	public function testAKindOfDocumentThatTheKeyMayNotMakeIsLeftToAPerson(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->fault( 'createDeliveryNote', self::FORBIDDEN, 99 );
		$order = $this->handledOrder( [ $this->product->get_id() => 1 ] );
		self::assertSame( [ OutboxEntry::WAITING, 'auth_failed' ], [ $this->sale( $order->get_id() )->state, $this->outbox->paused()['code'] ?? null ] );
		$this->configure( [ 'documentKind' => 'reservation' ] );
		$this->outbox->sendEntry( $this->sale( $this->createOrder( [ $this->product->get_id() => 1 ] )->get_id() )->id );
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->workAfter( 400 );
		self::assertSame( [ OutboxEntry::REJECTED, 'key_restricted', null ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->outbox->paused() ] );
		self::assertStringContainsString( 'this kind of document', Sentence::shown( (string) $this->sale( $order->get_id() )->errorMessage ) );
	}

	public function testAKeyThatMayMakeNothingStopsAllUntilItIsChanged(): void {
		$this->fault( 'createReservation', self::FORBIDDEN, 99 );
		$order = $this->handledOrder( [ $this->product->get_id() => 1 ] );
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::WAITING, 'auth_failed' ], [ $this->sale( $order->get_id() )->state, $this->outbox->paused()['code'] ?? null ] );
	}
}
