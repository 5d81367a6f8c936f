<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Stock;

use SorsApi\Entries\OutboxEntry;
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
			$run = $this->approvedRun( $run );
		}
		$this->assertSucceeded( $run );
		self::assertEquals( 9, $this->productOf( 'T1' )->get_stock_quantity() );
	}

	/**
	 * A reservation is in what is available, and not in what is on hand.
	 *
	 * @testWith [false]
	 *           [true]
	 */
	public function testAFigureIsWrittenWithTheLedgerOfTheSettingsThatItWasReadBy( bool $oneByOne ): void {
		if ( $oneByOne ) {
			self::requireRealStore();
			add_filter( 'woocommerce_product_data_store', static fn(): object => new class() extends \WC_Product_Data_Store_CPT {} );
		}
		$this->configure( [ 'documentKind' => 'deliveryNote', 'stockMode' => 'onHand' ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$order = $this->createOrder( [ $this->productOf( 'T1' )->get_id() => 3 ] );
		$this->reserve( $order );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->unit[0], 'onHand' => 10, 'reserved' => 3 ] ] );
		$written = [];
		add_action( 'woocommerce_product_before_set_stock', fn() => $this->configure( [ 'stockMode' => 'available' ] ) );
		add_action(
			'woocommerce_product_set_stock',
			static function ( \WC_Product $product ) use ( &$written ): void {
				$written[] = (int) $product->get_stock_quantity();
			}
		);
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 11 ], array_values( array_unique( $written ) ) );
	}

	/** It has a document in SORS, as old as can be. */
	private function reserve( \WC_Order $order ): void {
		$sale    = OutboxTable::sale( $order->get_id() );
		OutboxTable::update(
			$sale->id,
			[
				'state'            => OutboxEntry::SENT,
				'kind'             => 'reservation',
				'database_name'    => self::DATABASE,
				'business_unit_id' => $this->units[ $this->unit[0] ],
				'acknowledged_at'  => 1,
				'acknowledged_by'  => OutboxEntry::BY_DOCUMENT,
				'quantities'       => (string) wp_json_encode( [ $this->productOf( 'T1' )->get_id() => '3' ] ),
			]
		);
	}


	/** As buyers do while no hook of ours is there. */
	private function buyUnseen( int $quantity ): void {
		$order = $this->createOrder( [ (int) wc_get_product_id_by_sku( 'T1' ) => $quantity ] );
		self::db()->delete( OutboxTable::name(), [ 'order_id' => $order->get_id() ] );
	}
}
