<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Sql;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** An order that changes after a worker has read it, and before the worker has written what became of it; and one at which each worker is cut off. */
final class OvertakenTest extends FollowupTestCase {

	public function testAnOrderThatIsToBeSentAfterAllWhileItIsLeftOutIsSentOnce(): void {
		$this->configure( [ 'exportStatuses' => [ 'processing' ] ] );
		$order = $this->createOrder( [ $this->product->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'status', 'status' => 429, 'retryAfter' => 7 ] );
		$this->work();
		$entry = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::WAITING, true ], [ $entry->state, null !== $entry->reference ] );
		$this->freshOrder( $order->get_id() )->update_status( 'failed' );
		$this->pass( 3600 );

		$pay = function ( string $query ) use ( $order, &$pay ): string {
			if ( 1 === preg_match( "/^UPDATE `?" . OutboxTable::name() . "`? .*'skipped'/s", $query ) ) {
				remove_filter( 'query', $pay );
				$this->inOtherProcess( 'wc_get_order( $args[0] )->update_status( "processing" );', [ $order->get_id() ] )->finish();
			}
			return $query;
		};
		add_filter( 'query', $pay );
		$this->work();
		self::assertFalse( has_filter( 'query', $pay ) );
		self::assertSame( [ 'processing', OutboxEntry::SKIPPED ], [ $this->freshOrder( $order->get_id() )->get_status(), $this->sale( $order->get_id() )->state ] );

		$this->pass( 400 );
		$this->letModifiedBe( $order->get_id(), 401 );
		$this->sweepAndWork();
		$this->sweepAndWork();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		self::assertCount( 1, $this->documents() );
	}

	public function doubtful(): array {
		return [
			'a reply was lost that something answered' => [ [ 'answered_losses' => 1 ] ],
			'a reply was lost in silence'              => [ [ 'silent_losses' => 1 ] ],
			'SORS showed a document'                   => [ [ 'shown' => '[{"id":"7","number":"R-7"}]' ] ],
			'it had one'                               => [ [ 'document_id' => '7' ] ],
			'it had one without an id'                 => [ [ 'document_number' => 'R-7' ] ],
			'it is in doubt'                           => [ [ 'payload_lock' => OutboxEntry::IN_DOUBT ] ],
			'a copy gave it up'                        => [ [ 'error_code' => OutboxEntry::ORIGINAL ] ],
			'a person knows it in SORS'                => [ [ 'acknowledged_by' => OutboxEntry::BY_OWNER ] ],
		];
	}

	public function testWhatAnotherWorkerTookMeanwhileIsNotSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 1 ] );
		$take  = static function ( $answer ) {
			Sql::run( 'UPDATE ' . OutboxTable::name() . " SET lease_owner = 'another', lease_until = lease_until + 1" );
			return $answer;
		};
		add_filter( 'pre_http_request', $take );
		$this->work();
		remove_filter( 'pre_http_request', $take );
		self::assertCount( 0, $this->documents() );
		self::assertSame( [ 'another', 0 ], [ $this->sale( $order->get_id() )->leaseOwner, $this->sale( $order->get_id() )->attempts ] );
	}

	/** @dataProvider doubtful */
	public function testWhatMayBeInSorsIsNotQueuedAgainByTheSweep( array $columns ): void {
		$order = $this->createOrder( [ $this->product->get_id() => 1 ] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, $columns + [ 'state' => OutboxEntry::SKIPPED, 'reference' => 'a1-1-sale-1', 'error_code' => 'status' ] );
		$this->pass( 400 );
		$this->services->sweep()->run();
		self::assertSame( OutboxEntry::SKIPPED, $this->sale( $order->get_id() )->state );
	}

	public function testMoneyThatIsRefundedWhileTheDocumentIsBeingMadeIsNotTakenForNetted(): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$order  = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$refund = function ( $answer ) use ( $order, &$refund ) {
			if ( $this->sale( $order->get_id() )->isHeld() ) {
				remove_filter( 'pre_http_request', $refund );
				$code = 'add_filter( "sors_settle_seconds", "__return_zero" );
					wc_create_refund( [ "order_id" => $args[0], "amount" => "100" ] );
					( new SorsApi\Services() )->orders()->worker()->work( 20 );';
				$this->inOtherProcess( $code, [ $order->get_id() ] )->finish();
			}
			return $answer;
		};
		add_filter( 'pre_http_request', $refund );
		$this->work( 1 );
		self::assertFalse( has_filter( 'pre_http_request', $refund ) );
		self::assertSame( [ 'sale 1 sent', 'return 1 queued' ], $this->rowsOf( $order ) );
		self::assertSame( [], $this->sale( $order->get_id() )->refundIds );
		$this->workAfter( 60 );
		$return = $this->rows( $order )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'money_refund' ], [ $return->state, $return->errorCode ] );
	}

	private const WORKER = '
		add_filter( "sors_settle_seconds", "__return_zero" );
		add_filter( "woocommerce_order_get_items", static function ( $items, $order ) use ( $args ) {
			if ( $args["deadly"] === $order->get_id() ) {
				exit( 3 );
			}
			return $items;
		}, 10, 2 );
		( new SorsApi\Services() )->orders()->worker()->work( 20 );
		echo "alive";';

	public function testItIsPutBeforeTheOwnerAndHoldsNoOtherBack(): void {
		$product = $this->product;
		$deadly  = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		$other   = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		$this->pass( 100 );
		$deaths = 0;
		for ( $i = 0; $i < 8 && OutboxEntry::REJECTED !== $this->sale( $deadly )->state; $i++ ) {
			$deaths += $this->survives( $deadly ) ? 0 : 1;
			$this->pass( 200 );
		}
		self::assertSame( 3, $deaths );
		$entry = $this->sale( $deadly );
		self::assertSame( [ OutboxEntry::REJECTED, 'cut_off', 0, null ], [ $entry->state, $entry->errorCode, $entry->deaths, $entry->nextAttemptAt ] );
		self::assertStringContainsString( 'cut the work off', Sentence::shown( (string) $entry->errorMessage ) );
		self::assertTrue( $this->survives( $deadly ), 'no worker takes it up again' );
		self::assertSame( OutboxEntry::SENT, $this->sale( $other )->state );
		$this->restOk( 'POST', "outbox/$entry->id/send" );
		self::assertSame( OutboxEntry::SENT, $this->sale( $deadly )->state, 'once nothing cuts it off' );
		self::assertCount( 2, $this->documents() );
	}

	public function testOneDeathCountsForNothing(): void {
		$deadly = $this->createOrder( [ $this->product->get_id() => 1 ] )->get_id();
		$this->pass( 100 );
		self::assertFalse( $this->survives( $deadly ) );
		$this->workAfter( 200 );
		self::assertSame( [ OutboxEntry::SENT, 0 ], [ $this->sale( $deadly )->state, $this->sale( $deadly )->deaths ] );
	}

	private function survives( int $deadly ): bool {
		try {
			self::assertSame( 'alive', $this->inOtherProcess( self::WORKER, [ 'deadly' => $deadly ] )->finish( 240 ) );
			return true;
		} catch ( \RuntimeException $died ) {
			self::assertStringContainsString( 'ended with 3', $died->getMessage() );
			return false;
		} finally {
			wp_cache_flush();
		}
	}
}
