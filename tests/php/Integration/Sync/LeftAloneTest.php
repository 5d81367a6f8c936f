<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Store\Link;
use SorsApi\Store\LinkState;
use SorsApi\Store\PendingChanges;

'cli' === PHP_SAPI || exit;

/** A product that the owner left alone: it stays linked, and no run changes anything of it. */
final class LeftAloneTest extends SyncTestCase {

	private const KINDS = [ 'catalog', 'stock', 'images' ];

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->configure(
			[
				'businessUnitIds'  => [ $this->units[ $this->firstUnit ] ],
				'newProductStatus' => 'publish',
				'fields'           => [ 'name' => 'always', 'images' => 'always' ],
			]
		);
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		$this->runAll( ...self::KINDS );
	}

	public function testNoRunChangesItAndTheLinkSaysWhy(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->change( 'T1' );
		$this->change( 'T2' );
		foreach ( self::KINDS as $kind ) {
			$run = $this->runWell( $kind );
			$item = $this->itemOf( $run, 'T1' );
			// Runs of stock and pictures are many, and would each leave a row of it.
			self::assertSame( [ 'catalog' === $kind ? 'skipped' : null, 1 ], [ $item['outcome'] ?? null, $run->skipped ], $kind );
			self::assertSame( $run->total, $run->processed, $kind );
		}
		self::assertSame( [ 'Prvi', '100', 5, '' ], $this->shown( 'T1' ) );
		self::assertSame( [ 'Novo', '150', 9, 'slika' ], $this->shown( 'T2' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'], 'Nobody has to correct it.' );
		$item = $this->restOk( 'GET', 'products/' . $this->productOf( 'T1' )->get_id() )['items'][0];
		self::assertSame( [ LinkState::LEFT_ALONE, null ], [ $item['state'], $item['stock'] ] );
		self::assertStringContainsString( 'left this product alone', $item['reason'] );
		self::assertSame( [], $item['remarks'], 'It is said once.' );
	}

	/** What was planned, or waits for a decision, before is not written after. */
	public function testChosenBeforeItIsAppliedItStays(): void {
		$this->change( 'T1' );
		foreach ( self::KINDS as $kind ) {
			$runs[ $kind ] = $this->runToEnd( $kind, 'preview' );
			self::assertSame( 'planned', $this->itemOf( $runs[ $kind ], 'T1' )['outcome'] ?? '', $kind );
		}
		$this->choose( 'T1', 'leave-alone' );
		foreach ( $runs as $kind => $run ) {
			$run = $this->approvedRun( $run );
			$this->assertSucceeded( $run );
			self::assertSame( 'skipped', $this->itemOf( $run, 'T1' )['outcome'] ?? '', $kind );
		}
		self::assertSame( [ 'Prvi', '100', 5, '' ], $this->shown( 'T1' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'] );
	}

	public function testSyncNowSaysThatItIsLeftAlone(): void {
		$this->choose( 'T1', 'leave-alone' );
		$refused = $this->restAsAdmin( 'POST', 'products/' . $this->productOf( 'T1' )->get_id() . '/sync' );
		self::assertSame( [ 409, 'sors_left_alone' ], [ $refused->get_status(), $refused->get_data()['code'] ] );
		self::assertStringContainsString( 'Bring in again', $refused->get_data()['message'] );
	}

	public function testItIsNeverDiscontinued(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		foreach ( [ 1, 2, 3 ] as $pass ) {
			$run = $this->runWell( 'catalog' );
			self::assertSame( [ 'skipped', 0 ], [ $this->itemOf( $run, 'T1' )['outcome'] ?? '', $run->cursor->missing ], "pass $pass" );
		}
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ Link::ACTIVE, 0, 5 ], [ self::linkOf( 'T1' )->state, self::linkOf( 'T1' )->missingPasses, $this->shown( 'T1' )[2] ] );
	}

	/** Documents need the item's number of the year, its unit and its VAT rate. */
	public function testWhatOrdersNeedOfItIsStillRead(): void {
		$this->choose( 'T1', 'leave-alone' );
		$id = self::linkOf( 'T1' )->sorsId;
		self::db()->update( Tables::name( Tables::LINKS ), [ 'database_name' => 'Lanjska', 'sors_id' => 'staro', 'unit' => 'kg' ], [ 'code' => 'T1' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$link = self::linkOf( 'T1' );
		self::assertSame( [ self::DATABASE, $id, Link::BY_PRODUCT ], [ $link->database, $link->sorsId, $link->leftAlone ] );
		self::assertNotSame( 'kg', $link->unit );
	}

	public function testAnEarlierProblemIsOver(): void {
		$this->addItem( 'T1', 'Dvojnik', [], [ $this->firstUnit => 2 ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( LinkState::CONFLICT, LinkState::of( self::linkOf( 'T1' ) ) );
		$this->choose( 'T1', 'leave-alone' );
		self::assertSame( LinkState::LEFT_ALONE, LinkState::of( self::linkOf( 'T1' ) ) );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '', self::linkOf( 'T1' )->problem );
	}

	/** Of 15 products 10 would change: more than 66 %, not more than 67. */
	public function testItIsNeitherCountedNorAPartOfTheWhole(): void {
		for ( $number = 3; $number <= 15; $number++ ) {
			$this->addItem( "T$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		}
		$this->runAll( 'catalog', 'stock' );
		for ( $number = 1; $number <= 10; $number++ ) {
			$this->setPrice( "T$number", 150 );
		}
		$this->configure( [ 'safetyLimitPercent' => 66 ] );
		self::assertStringContainsString( '10 of 15 products', Sentence::shown( $this->runToEnd( 'stock', 'preview' )->message ), 'Without the choice it is over the limit.' );
		$this->choose( 'T1', 'leave-alone' );
		$run = $this->runWell( 'stock' );
		self::assertSame( [ 9, '100', '150' ], [ $run->updated, $this->shown( 'T1' )[1], $this->shown( 'T2' )[1] ], 'One less would change.' );
		for ( $number = 2; $number <= 11; $number++ ) {
			$this->setPrice( "T$number", 200 );
		}
		$this->configure( [ 'safetyLimitPercent' => 67 ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertStringContainsString( '10 of 14 products', $this->question( 'stock' ) );
	}

	public function testWhatWaitedForADecisionDoesNotWaitOn(): void {
		$this->configure( [ 'safetyLimitPercent' => 1 ] );
		for ( $number = 3; $number <= 12; $number++ ) {
			$this->addItem( "T$number", "Roba $number", [ 'priceWithVat' => 100 ], [ $this->firstUnit => 5 ] );
		}
		$this->runAll( 'catalog', 'stock' );
		for ( $number = 1; $number <= 12; $number++ ) {
			$this->setPrice( "T$number", 150 );
		}
		self::assertSame( 12, $this->runToEnd( 'stock' )->toArray()['waiting'] );
		$this->choose( 'T1', 'leave-alone' );
		$run = $this->runToEnd( 'stock' );
		self::assertSame( [ 11, 1, null ], [ $run->toArray()['waiting'], $run->skipped, $this->itemOf( $run, 'T1' ) ] );
	}

	public function testBroughtInAgainWhatWouldChangeIsShownFirst(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->change( 'T1' );
		$this->change( 'T2' );
		$this->choose( 'T1', 'bring-in' );
		foreach ( self::KINDS as $kind ) {
			self::assertSame( [], $this->waiting( $kind ), 'Nothing was found yet.' );
			foreach ( [ 'first', 'again' ] as $time ) {
				$run = $this->runWell( $kind );
				self::assertSame( 1, $run->toArray()['waiting'], "$kind $time" );
				self::assertSame( '1 product that you had left alone would change. Check it, then approve or discard.', $this->question( $kind ) );
				self::assertNotSame( '[]', $this->waiting( $kind )['T1']->changes );
			}
			$before = $this->shown( 'T1' );
			$this->decide( 'discard', $kind );
			self::assertSame( 1, $this->runToEnd( $kind )->toArray()['waiting'], "$kind: it still differs" );
			self::assertSame( $before, $this->shown( 'T1' ) );
			$this->assertSucceeded( $this->decide( 'approve', $kind ) );
		}
		self::assertSame( [ 'Novo', '150', 9, 'slika' ], $this->shown( 'T1' ) );
		self::assertSame( $this->shown( 'T2' ), $this->shown( 'T1' ) );
		self::assertSame( [], PendingChanges::kinds( 'T1' ) );
		$this->setPrice( 'T1', 170 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '170', $this->shown( 'T1' )[1], 'From then on it follows as ever.' );
	}

	/** These passed it over while it was left alone. */
	public function testBroughtInWhileRunsWaitItIsShownByTheNext(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->change( 'T1' );
		$this->change( 'T2' );
		foreach ( self::KINDS as $kind ) {
			$runs[ $kind ] = $this->runToEnd( $kind, 'preview' );
		}
		$this->choose( 'T1', 'bring-in' );
		foreach ( $runs as $run ) {
			$this->assertSucceeded( $this->approvedRun( $run ) );
		}
		self::assertEqualsCanonicalizing( self::KINDS, PendingChanges::kinds( 'T1' ) );
		foreach ( self::KINDS as $kind ) {
			self::assertSame( 1, $this->runToEnd( $kind )->toArray()['waiting'], $kind );
		}
		self::assertSame( [ 'Prvi', '100', 5, '' ], $this->shown( 'T1' ) );
	}

	public function testBroughtInAgainUnchangedItSimplyFollows(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->choose( 'T1', 'bring-in' );
		$this->runAll( ...self::KINDS );
		self::assertSame( [ '', [], LinkState::LINKED ], [ self::linkOf( 'T1' )->leftAlone, PendingChanges::kinds( 'T1' ), LinkState::of( self::linkOf( 'T1' ) ) ] );
		$this->setPrice( 'T1', 170 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( '170', $this->shown( 'T1' )[1] );
	}

	/** "Sync stock and price now" shows what waits, too. */
	public function testBroughtInAgainItsOwnRunWaitsAsWell(): void {
		$this->choose( 'T1', 'leave-alone' );
		$this->setPrice( 'T1', 150 );
		$this->choose( 'T1', 'bring-in' );
		$run = $this->driveWell( (int) $this->choose( 'T1', 'sync' )['id'] );
		self::assertSame( [ 1, '100' ], [ $run->toArray()['waiting'], $this->shown( 'T1' )[1] ] );
		$this->assertSucceeded( $this->decide( 'approve', 'stock' ) );
		self::assertSame( '150', $this->shown( 'T1' )[1] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
	}

	private function change( string $code ): void {
		$this->setItem( $code, [ 'name' => 'Novo' ] );
		$this->setPrice( $code, 150 );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => $code, 'unit' => $this->firstUnit, 'onHand' => 9 ] ] );
		$this->setItem( $code, [ 'images' => [ [ 'id' => "$code-1" ] ] ] );
	}

	private function setPrice( string $code, int $price ): void {
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => $code, 'unit' => $this->firstUnit, 'priceWithVat' => $price ] ] );
	}

	private function choose( string $code, string $choice ): array {
		return $this->restOk( 'POST', 'products/' . $this->productOf( $code )->get_id() . "/$choice" );
	}

	/** @return array{string, string, int, string} Name, price, stock, and whether it has a picture. */
	private function shown( string $code ): array {
		$product = $this->productOf( $code );
		return [ $product->get_name(), (string) $product->get_regular_price(), (int) $product->get_stock_quantity(), '' === (string) $product->get_image_id() ? '' : 'slika' ];
	}
}
