<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Issues;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\Orders\BuyerReader;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** Which edits of an order that was sent are seen, and that none is lost on the way. */
final class EditedOrdersTest extends OutboxTestCase {

	public function testALineThatWasAddedForNothingIsSeen(): void {
		$order = $this->freshOrder( $this->sentOrder()->get_id() );
		$order->add_product( $this->linkedProduct( 1 ), 3, [ 'subtotal' => '0', 'total' => '0' ] );
		$order->calculate_totals( false );
		$order->save();
		self::assertStringContainsString( 'quantity 3 instead of 0', $this->problemOf( $order ) );
	}

	public function testAShiftOfPriceBetweenTwoLinesIsSeen(): void {
		$order = $this->handledOrder( [ $this->linkedProduct()->get_id()    => 1, $this->linkedProduct( 1 )->get_id() => 1 ] );
		$order = $this->freshOrder( $order->get_id() );
		$total = $order->get_total();
		foreach ( self::lines( $order ) as $at => $line ) {
			$line->set_subtotal( (string) ( (float) $line->get_subtotal() + ( 0 === $at ? 10 : -10 ) ) );
			self::saved( $line, [ 'total' => (string) ( (float) $line->get_total() + ( 0 === $at ? 10 : -10 ) ) ] );
		}
		$order->save();
		self::assertSame( $total, $this->freshOrder( $order->get_id() )->get_total() );
		self::assertSame( 2, substr_count( $this->problemOf( $order ), ' instead of ' ) );
	}

	public function testAPibAndAnAddressThatComeLaterAreSeenAndMayBeAccepted(): void {
		$order = $this->freshOrder( $this->sentOrder()->get_id() );
		$order->update_meta_data( BuyerReader::PIB_META, self::PIB_OF_BUYER );
		$order->save();
		self::assertStringContainsString( 'the PIB or the registration number was added or changed', $this->problemOf( $order ) );
		$order   = self::saved( $this->freshOrder( $order->get_id() ), [ 'billing_address_1' => 'Nova ulica 5' ] );
		$problem = $this->problemOf( $order );
		self::assertStringContainsString( 'the buyer’s name or address was changed', $problem );
		self::assertStringContainsString( 'the delivery address was changed', $problem );
		$this->services->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		self::assertSame( '', $this->problemOf( $order ) );
		$order = self::saved( $this->freshOrder( $order->get_id() ), [ 'billing_address_1' => 'Druga ulica 6' ] );
		self::assertNotSame( '', $this->problemOf( $order ), 'Another address is another difference.' );
	}

	public function testABuyerWhoWasErasedIsNoEdit(): void {
		$order = self::saved(
			$this->freshOrder( $this->sentOrder()->get_id() ),
			[ 'billing_first_name' => '[deleted]', 'billing_address_1' => '[deleted]', '_anonymized' => 'yes' ]
		);
		self::assertSame( '', $this->problemOf( $order ) );
	}

	public function testAProductThatWasDeletedIsNoEdit(): void {
		$order = $this->sentOrder();
		$this->soldProduct()->delete( true );
		self::assertSame( '', $this->problemOf( $order ) );
	}

	/** @group real-store */
	public function testNorIsAVariationThatWasDeleted(): void {
		$variation = $this->createVariation( '000103', '500' );
		$this->linkCode( '000103', $variation->get_id() );
		$order = $this->handledOrder( [ $variation->get_id() => 2 ] );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state, (string) $this->sale( $order->get_id() )->errorMessage );
		$variation->delete( true );
		self::assertSame( '', $this->problemOf( $order ) );
	}

	/** As a buyer who pays once more writes them. */
	public function testTheSameLinesWrittenAgainAreNoEdit(): void {
		$order = $this->freshOrder( $this->sentOrder()->get_id() );
		$line  = self::lines( $order )[0];
		$order->add_product( $this->soldProduct(), 2, [ 'subtotal' => $line->get_subtotal(), 'total' => $line->get_total() ] );
		$order->remove_item( $line->get_id() );
		$order->calculate_totals();
		$order->save();
		self::assertSame( '', $this->problemOf( $order ) );
	}

	public function testAnEditWhileTheReplyWasLostIsSeenOnceItIsFound(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 2 ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'after' ] );
		$this->work();
		self::assertSame( OutboxEntry::SENDING, $this->sale( $order->get_id() )->state );
		$this->pass( 1200 );
		$this->changeQuantity( $order->get_id(), 5 );
		$this->letModifiedBe( $order->get_id(), 600 );
		$this->work();
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
		$this->services->sweep()->run();
		self::assertStringContainsString( 'quantity 5 instead of 2', (string) IssueText::problem( $this->sale( $order->get_id() ) ) );
	}

	public function testWhatASweepDidNotComeToIsSeenByTheNextOne(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder(), $this->sentOrder() ];
		ChangedOrders::sweep();
		$this->pass( 3600 );
		foreach ( $orders as $order ) {
			$this->changeQuantity( $order->get_id(), 5 );
			$this->letModifiedBe( $order->get_id(), 1200 );
		}
		$this->pass( 1200 );
		self::assertSame( 1, ChangedOrders::sweep( 0, 1 ) );
		// Their quantities do not agree: they are the last to be settled, and marked so.
		$this->services->ledger()->settle();
		ChangedOrders::sweep();
		foreach ( $orders as $order ) {
			self::assertSame( 'changed', self::issueOf( $this->sale( $order->get_id() ) ) );
		}
		self::assertSame( 0, ChangedOrders::sweep(), 'Each change is looked at once.' );
	}

	public function testAnOrderThatAnotherPluginBreaksKeepsNoOtherFromBeingChecked(): void {
		$orders = [ $this->sentOrder(), $this->sentOrder() ];
		$broken = $orders[1]->get_id();
		add_filter(
			'woocommerce_order_get_billing_city',
			static function ( $city, \WC_Order $order ) use ( $broken ) {
				if ( $order->get_id() === $broken ) {
					throw new \RuntimeException( 'Another plugin.' );
				}
				return $city;
			},
			10,
			2
		);
		$this->changeQuantity( $orders[0]->get_id(), 5 );
		ChangedOrders::sweep();
		self::assertSame( 'changed', self::issueOf( $this->sale( $orders[0]->get_id() ) ) );
	}

	private function problemOf( \WC_Order $order ): string {
		return (string) IssueText::problem( $this->checked( $order ) );
	}
}
