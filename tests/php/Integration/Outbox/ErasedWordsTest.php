<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\Erasure;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sentence;

'cli' === PHP_SAPI || exit;

/** SORS' words, which may name a buyer, go with the buyer, and do not come back by themselves. @group real-store */
final class ErasedWordsTest extends OutboxTestCase {

	private const WORDS = 'Kupac Petar Petrović nije dobar.';

	public function testOfARefusalTheyAreNotSaidAgainUnlessAPersonAsks(): void {
		$this->fault( 'createCustomer', [ 'kind' => 'refuse', 'message' => self::WORDS ], 99 );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$entry = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::REJECTED, 'customer_refused' ], [ $entry->state, $entry->errorCode ] );
		self::assertStringContainsString( self::WORDS, (string) $entry->errorMessage );

		self::assertTrue( ( new Erasure() )->ask( [ $entry->id ] )['removed'] );
		$this->assertErased( $order );
		$history = History::of( $entry->id );
		$notes   = $this->notes( $order->get_id() );
		$this->workAfter( 3700 );
		$this->assertErased( $order );
		self::assertSame( [ $history, $notes ], [ History::of( $entry->id ), $this->notes( $order->get_id() ) ] );

		self::assertStringContainsString( self::WORDS, (string) $this->outbox->sendEntry( $entry->id )->errorMessage );
		$this->services->sweep()->run();
		$this->assertErased( $order );
	}

	/** The buyer was erased with it; a person has it sent, and SORS refuses it. */
	public function testOfWhatWasLeftOutAndIsSentAfterAllTheyGo(): void {
		$this->fault( 'createCustomer', [ 'kind' => 'refuse', 'message' => self::WORDS ], 99 );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$entry = $this->sale( $order->get_id() );
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::SKIPPED, 'next_attempt_at' => null ] );
		( new Erasure() )->ask( [ $entry->id ] );
		self::assertSame( Erasure::DONE, $this->sale( $order->get_id() )->erasure );
		$sent = $this->outbox->sendEntry( $entry->id );
		self::assertSame( OutboxEntry::REJECTED, $sent->state );
		self::assertStringContainsString( self::WORDS, (string) $sent->errorMessage );
		$this->services->sweep()->run();
		$this->assertErased( $order );
	}

	/** It is past the retention, and refused for something else now. */
	public function testOfARefusalThatWasErasedOnceTheyGoAgain(): void {
		$this->fault( 'createCustomer', [ 'kind' => 'refuse', 'message' => 'Nije dobar.' ], 99 );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		OutboxTable::update( $this->sale( $order->get_id() )->id, [ 'created_at' => gmdate( 'Y-m-d H:i:s', time() - 400 * DAY_IN_SECONDS ) ] );
		$this->services->sweep()->run();
		self::assertSame( Erasure::DONE, $this->sale( $order->get_id() )->erasure );
		$this->fault( 'listCustomers', [ 'kind' => 'refuse', 'code' => 'KUPAC', 'message' => self::WORDS ], 99 );
		$this->workAfter( 3700 );
		self::assertSame( 'KUPAC', $this->sale( $order->get_id() )->errorCode );
		self::assertStringContainsString( self::WORDS, (string) $this->sale( $order->get_id() )->errorMessage );
		$this->services->sweep()->run();
		self::assertStringNotContainsString( 'Petar', (string) $this->sale( $order->get_id() )->errorMessage );
	}

	private function assertErased( \WC_Order $order ): void {
		$entry = $this->sale( $order->get_id() );
		self::assertSame( 'SORS did not take the buyer … as a customer: SORS refused this: …', Sentence::english( (string) $entry->errorMessage ) );
		self::assertStringNotContainsString( 'Petar', (string) wp_json_encode( History::of( $entry->id ), JSON_UNESCAPED_UNICODE ) );
	}
}
