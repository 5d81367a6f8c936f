<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Counterparts;

use SorsApi\Counterparts\ServiceItems;
use SorsApi\Services;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Integration\Sync\SyncTestCase;

'cli' === PHP_SAPI || exit;

/** The items of SORS for what is on an order and is no product. */
final class ServiceItemsTest extends SyncTestCase {

	public function testTheServicesOfThePriceListAreOffered(): void {
		$answer = $this->restOk( 'GET', 'service-items' );
		self::assertSame( [ true, true ], [ $answer['listed'], $answer['complete'] ] );
		$names = array_column( $answer['items'], 'name', 'code' );
		self::assertSame( 'Dostava kurirskom službom', $names['USL-DOSTAVA'] );
		self::assertArrayHasKey( 'USL-ZAOKR', $names );
		self::assertSame( [ '20', '0', null ], array_map( [ ServiceItems::class, 'vatRate' ], [ 'USL-DOSTAVA', 'USL-ZAOKR', 'USL-NEMA' ] ) );
		$this->configure( [ 'shippingItemCode' => 'USL-DOSTAVA', 'feeItemCode' => 'USL-NEMA' ] );
		self::assertSame( [ 'USL-DOSTAVA' => 'Dostava kurirskom službom' ], (array) $this->restOk( 'GET', 'settings' )['shop']['serviceNames'] );
		$all = array_column( $this->sors->get( 'state?database=' . self::DATABASE . '&include=products' )['databases'][ self::DATABASE ]['products'], 'itemType', 'code' );
		self::assertSame( array_keys( array_filter( $all, static fn( ?string $type ): bool => 'service' === $type ) ), array_column( $answer['items'], 'code' ) );
	}

	public function testALongListIsReadInParts(): void {
		$this->assortment( 900 );
		$services = new ServiceItems( ( new Services() )->api(), 0 );
		$first    = $services->list( self::DATABASE );
		self::assertFalse( $first['complete'] );
		for ( $asked = 1; ! $services->list( self::DATABASE )['complete']; ++$asked ) {
			self::assertLessThan( 20, $asked );
		}
		$before = count( $this->sors->get( 'requests' )['requests'] );
		self::assertContains( 'USL-DOSTAVA', array_column( $services->list( self::DATABASE )['items'], 'code' ) );
		self::assertCount( $before, $this->sors->get( 'requests' )['requests'], 'What was just read is not read again.' );
	}

	public function testACodeThatSorsDoesNotHaveIsRefusedAtItsField(): void {
		$this->loginAsAdmin();
		foreach ( [ 'USL-NEMA', 'usl-dostava' ] as $code ) {
			$response = $this->rest( 'PUT', 'settings', [ 'shippingItemCode' => $code, 'retentionDays' => 77 ] );
			self::assertSame( 400, $response->get_status() );
			self::assertSame( [ 'shippingItemCode' ], array_keys( $response->get_data()['data']['params'] ) );
			self::assertStringContainsString( $code, $response->get_data()['message'] );
		}
		self::assertSame( 365, SettingsStore::load()->retentionDays );
	}

	public function testAServiceThatWasJustEnteredInSorsIsTaken(): void {
		self::assertSame( 400, $this->restAsAdmin( 'PUT', 'settings', [ 'shippingItemCode' => 'USL-NOVA' ] )->get_status() );
		$this->addItem( 'USL-NOVA', 'Dostava', [ 'itemType' => 'service' ] );
		self::assertSame( 'USL-NOVA', $this->restOk( 'PUT', 'settings', [ 'shippingItemCode' => 'USL-NOVA' ] )['settings']['shippingItemCode'] );
	}

	public function testWhatWasReadInPartLongAgoIsReadAnew(): void {
		$this->assortment( 900 );
		$services = new ServiceItems( ( new Services() )->api(), 0 );
		$services->list( self::DATABASE );
		$stored = get_option( ServiceItems::OPTION );
		self::assertNotNull( $stored['next'] );
		update_option( ServiceItems::OPTION, [ 'at' => time() - 601, 'services' => [ 'cGONE' => [ 'code' => 'GONE', 'name' => 'Gone', 'active' => true ] ] ] + $stored );
		self::assertNotContains( 'GONE', array_column( $services->list( self::DATABASE )['items'], 'code' ) );
	}

	public function testGoodsCannotStandForShipping(): void {
		$this->addItem( '000777', 'Čekić', [ 'priceWithVat' => 1200 ], [ '01' => 12 ] );
		self::assertSame( 400, $this->restAsAdmin( 'PUT', 'settings', [ 'shippingItemCode' => '000777' ] )->get_status() );
	}

	public function testSoAreTheServicesOfEachRate(): void {
		$this->loginAsAdmin();
		$response = $this->rest( 'PUT', 'settings', [ 'shippingItemByVatRate' => (object) [ '20' => 'USL-DOSTAVA', '10' => 'USL-NEMA' ], 'feeItemByVatRate' => (object) [ '10' => '000777' ] ] );
		self::assertSame( [ 'shippingItemByVatRate', 'feeItemByVatRate' ], array_keys( $response->get_data()['data']['params'] ) );
		self::assertStringContainsString( 'USL-NEMA', $response->get_data()['data']['params']['shippingItemByVatRate'] );

		$answer = $this->restOk( 'PUT', 'settings', [ 'shippingItemByVatRate' => (object) [ '20' => ' USL-DOSTAVA ', '10' => 'USL-ZAOKR' ] ] );
		self::assertSame( [ 20 => 'USL-DOSTAVA', 10 => 'USL-ZAOKR' ], $answer['settings']['shippingItemByVatRate'] );
		self::assertSame( [ 'USL-DOSTAVA', 'USL-ZAOKR' ], array_keys( (array) $answer['shop']['serviceNames'] ) );
		delete_option( ServiceItems::OPTION );
		$before   = count( $this->sors->get( 'requests' )['requests'] );
		$settings = $this->restOk( 'PUT', 'settings', [ 'shippingItemByVatRate' => (object) [ '20' => null, '10' => 'USL-ZAOKR' ] ] )['settings'];
		self::assertSame( [ 10 => 'USL-ZAOKR' ], $settings['shippingItemByVatRate'] );
		self::assertCount( $before, $this->sors->get( 'requests' )['requests'] );
	}

	public function testAServiceIsSavedAndNotAskedForAgain(): void {
		$answer = $this->restOk( 'PUT', 'settings', [ 'shippingItemCode' => 'USL-DOSTAVA', 'feeItemCode' => 'USL-ZAOKR' ] );
		self::assertSame( 'USL-DOSTAVA', $answer['settings']['shippingItemCode'] );
		delete_option( ServiceItems::OPTION );
		$before = count( $this->sors->get( 'requests' )['requests'] );
		$this->restOk( 'PUT', 'settings', [ 'shippingItemCode' => 'USL-DOSTAVA', 'retentionDays' => 77 ] );
		self::assertCount( $before, $this->sors->get( 'requests' )['requests'] );
	}

	public function testWhileSorsIsDownItIsSavedAndSaid(): void {
		$this->sors->post( 'settings', [ 'down' => 'cut' ] );
		$answer = $this->restOk( 'PUT', 'settings', [ 'shippingItemCode' => 'USL-DOSTAVA' ] );
		self::assertSame( 'USL-DOSTAVA', $answer['settings']['shippingItemCode'] );
		$said = array_column( $answer['notices'], 'message', 'field' );
		self::assertStringContainsString( 'could not be compared', $said['shippingItemCode'] );
	}
}
