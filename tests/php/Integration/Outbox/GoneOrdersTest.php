<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Attention;

/** A sent order is in the bin, or deleted: its document is still in SORS. */
final class GoneOrdersTest extends FollowupTestCase {

	public function testABinnedOrderKeepsItsRowAndSaysSoUntilItIsRestored(): void {
		$order = $this->sentOrder( 1 );
		$this->freshOrder( $order->get_id() )->delete( false );
		$this->work();
		self::assertSame( [ 'sale 1 sent' ], $this->rowsOf( $order ) );
		self::assertSame( 'open', $this->documents()[0]['status'] );
		$row = $this->sale( $order->get_id() );
		self::assertSame( 'order_binned', $row->errorCode );
		self::assertStringContainsString( (string) $row->documentNumber, (string) $row->errorMessage );
		self::assertContains( $order->get_id(), ( new Attention() )->orderIds() );
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
		$storage = OrderStorage::current();
		$wpdb->query( $wpdb->prepare( "UPDATE {$storage->table} SET {$storage->status} = 'trash' WHERE {$storage->id} = %d", $order->get_id() ) );
		$this->assembly->sweep()->run();
		self::assertSame( 'order_binned', $this->sale( $order->get_id() )->errorCode );
		$this->assembly->sentDecision()->decide( $this->sale( $order->get_id() )->id, 'accept' );
		$this->assembly->sweep()->run();
		self::assertNull( $this->sale( $order->get_id() )->errorCode );
	}

	private function restore( int $orderId ): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$wpdb->query( $wpdb->prepare( "UPDATE {$storage->table} SET {$storage->status} = 'wc-processing' WHERE {$storage->id} = %d", $orderId ) );
		wp_cache_flush();
	}
}
