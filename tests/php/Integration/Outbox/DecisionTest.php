<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Remedies;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** What only a person can decide, and what may not be decided for them. */
final class DecisionTest extends OutboxTestCase {

	public function testWithoutALookUpALostReplyIsUncertainAndNeverSentAgainAutomatically(): void {
		$this->withoutOperations( [ 'findDocuments', 'getDocument', 'listDocuments', 'cancelDocument' ] );
		$heard   = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->hours( 2 );
		$row = $this->sale( $heard->get_id() );
		self::assertSame( [ OutboxEntry::UNCERTAIN, 'no_lookup', 1 ], [ $row->state, $row->errorCode, $row->attempts ] );
		self::assertCount( 1, $this->documents() );
		self::assertStringContainsString( 'uncertain', implode( "\n", $this->notes( $heard->get_id() ) ) );
		$this->assertRefused( 'not_now', fn() => $this->outbox->sendEntry( $row->id ) );
		$this->outbox->send( [ $heard->get_id() ] );
		$this->work();
		self::assertCount( 1, $this->documents(), 'The bulk action does not decide it either.' );
		$this->outbox->resolve( $row->id, [ 'as' => 'sent', 'documentNumber' => $this->documents()[0]['number'] ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $heard->get_id() )->state );
	}

	public function testPressedTooSoonALostReplyIsPromisedNoLookUpThatSorsDoesNotOffer(): void {
		$order = $this->lostOrder();
		$id = $this->sale( $order->get_id() )->id;
		self::assertStringContainsString( 'looked up automatically', $this->assertRefused( 'not_now', fn() => $this->outbox->sendEntry( $id ) ) );
		$this->withoutOperations( [ 'findDocuments' ] );
		self::assertStringNotContainsString( 'looked up', $this->assertRefused( 'not_now', fn() => $this->outbox->sendEntry( $id ) ) );
		self::assertStringContainsString( 'say whether SORS has it', $this->assertRefused( 'not_now', fn() => $this->outbox->sendEntry( $id ) ) );
		$this->workAfter( 60 );
		self::assertSame( OutboxEntry::UNCERTAIN, $this->sale( $order->get_id() )->state, 'as it was promised' );
	}

	public function testAPersonMaySayThatItIsToBeSentAgain(): void {
		$this->withoutOperations( [ 'findDocuments' ] );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'before' ] );
		$this->hours( 1 );
		$row = $this->sale( $order->get_id() );
		self::assertSame( OutboxEntry::UNCERTAIN, $row->state );
		$this->outbox->resolve( $row->id, [ 'as' => 'resend' ] );
		$this->work();
		$sent = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SENT, $row->body, $row->reference ], [ $sent->state, $sent->body, $sent->reference ] );
		self::assertCount( 1, $this->documents() );
	}

	public function testADocumentThatAPersonNamedIsNeverCancelledFromHere(): void {
		$foreign = $this->sentOrder();
		$number  = (string) $this->sale( $foreign->get_id() )->documentNumber;
		$id      = (string) $this->sale( $foreign->get_id() )->documentId;
		( new \SorsApi\Entries\OutboxTable() )->update( $this->sale( $foreign->get_id() )->id, [ 'document_id' => null, 'document_number' => null ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ] );
		$this->work();
		$this->outbox->resolve( $this->sale( $order->get_id() )->id, [ 'as' => 'sent', 'documentId' => $id ] );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
		$this->handleAs( 'cancelled', $order );
		$cancelling = ( new \SorsApi\Entries\OutboxTable() )->one( $order->get_id(), OutboxEntry::ROLE_CANCEL, 0, 1 );
		self::assertSame( [ OutboxEntry::REJECTED, 'not_ours' ], [ $cancelling->state, $cancelling->errorCode ] );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancelling, true, false ), 'as' ), 'To try again is no use.' );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
		$this->outbox->resolve( $cancelling->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state, 'A person did it.' );
	}

	public function testADecisionIsCheckedAgainstSors(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$this->fault( 'createReservation', [ 'kind' => 'refuse', 'code' => 'X', 'message' => 'Ne.' ] );
		$this->work();
		$id = $this->sale( $order->get_id() )->id;
		$this->assertRefused( 'bad_decision', fn() => $this->outbox->resolve( $id, [ 'as' => 'sent' ] ) );
		$this->assertRefused( 'bad_decision', fn() => $this->outbox->resolve( $id, [ 'as' => 'sent', 'documentId' => '999999999' ] ) );
		$this->assertRefused( 'not_found', fn() => $this->outbox->resolve( 999999999, [ 'as' => 'acknowledged' ] ) );
		$this->outbox->resolve( $id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ OutboxEntry::SKIPPED, 'owner' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->acknowledgedBy ] );
		$this->handleAs( 'completed', $order );
		self::assertSame( OutboxEntry::SKIPPED, $this->sale( $order->get_id() )->state, 'What the owner said stays said.' );
		$this->outbox->resolve( $id, [ 'as' => 'resend' ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		$this->assertRefused( 'not_open', fn() => $this->outbox->resolve( $id, [ 'as' => 'resend' ] ) );
	}

	public function testACopyOfTheShopSendsNothing(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		self::bringFrom( 'shop.example.test' );
		self::assertSame( 0, $this->work() );
		$this->assertRefused( 'copy', fn() => $this->outbox->send( [ $order->get_id() ] ) );
		$this->assertRefused( 'copy', fn() => $this->outbox->sendEntry( $this->sale( $order->get_id() )->id ) );
		self::assertSame( [], $this->documents() );
		StoreIdentity::confirmMoved();
		$this->work();
		self::assertCount( 1, $this->documents() );
	}

	public function testOrdersOfBeforeTheExportAreSentOnlyWhenAsked(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$product = $this->linkedProduct();
		$old     = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( 'export_off', $this->sale( $old->get_id() )->errorCode );
		self::saved( $old, [ 'date_created' => time() - 7200 ] );
		$this->configure( [ 'exportOrders' => true ] );
		$new = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( 'before_export', $this->sale( $old->get_id() )->errorCode );
		self::assertSame( OutboxEntry::SENT, $this->sale( $new->get_id() )->state );
		$trashed = $this->createOrder( [ $product->get_id() => 1 ] );
		$trashedId = $trashed->get_id();
		$trashed->delete( false );
		$answer = $this->restOk( 'POST', 'outbox/send', [ 'orderIds' => [ $old->get_id(), $new->get_id(), $trashedId, 999999999 ] ] );
		self::assertSame( [ $old->get_id(), $new->get_id() ], array_column( $answer['items'], 'orderId' ) );
		self::assertSame( [ $trashedId, 999999999 ], array_column( $answer['refused'], 'orderId' ) );
		$this->work();
		self::assertCount( 2, $this->documents() );
		self::assertSame( OutboxEntry::SENT, $this->sale( $old->get_id() )->state );
	}

	public function testOlderOrdersAreCountedBeforeTheyAreSent(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$product = $this->linkedProduct();
		$ids     = [];
		for ( $i = 0; $i < 4; $i++ ) {
			$order = self::saved( $this->createOrder( [ $product->get_id() => 1 ], 3 === $i ? 'pending' : 'processing' ), [ 'date_created' => time() - 86400 * ( 10 - $i ) ] );
			$ids[] = $order->get_id();
		}
		$this->work();
		$this->outbox->resolve( $this->sale( $ids[0] )->id, [ 'as' => 'acknowledged' ] );
		$older = OlderOrders::ids( new \DateTimeImmutable( '-30 days' ), new \DateTimeImmutable( '-1 day' ) );
		self::assertSame( [ $ids[1], $ids[2] ], $older );
		self::assertSame( [ $ids[2] ], OlderOrders::ids( new \DateTimeImmutable( '-8 days -1 hour' ), new \DateTimeImmutable( '-1 day' ) ) );
		$this->configure( [ 'exportStatuses' => [ 'pending' ] ] );
		self::assertSame( [ $ids[3] ], OlderOrders::ids( new \DateTimeImmutable( '-30 days' ), new \DateTimeImmutable( '-1 day' ) ) );
		$this->configure( [ 'exportStatuses' => [ 'processing' ] ] );
		$this->outbox->send( $older );
		$this->work();
		self::assertCount( 2, $this->documents() );
		self::assertSame( [], OlderOrders::ids( new \DateTimeImmutable( '-30 days' ), new \DateTimeImmutable( '-1 day' ) ) );
	}

	public function testAChangedSettingIsTriedAtOnce(): void {
		$order = $this->createOrder( [ $this->createProduct( 'NEMA', '10', 5 )->get_id() => 1 ], 'processing' );
		self::addCost( $order, new \WC_Order_Item_Fee(), [ 'name' => 'Pakovanje', 'total' => '50' ] );
		$this->configure( [ 'unmappedLines' => 'named', 'feeItemCode' => '' ] );
		$this->work();
		self::assertSame( 'fee_item', $this->sale( $order->get_id() )->errorCode );
		$this->configure( [ 'feeItemCode' => 'USL-NAKNADA' ] );
		$this->work();
		self::assertNotSame( 'fee_item', $this->sale( $order->get_id() )->errorCode );
	}

	public function testAnOrderThatComesWhileTheExportIsOffSaysSoAtOnceAndWhenItChanges(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' );
		$this->assertOff( $order->get_id() );
		$this->work();
		$this->assertOff( $order->get_id() );
		Intake::take( $order->get_id() );
		$this->assertOff( $order->get_id() );
		$this->work();
		$this->assertOff( $order->get_id() );
		self::assertCount( 0, $this->documents() );
	}

	/** The queue judges it all the same. */
	public function testItIsJudgedByWhatBecameOfIt(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order = $this->handledOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		$order->update_status( 'cancelled' );
		Intake::take( $order->get_id() );
		$this->work();
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $order->get_id() )->state );
	}

	public function testWhatWasTakenForOffByAnOldCacheIsSentAllTheSame(): void {
		$order = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'state' => OutboxEntry::SKIPPED, 'error_code' => 'export_off', 'error_message' => 'Off.' ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	/** As one that is queued: what its figures say of it may still change. */
	public function testUntilItIsJudgedACompletedOneCountsAsSold(): void {
		$this->configure( [ 'exportOrders' => false ] );
		$order   = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ], 'completed' );
		$counted = new CountedDocuments( $this->services->api() );
		$inBooks = fn(): array => AcknowledgedQuantities::of( [ $this->sale( $order->get_id() ) ], new FigureMoments( PHP_INT_MAX ), $counted );
		self::assertSame( [], $inBooks() );
		$this->work();
		self::assertCount( 1, $inBooks() );
		Intake::take( $order->get_id() );
		self::assertSame( [], $inBooks() );
		$this->work();
		self::assertCount( 1, $inBooks() );
	}

	private function assertOff( int $orderId ): void {
		$order = $this->restOk( 'GET', "orders/$orderId" );
		self::assertSame( [ 'skipped', 'Not sent', 'Sending orders to SORS is switched off in the settings.' ], [ $order['state'], $order['label'], $order['why'] ] );
	}

	public function testAStatusThatIsTickedWithTheExportSendsWhatWaitedForIt(): void {
		$order = $this->pendingOfBefore();
		$this->work();
		self::assertSame( 'status', $this->sale( $order->get_id() )->errorCode );
		$this->configure( [ 'exportOrders' => false ] );
		$this->configure( [ 'exportOrders' => true, 'exportStatuses' => [ 'pending' ] ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testAnOrderThatWasHeldUpInAnotherStatusWaitsForThatOne(): void {
		$order = $this->pendingOfBefore();
		$this->configure( [ 'exportOrders' => false ] );
		$this->work();
		self::assertSame( 'export_off', $this->sale( $order->get_id() )->errorCode );
		$this->configure( [ 'exportOrders' => true ] );
		$this->work();
		self::assertSame( 'status', $this->sale( $order->get_id() )->errorCode, 'It did not come while the export was off.' );
		$this->configure( [ 'exportStatuses' => [ 'pending' ] ] );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testAStatusThatIsTickedLaterSendsWhatWaitedForIt(): void {
		$product = $this->linkedProduct();
		$failed  = $this->createOrder( [ $product->get_id() => 1 ], 'failed' );
		$pending = $this->handledOrder( [ $product->get_id() => 1 ], 'pending' );
		$this->configure( [ 'exportStatuses' => [ 'processing', 'pending' ] ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, OutboxEntry::SENT ], [ $this->sale( $failed->get_id() )->state, $this->sale( $pending->get_id() )->state ] );
	}

	public function testAProductThatACatalogueRunBroughtIsTriedAtOnce(): void {
		$product = $this->linkedProduct();
		$code    = $product->get_sku();
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::LINKS ) );
		$order = $this->handledOrder( [ $product->get_id() => 1 ] );
		self::assertSame( 'unknown_product', $this->sale( $order->get_id() )->errorCode );
		$this->linkCode( $code, $product->get_id() );
		do_action( 'sors_run_succeeded', 'catalog' );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
	}


	/** In no doubt before the second in which a test switches the export off. */
	private function pendingOfBefore(): \WC_Order {
		AtWork::exporting( [ time() - 3600, null ] );
		return self::saved( $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ], 'pending' ), [ 'date_created' => time() - 60 ] );
	}

	private function hours( int $hours ): void {
		$this->workAfter( 600, $hours * 6 );
	}

	/** @return string The reason. */
	private function assertRefused( string $code, callable $do ): string {
		$refused = self::thrown( $do, OutboxRefused::class );
		self::assertSame( $code, $refused->code() );
		return Sentence::shown( $refused->getMessage() );
	}
}
