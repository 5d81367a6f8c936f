<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Rest;

use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class StoreIdentityRouteTest extends StoreTestCase {

	private string $id = '';

	protected function setUp(): void {
		parent::setUp();
		$this->loginAsAdmin();
		SettingsStore::update( [ 'exportOrders' => true ] );
		$this->id = StoreIdentity::storeId();
		self::bringFrom( 'former.example' );
	}

	public function testAShopThatMovedGoesOnUnderItsId(): void {
		$answer = $this->restOk( 'POST', 'store-identity', [ 'as' => 'moved' ] );
		self::assertSame( [ 'storeId' => $this->id, 'address' => StoreIdentity::address() ], $answer );
		self::assertArrayNotHasKey( 'address_changed', $this->decisions() );
		self::assertTrue( SettingsStore::load()->exportOrders );
	}

	public function testACopyGetsAnIdOfItsOwnAndSendsNothing(): void {
		$answer = $this->restOk( 'POST', 'store-identity', [ 'as' => 'copy' ] );
		self::assertNotSame( $this->id, $answer['storeId'] );
		self::assertArrayNotHasKey( 'address_changed', $this->decisions() );
		self::assertFalse( SettingsStore::load()->exportOrders );
	}

	public function testASiteThatIsNotTheProductionOneIsAskedToo(): void {
		// It was the production one; the test site is a local one.
		self::bringFrom( StoreIdentity::address() );
		self::assertArrayHasKey( 'environment_unconfirmed', $this->decisions() );
		$this->restOk( 'POST', 'store-identity', [ 'as' => 'moved' ] );
		self::assertArrayNotHasKey( 'environment_unconfirmed', $this->decisions() );
	}

	public function testASecondPressMakesNoCopyOfAShopThatMoved(): void {
		$this->restOk( 'POST', 'store-identity', [ 'as' => 'moved' ] );
		$response = $this->rest( 'POST', 'store-identity', [ 'as' => 'copy' ] );
		self::assertSame( 409, $response->get_status() );
		self::assertSame( $this->id, get_option( StoreIdentity::ID_OPTION ) );
	}

	public function testAnotherAnswerDecidesNothing(): void {
		self::assertSame( 400, $this->rest( 'POST', 'store-identity', [ 'as' => 'original' ] )->get_status() );
		self::assertArrayHasKey( 'address_changed', $this->decisions() );
	}
}
