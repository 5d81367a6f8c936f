<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Catalog;

use SorsApi\Sentence;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** Bar codes that a product cannot be given are shown until a person corrects them, and cost a run next to nothing. */
final class BarCodesTest extends SyncTestCase {

	private const VALID   = '4006381333931';
	private const INVALID = '4006381333930';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
	}

	public function testABarCodeOfAnotherProductIsShownAfterEveryRunUntilItIsCorrected(): void {
		$this->addItem( 'PRVI', 'Prvi', [ 'gtin' => self::VALID ] );
		$this->addItem( 'DRUGI', 'Isti bar-kod', [ 'gtin' => self::VALID ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ 'DRUGI gtin_taken partly' ], $this->conflicts() );
		foreach ( [ 'second', 'third' ] as $time ) {
			$run = $this->runWell( 'catalog' );
			self::assertSame( [ 'DRUGI gtin_taken partly' ], $this->conflicts(), "after the $time run" );
			self::assertSame( [ 0, 2, 0 ], [ $run->updated, $run->unchanged, $run->skipped ] );
		}
		$this->setItem( 'DRUGI', [ 'gtin' => '4006381333948' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], $this->conflicts() );
		self::assertSame( '4006381333948', $this->productOf( 'DRUGI' )->get_global_unique_id() );
	}

	public function testABarCodeThatBecomesInvalidIsShownThoughNothingElseChanged(): void {
		$this->bringInItem( 'PRVI', 'Prvi', [ 'gtin' => self::VALID ] );
		self::assertSame( [], $this->conflicts() );
		$this->setItem( 'PRVI', [ 'gtin' => self::INVALID ] );
		foreach ( [ 'first', 'second' ] as $time ) {
			$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
			self::assertSame( [ 'PRVI gtin_invalid partly' ], $this->conflicts(), "after the $time run" );
		}
		self::assertSame( self::VALID, $this->productOf( 'PRVI' )->get_global_unique_id(), 'the right one stays' );
		$this->setItem( 'PRVI', [ 'name' => 'Novo ime', 'gtin' => self::VALID ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [], $this->conflicts() );
	}

	public function testWhatAnItemIsStaysKnownWhileItsBarCodeIsFaulty(): void {
		$this->bringInItem( 'ROBA', 'Roba', [ 'gtin' => self::INVALID, 'unit' => 'kom' ] );
		$this->setItem( 'ROBA', [ 'unit' => 'kg' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$link = ( new \SorsApi\Store\Links() )->byCodes( [ 'ROBA' ] )['ROBA'];
		self::assertSame( [ 'kg', 'goods', 'active' ], [ $link->unit, $link->itemType, $link->state ] );
		self::assertSame( [ 'ROBA gtin_invalid partly' ], $this->conflicts() );
	}

	public function testInHouseBarCodesLeaveNothingOut(): void {
		for ( $i = 0; $i < 12; $i++ ) {
			$this->addItem( 'K' . $i, 'Kućni bar-kod ' . $i, [ 'gtin' => '200' . $i ] );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$run = $this->runWell( 'catalog' );
		self::assertSame( [ 12, 12, 0 ], [ $run->total, $run->unchanged, $run->skipped ] );
		self::assertStringNotContainsString( 'left out', Sentence::shown( $run->message ) );
		$item = $this->itemOf( $run, 'K3' );
		self::assertSame( [ 'unchanged', 'none' ], [ $item['outcome'], $item['action'] ] );
		self::assertStringContainsString( '2003', (string) $item['reason'] );
	}

	/** A reading that is begun again forgets the remarks of the one before. */
	public function testARemarkThatNoLongerHoldsIsGoneAfterReadingAgain(): void {
		$this->bringInItem( 'PRVI', 'Prvi', [ 'gtin' => self::INVALID ] );
		$this->addItem( 'DRUGI', 'Drugi' );
		$run = $this->runToEnd( 'catalog', 'preview' );
		self::assertSame( [ 'DRUGI', 'PRVI' ], self::codes( $this->itemsOf( $run ) ) );
		$this->setItem( 'PRVI', [ 'gtin' => '' ] );
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$run = $this->runs->approve( $run->id );
		$run = $this->driveWell( $run->id );
		self::assertSame( [ 'DRUGI' ], self::codes( $this->itemsOf( $run ) ) );
		self::assertSame( [ 1, 1, 0 ], [ $run->created, $run->unchanged, $run->skipped ] );
	}

	private static function codes( array $items ): array {
		$codes = array_map( 'strval', array_column( $items, 'code' ) );
		sort( $codes );
		return $codes;
	}

	public function testOneOrManyAPageOfFaultyOnesCostsOneQueryMore(): void {
		for ( $i = 0; $i < 40; $i++ ) {
			$this->addItem( 'A' . $i, 'Artikal ' . $i );
		}
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$none = $this->queriesOfARun();
		for ( $i = 0; $i < 40; $i++ ) {
			$this->setItem( 'A' . $i, [ 'gtin' => self::INVALID ] );
		}
		self::assertLessThanOrEqual( $none + 1, $this->queriesOfARun() );
		self::assertCount( 40, $this->conflicts() );
	}

	private function queriesOfARun(): int {
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$before = self::db()->num_queries;
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		return self::db()->num_queries - $before;
	}

	private function conflicts(): array {
		return array_map(
			static fn( array $item ): string => $item['itemCode'] . ' ' . $item['code'] . ' ' . $item['outcome'],
			$this->restOk( 'GET', 'conflicts', [ 'source' => 'catalog', 'per_page' => '100' ] )['items']
		);
	}
}
