<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Log;

use SorsApi\Store\BulkStockWriter;
use SorsApi\Tests\Integration\Sync\SyncTestCase;
use SorsApi\Tests\Site\LogBook;

'cli' === PHP_SAPI || exit;

/** What runs write into WooCommerce's log. */
final class RunLogTest extends SyncTestCase {

	public function testARunHasOneLine(): void {
		$this->assortment( 12 );
		$log = LogBook::open();
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'succeeded', $run->state );
		$lines = $log->about( "Run $run->id ", 'info' );
		self::assertCount( 1, $lines, $log->text() );
		self::assertMatchesRegularExpression( "/^Run $run->id \\(catalog, apply, by person\\): succeeded after \\d+ seconds, $run->total of $run->total items: $run->created created, 0 updated, /", $lines[0] );
		self::assertSame( [], $log->lines( 'error' ) );
		self::assertSame( [], $log->lines( 'warning' ) );
	}

	public function testAFailedRunIsAWarningAndItsAttemptsAreTold(): void {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProducts', 'times' => 9, 'action' => [ 'kind' => 'status', 'status' => 500 ] ] ] ] );
		$log = LogBook::open();
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'failed', $run->state );
		self::assertCount( 1, $log->about( "Run $run->id (catalog, apply, by person): failed", 'warning' ), $log->text() );
		self::assertCount( 2, $log->about( 'attempt ', 'info' ), $log->text() );
		self::assertSame( [], $log->lines( 'error' ) );
	}

	public function testAStoppedRunHasItsLine(): void {
		$log = LogBook::open();
		$run = $this->runs->cancel( $this->runs->start( 'catalog', 'apply', 'cli' )->id );
		self::assertSame( 'cancelled', $run->state );
		self::assertCount( 1, $log->about( "Run $run->id (catalog, apply, by cli): cancelled", 'info' ), $log->text() );
		$this->runs->cancel( $run->id );
		self::assertCount( 1, $log->lines(), 'It ended once.' );
	}

	public function testAnErrorInARunIsThereWithItsClass(): void {
		add_filter(
			'option_sors_settings',
			static function ( $settings ) {
				foreach ( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ) as $frame ) {
					if ( 'part' === $frame['function'] ) {
						throw new \OutOfRangeException( 'Out of it.' );
					}
				}
				return $settings;
			}
		);
		$log = LogBook::open();
		$run = $this->runToEnd( 'catalog' );
		self::assertSame( 'failed', $run->state );
		self::assertStringStartsWith( $run->name() . ': OutOfRangeException: Out of it. in ', $log->lines( 'error' )[0] ?? '' );
		self::assertStringContainsString( 'StepRunner->part()', $log->lines( 'error' )[0] );
	}

	public function testAnItemThatAnotherPluginBreaksIsThereWithItsClass(): void {
		$this->assortment( 12 );
		add_action(
			'woocommerce_new_product',
			static function (): void {
				throw new \RangeException( 'Not this one.' );
			}
		);
		$log = LogBook::open();
		$run = $this->runToEnd( 'catalog' );
		self::assertGreaterThan( 0, $run->failed );
		self::assertCount( $run->failed, $log->about( ': RangeException: Not this one. in ', 'error' ), $log->text() );
		self::assertStringContainsString( 'CatalogItemWriter->write()', $log->lines( 'error' )[0] );
	}

	/** @group real-store */
	public function testAListenerThatBreaksWhileStockIsWrittenIsThereWithItsClass(): void {
		$this->otherStock();
		add_action(
			'woocommerce_product_set_stock',
			static function (): void {
				throw new \RangeException( 'No stock for me.' );
			}
		);
		$log = LogBook::open();
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertNotSame( [], $log->about( ': RangeException: No stock for me. in ', 'error' ), $log->text() );
		self::assertStringContainsString( 'StockAnnouncer::tell()', $log->lines( 'error' )[0] );
	}

	/** @group real-store */
	public function testStockThatCannotBeWrittenInBulkSaysWhy(): void {
		$this->otherStock();
		add_filter(
			'query',
			static function ( string $sql ): string {
				$classes = array_column( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ), 'class' );
				if ( in_array( BulkStockWriter::class, $classes, true ) && 0 !== stripos( ltrim( $sql ), 'SELECT' ) ) {
					throw new \RangeException( 'Not in bulk.' );
				}
				return $sql;
			}
		);
		$log = LogBook::open();
		$run = $this->runWell( 'stock' );
		self::assertNotSame( [], $log->about( $run->name() . ': stock is written item by item: RangeException: Not in bulk. in ', 'error' ), $log->text() );
	}

	/** Products whose stock is managed already, and another one than in SORS: they are written in bulk. */
	private function otherStock(): void {
		self::requireRealStore();
		$this->assortment( 12 );
		$this->runAll( 'catalog', 'stock' );
		foreach ( wc_get_products( [ 'limit' => -1 ] ) as $product ) {
			if ( $product->get_stock_quantity() > 0 ) {
				wc_update_product_stock( $product, 5000 );
			}
		}
	}
}
