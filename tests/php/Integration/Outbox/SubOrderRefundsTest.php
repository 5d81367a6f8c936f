<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;

'cli' === PHP_SAPI || exit;

/**
 * Refunds of the orders that Dokan splits off, by what its Lite 4.1.2 and 5.0.10 and a Pro of 2022 store. Pro refunds a
 * sub-order with its lines, and then the same amount of the parent without lines; Lite does nothing of the parent.
 *
 * @group real-store
 */
final class SubOrderRefundsTest extends FollowupTestCase {

	use SplitsOrders;

	private \WC_Order $parent;

	/** @var array{\WC_Order, \WC_Order} */
	private array $parts;

	private \WC_Product $other;

	protected function setUp(): void {
		parent::setUp();
		$this->other  = $this->linkedProduct( 1 );
		$this->parent = $this->createOrder( [ $this->product->get_id() => 2, $this->other->get_id() => 1 ] );
		foreach ( [ 7, 8 ] as $seller ) {
			$shipping = new \WC_Order_Item_Shipping();
			$shipping->set_props( [ 'method_title' => 'Kurir', 'method_id' => 'flat_rate', 'total' => '300' ] );
			$shipping->add_meta_data( 'seller_id', (string) $seller );
			$this->parent->add_item( $shipping );
		}
		$this->parent->calculate_totals();
		$this->parent->save();
		$this->parts = [ $this->split( $this->parent, [ 0 ], true, 7 ), $this->split( $this->parent, [ 1 ], true, 8 ) ];
	}

	/** @return array<string, array{bool, string}> Whether the parent's line notes that its stock was taken; what is refunded of the parent as well. */
	public function families(): array {
		return [
			'Lite'                   => [ true, '' ],
			'Lite before 5'          => [ false, '' ],
			'Pro'                    => [ true, 'money' ],
			'by a person once more'  => [ true, 'lines' ],
		];
	}

	/** @dataProvider families */
	public function testWhatAPartGivesBackIsTakenOffTheParentsDocumentOnce( bool $isNoted, string $again ): void {
		if ( ! $isNoted ) {
			$line = self::lines( $this->freshOrder( $this->parent->get_id() ) )[0];
			$line->delete_meta_data( '_reduced_stock' );
			$line->save();
		}
		$before = $this->madeDocument( $this->parent );
		self::assertSame( '0', $this->unsynced() );
		$this->refund( $this->parts[0], 1, true );
		$this->refundAgain( $again );
		self::assertSame( '0', $this->unsynced(), 'Nor is it sold again while it is looked at.' );
		$this->finish();
		$after = $this->madeDocument( $this->parent );
		self::assertNotSame( $before['id'], $after['id'] );
		self::assertEquals( $before['total'] - $this->price(), $after['total'] );
		self::assertEquals( [ 1, 1 ], array_slice( array_column( $after['lines'], 'quantity' ), 0, 2 ) );
		self::assertEquals( [ 'cancelled', 'open' ], array_column( $this->documents(), 'status' ) );
		$this->rests();
	}

	/** @dataProvider families */
	public function testARefundBeforeTheDocumentIsNoLongerInIt( bool $isNoted, string $again ): void {
		$this->refund( $this->parts[0], 1, true );
		$this->refundAgain( $again );
		$document = $this->madeDocument( $this->parent );
		self::assertEquals( (float) $this->parent->get_total() - $this->price(), $document['total'] );
		$this->finish();
		self::assertCount( 1, $this->documents() );
		$this->rests();
	}

	/** @dataProvider families */
	public function testGoodsThatLeftComeBackByOneReturn( bool $isNoted, string $again ): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$this->madeDocument( $this->parent );
		$this->refund( $this->parts[0], 1, true );
		$this->refundAgain( $again );
		$this->finish();
		$documents = $this->documents();
		self::assertEquals( [ 'invoiceDeliveryNote', 'return' ], array_column( $documents, 'kind' ) );
		self::assertEquals( [ [ 1 ], $this->price() ], [ array_column( $documents[1]['lines'], 'quantity' ), $documents[1]['total'] ] );
		$this->rests();
	}

	/** A seller's order is set to Refunded: WooCommerce refunds its money without lines, and puts nothing back. */
	public function testMoneyOfAPartLiesOnItsOwnLines(): void {
		$before = $this->madeDocument( $this->parent );
		$this->freshOrder( $this->parts[1]->get_id() )->update_status( 'refunded' );
		$this->finish();
		$after = $this->madeDocument( $this->parent );
		self::assertEquals( $before['total'] - (float) $this->parts[1]->get_total(), $after['total'] );
		self::assertEquals( $before['lines'][0]['lineTotal'], $after['lines'][0]['lineTotal'], 'Of the other seller.' );
		self::assertEquals( [ 0, 1 ], [ $after['lines'][1]['lineTotal'], $after['lines'][1]['quantity'] ] );
		$this->rests();
	}

	/** Dokan gives the parts the parent's status, and WooCommerce refunds each of them as well. */
	public function testAParentRefundedInFullIsRefundedOnce(): void {
		$this->configure( [ 'documentKind' => 'invoiceDeliveryNote' ] );
		$this->madeDocument( $this->parent );
		foreach ( [ $this->parent, ...$this->parts ] as $order ) {
			$this->freshOrder( $order->get_id() )->update_status( 'refunded' );
		}
		$this->finish();
		$asked = array_filter( $this->rows( $this->parent ), static fn( OutboxEntry $row ): bool => OutboxEntry::REJECTED === $row->state );
		self::assertSame( [ 'money_refund' ], array_column( $asked, 'errorCode' ) );
	}

	public function testAllPartsRefundedIsTheParentRefunded(): void {
		$this->madeDocument( $this->parent );
		foreach ( $this->parts as $part ) {
			$this->freshOrder( $part->get_id() )->update_status( 'refunded' );
		}
		$this->finish();
		self::assertSame( 'refunded', $this->sale( $this->parent->get_id() )->errorCode );
		self::assertSame( [ 'cancelled' ], array_column( $this->documents(), 'status' ) );
	}

	public function testAPartWithALineOfItsOwnIsAskedAbout(): void {
		$part = $this->freshOrder( $this->parts[0]->get_id() );
		$fee  = new \WC_Order_Item_Fee();
		$fee->set_props( [ 'name' => 'Pakovanje', 'total' => '50' ] );
		$part->add_item( $fee );
		$part->save();
		$before = $this->madeDocument( $this->parent );
		$this->refund( $part, 1, true );
		$this->finish();
		$entry = $this->rows( $part )[1];
		self::assertSame( [ OutboxEntry::ROLE_RETURN, OutboxEntry::REJECTED, 'part_refunded' ], [ $entry->role, $entry->state, $entry->errorCode ] );
		self::assertSame( $before['id'], $this->madeDocument( $this->parent )['id'] );
	}

	public function testAPartThatAPersonSentHasRefundsOfItsOwn(): void {
		$before = $this->madeDocument( $this->parent );
		$this->outbox->sendEntry( $this->sale( $this->parts[0]->get_id() )->id );
		$this->refund( $this->parts[0], 1, true );
		$this->finish();
		self::assertSame( 2, $this->sale( $this->parts[0]->get_id() )->revision );
		self::assertSame( $before['id'], $this->madeDocument( $this->parent )['id'] );
		$this->refund( $this->parent, 0, false );
		$this->finish();
		self::assertEquals( $before['total'] - 100, $this->madeDocument( $this->parent )['total'] );
	}

	public function testADeletedRefundIsSoldAgain(): void {
		$this->madeDocument( $this->parent );
		$refund = wc_get_order( $this->refund( $this->parts[0], 1, true ) );
		$this->finish();
		$this->rests();
		$refund->delete( true );
		$this->services->capture()->afterDeletingRefunds();
		self::assertSame( '1', $this->unsynced() );
	}

	private function refundAgain( string $how ): void {
		if ( 'lines' === $how ) {
			$this->refund( $this->parent, 1, false );
		} elseif ( 'money' === $how ) {
			wc_create_refund( [ 'order_id' => $this->parent->get_id(), 'amount' => (string) $this->price(), 'line_items' => [], 'restock_items' => false ] );
		}
	}

	private function price(): float {
		return (float) $this->product->get_price();
	}

	private function finish(): void {
		for ( $i = 0; $i < 4; $i++ ) {
			$this->work();
		}
	}

	/** SORS and the shop agree: nothing is left to do, ask or look at. */
	private function rests(): void {
		self::assertSame( '0', $this->unsynced() );
		foreach ( [ $this->parent, ...$this->parts ] as $order ) {
			self::assertSame( [], array_filter( $this->rows( $order ), static fn( OutboxEntry $row ): bool => OutboxEntry::REJECTED === $row->state ) );
		}
		$this->pass( 700 );
		self::assertSame( 3, $this->settle() );
	}
}
