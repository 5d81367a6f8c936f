<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Engine;

use SorsApi\Store\Group;
use SorsApi\Sync\Engine\Run;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** A run broke off in the middle, another one did its work since, and then somebody resumes the old one. */
final class ResumedLateTest extends SyncTestCase {

	/** On the first page of every list. */
	private const FIRST = '000101';

	protected const ASSORTMENT = 250;

	public function testTheStockOfUnitsThatTheOtherRunHasReadIsNotMissed(): void {
		foreach ( array_slice( array_keys( $this->units ), 0, 2 ) as $unit ) {
			$this->patchSors( [ [ 'do' => 'setStock', 'code' => self::FIRST, 'unit' => (string) $unit, 'onHand' => 6, 'reserved' => 0 ] ] );
		}
		$this->createProduct( self::FIRST, '10', 1 );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertEquals( 12, $this->productOf( self::FIRST )->get_stock_quantity() );

		$old = $this->breakOff( 'stock', 'listInventory' );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		$this->runs->resume( $old->id );
		$this->assertSucceeded( $this->drive( $old->id ) );
		self::assertEquals( 12, $this->productOf( self::FIRST )->get_stock_quantity() );
	}

	public function testWhatTheOtherRunHasSeenDoesNotLookDiscontinued(): void {
		$old = $this->breakOff( 'catalog', 'listProducts' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->runs->resume( $old->id );
		$run = $this->driveWell( $old->id );
		self::assertSame( [ 0, 0 ], [ $run->created, $run->updated ] );
	}

	/** What a reading saw of the groups before it began again would look like a server that shows one page for ever. */
	public function testGroupsThatTheRunItselfHasSeenBeforeAreReadToTheEndAgain(): void {
		$changes = [];
		for ( $i = 0; $i < 850; $i++ ) {
			array_push( $changes, [ 'do' => 'addItem', 'item' => [ 'code' => "K$i", 'name' => "Roba $i", 'group' => "Grupa $i" ] ], [ 'do' => 'removeItem', 'code' => "K$i" ] );
		}
		$this->patchSors( $changes );
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => 'listProductGroups', 'from' => 4, 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 401 ] ] ] ] );
		$old = $this->runToEnd( 'catalog', 'preview' );
		self::assertSame( [ 'failed', 3 ], [ $old->state, $old->cursor->pages ], $old->message );
		// With other settings everything is read again.
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->runs->resume( $old->id );
		$run = $this->drive( $old->id );
		self::assertSame( [ 'awaiting_approval', 2 ], [ $run->state, $run->cursor->reading ], $run->message );
		$groups = Group::seen( self::DATABASE, $run->id );
		self::assertContains( 'Grupa 849', array_map( static fn( Group $group ): string => $group->name, $groups ) );
		self::assertGreaterThanOrEqual( 850, count( $groups ) );
	}

	private function breakOff( string $kind, string $operation ): Run {
		$this->sors->post( 'faults', [ 'rules' => [ [ 'operation' => $operation, 'from' => 2, 'times' => 1, 'action' => [ 'kind' => 'status', 'status' => 401 ] ] ] ] );
		$run = $this->runToEnd( $kind );
		self::assertSame( 'failed', $run->state );
		self::assertGreaterThan( 0, $run->cursor->seen );
		return $run;
	}
}
