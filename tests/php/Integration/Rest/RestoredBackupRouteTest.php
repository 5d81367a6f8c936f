<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What the owner sees of a restored backup, and decides by one click. */
final class RestoredBackupRouteTest extends OutboxTestCase {

	public function testItIsAskedWhereTheOwnerLooksAndDecidedThere(): void {
		self::assertSame( 'none', $this->restOk( 'GET', 'restored-backup' )['state'] );
		[ $order, $number ] = $this->unknownDocument();
		$found = $this->restOk( 'GET', 'restored-backup' );
		self::assertSame( [ 'found', 1 ], [ $found['state'], $found['documents'] ] );
		$decisions = array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'message', 'code' );
		self::assertStringContainsString( $number, $decisions['restored_found'] ?? '' );
		self::assertSame( 409, $this->rest( 'POST', 'outbox/send', [ 'orderIds' => [ $order->get_id() ] ] )->get_status() );
		self::assertSame( 400, $this->rest( 'POST', 'restored-backup', [ 'as' => 'delete' ] )->get_status() );
		$done = $this->restOk( 'POST', 'restored-backup', [ 'as' => 'adopt' ] );
		self::assertSame( 'none', $done['state'] );
		self::assertSame( [ OutboxEntry::SENT, $number ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->documentNumber ] );
		self::assertSame( 409, $this->rest( 'POST', 'restored-backup', [ 'as' => 'ignore' ] )->get_status(), 'A second press decides nothing.' );
		self::assertArrayNotHasKey( 'restored_found', array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'message', 'code' ) );
	}

	/** "Done" under what was left, and "Send without looking", are "ignore" as well. */
	public function testAnAnswerToAnotherQuestionThanTheOneThatIsOpenDecidesNothing(): void {
		$this->unknownDocument();
		$this->loginAsAdmin();
		$before   = StoreIdentity::storeId();
		foreach ( [ 'left', 'checking', 'adopting' ] as $shown ) {
			$response = $this->rest( 'POST', 'restored-backup', [ 'as' => 'ignore', 'state' => $shown ] );
			self::assertSame( [ 409, 'sors_nothing_to_decide' ], [ $response->get_status(), $response->get_data()['code'] ] );
		}
		self::assertSame( [ 'found', $before ], [ $this->restOk( 'GET', 'restored-backup' )['state'], StoreIdentity::storeId() ] );
		self::assertSame( 'none', $this->restOk( 'POST', 'restored-backup', [ 'as' => 'ignore', 'state' => 'found' ] )['state'] );
		self::assertNotSame( $before, StoreIdentity::storeId() );
	}

	/** @return array{\WC_Order, string} An order as the backup has it, and the number of its document. */
	private function unknownDocument(): array {
		$order = $this->sentOrder();
		$entry = $this->sale( $order->get_id() );
		OutboxTable::update( $entry->id, [ 'state' => OutboxEntry::QUEUED, 'payload_lock' => '', 'reference' => null, 'document_id' => null, 'document_number' => null, 'next_attempt_at' => '2020-01-01 00:00:00' ] );
		update_option( Heartbeat::OPTION, [ 'at' => time() - 3600 ], false );
		$this->work();
		return [ $order, (string) $entry->documentNumber ];
	}
}
