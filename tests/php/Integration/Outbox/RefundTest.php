<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\IssueText;
use SorsApi\Issues\Remedies;
use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Intake;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Tests\Site\FailingStatements;

'cli' === PHP_SAPI || exit;

/** A sent order is refunded: with its goods, or money alone. */
final class RefundTest extends FollowupTestCase {

	public function testGoodsOfAReservationThatCameBackAreReservedAgain(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->unsynced() ] );
		$this->refund( $order, 1, true );
		$this->work();
		$this->work();
		self::assertSame( 1, $this->reserved() );
		self::assertSame( [ 'cancelled', 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertEqualsWithDelta( (float) $this->product->get_price(), $this->documents()[2]['total'], 0.01 );
	}

	/** @dataProvider takingKinds */
	public function testGoodsOfADeliveryThatCameBackMakeAReturn( string $kind ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$before = $this->onHand();
		$order  = $this->sentOrder( 3 );
		self::assertSame( $before - 3, $this->onHand() );
		$this->refund( $order, 1, true );
		$this->refund( $order, 2, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		$documents = $this->documents();
		self::assertSame( [ $kind, 'return', 'return' ], array_column( $documents, 'kind' ) );
		self::assertSame( $documents[0]['id'], $documents[1]['sourceDocumentId'] );
		self::assertSame( $before, $this->onHand() );
		self::assertEqualsWithDelta( $documents[0]['total'], $documents[1]['total'] + $documents[2]['total'], 0.01 );
		self::assertSame( '0', $this->unsynced() );
	}

	public function takingKinds(): array {
		return [
			'invoice-delivery note' => [ 'invoiceDeliveryNote' ],
			'delivery note'         => [ 'deliveryNote' ],
		];
	}

	/** No goods left by an invoice, so none come back by a return: who makes the delivery note makes its return. */
	public function testARefundOfAnInvoiceIsLeftToAPersonWhetherOrNotItsGoodsCameBack(): void {
		$this->configure( [ 'documentKind' => 'invoice' ] );
		$before = $this->onHand();
		foreach ( [ true, false ] as $restock ) {
			$order = $this->sentOrder( 2 );
			$this->refund( $order, 1, $restock );
			$this->work();
			$return = $this->rows( $order )[1];
			self::assertSame( [ 'return', OutboxEntry::REJECTED, 'money_refund' ], [ $return->role, $return->state, $return->errorCode ] );
		}
		self::assertSame( [ $before, [ 'invoice', 'invoice' ] ], [ $this->onHand(), array_column( $this->documents(), 'kind' ) ] );
	}

	/** @dataProvider allKinds */
	public function testARefundOfTheWholeOrderLeavesNothingUnsyncedAndNothingTaken( string $kind ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$before = [ $this->onHand(), $this->level( 'reserved' ) ];
		$order  = $this->sentOrder( 3 );
		self::assertNotSame( $before, [ $this->onHand(), $this->level( 'reserved' ) ] );
		$this->refund( $order, 3, true );
		$this->work();
		$this->work();
		self::assertSame( $before, [ $this->onHand(), $this->level( 'reserved' ) ] );
		self::assertSame( '0', $this->unsynced() );
		self::assertSame( 0, $this->outbox->counts()[ OutboxEntry::REJECTED ] + $this->outbox->counts()[ OutboxEntry::QUEUED ] );
	}

	public function allKinds(): array {
		return [ 'reservation' => [ 'reservation' ] ] + $this->takingKinds();
	}

	public function testWhereSorsCannotCancelThePersonIsAskedAndMaySayThatItIsDone(): void {
		$this->withoutOperations( [ 'cancelDocument' ] );
		$order = $this->sentOrder( 2 );
		$this->handleAs( 'cancelled', $order );
		$row = $this->rows( $order )[1];
		self::assertSame( [ OutboxEntry::REJECTED, 'cannot_cancel' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( (string) $this->sale( $order->get_id() )->documentNumber, Sentence::shown( (string) $row->errorMessage ) );
		$this->outbox->resolve( $row->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	/** @dataProvider moneyRefunds */
	public function testMoneyAloneMovesNoGoods( string $kind, bool $isCompleted, bool $withLine, string $state, string $code, string $words ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->sentOrder( 3 );
		if ( $isCompleted ) {
			$this->handleAs( 'completed', $order );
		}
		$this->refund( $order, $withLine ? 1 : 0, false );
		$this->work();
		if ( OutboxEntry::SKIPPED === $state ) {
			self::assertStringContainsString( $words, Sentence::shown( (string) $this->rows( $order )[1]->errorMessage ) );
			Intake::refunded( $order->get_id(), $this->rows( $order )[1]->refundId );
			$this->work();
			self::assertCount( 1, preg_grep( "/$words/", $this->notes( $order->get_id() ) ), 'Told twice.' );
		}
		$row = $this->rows( $order )[1];
		self::assertSame( [ 'return', $state, $code ], [ $row->role, $row->state, $row->errorCode ] );
		self::assertCount( 1, $this->documents() );
		if ( OutboxEntry::REJECTED === $state ) {
			$this->outbox->resolve( $row->id, [ 'as' => 'acknowledged' ] );
			self::assertSame( OutboxEntry::SKIPPED, $this->rows( $order )[1]->state );
		}
	}

	public function moneyRefunds(): array {
		return [
			'of a delivery note, without restock' => [ 'deliveryNote', false, true, OutboxEntry::SKIPPED, 'no_goods', 'keeps its old amount' ],
			'of a delivery note, completed'       => [ 'deliveryNote', true, false, OutboxEntry::SKIPPED, 'no_goods', 'promet – refundacija' ],
			'of a reservation, completed'         => [ 'reservation', true, true, OutboxEntry::SKIPPED, 'no_goods', 'promet – refundacija' ],
			'of an invoice-delivery note'         => [ 'invoiceDeliveryNote', false, false, OutboxEntry::REJECTED, 'money_refund', '' ],
		];
	}

	/** @dataProvider moneyOfReservations */
	public function testAReservationFollowsMoneyAloneAndKeepsTheGoods( bool $withLine ): void {
		$order  = $this->sentOrder( 3 );
		$before = $this->documents()[0]['total'];
		$this->refund( $order, $withLine ? 1 : 0, false );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertEqualsWithDelta( $before - ( $withLine ? (float) $this->product->get_price() : 100 ), $this->documents()[1]['total'], 0.001 );
		self::assertSame( [ 3, '0' ], [ $this->reserved(), $this->unsynced() ] );
	}

	public function moneyOfReservations(): array {
		return [
			'without a line'          => [ false ],
			'a line, without restock' => [ true ],
		];
	}

	/** As at a gateway: WooCommerce refunds all money and puts nothing back. */
	public function testAReservationOfAnOrderRefundedInFullIsCancelledAndItsPiecesStaySold(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 3, false );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 'refunded', $this->sale( $order->get_id() )->errorCode );
		self::assertSame( [ 0, '3' ], [ $this->reserved(), $this->unsynced() ] );
	}

	public function testAnOrderRefundedInFullBeforeItsFirstSendIsNotSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->refund( $order, 3, false );
		$this->work();
		self::assertSame( [ OutboxEntry::SKIPPED, [] ], [ $this->sale( $order->get_id() )->state, $this->documents() ] );
	}

	public function testGoodsOfAReservationThatAPersonNamedArePutBeforeTheOwner(): void {
		$order = $this->sentOrder( 3 );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'document_by' => OutboxEntry::NAMED ] );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 rejected' ], $this->rowsOf( $order ), 'Nothing is said to be under way.' );
		$return = $this->rows( $order )[1];
		self::assertSame( [ 'not_ours', [ 'acknowledged' ] ], [ $return->errorCode, array_column( Remedies::of( $return, true, false ), 'as' ) ] );
		$this->outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( '0', $this->unsynced() );
	}

	public function testARefundBeforeTheFirstSendIsNettedIntoTheDocument(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->documents()[0]['lines'][0]['quantity'] );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->unsynced() ] );
	}

	public function testARefundAndACancellingThatNoHookSawAreFound(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE role = 'return'" );
		$other = $this->sentOrder( 1 );
		$this->freshOrder( $other->get_id() )->update_status( 'cancelled' );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE role = 'cancel'" );
		$this->sweepAndWork();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $other ) );
	}

	public function testGoodsThatAreReservedAgainAreReservedWhateverTheSettingsSayByThen(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->configure( [ 'exportStatuses' => [ 'completed' ], 'exportOrders' => false ] );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
	}

	public function testAnOrderThatCouldNotBeSentAgainKeepsItsDocument(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		self::addCost( $this->freshOrder( $order->get_id() ), new \WC_Order_Item_Fee(), [ 'name' => 'Pakovanje', 'total' => '50' ], false );
		$this->configure( [ 'feeItemCode' => '' ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertStringContainsString( 'stays in SORS', Sentence::shown( (string) $this->rows( $order )[2]->errorMessage ) );
		$this->configure( [ 'feeItemCode' => 'USL-NAKNADA' ] );
		$this->work();
		$this->work();
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 2, 1 ], array_column( $this->documents()[1]['lines'], 'quantity' ) );
	}

	public function testADocumentWithAReturnIsNotCancelledAndNothingOfItStaysUnsynced(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work();
		$this->handleAs( 'cancelled', $order );
		self::assertSame( [ 'sale 1 sent', 'return 1 sent', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		[ , $return, $cancel ] = $this->rows( $order );
		self::assertSame( 'has_returns', $cancel->errorCode );
		self::assertStringContainsString( (string) $return->documentNumber, Sentence::shown( (string) $cancel->errorMessage ) );
		self::assertSame( [ 'acknowledged', 'accept' ], array_column( Remedies::of( $cancel, true, false ), 'as' ) );
		self::assertNotContains( 'cancelDocument', array_column( $this->sors->get( 'requests' )['requests'], 'operation' ) );
		$this->outbox->resolve( $cancel->id, [ 'as' => 'acknowledged' ] );
		self::assertSame( [ 'sale 1 cancelled', 'return 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '0', $this->unsynced() );
		$this->pass( 1000 );
		self::assertSame( 1, $this->settle(), 'Sold and acknowledged agree.' );
	}

	/**
	 * WooCommerce saves the refund, has the gateway pay, puts the goods back and only then tells.
	 *
	 * @group real-store
	 * @dataProvider kindsAndWhatFollows
	 */
	public function testARefundThatWasJudgedBeforeItsGoodsWereBackIsJudgedAgain( string $kind, string $rows ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->sentOrder( 3 );
		$early = [];
		$judge = function () use ( $order, &$early ): void {
			$this->sweepAndWork();
			$early = $this->rowsOf( $order );
		};
		add_action( 'woocommerce_after_order_refund_object_save', $judge );
		$this->refund( $order, 1, true );
		remove_action( 'woocommerce_after_order_refund_object_save', $judge );
		self::assertSame( 'return 1 skipped', $early[1] );
		$this->work();
		$this->work();
		self::assertSame( $rows, implode( ', ', $this->rowsOf( $order ) ) );
		self::assertSame( '0', $this->unsynced() );
	}

	public function kindsAndWhatFollows(): array {
		return [
			'reservation'   => [ 'reservation', 'sale 1 cancelled, return 1 skipped, cancel 1 sent, sale 2 cancelled, return 2 skipped, cancel 2 sent, sale 3 sent' ],
			'delivery note' => [ 'deliveryNote', 'sale 1 sent, return 1 sent' ],
		];
	}

	/** It is the refund's goods that the document holds, not all that the order still has. */
	public function testAReturnThatAPersonNamesTakesBackWhatCameBack(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->withoutOperations( [ 'createReturn' ] );
		$this->refund( $order, 1, true );
		$this->work();
		$this->outbox->resolve( $this->rows( $order )[1]->id, [ 'as' => 'sent', 'documentNumber' => 'POV-7' ] );
		self::assertSame( [ '1' ], array_values( $this->rows( $order )[1]->quantities ) );
		self::assertSame( '0', $this->unsynced() );
	}

	/** @dataProvider byHand */
	public function testOfSeveralRefundsEachIsDoneByHandForItsOwnGoods( array $decision ): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->withoutOperations( [ 'createReturn' ] );
		$this->refund( $order, 1, true );
		$this->refund( $order, 1, true );
		$this->work();
		[ , $first, $second ] = $this->rows( $order );
		$this->outbox->resolve( $first->id, $decision );
		$this->workAfter( 4000 );
		self::assertSame( OutboxEntry::REJECTED, $this->rows( $order )[2]->state );
		$this->outbox->resolve( $second->id, $decision );
		self::assertSame( [ [ '1' ], [ '1' ] ], [ array_values( $this->rows( $order )[1]->quantities ), array_values( $this->rows( $order )[2]->quantities ) ] );
		self::assertSame( '0', $this->unsynced() );
	}

	public function byHand(): array {
		return [
			'done'  => [ [ 'as' => 'acknowledged' ] ],
			'named' => [ [ 'as' => 'sent', 'documentNumber' => 'POV-7' ] ],
		];
	}

	/** What SORS shows with the reference of a return is not that return, and its next revision cannot be stored. */
	public function testAReturnThatIsToBeMadeAgainIsNotEndedBeforeTheNewOneIsThere(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$id = $this->rows( $order )[1]->id;
		OutboxTable::update( $id, [ 'state' => OutboxEntry::UNCERTAIN, 'next_attempt_at' => null, 'shown' => '[{"id":"9","number":"POV-9"}]' ] );
		self::thrown( fn() => FailingStatements::during( 'INSERT IGNORE INTO ' . OutboxTable::name(), fn() => $this->outbox->resolve( $id, [ 'as' => 'resend' ] ) ), StorageError::class );
		self::assertSame( [ 'sale 1 sent', 'return 1 uncertain' ], $this->rowsOf( $order ) );
		$this->pass( 900 );
		$this->outbox->resolve( $id, [ 'as' => 'resend' ] );
		self::assertTrue( $this->rows( $order )[2]->askedFor );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 cancelled', 'return 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '0', $this->unsynced() );
	}

	/** What remains is reserved again already: to count the refund as done by hand as well would take it back twice. */
	public function testARefundThatWasLeftOutOffersNothing(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work( 1 );
		$return = $this->rows( $order )[1];
		self::assertSame( [ 'skipped', 'reserved_again' ], [ $return->state, $return->errorCode ] );
		self::assertSame( [], Remedies::of( $return, true, false ) );
		$this->expectException( OutboxRefused::class );
		$this->outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] );
	}

	/** A repeat was refused: what was sent first may have arrived all the same, with the goods of the refund. */
	public function testARefundOfASaleThatMayHaveArrivedWaitsThoughARepeatWasRefused(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->trustTheLookUp();
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->fault( 'createDeliveryNote', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		$sale = $this->sale( $order->get_id() );
		self::assertTrue( $sale->isInDoubt() );
		OutboxTable::update( $sale->id, [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ] );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 rejected', 'return 1 queued' ], $this->rowsOf( $order ) );
		self::assertSame( 'sale_open', $this->rows( $order )[1]->errorCode );
		$this->outbox->sendEntry( $sale->id );
		$this->workAfter( 200 );
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( '0', $this->unsynced() );
	}

	public function testARefundDoesNotWaitForASaleInDoubtThatIsOver(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->trustTheLookUp();
		$orders = [];
		foreach ( [ 'acknowledged', 'cancelled' ] as $end ) {
			$orders[ $end ] = $this->createOrder( [ $this->product->get_id() => 3 ] );
			$this->fault( 'createDeliveryNote', [ 'kind' => 'cut', 'when' => 'after' ] );
			$this->work();
		}
		$vouched = $this->sale( $orders['acknowledged']->get_id() );
		OutboxTable::update( $vouched->id, [ 'state' => OutboxEntry::UNCERTAIN, 'next_attempt_at' => null ] );
		$this->outbox->resolve( $vouched->id, [ 'as' => 'acknowledged' ] );
		$this->workAfter( 200 );
		$this->freshOrder( $orders['cancelled']->get_id() )->update_status( 'cancelled' );
		$this->work();
		foreach ( $orders as $order ) {
			self::assertTrue( $this->sale( $order->get_id() )->isInDoubt() );
			$this->refund( $this->freshOrder( $order->get_id() ), 1, true );
		}
		$this->work();
		self::assertSame( [ 'sale 1 skipped', 'return 1 rejected' ], $this->rowsOf( $orders['acknowledged'] ) );
		self::assertSame( 'not_from_here', $this->rows( $orders['acknowledged'] )[1]->errorCode );
		self::assertSame( 'sale 1 cancelled', $this->rowsOf( $orders['cancelled'] )[0] );
		self::assertContains( 'return 1 skipped', $this->rowsOf( $orders['cancelled'] ) );
	}

	/** Its request had left, but that brought nothing back: it must not count as done while it is made again. */
	public function testALostReturnWhoseBodyWasErasedIsMadeFromTheRefundAgain(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$this->trustTheLookUp();
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->fault( 'createReturn', [ 'kind' => 'status', 'status' => 503 ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sending' ], $this->rowsOf( $order ) );
		OutboxTable::eraseAll();
		$this->workForAnHour();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'deliveryNote', 'return' ], array_column( $this->documents(), 'kind' ) );
		self::assertSame( '0', $this->unsynced() );
	}

	public function testARefundThatPutNothingBackDoesNotReturnTheGoodsOfAnother(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 2, true );
		$this->refund( $order, 1, false );
		$restocked = $this->rows( $order )[1];
		OutboxTable::update( $restocked->id, [ 'next_attempt_at' => gmdate( 'Y-m-d H:i:s', time() + 600 ) ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 queued', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 'no_goods', $this->rows( $order )[2]->errorCode );
		$this->workAfter( 900 );
		self::assertSame( [ 'sale 1 sent', 'return 1 sent', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->documents()[1]['lines'][0]['quantity'] );
		self::assertSame( '0', $this->unsynced() );
	}

	/** WooCommerce does not say what was put back of a product whose stock it does not manage. */
	public function testOfAProductWithoutManagedStockAllThatIsRefundedComesBack(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		self::saved( $this->product, [ 'manage_stock' => false ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, false );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 1, $this->documents()[1]['lines'][0]['quantity'] );
	}

	/** @dataProvider droppedMoney */
	public function testMoneyThatAReturnDoesNotCarryIsShown( string $withoutGoods, ?string $issue ): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true, $withoutGoods );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		$return = $this->rows( $order )[1];
		self::assertSame( $issue, self::issueOf( $return ) );
		if ( null === $issue ) {
			return;
		}
		$price = (float) $this->product->get_price();
		self::assertEqualsWithDelta( $price + (float) $withoutGoods, (float) $return->issue->data['refund'], 0.01 );
		self::assertEqualsWithDelta( $price, (float) $return->issue->data['document'], 0.01 );
		self::assertStringContainsString( (string) $return->documentNumber, (string) IssueText::problem( $return ) );
		self::assertSame( [ 'accept' ], array_column( Remedies::of( $return, true, false ), 'as' ) );
		self::assertContains( $order->get_id(), OrderQueries::newestNeeding( 1000 ) );
		$this->services->sentDecision()->decide( $return->id, SentDecision::ACCEPT );
		self::assertNull( $this->rows( $order )[1]->issue );
	}

	public function droppedMoney(): array {
		return [
			'an amount without a line'            => [ '250', Issue::REFUND ],
			'nothing but the goods that came back' => [ '0', null ],
		];
	}
}
