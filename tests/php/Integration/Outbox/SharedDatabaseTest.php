<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sentence;
use SorsApi\Tests\Site\Boot;

'cli' === PHP_SAPI || exit;

/** Whoever has a key of SORS can read the database that is there for trying. */
final class SharedDatabaseTest extends OutboxTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->configure( [ 'sendToTestDatabase' => false ] );
	}

	public function testNoOrderAndNoBuyerGoesThereBeforeAPersonConfirmedIt(): void {
		$customers = count( $this->books( 'customers' ) );
		$order     = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->outbox->send( [ $order->get_id() ] );
		$pressed = $this->outbox->sendEntry( $this->sale( $order->get_id() )->id );
		self::assertSame( [ OutboxEntry::QUEUED, 'test_database' ], [ $pressed->state, $pressed->errorCode ] );
		self::assertStringStartsWith( 'Others can read Demo2, so no orders are sent there.', Sentence::shown( (string) $pressed->errorMessage ) );
		self::assertSame( [ [], $customers ], [ $this->documents(), count( $this->books( 'customers' ) ) ] );
		self::assertStringStartsWith( 'Others can read Demo2', array_column( $this->restOk( 'GET', 'settings' )['notices'], 'message', 'field' )['exportOrders'] );

		$notices = $this->restOk( 'PUT', 'settings', [ 'sendToTestDatabase' => true ] )['notices'];
		self::assertNotContains( 'exportOrders', array_column( $notices, 'field' ) );
		$this->workAfter( 301 );
		self::assertSame( OutboxEntry::SENT, $this->sale( $order->get_id() )->state );
	}

	public function testWhereOrdersAreNotSentAnywayNoneWaitsForAnotherDatabase(): void {
		$this->configure( [ 'exportOrders' => false, 'sendToTestDatabase' => false ] );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$sale = $this->sale( $order->get_id() );
		self::assertSame( [ OutboxEntry::SKIPPED, 'export_off', null ], [ $sale->state, $sale->errorCode, $sale->nextAttemptAt ] );
	}

	public function testNoReturnGoesThereEither(): void {
		$this->configure( [ 'sendToTestDatabase' => true, 'documentKind' => 'deliveryNote' ] );
		$order = $this->sentOrder( 2 );
		$this->configure( [ 'sendToTestDatabase' => false ] );
		self::giveBack( $order );
		$this->work();
		self::assertCount( 1, $this->documents() );
	}

	/** What may have arrived is not sent there once more either. */
	public function testARepeatDoesNotGoThere(): void {
		$this->configure( [ 'sendToTestDatabase' => true ] );
		$this->fault( 'createReservation', [ 'kind' => 'cut', 'when' => 'before' ] );
		$order = $this->handledOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$this->configure( [ 'sendToTestDatabase' => false, 'database' => 'Demo' . wp_date( 'Y' ) ] );
		$this->trustTheLookUp();
		$this->workForAnHour();
		self::assertSame( [ OutboxEntry::SENDING, 'test_database', [] ], [ $this->sale( $order->get_id() )->state, $this->sale( $order->get_id() )->errorCode, $this->documents() ] );
	}

	public function testAShopInProductionSendsNothingThereWhateverWasConfirmed(): void {
		$this->configure( [ 'sendToTestDatabase' => true ] );
		$order = $this->createOrder( [ $this->soldProduct()->get_id() => 1 ] );
		$id    = $this->sale( $order->get_id() )->id;
		$sent  = Boot::run(
			'$services = new SorsApi\Services();
			( new SorsApi\Settings\StoreIdentity() )->confirmMoved();
			$entry  = $services->orders()->outbox()->sendEntry( ' . $id . ' );
			$answer = [ $entry->state, $entry->errorCode ];',
			[ 'WP_ENVIRONMENT_TYPE' => 'production' ]
		);
		wp_cache_flush();
		self::assertSame( [ [ OutboxEntry::QUEUED, 'test_database' ], [] ], [ $sent, $this->documents() ] );
	}
}
