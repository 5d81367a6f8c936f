<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Remedies;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\AtWork;

'cli' === PHP_SAPI || exit;

/** A shop that is a copy of another one: the original goes on sending the orders that both have. */
final class CopyTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		// The original has sent orders for an hour.
		AtWork::exporting( [ time() - HOUR_IN_SECONDS, null ] );
	}

	private static function becomeCopy(): void {
		self::bringFrom( 'original.example' );
		StoreIdentity::confirmCopy();
	}

	public function testOrdersOfTheOriginalAreNotSentWhenTheyChange(): void {
		$order = self::saved( $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] ), [ 'date_created' => time() - 60 ] );
		self::becomeCopy();
		$this->configure( [ 'exportOrders' => true ] );
		$this->handleAs( 'completed', $order );
		self::assertSame( [], $this->documents() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'before_export' ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode ] );
	}

	/** The original's answer had been lost: its reference is none of the copy's. */
	public function testADocumentThatTheOriginalHadToLookUpIsNotTakenOver(): void {
		$order = $this->lostOrder();
		$this->workAfter( 31 );
		self::assertSame( OutboxEntry::FOUND, $this->sale( $order->get_id() )->documentBy );
		self::becomeCopy();
		$this->outbox->send( [ $order->get_id() ] );
		$this->work();
		self::assertSame( [ OutboxEntry::SENT, OutboxEntry::ANSWERED, 2 ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentBy, count( $this->documents() ) ] );
	}

	public function testItsOwnOrdersAreSent(): void {
		self::becomeCopy();
		$this->configure( [ 'exportOrders' => true ] );
		$this->sentOrder();
		self::assertCount( 1, $this->documents() );
	}

	/** Its stock figure contains what the original's documents hold, and nothing of those that are cancelled. */
	public function testWhatACancelledDocumentHeldIsNotInItsFigure(): void {
		$kept      = $this->sentOrder();
		$cancelled = $this->sentOrder();
		$this->handleAs( 'cancelled', $cancelled );
		self::assertSame( OutboxEntry::CANCELLED, $this->sale( $cancelled->get_id() )->state );
		self::becomeCopy();
		self::assertNotNull( $this->sale( $kept->get_id() )->acknowledgedAt );
		self::assertNull( $this->sale( $cancelled->get_id() )->acknowledgedAt );
	}

	/** Else the copy would take pieces for sold in SORS that came back there. */
	public function testWhatAReturnBroughtBackIsInItsFigure(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$order   = $this->sentOrder( 8 );
		$product = (int) array_key_first( $this->sale( $order->get_id() )->quantities );
		$refund  = self::giveBack( $order, 2 );
		$this->work();
		self::assertSame( [ 'deliveryNote', 'return' ], array_column( $this->documents(), 'kind' ) );
		$unsynced = fn(): string => Ledger::sum( $this->services->ledger()->byOrder( [ $product => new FigureMoments( PHP_INT_MAX ) ] )[ $product ] ?? [] );
		self::assertSame( '0', $unsynced() );
		self::becomeCopy();
		$refund->delete( true );
		OutboxTable::wake( $order->get_id(), 0 );
		self::assertSame( '2', $unsynced(), 'In this shop the buyer has all eight again, in SORS six.' );
	}

	public function testAReturnWhoseDocumentWasCancelledBroughtNothingBack(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$return = $this->returned( $this->sentOrder( 8 ) );
		OutboxTable::update( $return->id, [ 'state' => OutboxEntry::CANCELLED ] + OutboxTable::NOT_ACKNOWLEDGED );
		self::becomeCopy();
		wc_get_order( $return->refundId )->delete( true );
		OutboxTable::wake( $return->orderId, 0 );
		self::assertSame( [], $this->services->ledger()->byOrder( [ array_key_first( $return->quantities ) => new FigureMoments( PHP_INT_MAX ) ] ), 'The buyer has all eight again, in the shop and in SORS.' );
	}

	public function testReturnsOfTheOriginalAreNotOffered(): void {
		$this->configure( [ 'documentKind' => 'deliveryNote' ] );
		$return = $this->returned( $this->sentOrder( 8 ) );
		self::becomeCopy();
		$return = OutboxTable::get( $return->id );
		self::assertSame( [ OutboxEntry::SKIPPED, 'original', [] ], [ $return->state, $return->errorCode, Remedies::of( $return, true, false ) ] );
		$outbox = $this->services->outbox();
		foreach ( [ fn() => $outbox->sendEntry( $return->id ), fn() => $outbox->resolve( $return->id, [ 'as' => 'resend' ] ), fn() => $outbox->resolve( $return->id, [ 'as' => 'acknowledged' ] ) ] as $try ) {
			$refused = self::thrown( $try, OutboxRefused::class );
			self::assertContains( $refused->code(), [ 'not_now', 'not_open' ] );
		}
		self::assertCount( 2, $this->documents() );
	}

	private function returned( \WC_Order $order ): OutboxEntry {
		self::giveBack( $order, 2 );
		$this->work();
		$returns = array_filter( OutboxTable::ofOrder( $order->get_id() ), static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_RETURN === $entry->role );
		self::assertSame( [ OutboxEntry::SENT ], array_column( $returns, 'state' ) );
		return current( $returns );
	}

	/** Else it would cancel documents of the original, as if they were its own. */
	public function testIsAskedAgainWhereTheAnswerWasCutOff(): void {
		self::bringFrom( 'original.example' );
		$dies = self::throwing( 'The process dies here.' );
		add_action( 'sors_store_copied', $dies, 1 );
		try {
			StoreIdentity::confirmCopy();
		} catch ( \RuntimeException $died ) {
			self::assertTrue( StoreIdentity::isCopy() );
			return;
		} finally {
			remove_action( 'sors_store_copied', $dies, 1 );
		}
		self::fail( 'It did not die.' );
	}
}
