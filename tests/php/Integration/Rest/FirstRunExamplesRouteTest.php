<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

final class FirstRunExamplesRouteTest extends SyncTestCase {

	protected function setUp(): void {
		parent::setUp();
		$this->assortment( 0 );
		$this->addItem( '000777', 'Čekić', [ 'priceWithVat' => 1200, 'vatRate' => 20 ], [ '01' => 12, '02' => 3 ] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => '000777', 'unit' => '01', 'reserved' => 2 ], [ 'do' => 'setPrice', 'code' => '000777', 'priceWithVat' => 1200 ] ] );
	}

	public function testEachChoiceIsExplainedByOneRealItem(): void {
		$example = $this->restOk( 'GET', 'first-run/examples' );
		self::assertSame( [ 'code' => '000777', 'name' => 'Čekić', 'vatRate' => '20' ], $example['item'] );
		self::assertSame( [ '1200', '1000' ], [ $example['price']['shop']['withVat'], $example['price']['shop']['withoutVat'] ] );
		self::assertSame( [ 'onHand' => '15', 'available' => '13' ], $example['stock'] );
		self::assertSame( [ $this->units['01'], $this->units['02'] ], array_column( $example['levels'], 'businessUnitId' ) );
		self::assertNull( $example['problem'] );
	}

	public function testWhatIsBeingChosenCountsBeforeItIsSaved(): void {
		$this->configure( [ 'businessUnitIds' => [] ] );
		self::assertSame( 409, $this->restAsAdmin( 'GET', 'first-run/examples' )->get_status(), 'No unit.' );
		$example = $this->restOk( 'GET', 'first-run/examples', [ 'database' => self::DATABASE, 'businessUnitIds' => $this->units['02'] ] );
		self::assertSame( [ 'onHand' => '3', 'available' => '3' ], $example['stock'] );
		self::assertSame( [], SettingsStore::load()->businessUnitIds, 'Looking saves nothing.' );
	}

	public function testAnItemByWhichTheChoicesDifferIsPreferred(): void {
		$this->addItem( '000001', 'Bez cene', [ 'priceWithVat' => 0 ], [ '01' => 50, '02' => 50 ] );
		$this->addItem( '000888', 'Rezervisano', [ 'priceWithVat' => 10 ], [ '01' => 50, '02' => 50 ] );
		self::assertSame( '000777', $this->restOk( 'GET', 'first-run/examples' )['item']['code'] );
		$this->patchSors( [ [ 'do' => 'setStock', 'code' => '000777', 'unit' => '01', 'reserved' => 0 ], [ 'do' => 'setStock', 'code' => '000888', 'unit' => '01', 'reserved' => 4 ] ] );
		self::assertSame( '000888', $this->restOk( 'GET', 'first-run/examples' )['item']['code'] );
	}

	public function testItTakesTwoRequests(): void {
		$before = $this->sors->count();
		$this->restOk( 'GET', 'first-run/examples' );
		self::assertSame( 2, $this->sors->count() - $before );
	}

	public function testWithoutAnyStockItSaysSo(): void {
		$this->patchSors( [ [ 'do' => 'removeStock', 'code' => '000777' ] ] );
		$example = $this->restOk( 'GET', 'first-run/examples' );
		self::assertNull( $example['item'] );
		self::assertStringContainsString( 'right units', $example['problem'] );
	}

	public function testARefusedKeyIsSaid(): void {
		$this->sors->post( 'settings', [ 'apiKeys' => [ 'another-key' => '*' ] ] );
		self::assertSame( 'sors_key_refused', $this->restAsAdmin( 'GET', 'first-run/examples' )->get_data()['code'] );
	}
}
