<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Fifteen linked products of one unit: enough for the safety limit. */
abstract class HeldTestCase extends SyncTestCase {

	protected const ITEMS = 15;

	protected string $unit = '';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->unit = (string) array_key_first( $this->units );
		$this->configure( [ 'businessUnitIds' => [ $this->units[ $this->unit ] ] ] );
		$items = [];
		for ( $number = 1; $number <= self::ITEMS; $number++ ) {
			$items[] = [
				'do'    => 'addItem',
				'item'  => [ 'code' => self::code( $number ), 'name' => "Roba $number", 'priceWithVat' => 100 ],
				'stock' => [ $this->unit => 5 ],
			];
			$this->createProduct( self::code( $number ), '100', 5 );
		}
		$this->patchSors( $items );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	protected static function code( int $number ): string {
		return sprintf( 'H-%02d', $number );
	}

	protected function setPrices( int $from, int $to, int $price ): void {
		$changes = [];
		for ( $number = $from; $number <= $to; $number++ ) {
			$changes[] = [ 'do' => 'setPrice', 'code' => self::code( $number ), 'unit' => $this->unit, 'priceWithVat' => $price ];
		}
		$this->patchSors( $changes );
	}

	protected function setStock( int $from, int $to, int $stock ): void {
		$changes = [];
		for ( $number = $from; $number <= $to; $number++ ) {
			$changes[] = [ 'do' => 'setStock', 'code' => self::code( $number ), 'unit' => $this->unit, 'onHand' => $stock ];
		}
		$this->patchSors( $changes );
	}

	protected function stockOf( int $number ): int {
		return (int) $this->productOf( self::code( $number ) )->get_stock_quantity();
	}

	protected function priceOf( int $number ): string {
		return $this->productOf( self::code( $number ) )->get_regular_price();
	}

	protected function passesOf( int $number ): int {
		return ( new Links() )->byCodes( [ self::code( $number ) ] )[ self::code( $number ) ]->missingPasses;
	}

	/** What was read so far is older than what a reading of changes asks for. */
	protected function age( Run $run, int $seconds = 16 * MINUTE_IN_SECONDS ): void {
		self::db()->update( self::db()->prefix . 'sors_runs', [ 'updated_at' => gmdate( 'Y-m-d H:i:s', time() - $seconds ) ], [ 'id' => $run->id ] );
	}
}
