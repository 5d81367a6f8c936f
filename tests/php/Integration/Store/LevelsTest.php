<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Store;

use SorsApi\Database\Tables;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Which stored stock levels are looked up.
 *
 * @group sqlite
 */
final class LevelsTest extends SyncTestCase {

	/** Quantities are texts, which SQLite compares as texts. */
	public function testOnlyWhatIsAvailableCountsAsInStock(): void {
		$levels = [];
		foreach ( [ 'none' => [ '5', '0' ], 'few' => [ '9', '2.50' ], 'on hand only' => [ '3', null ], 'gone' => [ '0', null ], 'owed' => [ '1', '-2' ], 'unknown' => [ null, null ] ] as $code => [ $onHand, $available ] ) {
			$level            = new Level( (string) $code, 'A', 7 );
			$level->onHand    = $onHand;
			$level->available = $available;
			$levels[]         = $level;
		}
		$none         = new Level( 'none', 'B', 7 );
		$none->onHand = '0';
		( new Levels() )->put( 1, array_merge( $levels, [ $none ] ) );
		self::assertSame( [ 'A' => 2, 'B' => 0 ], ( new Levels() )->inStock() );
	}

	public function testCodesAreToldApartByEachLetterAccentAndBlank(): void {
		$codes = [ 'T-šraf', 'T-sraf', 'T-SRAF', 'T-sraf ', "T-' OR '1'='1" ];
		( new Levels() )->put( 1, array_map( static fn( string $code ): Level => new Level( $code, 'A', 7 ), $codes ) );
		foreach ( $codes as $code ) {
			self::assertSame( [ $code ], array_keys( ( new Levels() )->byCodes( [ $code ] ) ) );
		}
	}

	public function testReadingOneUnitLooksUpThatUnitOnlyHoweverManyThereAre(): void {
		$this->assortment( 30 );
		$this->configure( [ 'businessUnitIds' => array_values( $this->units ) ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$asked = preg_grep( '/^SELECT \* FROM ' . Tables::name( Tables::STOCK ) . ' WHERE code_hash.*business_unit_id IN/s', self::queries( fn() => $this->runAll( 'stock' ) ) );
		self::assertGreaterThan( 1, count( $this->units ) );
		self::assertCount( count( $this->units ), $asked );
		foreach ( $asked as $query ) {
			self::assertCount( 1, array_unique( array_column( self::db()->get_results( $query, ARRAY_A ), 'business_unit_id' ) ) );
		}
	}
}
