<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Settings;

use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\StoreTestCase;

final class StoreIdentityTest extends StoreTestCase {

	private SettingsStore $settings;
	private StoreIdentity $identity;

	/** @var callable(): string */
	private $home;

	private string $address = 'https://shop.example/store';

	protected function setUp(): void {
		parent::setUp();
		$this->settings = new SettingsStore();
		$this->identity = new StoreIdentity( $this->settings );
		$this->home     = function (): string {
			return $this->address;
		};
		// After WordPress' own filter, which says what the constant WP_HOME says.
		add_filter( 'option_home', $this->home, 99 );
		delete_option( StoreIdentity::ID_OPTION );
		delete_option( StoreIdentity::ADDRESS_OPTION );
	}

	protected function tearDown(): void {
		remove_filter( 'option_home', $this->home, 99 );
		parent::tearDown();
	}

	public function testTheIdIsMintedOnce(): void {
		$id = $this->identity->storeId();
		self::assertMatchesRegularExpression( '/^[a-z0-9]{10}$/', $id );
		self::assertSame( $id, $this->identity->storeId() );
		self::assertSame( $id, ( new StoreIdentity( $this->settings ) )->storeId() );
		self::assertFalse( $this->identity->isCopy() );
	}

	/** @return array<string, array{string, string, bool}> */
	public function addresses(): array {
		return [
			'the same'               => [ 'https://shop.example/store', 'https://shop.example/store', false ],
			'scheme'                 => [ 'http://shop.example/store', 'https://shop.example/store', false ],
			'www'                    => [ 'https://shop.example', 'https://www.shop.example', false ],
			'slash and case'         => [ 'https://shop.example/store', 'https://Shop.example/store/', false ],
			'port at home'           => [ 'http://127.0.0.1:8080', 'http://127.0.0.1:9090', false ],
			'another host'           => [ 'https://shop.example', 'https://staging.shop.example', true ],
			'another path'           => [ 'https://shop.example/store', 'https://shop.example/test', true ],
			'another port'           => [ 'https://shop.example', 'https://shop.example:8443', true ],
			'from here to localhost' => [ 'https://shop.example', 'http://localhost:8080', true ],
		];
	}

	/** @dataProvider addresses */
	public function testACopyIsSeenByItsAddress( string $before, string $after, bool $isCopy ): void {
		$this->address = $before;
		$this->identity->storeId();
		$this->address = $after;
		self::assertSame( $isCopy, $this->identity->isCopy() );
	}

	public function testAShopThatMovedKeepsItsIdAndGoesOn(): void {
		$id = $this->identity->storeId();
		$this->settings->update( [ 'exportOrders' => true ] );
		$this->address = 'https://new.example';
		$this->identity->confirmMoved();
		self::assertFalse( $this->identity->isCopy() );
		self::assertSame( $id, $this->identity->storeId() );
		self::assertTrue( $this->settings->load()->exportOrders );
	}

	public function testACopyGetsAnIdOfItsOwnAndSendsNothing(): void {
		$id = $this->identity->storeId();
		$this->settings->update( [ 'exportOrders' => true ] );
		$this->address = 'https://staging.example';
		$this->identity->confirmCopy();
		self::assertFalse( $this->identity->isCopy() );
		self::assertNotSame( $id, $this->identity->storeId() );
		self::assertFalse( $this->settings->load()->exportOrders );
	}
}
