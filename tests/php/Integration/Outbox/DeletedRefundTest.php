<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

/** A refund is deleted: the order sells again what it took back, though WooCommerce keeps the sum of what was restocked. */
final class DeletedRefundTest extends FollowupTestCase {

	public function testWhatARefundTookBackIsSoldAgainOnceTheRefundIsDeleted(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 2 ] );
		$refund = $this->refund( $order, 1, true );
		self::assertSame( '1', $this->unsynced() );
		$this->delete( $refund );
		self::assertSame( '2', $this->unsynced() );
		$this->work();
		$document = $this->documents()[0];
		self::assertSame( 2, $document['lines'][0]['quantity'] );
		self::assertEqualsWithDelta( 2 * (float) $this->product->get_price(), $document['total'], 0.01 );
	}

	public function testASettledOrderIsReadAgainWhenItsRefundIsDeleted(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 3 );
		$refund = $this->refund( $order, 1, true );
		$this->work();
		$this->pass( 1000 );
		self::assertSame( [ 1, '0' ], [ $this->settle(), $this->unsynced() ] );
		$this->delete( $refund );
		self::assertSame( '1', $this->unsynced(), 'The return in SORS took back what the order sells again.' );
	}

	/** @dataProvider refundsWithoutRestock */
	public function testWhatItRestockedIsToldFromWhatAnotherRefundDidNot( int $restocked, int $notRestocked ): void {
		$order = $this->createOrder( [ $this->product->get_id() => 5 ] );
		$refund = $this->refund( $order, $restocked, true );
		$this->refund( $order, $notRestocked, false );
		self::assertSame( (string) ( 5 - $restocked ), $this->unsynced() );
		$this->delete( $refund );
		self::assertSame( '5', $this->unsynced(), 'All of it is sold again.' );
		$this->work();
		$document = $this->documents()[0];
		self::assertSame( 5, $document['lines'][0]['quantity'] );
		self::assertEqualsWithDelta( ( 5 - $notRestocked ) * (float) $this->product->get_price(), $document['total'], 0.01 );
	}

	/** @return array<string, array{int, int}> */
	public function refundsWithoutRestock(): array {
		return [
			'of fewer pieces' => [ 2, 1 ],
			'of more'         => [ 1, 2 ],
		];
	}

	public function testWhatTheOtherRefundRestockedStaysOnTheShelf(): void {
		$order = $this->createOrder( [ $this->product->get_id() => 5 ] );
		$this->refund( $order, 2, true );
		$this->delete( $this->refund( $order, 1, false ) );
		self::assertSame( '3', $this->unsynced() );
		$this->work();
		self::assertSame( 3, $this->documents()[0]['lines'][0]['quantity'] );
	}

	private function delete( int $refundId ): void {
		wp_cache_flush();
		wc_get_order( $refundId )->delete( true );
		wp_cache_flush();
	}
}
