<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Heartbeat;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;

'cli' === PHP_SAPI || exit;

/** What the owner sees of a restored backup, and decides by one click. */
final class RestoredBackupRouteTest extends OutboxTestCase {

	public function testItIsAskedWhereTheOwnerLooksAndDecidedThere(): void {
		self::assertSame( 'none', $this->restOk( 'GET', 'restored-backup' )['state'] );
		$order   = $this->sentOrder();
		$entries = new OutboxTable();
		$entry   = $this->sale( $order->get_id() );
		$number  = (string) $entry->documentNumber;
		$entries->update( $entry->id, [ 'state' => OutboxEntry::QUEUED, 'payload_lock' => '', 'reference' => null, 'document_id' => null, 'document_number' => null, 'next_attempt_at' => '2020-01-01 00:00:00' ] );
		update_option( Heartbeat::OPTION, [ 'at' => time() - 3600 ], false );
		$this->work();
		$found = $this->restOk( 'GET', 'restored-backup' );
		self::assertSame( [ 'found', 1, [ $number ] ], [ $found['state'], $found['documents'], $found['documentNumbers'] ] );
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
}
