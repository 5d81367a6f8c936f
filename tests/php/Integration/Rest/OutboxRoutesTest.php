<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Entries\OutboxTable;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** Orders on their way to SORS as the app sees and steers them; the sending itself is tested with Outbox. */
final class OutboxRoutesTest extends StoreTestCase {

	private \WC_Order $order;

	protected function setUp(): void {
		parent::setUp();
		$unit = $this->restOk( 'GET', 'business-units', [ 'database' => 'Demo2' ] )['items'][0]['id'];
		$this->restOk(
			'PUT',
			'settings',
			[
				'database'        => 'Demo2',
				'businessUnitIds' => [ $unit ],
				'exportOrders'    => true,
				'sendToTestDatabase' => true,
				'unmappedLines'   => 'named',
			]
		);
		$this->order = $this->createOrder( [ $this->createProduct( 'NEMA-U-SORS' )->get_id() => 2 ] );
	}

	public function testSendingThatStandsStillIsSaid(): void {
		update_option( 'date_format', '\o\n j. n. Y.' );
		update_option( 'time_format', '\a\t H:i' );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'action' => [ 'kind' => 'status', 'status' => 401 ] ] ] ] );
		$id  = $this->entryId();
		$row = $this->restOk( 'POST', "outbox/$id/send" );
		self::assertContains( $row['state'], [ 'queued', 'waiting' ], (string) wp_json_encode( $row ) );
		$paused = array_column( $this->restOk( 'GET', 'overview' )['decisions'], 'message', 'code' )['sending_paused'] ?? '';
		self::assertMatchesRegularExpression( '/^No orders have been sent to SORS since on \d+\. \d+\. 20\d\d\. at \d\d:\d\d;/', $paused );
	}

	public function testADecisionThatSaysTooLittleIsRefused(): void {
		$id = $this->entryId();
		foreach ( [ [], [ 'as' => 'gone' ], [ 'as' => 'acknowledged', 'why' => 'x' ] ] as $body ) {
			self::assertSame( 400, $this->rest( 'POST', "outbox/$id/resolve", $body )->get_status() );
		}
		self::assertSame( 400, $this->rest( 'POST', 'outbox/send', [ 'orderIds' => [] ] )->get_status() );
		self::assertSame( 400, $this->rest( 'POST', 'outbox/send', [ 'orderIds' => [ '12' ] ] )->get_status() );
	}

	private function entryId(): int {
		$sale = OutboxTable::sale( $this->order->get_id() );
		return $sale->id;
	}
}
