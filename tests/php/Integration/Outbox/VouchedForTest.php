<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\SentDecision;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** A person said that SORS has an order already: the shop knows no document of it, and whatever is to be changed there is asked for. */
final class VouchedForTest extends FollowupTestCase {

	public function testItsCancellingIsAskedForAndNothingIsCancelledFromHere(): void {
		$order = $this->vouchedFor();
		$this->handleAs( 'cancelled', $order );
		$cancel = $this->rows( $order )[1];
		self::assertSame( [ 'sale 1 skipped', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'not_from_here', [ 'acknowledged', 'accept' ] ], [ $cancel->errorCode, self::remediesOf( $cancel ) ] );
		self::assertSame( [ $order->get_id() ], OrderQueries::page( [ 'state' => OrderQueries::ATTENTION ] )['ids'] );
		self::assertStringContainsString( 'cancel it in SORS by hand', implode( "\n", $this->notes( $order->get_id() ) ) );
		$shown = $this->restOk( 'GET', "orders/{$order->get_id()}" );
		self::assertStringContainsString( 'The document in SORS was not cancelled', (string) wp_json_encode( $shown ) );

		$this->freshOrder( $order->get_id() )->set_customer_note( 'Hvala.' );
		$this->workAfter( 4000 );
		self::assertSame( [ 'sale 1 skipped', 'cancel 1 rejected' ], $this->rowsOf( $order ), 'It stays asked.' );

		$this->outbox->resolve( $cancel->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ 'sale 1 skipped', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( [ '0', [] ], [ $this->unsynced(), OrderQueries::page( [ 'state' => OrderQueries::ATTENTION ] )['ids'] ] );
		$this->sweepAndWork();
		self::assertSame( [ 'cancel 1 skipped', [] ], [ $this->rowsOf( $order )[1], $this->documents() ] );
	}

	public function testRevivedItIsSentAndItsDocumentIsCancelledLikeAnyOther(): void {
		$order = $this->vouchedFor();
		$this->handleAs( 'cancelled', $order );
		$this->outbox->resolve( $this->rows( $order )[1]->id, [ 'as' => 'acknowledged' ] );
		$this->handleAs( 'processing', $order );
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( [ 3, '0' ], [ $this->reserved(), $this->unsynced() ] );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 0, '0' ], [ $this->reserved(), $this->unsynced() ] );
	}

	public function testItIsNotSentAgainWithOthersThatAreSelected(): void {
		$order  = $this->vouchedFor();
		$result = $this->outbox->send( [ $order->get_id() ] );
		self::assertSame( [ [], [ $order->get_id() ] ], [ $result['items'], array_column( $result['refused'], 'orderId' ) ] );
		self::assertStringContainsString( 'Send it anyway', Sentence::shown( $result['refused'][0]['reason'] ) );
		$this->work();
		self::assertSame( [ [ 'sale 1 skipped' ], true, [] ], [ $this->rowsOf( $order ), $this->sale( $order->get_id() )->isVouchedFor(), $this->documents() ] );
	}

	public function testThatItsDocumentStaysIsAskedOnce(): void {
		$order = $this->vouchedFor();
		$this->handleAs( 'cancelled', $order );
		$this->services->sentDecision()->decide( $this->rows( $order )[1]->id, SentDecision::ACCEPT );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 skipped', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
	}

	public function testItsRefundIsAskedForAndCountsOnceThePersonHasDoneIt(): void {
		$order = $this->vouchedFor();
		$this->refund( $order, 1, true );
		$this->work();
		$return = $this->rows( $order )[1];
		self::assertSame( [ 'sale 1 skipped', 'return 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'not_from_here', [ 'acknowledged' ] ], [ $return->errorCode, self::remediesOf( $return ) ] );
		self::assertStringContainsString( 'enter the return in SORS by hand', implode( "\n", $this->notes( $order->get_id() ) ) );
		$this->outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ [ 'sale 1 skipped', 'return 1 skipped' ], '0' ], [ $this->rowsOf( $order ), $this->unsynced() ] );

		$this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		self::assertSame( [ 'sale 1 sent', 2, '0' ], [ $this->rowsOf( $order )[0], $this->reserved(), $this->unsynced() ], 'Its document is made without what came back.' );
	}

	public function testACancellingThatNoHookSawIsFoundAndOneFromBeforeThePersonSpokeIsNot(): void {
		$orders = [ $this->vouchedFor(), $this->vouchedFor() ];
		foreach ( $orders as $order ) {
			$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		}
		self::db()->query( 'DELETE FROM ' . OutboxTable::name() . " WHERE role = 'cancel'" );
		$this->pass( 100 );
		$this->letModifiedBe( $orders[1]->get_id(), 200 );
		$this->services->sweep()->run();
		self::assertSame( [ [ 'sale 1 skipped', 'cancel 1 queued' ], [ 'sale 1 skipped' ] ], array_map( [ $this, 'rowsOf' ], $orders ) );
	}

	public function testACopyAsksNothing(): void {
		$order = $this->vouchedFor();
		OutboxTable::disown();
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->pass( 100 );
		$this->services->sweep()->run();
		self::assertSame( [ 'sale 1 skipped' ], $this->rowsOf( $order ) );
	}

	private function vouchedFor(): \WC_Order {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ] );
		$this->work();
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'acknowledged' ] );
		self::assertTrue( $this->sale( $order->get_id() )->isVouchedFor() );
		return $order;
	}
}
