<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Database\Tables;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Lifecycle\Installer;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Integration\Outbox\OutboxTestCase;
use SorsApi\Tests\Site\Boot;

'cli' === PHP_SAPI || exit;

/** A shop that had Softkom's 1.0.0, in whose folder this plugin was put: no activation, options that may be called as ours are. */
final class MovedOverTest extends OutboxTestCase {

	public function testNoOrderOfBeforeIsSent(): void {
		$product = $this->soldProduct();
		$old     = array_map( fn( string $status ): int => $this->old( $product->get_id(), $status ), [ 'completed', 'processing', 'on-hold' ] );
		Tables::drop();
		foreach ( [ Installer::VERSION_OPTION, StoreIdentity::ID_OPTION, StoreIdentity::PLACE_OPTION, OpenOrders::FILLED_OPTION ] as $option ) {
			delete_option( $option );
		}
		$theirs = [ 'database' => 'Tudja', 'exportOrders' => true, 'api_url' => 'https://example.test' ];
		update_option( SettingsStore::OPTION, $theirs );

		Boot::run( '$answer = 1;' );
		wp_cache_flush();
		self::assertTrue( Installer::isCurrent() );
		$settings = SettingsStore::load();
		self::assertSame( [ '', false ], [ $settings->database, $settings->exportOrders ] );
		$this->sweepAndWork();
		self::assertCount( 0, $this->documents() );

		StoreIdentity::confirmMoved();
		$this->configure( [ 'businessUnitIds' => [ $this->unitId( self::DATABASE ) ] ] );
		$this->configure( [ 'exportOrders' => true ] );
		$this->linkCode( $product->get_sku(), $product->get_id() );
		$this->sweepAndWork();
		self::assertCount( 0, $this->documents() );
		foreach ( $old as $id ) {
			$order = $this->freshOrder( $id );
			self::saved( $order, [ 'status' => 'completed' === $order->get_status() ? 'processing' : 'completed' ] );
		}
		$this->sweepAndWork();
		self::assertCount( 0, $this->documents(), 'Not by a new status either.' );

		self::assertSame( $old, OlderOrders::ids( new \DateTimeImmutable( '-2 days' ), new \DateTimeImmutable( '+1 day' ) ) );
	}

	private function old( int $product, string $status ): int {
		$order = self::saved( $this->createOrder( [ $product => 1 ], $status ), [ 'date_created' => time() - 3600 ] );
		return $order->get_id();
	}
}
