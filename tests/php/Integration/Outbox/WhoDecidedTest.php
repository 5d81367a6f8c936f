<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Admin\OrderBox;
use SorsApi\Backfill\OlderOrdersJob;
use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Services;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** The history of an entry names the person who decided. */
final class WhoDecidedTest extends StoreTestCase {

	public function testAPersonIsNamedWhileTheAccountExists(): void {
		$id = $this->refused();
		History::add( $id, 'sent', 'While somebody happened to be logged in.' );
		$by = wp_insert_user( [ 'user_login' => uniqid( 'ana-' ), 'user_pass' => 'password', 'display_name' => 'Ana Anić', 'role' => 'administrator' ] );
		self::assertIsInt( $by );
		wp_set_current_user( $by );
		self::assertSame( 200, $this->rest( 'POST', "outbox/$id/resolve", [ 'as' => 'acknowledged' ] )->get_status() );
		self::assertSame( [ null, 'Ana Anić' ], array_column( History::of( $id ), 'by' ) );
		require_once ABSPATH . 'wp-admin/includes/user.php';
		wp_delete_user( $by );
		self::assertSame( [ null, 'deleted user' ], array_column( History::of( $id ), 'by' ) );
	}

	public function testWhoeverHasItSentIsNamed(): void {
		$id    = $this->refused();
		$entry = OutboxTable::get( $id );
		$by    = wp_insert_user( [ 'user_login' => uniqid( 'mila-' ), 'user_pass' => 'password', 'display_name' => 'Mila Milić', 'role' => 'administrator' ] );
		self::assertIsInt( $by );
		wp_set_current_user( $by );
		for ( $presses = 0; $presses < 2; $presses++ ) {
			self::assertCount( 1, $this->rest( 'POST', 'outbox/send', [ 'orderIds' => [ $entry->orderId ] ] )->get_data()['items'] );
		}
		$queued = [ 'queued', 'Mila Milić' ];
		self::assertSame( [ $queued ], self::events( $id ), 'A second press changes nothing.' );
		OutboxTable::update( $id, [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ] );
		$this->rest( 'POST', "outbox/$id/send" );
		self::assertSame( [ $queued, $queued ], array_slice( self::events( $id ), 0, 2 ) );

		OutboxTable::update( $id, [ 'state' => OutboxEntry::REJECTED, 'lease_until' => DatabaseClock::now() + 60000000 ] );
		$before = self::events( $id );
		$this->rest( 'POST', "outbox/$id/send" );
		self::assertSame( $before, self::events( $id ), 'A worker held it: nothing was queued.' );
	}

	/** What one request does not end goes on in the background, where nobody is logged in. */
	public function testWhoeverHasOlderOrdersSentIsNamed(): void {
		self::requireRealStore();
		$id    = $this->refused();
		$entry = OutboxTable::get( $id );
		$order = wc_get_order( $entry->orderId );
		self::saved( $order, [ 'status' => 'processing' ] );
		$leftOut = [ 'state' => OutboxEntry::SKIPPED, 'next_attempt_at' => null ];
		OutboxTable::update( $id, $leftOut );
		$job = ( new Services() )->orders()->olderOrdersJob();
		wp_set_current_user( 1 );
		$job->start( gmdate( 'Y-m-d', time() - DAY_IN_SECONDS ), gmdate( 'Y-m-d', time() + DAY_IN_SECONDS ), -1 );
		$stored = get_option( OlderOrdersJob::OPTION );
		self::assertIsArray( $stored );
		update_option( OlderOrdersJob::OPTION, [ 'after' => 0 ] + $stored );
		OutboxTable::update( $id, $leftOut );
		$before = count( self::events( $id ) );
		wp_set_current_user( 0 );
		$job->resumeInBackground( 1 );
		$admin = get_userdata( 1 );
		self::assertSame( [ [ 'queued', $admin->display_name ] ], array_slice( self::events( $id ), $before ) );
	}

	private static function events( int $id ): array {
		return array_map( static fn( array $event ): array => [ $event['event'], $event['by'] ], History::of( $id ) );
	}

	public function testTheBoxOnTheOrderNamesThePerson(): void {
		self::requireRealStore();
		$id = $this->refused();
		$this->restOk( 'POST', "outbox/$id/resolve", [ 'as' => 'acknowledged' ] );
		$admin = get_userdata( 1 );
		$entry = OutboxTable::get( $id );
		$shop  = new Services();
		$box   = self::printed( static fn() => ( new OrderBox( $shop->api() ) )->show( wc_get_order( $entry->orderId ) ) );
		self::assertStringContainsString( ", $admin->display_name</small> Marked by hand", $box );
	}

	private function refused(): int {
		$entry   = OutboxTable::ensure( $this->createOrder( [] )->get_id(), 'sale', 0, 1 );
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ] );
		wp_set_current_user( 0 );
		return $entry->id;
	}
}
