<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class InstallerTest extends StoreTestCase {

	private Installer $installer;

	protected function setUp(): void {
		parent::setUp();
		$this->installer = new Installer( new StoreIdentity( new SettingsStore() ) );
		$this->installer->install();
	}

	protected function tearDown(): void {
		$this->installer->install();
		parent::tearDown();
	}

	public function testItMakesTablesStoreIdAndSettings(): void {
		self::remove();
		$this->installer->install();
		self::assertSame( [], self::missingTables() );
		self::assertTrue( Installer::isCurrent() );
		self::assertMatchesRegularExpression( '/^[a-z0-9]{10}$/', (string) get_option( StoreIdentity::ID_OPTION ) );
		self::assertSame( [], get_option( SettingsStore::OPTION ) );
	}

	public function testAgainItChangesNothing(): void {
		global $wpdb;
		$id     = get_option( StoreIdentity::ID_OPTION );
		$before = $this->definitions();
		$wpdb->insert(
			Tables::name( Tables::OUTBOX_HISTORY ),
			[
				'outbox_id' => 7,
				'at'        => '2026-01-01 00:00:00',
				'event'     => 'kept',
				'message'   => '',
			]
		);
		$this->installer->install();
		self::assertSame( $before, $this->definitions() );
		self::assertSame( $id, get_option( StoreIdentity::ID_OPTION ) );
		self::assertSame( 'kept', $wpdb->get_var( 'SELECT event FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) ) );
	}

	public function testAnUpdateIsMetByTheNextRequestWhicheverItIs(): void {
		self::remove();
		$answer = Boot::run( '$answer = [ count( rest_get_server()->get_routes( "sors/v1" ) ) > 0, get_option( "sors_tables_version" ) ];' );
		self::assertSame( [ true, Tables::version() ], $answer );
		self::assertSame( [], self::missingTables() );
	}

	public function testTwoRequestsAtOnceMakeOneSetOfTables(): void {
		self::remove();
		$code      = 'echo get_option( "sors_tables_version" );';
		$processes = [ $this->inOtherProcess( $code ), $this->inOtherProcess( $code ), $this->inOtherProcess( $code ) ];
		foreach ( $processes as $process ) {
			self::assertSame( Tables::version(), $process->finish() );
		}
		self::assertSame( [], self::missingTables() );
	}

	public function testTablesThatCannotBeMadeAreSaidAndTriedAgain(): void {
		global $wpdb;
		self::remove();
		$prefix = $wpdb->prefix;
		// Names longer than the database allows, so that every CREATE TABLE fails.
		$wpdb->prefix = str_repeat( 'p', 60 ) . '_';
		$shown        = $wpdb->suppress_errors();
		$this->installer->install();
		$wpdb->suppress_errors( $shown );
		$wpdb->prefix = $prefix;
		self::assertFalse( Installer::isCurrent() );
		self::assertStringContainsString( 'sors_outbox', (string) get_option( Installer::FAILURE_OPTION ) );
		$this->loginAsAdmin();
		ob_start();
		Installer::showFailure();
		self::assertStringContainsString( 'did not let the plugin create its tables', (string) ob_get_clean() );

		$seen = '$answer = [ count( rest_get_server()->get_routes( "sors/v1" ) ), get_option( "sors_tables_failure" ) ];';
		self::assertSame( 0, Boot::run( $seen )[0], 'not on a visitor\'s page' );
		[ $routes, $failure ] = Boot::run( $seen, [ 'WP_ADMIN' => true ] );
		self::assertGreaterThan( 0, $routes, 'but in wp-admin' );
		self::assertFalse( $failure );
	}

	private static function remove(): void {
		Tables::drop();
		foreach ( [ Installer::VERSION_OPTION, StoreIdentity::ID_OPTION, StoreIdentity::ADDRESS_OPTION, SettingsStore::OPTION ] as $option ) {
			delete_option( $option );
		}
	}

	/** @return list<string> */
	private static function missingTables(): array {
		global $wpdb;
		$there = $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( Tables::name( '' ) ) . '%' ) );
		return array_values( array_diff( array_map( [ Tables::class, 'name' ], Tables::names() ), $there ) );
	}

	/** @return array<string, string> */
	private function definitions(): array {
		global $wpdb;
		$found = [];
		foreach ( Tables::names() as $table ) {
			$text            = (string) $wpdb->get_var( 'SHOW CREATE TABLE ' . Tables::name( $table ), 1 );
			$found[ $table ] = (string) preg_replace( '/ AUTO_INCREMENT=\d+/', '', $text );
		}
		return $found;
	}
}
