<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Outbox\OutboxRow;
use SorsApi\Setup\Tables;

/** What happens to an order after it was sent. */
final class FollowupTest extends OutboxTestCase {

	private \WC_Product $product;

	protected function setUp(): void {
		parent::setUp();
		$this->product = $this->linkedProduct();
	}

	public function testCancellingTheOrderCancelsItsDocument(): void {
		$order = $this->sentOrder( 2 );
		self::assertSame( 2, $this->reserved() );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		self::assertSame( '0', $this->owed() );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'cancelled', $this->documents()[0]['status'] );
		self::assertSame( 0, $this->reserved() );
		self::assertStringContainsString( 'was cancelled in SORS', implode( "\n", $this->notes( $order->get_id() ) ) );
		self::assertSame( 0, $this->work() );
	}

	public function testARevivedOrderGetsANewRevision(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		self::assertSame( '2', $this->owed() );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->owed() ] );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'cancelled', 'cancelled' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( 'cancel 2 sent', $this->rowsOf( $order )[3] );
	}

	public function testRevivedBeforeTheCancellingWasSentNothingHappens(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 skipped' ], $this->rowsOf( $order ) );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testCancelledBeforeItWasSentNothingIsSent(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$order->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled' ], $this->rowsOf( $order ) );
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$this->work();
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $order ) );
		self::assertCount( 1, $this->documents() );
	}

	public function testCancelledAlreadyInSorsIsWhatWasWanted(): void {
		$order = $this->sentOrder( 1 );
		$this->sors->post( 'patch', [ 'database' => self::DATABASE, 'changes' => [ [ 'do' => 'cancelDocument', 'number' => $this->documents()[0]['number'] ] ] ] );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testALostReplyToACancellingIsJustAskedAgain(): void {
		$order = $this->sentOrder( 1 );
		$this->fault( 'cancelDocument', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'cancel 1 waiting' ], $this->rowsOf( $order ) );
		$this->pass( 600 );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	public function testGoodsOfAReservationThatCameBackAreReservedAnew(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->owed() ] );
		$this->refund( $order, 1, true );
		$this->work();
		$this->work();
		self::assertSame( 1, $this->reserved() );
		self::assertSame( [ 'cancelled', 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertEqualsWithDelta( (float) $this->product->get_price(), $this->documents()[2]['total'], 0.01 );
	}

	/** @dataProvider takingKinds */
	public function testGoodsOfADeliveryThatCameBackMakeAReturn( string $kind ): void {
		$this->sors->post( 'settings', [ 'invoiceLowersStock' => true ] );
		$this->configure( [ 'documentKind' => $kind, 'invoiceLowersStock' => true ] );
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
		self::assertSame( '0', $this->owed() );
	}

	/** @return array<string, array{string}> */
	public function takingKinds(): array {
		return [
			'invoice that lowers stock' => [ 'invoice' ],
			'invoice-delivery note'     => [ 'invoiceDeliveryNote' ],
			'delivery note'             => [ 'deliveryNote' ],
		];
	}

	/** @dataProvider allKinds */
	public function testARefundOfTheWholeOrderLeavesNothingOwedAndNothingTaken( string $kind ): void {
		$this->sors->post( 'settings', [ 'invoiceLowersStock' => true ] );
		$this->configure( [ 'documentKind' => $kind, 'invoiceLowersStock' => true ] );
		$before = [ $this->onHand(), $this->level( 'reserved' ) ];
		$order  = $this->sentOrder( 3 );
		self::assertNotSame( $before, [ $this->onHand(), $this->level( 'reserved' ) ] );
		$this->refund( $order, 3, true );
		$this->work();
		$this->work();
		self::assertSame( $before, [ $this->onHand(), $this->level( 'reserved' ) ] );
		self::assertSame( '0', $this->owed() );
		self::assertSame( 0, $this->outbox->counts()[ OutboxRow::REJECTED ] + $this->outbox->counts()[ OutboxRow::QUEUED ] );
	}

	/** @return array<string, array{string}> */
	public function allKinds(): array {
		return [ 'reservation' => [ 'reservation' ] ] + $this->takingKinds();
	}

	public function testWhereSorsCannotCancelThePersonIsAskedAndMaySayThatItIsDone(): void {
		$this->withoutOperations( [ 'cancelDocument' ] );
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$row = $this->rows( $order )[1];
		self::assertSame( [ OutboxRow::REJECTED, 'cannot_cancel' ], [ $row->state, $row->errorCode ] );
		self::assertStringContainsString( (string) $this->sale( $order->get_id() )->documentNumber, (string) $row->errorMessage );
		$this->outbox->resolve( $row->id, [ 'as' => 'known' ] );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
	}

	/** @dataProvider moneyRefunds */
	public function testMoneyAloneMovesNoGoods( string $kind, bool $withLine, string $state, string $code ): void {
		$this->configure( [ 'documentKind' => $kind ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, $withLine ? 1 : 0, false );
		$this->work();
		$row = $this->rows( $order )[1];
		self::assertSame( [ 'return', $state, $code ], [ $row->role, $row->state, $row->errorCode ] );
		self::assertCount( 1, $this->documents() );
		if ( OutboxRow::REJECTED === $state ) {
			$this->outbox->resolve( $row->id, [ 'as' => 'known' ] );
			self::assertSame( OutboxRow::SKIPPED, $this->rows( $order )[1]->state );
		}
	}

	/** @return array<string, array{string, bool, string, string}> */
	public function moneyRefunds(): array {
		return [
			'of a reservation'                    => [ 'reservation', false, OutboxRow::SKIPPED, 'no_goods' ],
			'of a reservation, without restock'   => [ 'reservation', true, OutboxRow::SKIPPED, 'no_goods' ],
			'of a delivery note, without restock' => [ 'deliveryNote', true, OutboxRow::SKIPPED, 'no_goods' ],
			'of an invoice-delivery note'         => [ 'invoiceDeliveryNote', false, OutboxRow::REJECTED, 'money_refund' ],
		];
	}

	public function testARefundBeforeTheFirstSendIsNettedIntoTheDocument(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 3 ] );
		$this->refund( $order, 1, true );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->documents()[0]['lines'][0]['quantity'] );
		self::assertSame( [ 2, '0' ], [ $this->reserved(), $this->owed() ] );
	}

	public function testARefundAndACancellingThatNoHookSawAreFound(): void {
		global $wpdb;
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$wpdb->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE role = 'return'" );
		$other = $this->sentOrder( 1 );
		$this->freshOrder( $other->get_id() )->update_status( 'cancelled' );
		$wpdb->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE role = 'cancel'" );
		$this->assembly->sweep()->run();
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $other ) );
	}

	public function testGoodsThatAreReservedAnewAreReservedWhateverTheSettingsSayByThen(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$this->configure( [ 'exportStatuses' => [ 'completed' ], 'exportOrders' => false ] );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'return 1 skipped', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 2, $this->reserved() );
	}

	public function testARevivedOrderStillAsksTheSettings(): void {
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$this->freshOrder( $order->get_id() )->update_status( 'pending' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 skipped' ], $this->rowsOf( $order ) );
		$other = $this->sentOrder( 2 );
		$this->freshOrder( $other->get_id() )->update_status( 'cancelled' );
		$this->outbox->sendRow( $this->rows( $other )[1]->id );
		$this->freshOrder( $other->get_id() )->update_status( 'pending' );
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 skipped' ], $this->rowsOf( $other ), 'That somebody pressed "Send now" on the cancelling says nothing of the order.' );
	}

	public function testAnOrderThatCouldNotBeSentAnewKeepsItsDocument(): void {
		$order = $this->sentOrder( 3 );
		$this->refund( $order, 1, true );
		$fee = new \WC_Order_Item_Fee();
		$fee->set_name( 'Pakovanje' );
		$fee->set_total( '50' );
		$fresh = $this->freshOrder( $order->get_id() );
		$fresh->add_item( $fee );
		$fresh->calculate_totals( false );
		$fresh->save();
		$this->configure( [ 'feeItemCode' => '' ] );
		$this->work();
		self::assertSame( [ 'sale 1 sent', 'return 1 skipped', 'cancel 1 rejected' ], $this->rowsOf( $order ) );
		self::assertSame( [ 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertStringContainsString( 'stays in SORS', (string) $this->rows( $order )[2]->errorMessage );
		$this->configure( [ 'feeItemCode' => 'USL-NAKNADA' ] );
		$this->work();
		$this->work();
		self::assertSame( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		self::assertSame( [ 2, 1 ], array_column( $this->documents()[1]['lines'], 'quantity' ) );
	}

	/** Somebody else's request revives it: this process remembers the order as cancelled, and the other saw its document still open. */
	public function testAnOrderRevivedWhileItsCancellingIsOnTheWayIsSentAnew(): void {
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
		global $wpdb;
		$order = $this->sentOrder( 2 );
		$this->freshOrder( $order->get_id() )->update_status( 'cancelled' );
		$this->work();
		$this->freshOrder( $order->get_id() )->update_status( 'processing' );
		$wpdb->query( 'DELETE FROM ' . Tables::name( Tables::OUTBOX ) . ' WHERE revision = 2' );
		$this->assembly->sweep()->run();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent', 'sale 2 sent' ], $this->rowsOf( $order ) );
	}

	public function testABinnedOrderKeepsItsRowAndSaysSoUntilItIsRestored(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->work();
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'open', $this->documents()[0]['status'] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( 'order_binned', $row->errorCode );
		self::assertStringContainsString( (string) $row->documentNumber, (string) $row->errorMessage );
		self::assertContains( $order->get_id(), ( new \SorsApi\Outbox\Attention() )->orderIds() );
		$this->restore( $order->get_id() );
		$this->assembly->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->errorCode );
	}

	public function testADeletedOrderKeepsItsRowAndItsDocumentMayBeCancelled(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( true );
		$row = $this->sale( $order->get_id() );
		self::assertSame( 'order_deleted', $row->errorCode );
		self::assertSame( 'Its document is being cancelled in SORS.', $this->assembly->sentDecision()->decide( $row->id, 'anew' ) );
		$this->work();
		$this->work();
		self::assertSame( [ 'sale 1 cancelled', 'cancel 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'cancelled', $this->documents()[0]['status'] );
	}

	public function testAnOrderThatVanishedWithoutAHookIsFoundAndMayBeLeftAsItIs(): void {
		global $wpdb;
		$order   = $this->sentOrder( 1 );
		$storage = \SorsApi\Orders\OrderStorage::current();
		$wpdb->query( $wpdb->prepare( "UPDATE {$storage->table} SET {$storage->status} = 'trash' WHERE {$storage->id} = %d", $order->get_id() ) );
		$this->assembly->sweep()->run();
		self::assertSame( 'order_binned', $this->sale( $order->get_id() )->errorCode );
		$this->assembly->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->assembly->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->errorCode );
	}

	private function restore( int $orderId ): void {
		global $wpdb;
		$storage = \SorsApi\Orders\OrderStorage::current();
		$wpdb->query( $wpdb->prepare( "UPDATE {$storage->table} SET {$storage->status} = 'wc-processing' WHERE {$storage->id} = %d", $orderId ) );
		wp_cache_flush();
	}

	private function sentOrder( int $quantity ): \WC_Order {
		$order = $this->createOrder( [ $this->product->get_id() => $quantity ] );
		$this->work();
		self::assertSame( OutboxRow::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		return $order;
	}

	private function refund( \WC_Order $order, int $quantity, bool $restock ): void {
		$order  = $this->freshOrder( $order->get_id() );
		$price  = (float) $this->product->get_price();
		$itemId = array_key_first( $order->get_items() );
		$refund = wc_create_refund(
			[
				'order_id'      => $order->get_id(),
				'amount'        => (string) ( 0 === $quantity ? 100 : $price * $quantity ),
				'line_items'    => 0 === $quantity ? [] : [
					$itemId => [
						'qty'          => $quantity,
						'refund_total' => $price * $quantity,
					],
				],
				'restock_items' => $restock,
			]
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
	}

	/** @return list<OutboxRow> */
	private function rows( \WC_Order $order ): array {
		return ( new \SorsApi\Outbox\Rows() )->ofOrder( $order->get_id() );
	}

	/** @return list<string> */
	private function rowsOf( \WC_Order $order ): array {
		return array_map(
			static function ( OutboxRow $row ): string {
				return "$row->role $row->revision $row->state";
			},
			$this->rows( $order )
		);
	}

	private function owed(): string {
		return $this->assembly->ledger()->owed( [ $this->product->get_id() ], PHP_INT_MAX )[ $this->product->get_id() ] ?? '0';
	}

	/** @return int|float What SORS holds reserved by our documents. */
	private function reserved() {
		return $this->level( 'reserved' ) - $this->before( 'reserved' );
	}

	/** @return int|float */
	private function onHand() {
		return $this->level( 'onHand' );
	}

	/** @return int|float */
	private function level( string $figure ) {
		$code  = $this->product->get_sku();
		$stock = $this->sors->get( 'state?database=' . self::DATABASE . '&include=stock&codes=' . $code );
		return $stock['databases'][ self::DATABASE ]['stock'][ $code ]['01'][ $figure ];
	}

	/** @return int|float */
	private function before( string $figure ) {
		static $before = [];
		$key           = $this->getName() . $figure;
		if ( ! isset( $before[ $key ] ) ) {
			$sum = 0;
			foreach ( $this->documents() as $document ) {
				if ( 'open' === $document['status'] && 'reservation' === $document['kind'] ) {
					$sum += array_sum( array_column( $document['lines'], 'quantity' ) );
				}
			}
			$before[ $key ] = $this->level( $figure ) - $sum;
		}
		return $before[ $key ];
	}
}
