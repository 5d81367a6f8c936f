<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** An order at which each worker is cut off: the others are sent, and it is put before the owner. */
final class CutOffEntryTest extends OutboxTestCase {

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
		$product = $this->linkedProduct();
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
		$deadly = $this->createOrder( [ $this->linkedProduct()->get_id() => 1 ] )->get_id();
		$this->pass( 100 );
		self::assertFalse( $this->survives( $deadly ) );
		$this->pass( 200 );
		$this->work();
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
