<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\Remedies;
use SorsApi\Outbox\OutboxRefused;

'cli' === PHP_SAPI || exit;

/** A sent order is cancelled in the shop, and perhaps revived. @group sqlite */
final class CancellingTest extends FollowupTestCase {

	public function testCancellingTheOrderCancelsItsDocument(): void {
		$order = $this->sentOrder( 2 );
		self::assertSame( 2, $this->reserved() );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		self::assertSame( '0', $this->unsynced() );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'cancelled', $this->documents()[0]['status'] );
		self::assertSame( 0, $this->reserved() );
		self::assertStringContainsString( 'was cancelled in SORS', implode( "\n", $this->notes( $order->get_id() ) ) );
		self::assertSame( 0, $this->work() );
	}

	public function testARevivedOrderGetsANewRevision(): void {
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::assertSame( '2', $this->unsynced() );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->unsynced() ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( 'cancel 2 sent', $this->rowsOf( $order )[3] );
	}

	public function testRevivedBeforeTheCancellingWasSentNothingHappens(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->handleAs( 'processing', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testCancelledBeforeItWasSentNothingIsSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$order->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled' ], $this->rowsOf( $order ) );
		$this->handleAs( 'processing', $order );
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $order ) );
		self::assertCount( 1, $this->documents() );
	}

	public function testCancelledAlreadyInSorsIsWhatWasWanted(): void {
		$order = $this->sentOrder( 1 );
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] ] ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testItIsSeenAsWellWhereNoSingleDocumentCanBeAskedFor(): void {
		$this->withoutOperations( [ 'getDocument' ] );
		$cancelled = $this->sentOrder( 1 );
		$open      = $this->sentOrder( 1 );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->fault( 'cancelDocument', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ], 2 );
		$this->freshOrder( $cancelled->get_id() )->update_status( 'cancelled' );
		$this->handleAs( 'cancelled', $open );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $cancelled ) );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $open ) );
	}

	public function testADocumentThatSorsHasNoMoreNeedsNoCancelling(): void {
		$order = $this->sentOrder( 1 );
		$this->patch( [ 'do' => 'removeDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testALostReplyToACancellingIsJustAskedAgain(): void {
		$order = $this->sentOrder( 1 );
		$this->fault( 'cancelDocument', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		$this->workAfter( 600 );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	/** SORS says by its answer that it has taken the request, and that the document is open. */
	public function testACancellingThatSorsOnlyTookIsAskedAgain(): void {
		$order = $this->sentOrder( 1 );
		$this->fault( 'cancelDocument', [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 0 ) ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		self::assertSame( OutboxEntry::IN_DOUBT, $this->rows( $order )[1]->payloadLock );
		$this->workAfter( 600 );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public function testAnAnswerToACancellingThatIsOfAnotherDocumentIsNotBelieved(): void {
		$order = $this->sentOrder( 1 );
		$other = $this->sentOrder( 1 );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[1]['number'] ] );
		$this->fault( 'cancelDocument', [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 1 ) ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $other ) );
		self::assertSame( [ 'open', 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	/** @dataProvider waysToLookUp */
	public function testWhatIsCancelledThoughTheAnswerSaysOtherwiseIsDone( string $without ): void {
		$this->withoutOperations( [ $without ] );
		$order = $this->sentOrder( 1 );
		$open  = $this->bodyOfDocument( 0 );
		$this->patch( [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] );
		$this->fault( 'cancelDocument', [ 'kind' => 'body', 'body' => $open ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function waysToLookUp(): array {
		return [
			'by its id'        => [ 'findDocuments' ],
			'by its reference' => [ 'getDocument' ],
		];
	}

	public function testACancellingThatCannotBeLookedUpIsInDoubt(): void {
		$order = $this->sentOrder( 1 );
		$rules = [
			[ 'operation' => 'cancelDocument', 'times' => 1, 'action' => [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 0 ) ] ],
			[ 'operation' => 'getDocument', 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 503 ] ],
		];
		$this->sors->post( 'faults', [ 'rules' => $rules ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		self::assertSame( OutboxEntry::IN_DOUBT, $this->rows( $order )[1]->payloadLock );
	}

	public function testTriesThatSorsDidNotAnswerAreNotCountedAsItsAnswers(): void {
		$order = $this->sentOrder( 1 );
		$rules = [
			[ 'operation' => 'cancelDocument', 'times' => 10, 'action' => [ 'kind' => 'status', 'status' => 503 ] ],
			[ 'operation' => 'cancelDocument', 'times' => 1, 'action' => [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 0 ) ] ],
		];
		$this->sors->post( 'faults', [ 'rules' => $rules ] );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		for ( $i = 0; $i < 11; $i++ ) {
			$this->work();
			$this->pass( 7200 );
		}
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
	}

	public function testWhatSorsNeverCancelsIsLeftToAPerson(): void {
		$order = $this->sentOrder( 1 );
		$this->fault( 'cancelDocument', [ 'kind' => 'body', 'body' => $this->bodyOfDocument( 0 ) ], 100 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		for ( $i = 0; $i < 10; $i++ ) {
			$this->work();
			$this->pass( 4500 );
		}
		self::assertSame( [ 'sale 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'send', 'acknowledged', 'accept' ], array_column( Remedies::of( $this->rows( $order )[1], true, false ), 'as' ) );
	}

	public function testARevivedOrderStillAsksTheSettings(): void {
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$this->handleAs( 'pending', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 skipped' ], $this->rowsOf( $order ) );
		$other = $this->sentOrder( 2 );
		$this->freshOrder( $other->get_id() )->update_status( 'cancelled' );
		$this->outbox->sendEntry( $this->rows( $other )[1]->id );
		$this->handleAs( 'pending', $other );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 skipped' ], $this->rowsOf( $other ), 'That somebody pressed "Send now" on the cancelling says nothing of the order.' );
	}

	/** Somebody else's request revives it: this process remembers the order as cancelled, and the other saw its document still open. */
	public function testAnOrderRevivedWhileItsCancellingIsOnTheWayIsSentAgain(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$revive = function ( $answer, $request, string $url ) use ( $order, &$revive ) {
			if ( 'sending' === ( $this->rows( $order )[1]->state ?? '' ) ) {
				remove_filter( 'pre_http_request', $revive );
				$this->inOtherProcess( '( wc_get_order( $args[0] ) )->update_status( "processing" );', [ $order->get_id() ] )->finish();
			}
			return $answer;
		};
		add_filter( 'pre_http_request', $revive, 10, 3 );
		$this->work();
		remove_filter( 'pre_http_request', $revive );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
	}

	public function testTheSweepFindsARevivedOrderWithoutARevision(): void {
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE revision = 2' );
		$this->sweepAndWork();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
	}

	public function testAnOrderThatCannotBeReadKeepsNoOtherBackInTheSweep(): void {
		$orders = [ $this->sentOrder( 1 ), $this->sentOrder( 1 ) ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		}
		$this->work();
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		}
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE revision = 2' );
		$unread = static fn( $name, $type, $id ) => $id === $orders[0]->get_id() ? 'NoSuchClass' : $name;
		add_filter( 'woocommerce_order_class', $unread, 10, 3 );
		$this->services->sweep()->run();
		remove_filter( 'woocommerce_order_class', $unread, 10 );
		self::assertContains( 'sale 2 queued', $this->rowsOf( $orders[1] ) );
		self::assertNotContains( 'sale 2 queued', $this->rowsOf( $orders[0] ) );
	}

	/** @dataProvider lives */
	public function testACancelledDocumentIsNotMadeOnceMoreByThePressOfSend( bool $revived ): void {
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		if ( $revived ) {
			$this->handleAs( 'processing', $order );
		}
		$documents = $this->documents();
		$refused   = self::thrown( fn() => $this->outbox->sendEntry( $this->rows( $order )[0]->id ), OutboxRefused::class );
		self::assertSame( 'not_now', $refused->code() );
		self::assertSame( $documents, $this->documents() );
	}

	public function lives(): array {
		return [
			'of a cancelled order'                 => [ false ],
			'of an order that has a later revision' => [ true ],
		];
	}

	public function testARowThatWasCancelledWhileItWasReachedForIsLeftAlone(): void {
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$sale = $this->sale( $order->get_id() );
		$this->services->worker()->workOn( $sale->id );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertCount( 1, $this->documents() );
		self::assertSame( 0, $this->sale( $order->get_id() )->leaseUntil, 'The next one need not wait for it.' );
	}

	public function testAnOrderThatWasCancelledAndThenTrashedIsStillCancelledInSors(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 0, $this->reserved() );
	}

	public function testAnOrderThatWasRevivedAndThenTrashedKeepsItsDocument(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
	}

	/** The order is alive: to cancel its document, or to say that it is cancelled, would leave it without one. */
	public function testACancellingThatWasLeftOutOffersNothingAndTakesNothing(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->handleAs( 'processing', $order );
		$cancel = $this->rows( $order )[1];
		self::assertSame( [ 'skipped', 'revived' ], [ $cancel->state, $cancel->errorCode ] );
		self::assertSame( [], Remedies::of( $cancel, true, false ) );
		$presses = [
			fn() => $this->outbox->sendEntry( $cancel->id ),
			fn() => $this->outbox->resolve( $cancel->id, [ 'as' => 'acknowledged' ] ),
			fn() => $this->outbox->resolve( $cancel->id, [ 'as' => 'resend' ] ),
		];
		foreach ( $presses as $press ) {
			$refused = self::thrown( $press, OutboxRefused::class );
			self::assertContains( $refused->code(), [ 'not_now', 'not_open' ] );
		}
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
	}

	/** The page that offered the button was loaded while the order was cancelled. */
	public function testTheButtonOfACancellingDoesNotCancelTheDocumentOfAnOrderThatLivesAgain(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->outbox->sendEntry( $this->rows( $order )[1]->id );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
	}
}
