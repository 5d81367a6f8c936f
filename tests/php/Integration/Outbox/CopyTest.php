<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;

'cli' === PHP_SAPI || exit;

/** A shop that is a copy of another one: the original goes on sending the orders that both have. */
final class CopyTest extends OutboxTestCase {

	private StoreIdentity $identity;

	protected function setUp(): void {
		parent::setUp();
		$this->identity = new StoreIdentity( new SettingsStore() );
		// The original has sent orders for an hour.
		update_option( ExportPeriods::SINCE_OPTION, time() - HOUR_IN_SECONDS, false );
	}

	public function testOrdersOfTheOriginalAreNotSentWhenTheyChange(): void {
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$order->set_date_created( time() - 60 );
		$order->save();
		self::bringFrom( 'original.example' );
		$this->identity->confirmCopy();
		$this->configure( [ 'exportOrders' => true ] );
		$this->freshOrder( $order->get_id() )->update_status( 'completed' );
		$this->work();
		self::assertSame( [], $this->documents() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'before_export' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
	}

	public function testItsOwnOrdersAreSent(): void {
		self::bringFrom( 'original.example' );
		$this->identity->confirmCopy();
		$this->configure( [ 'exportOrders' => true ] );
		$this->sentOrder();
		self::assertCount( 1, $this->documents() );
	}

	/** Its stock figure contains what the original's documents hold, and nothing of those that are cancelled. */
	public function testWhatACancelledDocumentHeldIsNotInItsFigure(): void {
		$kept      = $this->sentOrder();
		$cancelled = $this->sentOrder();
		$this->freshOrder( $cancelled->get_id() )->update_status( 'cancelled' );
		$this->work();
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $cancelled->get_id() )->state );
		update_option( StoreIdentity::ADDRESS_OPTION, 'original.example' );
		$this->identity->confirmCopy();
		self::assertNotNull( $this->sale( $kept->get_id() )->acknowledgedAt );
		self::assertNull( $this->sale( $cancelled->get_id() )->acknowledgedAt );
	}

	/** Else it would cancel documents of the original, as if they were its own. */
	public function testIsAskedAgainWhereTheAnswerWasCutOff(): void {
		self::bringFrom( 'original.example' );
		$dies = static function (): void {
			throw new \RuntimeException( 'The process dies here.' );
		};
		add_action( 'sors_store_copied', $dies, 1 );
		try {
			$this->identity->confirmCopy();
		} catch ( \RuntimeException $died ) {
			self::assertTrue( $this->identity->isCopy() );
			return;
		} finally {
			remove_action( 'sors_store_copied', $dies, 1 );
		}
		self::fail( 'It did not die.' );
	}
}
