<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Sentence;
use SorsApi\Sync\Stock\StockPasses;

'cli' === PHP_SAPI || exit;

/** Single values of SORS that nobody can read: they are that item's matter, and nobody else's. */
final class UnreadableRecordsTest extends SyncTestCase {

	private string $first = '';

	private string $second = '';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'newProductStatus' => 'publish', 'safetyLimitPercent' => 100, 'fields' => [ 'name' => 'always' ] ] );
		[ $this->first, $this->second ] = array_map( 'strval', array_keys( $this->units ) );
		foreach ( [ 'T1', 'T2', 'T3' ] as $code ) {
			$this->addItem( $code, "Artikal $code", [ 'priceWithVat' => 120 ], [ $this->first => 5, $this->second => 7 ] );
		}
		$this->runAll( 'catalog', 'stock' );
	}

	public function testAnItemThatCannotBeReadIsLeftOutByNameAndIsNotMissing(): void {
		$this->setItem( 'T2', [ 'name' => 'Novi naziv' ] );
		$this->setItem( 'T3', [ 'name' => 'Novi naziv' ] );
		$this->garble( 'T1', [ 'vatRate' => '20%', 'modifiedAt' => '0000-00-00' ] );
		// Of a product that the shop has, this is not needed.
		$this->garble( 'T3', [ 'priceWithVat' => 'na upit', 'description' => [ 'sr' => 'x' ], 'modifiedAt' => '0000-00-00' ] );
		for ( $pass = 1; $pass <= 3; $pass++ ) {
			$run = $this->runWell( 'catalog' );
			$item = $this->itemOf( $run, 'T1' );
			self::assertSame( [ 'skipped', 'Artikal T1', $this->productOf( 'T1' )->get_id() ], [ $item['outcome'], $item['name'], $item['productId'] ] );
			self::assertStringContainsString( 'vatRate: "20%" is not a number', $item['reason'] );
			self::assertSame( $run->total, $run->created + $run->updated + $run->unchanged + $run->skipped );
		}
		self::assertSame( [ 'Novi naziv', 'Novi naziv' ], [ $this->productOf( 'T2' )->get_name(), $this->productOf( 'T3' )->get_name() ] );
		self::assertSame( [ 0, '20', 'unreadable' ], [ self::linkOf( 'T1' )->missingPasses, self::linkOf( 'T1' )->vatRate, self::linkOf( 'T1' )->problem ] );
		self::assertEquals( [ 12, 'T1' ], [ $this->productOf( 'T1' )->get_stock_quantity(), array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'itemCode', 'code' )['unreadable'] ] );
		$this->garble( 'T1', [] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( '', self::linkOf( 'T1' )->problem );
	}

	public function testAnItemIsKnownByItsIdWhereItsCodeCannotBeRead(): void {
		$this->garble( 'T1', [ 'code' => [ 'T1' ] ] );
		$this->garble( 'T2', [ 'code' => null ] );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T3' ] ] );
		$this->addItem( 'T4', 'Nije u prodavnici' );
		$this->garble( 'T4', [ 'code' => '' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 0, 0, 1 ], [ self::linkOf( 'T1' )->missingPasses, self::linkOf( 'T2' )->missingPasses, self::linkOf( 'T3' )->missingPasses ], 'An id of no link hides nobody.' );
	}

	public function testWhileARecordMayBeAnyItemNoneIsMissing(): void {
		$this->garble( 'T1', [ 'code' => [ 'T1' ], 'id' => [] ] );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T3' ] ] );
		for ( $pass = 1; $pass <= 3; $pass++ ) {
			$run = $this->runWell( 'catalog' );
		}
		self::assertSame( [ 0, 0, 12 ], [ self::linkOf( 'T1' )->missingPasses, self::linkOf( 'T3' )->missingPasses, (int) $this->productOf( 'T3' )->get_stock_quantity() ] );
		self::assertSame( [ 'skipped', 'skipped' ], [ $this->itemOf( $run, 'T1' )['outcome'], $this->itemOf( $run, 'T3' )['outcome'] ] );
		$this->garble( 'T1', [] );
		$this->runAll( 'catalog', 'catalog' );
		self::assertEquals( [ 12, 0 ], [ $this->productOf( 'T1' )->get_stock_quantity(), $this->productOf( 'T3' )->get_stock_quantity() ] );
	}

	public function testSoManyBadOnesStopTheRun(): void {
		$this->assortment( 1 );
		for ( $number = 1; $number <= 30; $number++ ) {
			$this->addItem( "N-$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $this->first => 5 ] );
		}
		foreach ( [ 'catalog' => 'garbleItem', 'stock' => 'garbleStock' ] as $kind => $do ) {
			$set = 'catalog' === $kind ? [ 'vatRate' => '20%' ] : [ 'onHand' => 'abc' ];
			for ( $number = 1; $number <= 20; $number++ ) {
				$this->patchSors( [ [ 'do' => $do, 'code' => "N-$number", 'set' => 20 === $number ? (object) [] : $set ] ] );
			}
			self::assertNotSame( 'failed', $this->runToEnd( $kind )->state, '19 are fewer than 20.' );
			$this->patchSors( [ [ 'do' => $do, 'code' => 'N-20', 'set' => $set ] ] );
			$run = $this->runToEnd( $kind );
			self::assertSame( 'failed', $run->state );
			self::assertStringContainsString( '20 of the', Sentence::shown( $run->message ) );
			self::assertStringContainsString( 'catalog' === $kind ? 'vatRate: "20%" is not a number' : 'onHand: "abc" is not a number', Sentence::shown( $run->message ) );
		}
	}

	public function testALevelThatCannotBeReadKeepsItsFigureAndItsMoment(): void {
		$full = StockPasses::all()['full'];
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->second, 'onHand' => 2 ], [ 'do' => 'setStock', 'code' => 'T2', 'unit' => $this->second, 'onHand' => 3 ] ] );
		$this->garbleStock( 'T1', $this->first, [ 'onHand' => 'abc' ] );
		$moments = $this->moments( 'T1' );
		$run     = $this->runWell( 'stock' );
		self::assertEquals( [ 7, 8, 12 ], $this->stock( 'T1', 'T2', 'T3' ), 'The other unit of T1 is as SORS says.' );
		self::assertStringContainsString( 'onHand: "abc" is not a number', $this->itemOf( $run, 'T1' )['reason'] );
		self::assertSame( $moments[ $this->units[ $this->first ] ], $this->moments( 'T1' )[ $this->units[ $this->first ] ] );
		self::assertGreaterThan( $moments[ $this->units[ $this->second ] ], $this->moments( 'T1' )[ $this->units[ $this->second ] ] );
		self::assertGreaterThan( $full, StockPasses::all()['full'] );
		self::assertSame( 'unreadable', self::linkOf( 'T1' )->problem );
		// Nothing but a complete reading takes it off, and none of them sees it as gone.
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ 7, 8, 12 ], $this->stock( 'T1', 'T2', 'T3' ) );
		$this->garbleStock( 'T1', $this->first, [] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '', self::linkOf( 'T1' )->problem );
	}

	public function testWhatWasNeverReadIsNotZero(): void {
		$this->addItem( 'T4', 'Nov', [ 'priceWithVat' => 120 ], [ $this->first => 4, $this->second => 0 ] );
		$this->createProduct( 'T4', '120', 9 );
		$this->garbleStock( 'T4', $this->first, [ 'onHand' => 'abc' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$run = $this->runWell( 'stock' );
		self::assertEquals( [ 9 ], $this->stock( 'T4' ) );
		self::assertSame( 'skipped', $this->itemOf( $run, 'T4' )['outcome'] );
		self::assertSame( $run->total, $run->created + $run->updated + $run->unchanged + $run->skipped );
	}

	public function testWhileALevelMayBeOfAnyItemNoneGoesToZero(): void {
		$this->patchSors( [ [ 'do' => 'removeStock', 'code' => 'T3' ], [ 'do' => 'removeStock', 'code' => 'T2', 'unit' => $this->first ], [ 'do' => 'setStock', 'code' => 'T2', 'unit' => $this->second, 'onHand' => 6 ] ] );
		$this->garbleStock( 'T1', $this->first, [ 'productCode' => [], 'productId' => [] ] );
		$full = StockPasses::all()['full'];
		$told = StockPasses::all()['told'];
		$this->runWell( 'stock' );
		self::assertEquals( [ 12, 11, 12 ], $this->stock( 'T1', 'T2', 'T3' ) );
		self::assertGreaterThan( $full, StockPasses::all()['full'], 'Everything was read.' );
		self::assertSame( $told, StockPasses::all()['told'] );
		self::assertContains( 'unreadable', array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ) );
		$this->readLongAfterChanges();
		$full = StockPasses::all()['full'];
		$this->assertSucceeded( $this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id ) );
		self::assertSame( $full, StockPasses::all()['full'], 'This reading was of changes.' );
		self::assertEquals( [ 12, 11, 12 ], $this->stock( 'T1', 'T2', 'T3' ), 'What was not shown is still known.' );
		$this->garbleStock( 'T1', $this->first, [] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ 12, 6, 0 ], $this->stock( 'T1', 'T2', 'T3' ) );
		self::assertGreaterThan( $told, StockPasses::all()['told'] );
	}

	public function testARecordOfAnItemThatTheShopDoesNotHaveHidesNobody(): void {
		$this->addItem( 'T4', 'Nije u prodavnici', [], [ $this->first => 4 ] );
		$this->garbleStock( 'T4', $this->first, [ 'onHand' => 'abc', 'productCode' => [] ] );
		$this->patchSors( [ [ 'do' => 'removeStock', 'code' => 'T3' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( [ 12, 0 ], $this->stock( 'T1', 'T3' ) );
	}

	/**
	 * @testWith ["abc"]
	 *           [null]
	 */
	public function testWhatWaitsGoesOnWaiting( ?string $onHand ): void {
		$this->configure( [ 'safetyLimitPercent' => 1 ] );
		$codes = array_map( static fn( int $number ): string => "T$number", range( 1, 10 ) );
		foreach ( array_slice( $codes, 3 ) as $code ) {
			$this->addItem( $code, "Artikal $code", [ 'priceWithVat' => 120 ], [ $this->first => 12 ] );
			$this->createProduct( $code, '120', 12 );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->patchSors( array_map( static fn( string $code ): array => [ 'do' => 'removeStock', 'code' => $code ], $codes ) );
		$this->addItem( 'OTHER', 'Drugi', [], [ $this->first => 1, $this->second => 1 ] );
		$this->runWell( 'stock' );
		self::assertCount( 10, $this->waiting( 'stock' ) );
		$this->garbleStock( 'OTHER', $this->first, null === $onHand ? [ 'productCode' => [], 'productId' => [] ] : [ 'onHand' => $onHand ] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->first, 'onHand' => 9 ] ] );
		$this->garbleStock( 'T1', $this->first, null === $onHand ? [] : [ 'onHand' => $onHand ] );
		$run = $this->runToEnd( 'stock' );
		// Without a doubt about the others only T1 cannot be compared, and T2 is gone as before.
		$this->assertSucceeded( $run );
		self::assertEqualsCanonicalizing( array_slice( $codes, null === $onHand ? 1 : 0 ), array_keys( $this->waiting( 'stock' ) ) );
		self::assertEquals( [ null === $onHand ? 9 : 12, 12, 12 ], $this->stock( 'T1', 'T2', 'T3' ) );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertEquals( null === $onHand ? [ 9, 12, 12 ] : [ 12, 0, 0 ], $this->stock( 'T1', 'T2', 'T3' ), 'It is read again, and what cannot be told is not written.' );
	}

	private function garble( string $code, array $set ): void {
		$this->patchSors( [ [ 'do' => 'garbleItem', 'code' => $code, 'set' => (object) $set ] ] );
	}

	private function garbleStock( string $code, string $unit, array $set ): void {
		$this->patchSors( [ [ 'do' => 'garbleStock', 'code' => $code, 'unit' => $unit, 'set' => (object) $set ] ] );
	}

	private function stock( string ...$codes ): array {
		return array_map( fn( string $code ) => $this->productOf( $code )->get_stock_quantity(), $codes );
	}

	/** @return array<string, int> By unit. */
	private function moments( string $code ): array {
		$moments = [];
		foreach ( \SorsApi\Store\Levels::byCodes( [ $code ] )[ $code ] as $level ) {
			$moments[ $level->unitId ] = $level->readAt;
		}
		return $moments;
	}
}
