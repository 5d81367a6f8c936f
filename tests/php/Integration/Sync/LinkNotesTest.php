<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync;

use SorsApi\Database\Tables;
use SorsApi\Sentence;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;

'cli' === PHP_SAPI || exit;

/** What stands beside a link of the last run that changed something, or found a problem. @group sqlite */
final class LinkNotesTest extends SyncTestCase {

	private const BEFORE = '2020-01-01 00:00:00';

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 1 );
		$this->configure( [ 'fields' => [ 'description' => 'always' ] ] );
		$this->addItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		$this->addItem( 'T2', 'Drugi', [ 'priceWithVat' => 90 ], [ $this->firstUnit => 7 ] );
		$this->runAll( 'catalog', 'stock' );
	}

	public function testOnlyWhatARunChangesIsMarked(): void {
		self::assertGreaterThan( self::BEFORE, self::linkOf( 'T1' )->changedAt );
		self::beforeAll();
		$rows = self::rows();
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( $rows, self::rows(), 'A pass that finds nothing writes nothing.' );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => 'T1', 'unit' => $this->firstUnit, 'onHand' => 3 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertGreaterThan( self::BEFORE, self::linkOf( 'T1' )->changedAt );
		self::assertSame( self::BEFORE, self::linkOf( 'T2' )->changedAt );
		self::beforeAll();
		$this->setItem( 'T2', [ 'description' => 'Novi opis' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( self::BEFORE, self::linkOf( 'T1' )->changedAt );
		self::assertGreaterThan( self::BEFORE, self::linkOf( 'T2' )->changedAt );
	}

	public function testAProblemIsNoChange(): void {
		self::beforeAll();
		$this->addItem( 'T1', 'Dvojnik', [], [ $this->firstUnit => 2 ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [ 'duplicate_code', self::BEFORE ], [ self::linkOf( 'T1' )->problem, self::linkOf( 'T1' )->changedAt ] );
	}

	public function testAConflictIsNotedOnceAndUntilItIsOver(): void {
		$this->bringInItem( 'T1', 'Dvojnik' );
		$link = self::linkOf( 'T1' );
		self::assertSame( [ 'duplicate_code', Link::DUPLICATE ], [ $link->problem, $link->state ] );
		self::assertStringContainsString( 'Dvojnik', $link->problemReason );
		self::assertSame( Sentence::shown( $link->problemReason ), LinkState::reason( $link ) );
		self::beforeAll();
		$rows = self::rows();
		foreach ( [ 'stock', 'catalog', 'stock' ] as $kind ) {
			$this->assertSucceeded( $this->runToEnd( $kind ) );
			self::assertSame( $rows, self::rows(), "The $kind run finds the same again." );
		}
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->bringInItem( 'T1', 'Prvi', [ 'priceWithVat' => 120 ], [ $this->firstUnit => 5 ] );
		self::assertSame( [ '', '' ], [ self::linkOf( 'T1' )->problem, self::linkOf( 'T1' )->problemReason ] );
	}

	public function testAFailureOutranksAConflictAndEndsWithTheRunThatSucceeds(): void {
		$this->bringInItem( 'T2', 'Dvojnik' );
		$this->setItem( 'T1', [ 'description' => 'Novi opis' ] );
		$fail = self::throwing( 'Ne dam.' );
		add_action( 'woocommerce_update_product', $fail );
		$this->runToEnd( 'catalog' );
		remove_action( 'woocommerce_update_product', $fail );
		self::assertSame( [ Link::FAILED, 'duplicate_code' ], [ self::linkOf( 'T1' )->problem, self::linkOf( 'T2' )->problem ] );
		self::assertStringContainsString( 'Ne dam.', self::linkOf( 'T1' )->problemReason );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( Link::FAILED, self::linkOf( 'T1' )->problem, 'A run of stock does not know whether the name can be written.' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( [ '', 'duplicate_code' ], [ self::linkOf( 'T1' )->problem, self::linkOf( 'T2' )->problem ] );
	}

	public function testADiscontinuedItemIsAChange(): void {
		$this->configure( [ 'missingProducts' => 'leave' ] );
		self::beforeAll();
		$this->patchSors( [ [ 'do' => 'removeItem', 'code' => 'T1' ] ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( self::BEFORE, self::linkOf( 'T1' )->changedAt );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( Link::DISCONTINUED, self::linkOf( 'T1' )->state );
		self::assertGreaterThan( self::BEFORE, self::linkOf( 'T1' )->changedAt );
		self::assertSame( self::BEFORE, self::linkOf( 'T2' )->changedAt );
	}

	public function testManyProblemsAreNotedBeforeTheRestOfTheEnd(): void {
		global $wpdb;
		$many    = 1201;
		$ends    = 0;
		$inserts = true;
		$watch   = static function ( string $sql ) use ( $wpdb, $many, &$ends, &$inserts ): string {
			if ( $inserts && 1 === preg_match( '/^UPDATE `?' . Tables::name( Tables::RUNS ) . '`? .*phase\W+finish/s', $sql ) ) {
				$inserts = false;
				$runId   = (int) $wpdb->get_var( 'SELECT MAX(id) FROM ' . Tables::name( Tables::RUNS ) );
				self::addProblems( $runId, $many );
			}
			$ends += (int) ( 0 === strpos( $sql, 'SELECT id FROM ' . Tables::name( Tables::STOCK ) . ' WHERE run_id <>' ) );
			return $sql;
		};
		add_filter( 'query', $watch );
		$run = $this->runToEnd( 'stock' );
		remove_filter( 'query', $watch );
		$this->assertSucceeded( $run );
		self::assertSame( [ false, 1 ], [ $inserts, $ends ], 'What is left of a reading is deleted once.' );
		$noted = ( new Links() )->after( 0, 5000 );
		self::assertCount( $many, array_filter( $noted, static fn( Link $link ): bool => [ 'duplicate_code', 'Dva.' ] === [ $link->problem, $link->problemReason ] ) );
		self::assertSame( [ '', '' ], [ self::linkOf( 'T1' )->problem, self::linkOf( 'T2' )->problem ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [], array_filter( ( new Links() )->after( 0, 5000 ), static fn( Link $link ): bool => 'duplicate_code' === $link->problem ), 'Over with the next run.' );
	}

	/** As a run that has just come to its end would have found them. */
	private static function addProblems( int $runId, int $many ): void {
		$links = [];
		$items = [];
		for ( $i = 1; $i <= $many; $i++ ) {
			$hash    = Links::hash( "MANY-$i" );
			$links[] = "('MANY-$i', '$hash', " . ( 5000000 + $i ) . ')';
			$items[] = "($runId, 'MANY-$i', '$hash', 'skipped', 'duplicate_code', 'Dva.')";
		}
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::LINKS ) . ' (code, code_hash, object_id) VALUES ' . implode( ', ', $links ) );
		self::db()->query( 'INSERT INTO ' . Tables::name( Tables::RUN_ITEMS ) . ' (run_id, code, code_hash, outcome, problem, reason) VALUES ' . implode( ', ', $items ) );
	}

	private static function beforeAll(): void {
		self::db()->query( self::db()->prepare( 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET changed_at = %s', self::BEFORE ) );
	}

	/** @return array<string, array{string|null, string, string}> By code. */
	private static function rows(): array {
		$rows = [];
		foreach ( ( new Links() )->after( 0, 1000 ) as $link ) {
			$rows[ $link->code ] = [ $link->changedAt, $link->problem, $link->problemReason ];
		}
		return $rows;
	}
}
