<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\BulkSending;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Pause;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\AdminScreen;

'cli' === PHP_SAPI || exit;

/** @group real-store */
final class BulkSendingTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->loginAsAdmin();
		$this->configure( [ 'exportOrders' => false ] );
	}

	public function testWhatItDidIsSaidOnTheListOfOrders(): void {
		set_transient( 'sors_bulk_result_1', [ 'Two are queued.' ], 60 );
		$list = self::usesHpos() ? 'admin.php?page=wc-orders' : 'edit.php?post_type=shop_order';
		self::assertStringContainsString( '<p>Two are queued.</p>', AdminScreen::html( 1, $list ) );
	}

	public function testHowManyMoreThereAreIsSaid(): void {
		set_transient( 'sors_bulk_result_1', array_map( static fn( int $number ): string => "Order $number: no.", range( 1, 23 ) ), 60 );
		$shown = self::printed( fn() => $this->bulk()->showResult() );
		self::assertStringContainsString( '<p>Order 20: no.</p><p>And 3 more orders.</p>', $shown );
		self::assertStringNotContainsString( 'Order 21', $shown );
	}

	public function testItSendsEachOnce(): void {
		$ids = $this->unsent( 2 );
		self::assertArrayHasKey( 'sors_send', $this->bulk()->add( [] ) );
		self::assertStringContainsString( '2 orders were queued. They are sent within a minute or two.', $this->sure( $ids ) );
		$this->sure( array_map( 'strval', $ids ) );
		$this->work();
		self::assertSame( '2 orders are already in SORS and are not sent again.', $this->sure( $ids ) );
		$this->work();
		self::assertCount( 2, $this->documents() );
	}

	public function testSeveralAreNamedFirstAndNothingIsDoneUntilThen(): void {
		$ids                    = $this->unsent( 3 );
		$_SERVER['REQUEST_URI'] = '/wp-admin/admin.php?page=wc-orders&action=sors_send&_wpnonce=abc&id%5B0%5D=' . $ids[0];
		$this->sure( [ $ids[0] ] );
		$this->work();
		$question = $this->asked( $ids );
		self::assertStringContainsString( 'Send 2 orders to SORS?', $question );
		self::assertStringContainsString( "Order $ids[1], Order $ids[2]<", $question, 'One of them is in SORS already.' );
		self::assertStringContainsString( esc_url( $_SERVER['REQUEST_URI'] . '&sure=1' ), $question );
		self::assertStringContainsString( 'href="/the-list"', $question );
		$this->work();
		self::assertCount( 1, $this->documents() );
		self::assertSame( '', $this->asked( [ $ids[1] ] ), 'One alone is sent at once, as in the app.' );
	}

	public function testNoTimeIsPromisedWhileSendingIsPaused(): void {
		Pause::keyRefused( 'The key was refused.' );
		self::assertSame( '2 orders were queued.', $this->sure( $this->unsent( 2 ) ) );
	}

	public function testNothingIsSaidOfQueuedOnesWhereAllWereRefused(): void {
		$ids   = $this->unsent( 1 );
		$order = $this->freshOrder( $ids[0] );
		$order->update_status( 'cancelled' );
		self::assertStringStartsWith( "Order $ids[0]: An order in the status", $this->sure( $ids ) );
	}

	public function testItDoesNotSayThatOneWasQueuedThatAPersonHasToDecide(): void {
		[ $uncertain, $cancelled ] = $this->unsent( 2 );
		foreach ( [ $uncertain => [ 'state' => 'uncertain' ], $cancelled => [ 'state' => 'cancelled', 'document_id' => '77' ] ] as $id => $columns ) {
			OutboxTable::update( $this->sale( $id )->id, $columns );
		}
		$said = $this->sure( [ $uncertain, $cancelled ] );
		self::assertStringContainsString( "Order $uncertain: It is uncertain whether SORS has this document.", $said );
		self::assertStringContainsString( "Order $cancelled: This document was cancelled in SORS", $said );
		self::assertStringNotContainsString( 'queued', $said );
	}

	private function unsent( int $count ): array {
		$product = $this->linkedProduct();
		$ids     = [];
		for ( $i = 0; $i < $count; $i++ ) {
			$ids[] = $this->createOrder( [ $product->get_id() => 1 ] )->get_id();
		}
		$this->work();
		return $ids;
	}

	private function bulk(): BulkSending {
		return new BulkSending( $this->outbox );
	}

	/** @return string What is said afterwards. */
	private function sure( array $ids ): string {
		$_REQUEST['sure'] = '1';
		$this->bulk()->handle( 'x', 'sors_send', $ids );
		unset( $_REQUEST['sure'] );
		return wp_strip_all_tags( self::printed( fn() => $this->bulk()->showResult() ) );
	}

	private function asked( array $ids ): string {
		$throw = static function ( string $message ): void {
			throw new \RuntimeException( $message );
		};
		$die   = static fn(): callable => $throw;
		add_filter( 'wp_die_handler', $die );
		try {
			$this->bulk()->handle( '/the-list', 'sors_send', $ids );
			return '';
		} catch ( \RuntimeException $question ) {
			return $question->getMessage();
		} finally {
			remove_filter( 'wp_die_handler', $die );
		}
	}
}
