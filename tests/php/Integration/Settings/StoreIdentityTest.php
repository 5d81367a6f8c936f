<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Settings;

use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class StoreIdentityTest extends StoreTestCase {

	/** @var callable(): string */
	private $home;

	private string $address = 'https://shop.example/store';

	protected function setUp(): void {
		parent::setUp();
		$this->home = fn(): string => $this->address;
		// After WordPress' own filter, which says what the constant WP_HOME says.
		add_filter( 'option_home', $this->home, 99 );
		delete_option( StoreIdentity::ID_OPTION );
		delete_option( StoreIdentity::ADDRESS_OPTION );
		delete_option( StoreIdentity::PLACE_OPTION );
	}

	public function testTheIdIsMintedOnce(): void {
		$id = StoreIdentity::storeId();
		self::assertMatchesRegularExpression( '/^[a-z0-9]{10}$/', $id );
		self::assertSame( $id, StoreIdentity::storeId() );
		self::assertSame( $id, StoreIdentity::storeId() );
	}

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
		StoreIdentity::storeId();
		StoreIdentity::confirmMoved();
		$this->address = $after;
		self::assertSame( $isCopy, StoreIdentity::isCopy() );
	}

	/** As tools for cloning do it, in every table. */
	public function testASearchAndReplaceOverTheDatabaseHidesNoCopy(): void {
		global $wpdb;
		StoreIdentity::storeId();
		StoreIdentity::confirmMoved();
		$wpdb->query( "UPDATE $wpdb->options SET option_value = REPLACE( option_value, 'shop.example', 'staging.example' ) WHERE option_name LIKE 'sors%'" );
		wp_cache_flush();
		$this->address = 'https://staging.example/store';
		self::assertTrue( StoreIdentity::isCopy() );
	}

	public function testAnythingButProductionCountsAsACopyUntilSomebodyConfirmsIt(): void {
		self::assertEquals( [ self::copiesBut( 'production' ) ], self::elsewhere( '$identity->storeId(); $copies();' ) );
	}

	public function testWhatWasConfirmedHoldsForThisTypeOfEnvironmentOnly(): void {
		self::assertEquals(
			[ self::copiesBut( 'staging' ), self::copiesBut( 'production' ) ],
			self::elsewhere( '$identity->storeId(); $be( "staging" ); $identity->confirmMoved(); $copies(); $be( "production" ); $identity->confirmMoved(); $copies();' )
		);
	}

	public function testACopyThatWasConfirmedAsOneIsNotAskedAgain(): void {
		self::assertEquals(
			[ self::copiesBut( 'staging' ) ],
			self::elsewhere( '$identity->storeId(); $be( "staging" ); $identity->confirmCopy(); $copies();' )
		);
	}

	/** A tool that cleans options, or a half copied table: whose the id is, nobody can tell. */
	public function testAnIdWhosePlaceIsGoneIsAsked(): void {
		self::assertSame( StoreIdentity::OTHER_ENVIRONMENT, StoreIdentity::doubt(), 'No id was minted yet.' );
		StoreIdentity::storeId();
		StoreIdentity::confirmMoved();
		delete_option( StoreIdentity::PLACE_OPTION );
		delete_option( StoreIdentity::ADDRESS_OPTION );
		self::assertSame( StoreIdentity::OTHER_ADDRESS, StoreIdentity::doubt() );
		StoreIdentity::confirmMoved();
		self::assertNull( StoreIdentity::doubt() );
	}

	/** @return array<string, string|null> Type of environment => why it may be a copy. */
	private static function copiesBut( string $confirmed ): array {
		return [ $confirmed => null ] + array_fill_keys( [ 'production', 'staging', 'development', 'local' ], StoreIdentity::OTHER_ENVIRONMENT );
	}

	/**
	 * WordPress remembers the type of its environment, unless its own tests run, and takes a constant first.
	 *
	 * @param string $code PHP; `$be()` changes the type, `$copies()` notes what each type would be told.
	 */
	private static function elsewhere( string $code ): array {
		$answer = Boot::run(
			'$identity = new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() );
			$be        = static fn( $type ) => putenv( "WP_ENVIRONMENT_TYPE=$type" );
			$copies    = static function () use ( &$answer, $identity, $be ) {
				foreach ( [ "production", "staging", "development", "local" ] as $type ) {
					$be( $type );
					$doubts[ $type ] = $identity->doubt();
				}
				$answer[] = $doubts;
			};
			' . $code,
			[ 'WP_ENVIRONMENT_TYPE' => '', 'WP_RUN_CORE_TESTS' => true ]
		);
		wp_cache_flush();
		return $answer;
	}
}
