<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Store\Links;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

final class ConflictsRouteTest extends SyncTestCase {

	protected const ASSORTMENT = 6;

	public function testBeforeTheFirstRunThereAreNone(): void {
		self::assertSame( [ 'items' => [], 'total' => 0 ], $this->restOk( 'GET', 'conflicts' ) );
	}

	public function testWhatTheCatalogueLeftOutIsNamedWithItsKindAndWhatToDo(): void {
		$this->addItem( 'DVAPUT', 'Prvi' );
		$this->addItem( 'DVAPUT', 'Drugi' );
		$this->addItem( '', 'Bez šifre' );
		$this->addItem( 'BEZIMENA', '' );
		$this->addItem( 'UGASENA', 'Ugašena', [ 'active' => false ] );
		$this->createProduct( 'sku-mali', '10', 1 );
		$this->addItem( 'SKU-MALI', 'Velikim slovima' );
		$this->createProduct( 'NEMA-U-SORSU', '10', 1, 'Samo u prodavnici' );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$found = array_column( $this->restOk( 'GET', 'conflicts', [ 'per_page' => '100' ] )['items'], null, 'code' );
		foreach ( [ 'duplicate_code' => 'DVAPUT', 'no_name' => 'BEZIMENA', 'sku_differs' => 'SKU-MALI', 'unknown_sku' => 'NEMA-U-SORSU' ] as $code => $itemCode ) {
			self::assertSame( [ 'catalog', $itemCode, 'skipped' ], [ $found[ $code ]['source'], $found[ $code ]['itemCode'], $found[ $code ]['outcome'] ], $code );
			self::assertNotSame( '', $found[ $code ]['message'] );
		}
		self::assertSame( 'Bez šifre', $found['no_code']['itemName'] );
		self::assertNotContains( 'UGASENA', array_column( $found, 'itemCode' ), 'That needs no correction.' );
		self::assertStringContainsString( 'post.php?post=', (string) $found['unknown_sku']['productUrl'] );
	}

	public function testWhatWasCorrectedIsNoLongerListedAfterTheNextRun(): void {
		$this->addItem( 'BEZIMENA', '' );
		$this->runToEnd( 'catalog', 'preview' );
		self::assertSame( [ 'no_name' ], array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ), 'A preview finds them too.' );
		$this->setItem( 'BEZIMENA', [ 'name' => 'Ima ime' ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts' )['total'] );
	}

	public function testTheLastRunThatWentWellIsKeptWithThemHoweverOldItIs(): void {
		global $wpdb;
		$this->addItem( 'BEZIMENA', '' );
		$runs = [];
		for ( $i = 0; $i < 2; $i++ ) {
			$runs[] = $this->runToEnd( 'catalog' );
		}
		// What was tried in vain since says nothing of the shop.
		$runs[] = $this->runs->cancel( $this->runs->start( 'catalog', 'apply', 'person' )->id );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = '" . gmdate( 'Y-m-d H:i:s', time() - 31 * DAY_IN_SECONDS ) . "'" );
		RunTable::forget( 30 );
		self::assertSame( [ 'no_name' ], array_column( $this->restOk( 'GET', 'conflicts' )['items'], 'code' ) );
		self::assertSame( [ $runs[1]->id ], array_column( $this->restOk( 'GET', 'runs' )['items'], 'id' ), 'Those before and after it are gone.' );
		self::assertCount( 0, $this->itemsOf( $runs[0] ) );
		self::assertSame( $runs[1]->id, $this->restOk( 'GET', 'overview' )['runs'][0]['last']['id'] );
	}

	/** The preview found nothing to change: when the shop was brought up to date is told by the one before it. */
	public function testTheLastRunThatWroteIsKeptBehindAPreview(): void {
		global $wpdb;
		$written = $this->runToEnd( 'catalog' );
		$this->assertSucceeded( $this->runToEnd( 'catalog', 'preview' ) );
		$wpdb->query( "UPDATE {$wpdb->prefix}sors_runs SET updated_at = '" . gmdate( 'Y-m-d H:i:s', time() - 31 * DAY_IN_SECONDS ) . "'" );
		RunTable::forget( 30 );
		self::assertSame( $written->toArray()['finishedAt'], RunTable::lastWritten( 'catalog' ) );
	}

	public function testARunThatReadsOnlyChangesForgetsNoConflictOfTheOthers(): void {
		// Yesterday, so that only what changes after the first run is among the changes.
		$this->sors->post( 'settings', [ 'clockMinutes' => -1440 ] );
		$this->addItem( 'MINUS', 'Sa manjkom', [ 'priceWithVat' => 100 ], [ '01' => 5 ] );
		$this->addItem( 'DRUGA', 'Druga', [ 'priceWithVat' => 100 ], [ '01' => 5 ] );
		foreach ( [ 'MINUS', 'DRUGA' ] as $code ) {
			$this->patchSors( [ [ 'do' => 'setPrice', 'code' => $code, 'unit' => '01', 'priceWithVat' => -5 ] ] );
		}
		$this->sors->post( 'settings', [ 'clockMinutes' => 0 ] );
		$this->assertSucceeded( $this->runToEnd( 'catalog' ) );
		$this->runToEnd( 'stock' );
		self::assertSame( [ 'MINUS', 'DRUGA' ], $this->codes( 'price' ) );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'DRUGA', 'unit' => '01', 'priceWithVat' => 50 ] ] );
		$this->drive( $this->runs->start( 'stock', 'apply', 'schedule' )->id );
		self::assertSame( [ 'MINUS' ], $this->codes( 'price' ) );
	}

	/** It is published and in stock, and nobody can buy it. */
	public function testAProductWithoutAPriceIsOneUntilItHasOne(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		$this->addItem( 'BEZ', 'Bez cene', [ 'priceWithVat' => 0 ], [ '01' => 5 ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( [ 'BEZ' ], $this->codes( 'no_price' ) );
		$again = $this->runToEnd( 'stock' );
		self::assertSame( [ 'BEZ' ], $this->codes( 'no_price' ), 'Nothing changed, and it still has none.' );
		self::assertSame( [ null, 0, $again->total ], [ $this->itemOf( $again, 'BEZ' ), $again->skipped, $again->unchanged ], 'Its link says so already.' );
		self::assertSame( [ 'BEZ' ], array_column( $this->restOk( 'GET', 'conflicts', [ 'search' => 'bez ce' ] )['items'], 'itemCode' ) );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts', [ 'search' => 'druga' ] )['total'] );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts', [ 'source' => 'catalog' ] )['total'] );
		$this->patchSors( [ [ 'do' => 'setPrice', 'code' => 'BEZ', 'unit' => '01', 'priceWithVat' => 50 ] ] );
		$this->assertSucceeded( $this->runToEnd( 'stock' ) );
		self::assertSame( [], $this->codes( 'no_price' ) );
		self::assertSame( '50', $this->productOf( 'BEZ' )->get_regular_price() );
	}

	public function testOneWhosePriceTheOwnerSetIsNone(): void {
		$this->configure( [ 'newProductStatus' => 'publish' ] );
		foreach ( [ 'BEZ1', 'BEZ2', 'BEZ3' ] as $code ) {
			$this->addItem( $code, "Roba $code", [ 'priceWithVat' => 0 ], [ '01' => 5 ] );
		}
		$this->runAll( 'catalog', 'stock' );
		self::saved( $this->productOf( 'BEZ1' ), [ 'regular_price' => '70' ] );
		$this->runToEnd( 'stock', 'preview' );
		$this->addItem( 'BEZ4', 'Nova', [ 'priceWithVat' => 0 ], [ '01' => 5 ] );
		$this->runAll( 'catalog', 'stock' );
		self::assertSame( [ 'BEZ4', 'BEZ2', 'BEZ3' ], $this->codes( 'no_price' ), 'New ones first.' );
		foreach ( [ 'BEZ4', 'BEZ2', 'BEZ3' ] as $at => $code ) {
			$page = $this->restOk( 'GET', 'conflicts', [ 'per_page' => '1', 'page' => (string) ( $at + 1 ) ] );
			self::assertSame( [ 3, [ $code ] ], [ $page['total'], array_column( $page['items'], 'itemCode' ) ] );
		}
		self::assertSame( '', ( new Links() )->byCodes( [ 'BEZ1' ] )['BEZ1']->problem );
	}

	public function testTheyComePageByPageBySourceAndBySearch(): void {
		$this->addItem( 'A1', '' );
		$this->addItem( 'A2', '' );
		$this->addItem( 'B3', '' );
		$this->runToEnd( 'catalog' );
		$second = $this->restOk( 'GET', 'conflicts', [ 'per_page' => '2', 'page' => '2' ] );
		self::assertSame( [ 3, [ 'B3' ] ], [ $second['total'], array_column( $second['items'], 'itemCode' ) ] );
		self::assertSame( 2, $this->restOk( 'GET', 'conflicts', [ 'search' => 'A' ] )['total'] );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts', [ 'source' => 'images' ] )['total'] );
	}

	/** @group real-store */
	public function testARateWithoutATaxClassIsOneUntilItGetsOne(): void {
		update_option( 'woocommerce_calc_taxes', 'yes' );
		update_option( 'woocommerce_price_decimal_sep', ',' );
		$this->bringInItem( 'OSAM', 'Osam i po odsto', [ 'vatRate' => 8.5 ] );
		$tax = $this->restOk( 'GET', 'conflicts', [ 'source' => 'taxes' ] );
		self::assertSame( [ 1, 'unmapped_tax' ], [ $tax['total'], $tax['items'][0]['code'] ] );
		self::assertStringContainsString( '1 product has 8,5 %', $tax['items'][0]['message'] );
		$rates = array_column( $this->restOk( 'GET', 'catalog-mapping' )['vatRates'], null, 'rate' );
		self::assertSame( [ null, 'none' ], [ $rates['8.5']['taxClass'], $rates['8.5']['source'] ] );
		$this->configure( [ 'taxClassByVatRate' => [ '8.5' => 'reduced-rate' ] ] );
		self::assertSame( 0, $this->restOk( 'GET', 'conflicts', [ 'source' => 'taxes' ] )['total'] );
		$rates = array_column( $this->restOk( 'GET', 'catalog-mapping' )['vatRates'], null, 'rate' );
		self::assertSame( [ 'reduced-rate', 'Reduced rate', 'chosen' ], [ $rates['8.5']['taxClass']['slug'], $rates['8.5']['taxClass']['name'], $rates['8.5']['source'] ] );
	}

	private function codes( string $problem ): array {
		$items = $this->restOk( 'GET', 'conflicts', [ 'source' => 'stock', 'per_page' => '100' ] )['items'];
		return array_values( array_column( array_filter( $items, static fn( array $item ): bool => $problem === $item['code'] ), 'itemCode' ) );
	}
}
