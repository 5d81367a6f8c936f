<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** The reply was lost, and before it may be sent once more the order is no longer one to be sent. */
final class NotSentAgainTest extends FollowupTestCase {

	/** @return array<string, array{string, list<string>}> What becomes of the order, and of its entries in the end. */
	public function ends(): array {
		return [
			'cancelled' => [ 'cancelled', [ 'sale 1 cancelled', 'cancel 1 skipped' ] ],
			'trashed'   => [ 'trash', [ 'sale 1 skipped' ] ],
			'deleted'   => [ 'delete', [ 'sale 1 skipped' ] ],
			'failed'    => [ 'failed', [ 'sale 1 skipped' ] ],
		];
	}

	/** @dataProvider ends */
	public function testNothingIsMadeForAnOrderThatIsNoLongerToBeSent( string $how, array $entries ): void {
		$order = $this->unmadeOrder();
		$this->end( $order, $how );
		$this->workForAnHour( 40 );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENDING, 'not_sent_again', 1, 1 ], [ $sale->state, $sale->errorCode, $sale->attempts, count( $this->documents() ) ] );
		self::assertStringContainsString( 'not sent again', Sentence::shown( (string) $sale->errorMessage ) );
		$this->hours( 24 );
		self::assertSame( [ $entries, 1 ], [ $this->rowsOf( $order ), count( $this->documents() ) ] );
		self::assertNotContains( 'missed', array_column( History::of( $sale->id ), 'event' ) );
		self::assertSame( [], $this->restOk( 'GET', 'reconciliation' )['items'], 'Nobody is asked.' );
	}

	/** By a slow server, hours later. */
	public function testWhatIsMadeAllTheSameIsCancelledWithItsOrder(): void {
		$order = $this->unmadeOrder();
		$this->end( $order, 'cancelled' );
		$this->workForAnHour( 40 );
		self::assertGreaterThanOrEqual( $this->sale( $order->get_id() )->nextAttemptAt, $this->rows( $order )[1]->nextAttemptAt, 'The cancelling does not ask before the look-up does.' );
		$this->arrives( $order );
		$this->hours( 3 );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'open', 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public function testAnOrderThatIsRevivedInTimeIsSentAfterAll(): void {
		$order = $this->unmadeOrder();
		$this->end( $order, 'cancelled' );
		$this->workForAnHour( 40 );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->hours( 3 );
		self::assertSame( [ 2, 2 ], [ $this->sale( $order->get_id() )->attempts, count( $this->documents() ) ] );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
	}

	public function arrivals(): array {
		return [
			'it never arrived'         => [ false ],
			'it arrived a week later' => [ true ],
		];
	}

	/** @dataProvider arrivals */
	public function testAnOrderThatIsRevivedLaterIsLookedUpBeforeItIsSent( bool $arrives ): void {
		$order = $this->unmadeOrder();
		$this->end( $order, 'cancelled' );
		$this->hours( 26 );
		self::assertSame( [ OutboxEntry::CANCELLED, '' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->payloadLock ] );
		if ( $arrives ) {
			$this->arrives( $order );
		}
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->hours( 1 );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, $arrives ? OutboxEntry::FOUND : OutboxEntry::ANSWERED, 2 ], [ $sale->state, $sale->documentBy, count( $this->documents() ) ] );
	}

	public function testAPersonWhoWantsADeadOrderSentAgainMakesNoDocument(): void {
		$order = $this->unmadeOrder();
		$this->fault( 'findDocuments', [ 'kind' => 'html' ], 6 );
		$this->workForAnHour( 30 );
		self::assertSame( OutboxEntry::UNCERTAIN, $this->sale( $order->get_id() )->state );
		$this->end( $order, 'trash' );
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, 'order_trashed', 1 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, count( $this->documents() ) ] );
	}

	/** As long as nothing may be written, it is not: and is not told. */
	public function testThatItIsSentAgainIsToldOnceItIs(): void {
		$order = $this->unmadeOrder();
		$this->workForAnHour( 1 );
		update_option( 'sors_outbox_pause', [ 'code' => 'silent', 'message' => 'Silence.', 'since' => time(), 'until' => time() + 9000, 'failures' => 0, 'silences' => 3 ], false );
		for ( $looks = 0; $looks < 4; $looks++ ) {
			OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'next_attempt_at' => gmdate( 'Y-m-d H:i:s', time() - 5 ) ] );
			$this->work();
		}
		$events = static fn( array $history ): array => array_values( array_intersect( array_column( $history, 'event' ), [ 'missed' ] ) );
		self::assertSame( [], $events( History::of( $this->sale( $order->get_id() )->id ) ) );
		$this->hours( 3 );
		self::assertSame( [ OutboxEntry::SENT, [ 'missed' ] ], [ $this->sale( $order->get_id() )->state, $events( History::of( $this->sale( $order->get_id() )->id ) ) ] );
	}

	private function unmadeOrder(): \WC_Order {
		$this->sentOrder( 1 );
		return $this->lostOrder( self::NOT_MADE );
	}

	private function end( \WC_Order $order, string $how ): void {
		$order = $this->freshOrder( $order->get_id() );
		in_array( $how, [ 'trash', 'delete' ], true ) ? $order->delete( 'delete' === $how ) : $order->update_status( $how );
	}

	private function arrives( \WC_Order $order ): void {
		$sale = $this->sale( $order->get_id() );
		$this->services->api()->createDocument( self::DATABASE, (string) $sale->kind, (string) $sale->body );
	}

	private function hours( int $hours ): void {
		$this->workAfter( 1800, 2 * $hours );
	}
}
