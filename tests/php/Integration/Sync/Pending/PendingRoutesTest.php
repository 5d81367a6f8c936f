<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Pending;

use SorsApi\Tests\Integration\Sync\Engine\HeldTestCase;

'cli' === PHP_SAPI || exit;

/** What waits, as the screen reads it and decides. */
final class PendingRoutesTest extends HeldTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->setPrices( 1, 12, 150 );
		$this->runToEnd( 'stock' );
		$this->loginAsAdmin();
	}

	public function testEachChangeIsNamedWithItsProductAndWhyItWaits(): void {
		$shown = $this->restOk( 'GET', 'pending', [ 'per_page' => 5, 'page' => 3 ] );
		self::assertSame( [ 12, [ self::code( 11 ), self::code( 12 ) ] ], [ $shown['total'], array_column( $shown['items'], 'code' ) ] );
		$product = $this->productOf( self::code( 11 ) );
		$item    = $shown['items'][0];
		self::assertSame( [ $product->get_name(), $product->get_id(), [ 'price' ], [ [ 'field' => 'price', 'from' => '100', 'to' => '150' ] ] ], [ $item['name'], $item['productId'], $item['classes'], $item['changes'] ] );
		self::assertStringContainsString( 'post=' . $product->get_id(), $item['productUrl'] );
		self::assertSame( [ [ 'stock', 12 ] ], array_map( static fn( array $kind ): array => [ $kind['kind'], $kind['waiting'] ], $shown['kinds'] ) );
		self::assertStringStartsWith( 'Stopped to be safe: 12 of 15 products on sale (80 %) would change their price.', $shown['kinds'][0]['message'] );
	}

	public function testItIsFoundByKindClassAndWords(): void {
		$count = fn( array $query ): int => $this->restOk( 'GET', 'pending', $query )['total'];
		self::assertSame( [ 12, 0, 12, 0, 1, 0 ], [ $count( [ 'kind' => 'stock' ] ), $count( [ 'kind' => 'catalog' ] ), $count( [ 'class' => 'price' ] ), $count( [ 'class' => 'zero' ] ), $count( [ 'search' => self::code( 7 ) ] ), $count( [ 'search' => '%' ] ) ] );
	}

	public function testSomeAreApprovedAndWrittenByARunOfTheseAlone(): void {
		$ids  = array_column( $this->restOk( 'GET', 'pending' )['items'], 'id', 'code' );
		$done = $this->restOk( 'POST', 'pending/decide', [ 'as' => 'approve', 'ids' => [ $ids[ self::code( 3 ) ], $ids[ self::code( 4 ) ], 999999 ] ] );
		self::assertSame( [ 2, true, 'queued' ], [ $done['decided'], $done['run']['limited'], $done['run']['state'] ] );
		$this->drive( $done['run']['id'] );
		self::assertSame( [ '150', '100' ], [ $this->priceOf( 3 ), $this->priceOf( 5 ) ] );
		$again = $this->rest( 'POST', 'pending/decide', [ 'as' => 'approve', 'ids' => [ $ids[ self::code( 3 ) ] ] ] );
		self::assertSame( [ 409, 'sors_not_waiting' ], [ $again->get_status(), $again->get_data()['code'] ] );
	}

	public function testWhatChangedAfterThePageWasShownIsNotMeant(): void {
		global $wpdb;
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_pending SET updated_at = DATE_SUB(updated_at, INTERVAL 1 HOUR)" );
		$until = $this->restOk( 'GET', 'pending' )['at'];
		$this->setClock( time() + 1 );
		$this->setPrices( 1, 1, 900 );
		$this->runToEnd( 'stock' );
		$done = $this->restOk( 'POST', 'pending/decide', [ 'as' => 'approve', 'kind' => 'stock', 'until' => $until ] );
		self::assertSame( 11, $done['decided'] );
		$this->drive( $done['run']['id'] );
		self::assertSame( [ '100', '150', [ self::code( 1 ) ] ], [ $this->priceOf( 1 ), $this->priceOf( 2 ), array_keys( $this->waiting( 'stock' ) ) ] );
	}

	public function testADiscardStartsNoRun(): void {
		$done = $this->restOk( 'POST', 'pending/decide', [ 'as' => 'discard', 'kind' => 'stock' ] );
		self::assertSame( [ 'decided' => 12, 'run' => null ], $done );
		self::assertSame( [ [], [] ], [ $this->restOk( 'GET', 'pending' )['items'], $this->restOk( 'GET', 'pending' )['kinds'] ] );
	}

	public function testEitherChangesOrAKindAreNamed(): void {
		foreach ( [ [], [ 'ids' => [ 1 ], 'kind' => 'stock' ] ] as $which ) {
			self::assertSame( 400, $this->rest( 'POST', 'pending/decide', [ 'as' => 'approve' ] + $which )->get_status() );
		}
	}
}
