<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Counterparts\ServiceItems;
use SorsApi\Database\DatabaseClock;
use SorsApi\Ledger\Ledger;
use SorsApi\Overview\SettingsChange;
use SorsApi\Overview\SettingsReport;
use SorsApi\Sentence;
use SorsApi\Settings\InvalidSettings;
use SorsApi\Settings\SettingsStore;
use SorsApi\SyncServices;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\OnHandOnly;

'cli' === PHP_SAPI || exit;

/** A SORS that tells how much is on hand, and nothing of what is reserved: reservations would sell the same goods twice. */
final class OnHandOnlyTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ (string) array_key_first( $this->units ) => 15 ] );
		$this->runs = ( new SyncServices( OnHandOnly::api(), new Ledger( OnHandOnly::api() ) ) )->runs();
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
	}

	public function testReservationsAreRefusedInWords(): void {
		$run = $this->runToEnd( 'stock' );
		self::assertSame( 'failed', $run->state );
		self::assertStringContainsString( 'only has the stock on hand', Sentence::shown( $run->message ) );
		self::assertEquals( 0, $this->productOf( 'T1' )->get_stock_quantity() );
		$notices = ( new SettingsReport( OnHandOnly::api() ) )->make()['notices'];
		self::assertContains( [ 'documentKind', 'error' ], array_map( static fn( array $notice ): array => [ $notice['field'], $notice['severity'] ], $notices ) );
		self::save( [ 'safetyLimitPercent' => 5 ] );
		self::assertSame( 5, SettingsStore::load()->safetyLimitPercent, 'it stands in the way of nothing else' );
		try {
			self::save( [ 'documentKind' => 'reservation' ] );
			self::fail( 'It was taken.' );
		} catch ( InvalidSettings $invalid ) {
			self::assertStringContainsString( 'only has the stock on hand', Sentence::shown( $invalid->getMessage() ) );
		}
	}

	public function testReservationsOfCompaniesAreRefusedToo(): void {
		self::save( [ 'documentKind' => 'deliveryNote' ] );
		$this->expectException( InvalidSettings::class );
		self::save( [ 'documentKindCompany' => 'reservation' ] );
	}

	public function testWithDeliveryNotesStockComesIn(): void {
		SettingsStore::update( [ 'documentKind' => 'deliveryNote' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 15, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	public function testAReservationSentBeforeDoesNotCountAsAcknowledged(): void {
		SettingsStore::update( [ 'documentKind' => 'deliveryNote' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$product = $this->productOf( 'T1' );
		$order   = $this->createOrder( [ $product->get_id() => 3 ] );
		$this->reserved( $order->get_id(), $product->get_id() );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 12, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	private static function save( array $patch ): void {
		( new SettingsChange( OnHandOnly::api(), new ServiceItems( OnHandOnly::api() ) ) )->save( $patch );
	}

	/** Its row, as if it had been sent as a reservation a minute ago. */
	private function reserved( int $orderId, int $productId ): void {
		self::db()->update(
			self::db()->prefix . 'sors_outbox',
			[
				'state'           => 'sent',
				'kind'            => 'reservation',
				'database_name'   => self::DATABASE,
				'acknowledged_by' => 'document',
				'acknowledged_at' => DatabaseClock::now() - 60000000,
				'quantities'      => wp_json_encode( [ $productId => '3' ] ),
			],
			[ 'order_id' => $orderId ]
		);
		self::assertSame( 1, self::db()->rows_affected );
	}
}
