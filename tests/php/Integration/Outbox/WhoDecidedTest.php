<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Admin\OrderBox;
use SorsApi\Counterparts\CustomerTable;
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
		( new History() )->add( $id, 'sent', 'While somebody happened to be logged in.' );
		$by = wp_insert_user( [ 'user_login' => uniqid( 'ana-' ), 'user_pass' => 'password', 'display_name' => 'Ana Anić', 'role' => 'administrator' ] );
		self::assertIsInt( $by );
		wp_set_current_user( $by );
		self::assertSame( 200, $this->rest( 'POST', "outbox/$id/resolve", [ 'as' => 'acknowledged' ] )->get_status() );
		self::assertSame( [ null, 'Ana Anić' ], array_column( $this->restOk( 'GET', "outbox/$id" )['history'], 'by' ) );
		require_once ABSPATH . 'wp-admin/includes/user.php';
		wp_delete_user( $by );
		self::assertSame( [ null, 'deleted user' ], array_column( $this->restOk( 'GET', "outbox/$id" )['history'], 'by' ) );
	}

	public function testTheBoxOnTheOrderNamesThePerson(): void {
		self::requireRealStore();
		$id = $this->refused();
		$this->restOk( 'POST', "outbox/$id/resolve", [ 'as' => 'acknowledged' ] );
		$admin = get_userdata( 1 );
		$entry = ( new OutboxTable() )->get( $id );
		$shop  = new Services();
		$table = new OutboxTable();
		self::assertNotNull( $entry );
		self::assertInstanceOf( \WP_User::class, $admin );
		ob_start();
		( new OrderBox( $table, $shop->orders()->changedOrders(), new CustomerTable(), $shop->api() ) )->show( wc_get_order( $entry->orderId ) );
		self::assertStringContainsString( ", $admin->display_name</small> Marked by hand", (string) ob_get_clean() );
	}

	private function refused(): int {
		$entries = new OutboxTable();
		$entry   = $entries->ensure( $this->createOrder( [] )->get_id(), 'sale', 0, 1 );
		$entries->update( $entry->id, [ 'state' => OutboxEntry::REJECTED, 'next_attempt_at' => null ] );
		wp_set_current_user( 0 );
		return $entry->id;
	}
}
