<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Figures are read, and written later: what happens in between counts. */
final class FiguresMeanwhileTest extends SyncTestCase {

	/** @var list<string> Codes of the chosen business units. */
	private array $unit = [];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->unit = array_slice( array_map( 'strval', array_keys( $this->units ) ), 0, 2 );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->unit[0] => 8, $this->unit[1] => 4 ] );
		$this->createProduct( 'T1', '120', 10 );
		OpenOrders::begin();
	}

	/**
	 * Each part of a run that reads what was sold.
	 *
	 * @testWith ["compare"]
	 *           ["unknown"]
	 *           ["items"]
	 */
	public function testOrdersThatCameWhileThePluginWasSwitchedOffCountInARunThatGoesOn( string $phase ): void {
		if ( Cursor::COMPARE === $phase ) {
			$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		}
		$run = $this->runs->start( 'stock', 'preview', 'person' );
		while ( $phase !== $run->cursor->phase ) {
			$run = $this->part( $run );
		}
		$this->buyUnseen( 3 );
		// Switched on again.
		OpenOrders::begin();
		$run = $this->drive( $run->id );
		if ( Run::AWAITING_APPROVAL === $run->state ) {
			$changes = array_column( $this->itemOf( $run, 'T1' )['changes'], 'to', 'field' );
			self::assertSame( 'items' === $phase ? '12' : '9', $changes['stock'], 'A person sees what will be written.' );
			$this->runs->approve( $run->id );
			$run = $this->drive( $run->id );
		}
		$this->assertSucceeded( $run );
		self::assertEquals( 9, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/** One part of it, however short. */
	private function part( Run $run ): Run {
		$steps = new \ReflectionProperty( $this->runs, 'steps' );
		$steps->setAccessible( true );
		$steps->getValue( $this->runs )->step( $run->id, 0.0 );
		return $this->runs->get( $run->id );
	}

	/** As buyers do while no hook of ours is there. */
	private function buyUnseen( int $quantity ): void {
		global $wpdb;
		$order = $this->createOrder( [ (int) wc_get_product_id_by_sku( 'T1' ) => $quantity ] );
		$wpdb->delete( OutboxTable::name(), [ 'order_id' => $order->get_id() ] );
	}
}
