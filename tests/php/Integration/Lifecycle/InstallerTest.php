<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class InstallerTest extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		Installer::install();
	}

	protected function tearDown(): void {
		delete_option( Installer::PLUGIN_OPTION );
		Installer::install();
		parent::tearDown();
	}

	public function testItMakesTablesStoreIdAndSettings(): void {
		self::remove();
		Installer::install();
		self::assertSame( [], self::missingTables() );
		self::assertTrue( Installer::isCurrent() );
		self::assertMatchesRegularExpression( '/^[a-z0-9]{10}$/', (string) get_option( StoreIdentity::ID_OPTION ) );
		self::assertSame( [], get_option( SettingsStore::OPTION ) );
	}

	public function testAgainItChangesNothing(): void {
		$id     = get_option( StoreIdentity::ID_OPTION );
		$before = $this->definitions();
		self::db()->insert(
			Tables::name( Tables::OUTBOX_HISTORY ),
			[ 'outbox_id' => 7, 'at' => '2026-01-01 00:00:00', 'event' => 'kept', 'message' => '' ]
		);
		Installer::install();
		self::assertSame( $before, $this->definitions() );
		self::assertSame( $id, get_option( StoreIdentity::ID_OPTION ) );
		self::assertSame( 'kept', self::db()->get_var( 'SELECT event FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) ) );
	}

	/** @group sqlite */
	public function testAnOlderTableGetsItsNewColumnsAndKeepsItsRows(): void {
		$links = Tables::name( Tables::LINKS );
		( new Links() )->save( new Link( 'A1', 7 ) );
		foreach ( [ 'problem', 'sors_id' ] as $key ) {
			self::db()->query( "ALTER TABLE $links DROP INDEX $key" );
		}
		foreach ( [ 'changed_at', 'problem', 'problem_by', 'problem_reason' ] as $column ) {
			self::db()->query( "ALTER TABLE $links DROP COLUMN $column" );
		}
		self::assertNotContains( 'problem', self::db()->get_col( "SHOW COLUMNS FROM $links" ) );
		update_option( Installer::VERSION_OPTION, '1-before' );
		self::assertFalse( Installer::isCurrent() );
		Installer::install();
		$link = ( new Links() )->byCodes( [ 'A1' ] )['A1'];
		self::assertSame( [ 7, null, '', '' ], [ $link->objectId, $link->changedAt, $link->problem, $link->problemReason ] );
		$keys = array_column( self::db()->get_results( "SHOW INDEX FROM $links", ARRAY_A ), 'Column_name', 'Key_name' );
		self::assertContains( 'problem', $keys );
		self::assertContains( 'sors_id', $keys );
	}

	public function testOnlyAShopThatItWasNeverAtWorkInLosesSettingsUnderItsName(): void {
		$settings = [ 'database' => 'Demo2' ];
		$absent   = '__return_false';
		self::remove();
		update_option( SettingsStore::OPTION, $settings );
		Installer::install();
		self::assertSame( [], get_option( SettingsStore::OPTION ) );

		update_option( SettingsStore::OPTION, $settings );
		delete_option( Installer::VERSION_OPTION );
		delete_option( StoreIdentity::ID_OPTION );
		Installer::install();
		self::assertSame( $settings, get_option( SettingsStore::OPTION ), 'Its tables are there.' );

		Tables::drop();
		foreach ( [ Installer::VERSION_OPTION, StoreIdentity::ID_OPTION ] as $option ) {
			// As a cache that lags behind.
			add_filter( "option_$option", $absent );
		}
		Installer::install();
		foreach ( [ Installer::VERSION_OPTION, StoreIdentity::ID_OPTION ] as $option ) {
			remove_filter( "option_$option", $absent );
		}
		self::assertSame( $settings, get_option( SettingsStore::OPTION ), 'Past the caches its options are there.' );
	}

	public function testAnUpdateIsMetByTheNextRequestWhicheverItIs(): void {
		self::remove();
		$answer = Boot::run( '$answer = [ count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] ) > 0, get_option( "sors_tables_version" ) ];' );
		self::assertSame( [ true, Installer::version() ], $answer );
		self::assertSame( [], self::missingTables() );
	}

	public function testTwoRequestsAtOnceMakeOneSetOfTables(): void {
		self::remove();
		$code      = 'echo get_option( "sors_tables_version" );';
		$processes = [ $this->inOtherProcess( $code ), $this->inOtherProcess( $code ), $this->inOtherProcess( $code ) ];
		foreach ( $processes as $process ) {
			self::assertSame( Installer::version(), $process->finish() );
		}
		self::assertSame( [], self::missingTables() );
	}

	public function testTablesThatCannotBeMadeAreSaidAndTriedAgain(): void {
		self::remove();
		$prefix = self::db()->prefix;
		// Names longer than the database allows, so that every CREATE TABLE fails.
		self::db()->prefix = str_repeat( 'p', 60 ) . '_';
		$shown        = self::db()->suppress_errors();
		Installer::install();
		self::db()->suppress_errors( $shown );
		self::db()->prefix = $prefix;
		self::assertFalse( Installer::isCurrent() );
		self::assertStringContainsString( 'sors_outbox', get_option( Installer::FAILURE_OPTION )[0] );
		$this->loginAsAdmin();
		$shown = self::printed( static fn() => Installer::showFailure() );
		self::assertStringContainsString( 'did not let the plugin create its tables or change them', $shown );
		self::assertMatchesRegularExpression( '/The database says: Incorrect table name/', $shown );

		$seen = '$answer = [ count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] ), get_option( "sors_tables_failure" ) ];';
		self::assertSame( 0, Boot::run( $seen )[0], 'not on a visitor\'s page' );
		[ $routes, $failure ] = Boot::run( $seen, [ 'WP_ADMIN' => true ] );
		self::assertGreaterThan( 0, $routes, 'but in wp-admin' );
		self::assertFalse( $failure );
	}

	/** @group sqlite */
	public function testAColumnThatCannotBeAddedIsSaidAndTriedAgain(): void {
		$runs = Tables::name( Tables::RUNS );
		self::db()->query( "ALTER TABLE $runs DROP COLUMN limited" );
		update_option( Installer::VERSION_OPTION, '1-before' );
		$refuse = static fn( string $query ): string => 0 === stripos( $query, 'ALTER TABLE' ) ? 'SELECT nothing FROM nowhere' : $query;
		add_filter( 'query', $refuse );
		$shown = self::db()->suppress_errors();
		Installer::install();
		self::db()->suppress_errors( $shown );
		remove_filter( 'query', $refuse );
		self::assertFalse( Installer::isCurrent(), 'Nothing works with half a table.' );
		self::assertSame( $runs, get_option( Installer::FAILURE_OPTION )[0] );
		self::assertSame( 0, Boot::run( '$answer = count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] );' ) );
		Installer::install();
		self::assertTrue( Installer::isCurrent() );
		self::assertFalse( get_option( Installer::FAILURE_OPTION ) );
		self::assertContains( 'limited', self::db()->get_col( "SHOW COLUMNS FROM $runs" ) );
	}

	public function testAStatementThatFailsAfterAnUpdateBreaksNobodysPage(): void {
		update_option( Installer::VERSION_OPTION, '1-before' );
		$seen = '$answer = [ count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] ), get_option( "sors_tables_version" ) ];';
		self::assertSame( [ 0, '1-before' ], Boot::run( $seen, [], null, '/', "option_name IN ('sors_tables_version'" ) );
		$this->loginAsAdmin();
		self::assertStringContainsString( '(' . Tables::name( '*' ) . ')', self::printed( static fn() => Installer::showFailure() ) );
		delete_transient( 'sors_not_started' );
		[ $routes, $version ] = Boot::run( $seen );
		self::assertGreaterThan( 0, $routes, 'A minute later it is tried again.' );
		self::assertSame( Installer::version(), $version );
	}

	/** Without it an order gets a second entry, and is sent twice. @group sqlite */
	public function testAUniqueKeyThatCannotBeAddedIsSaidAndTriedAgain(): void {
		$outbox = Tables::name( Tables::OUTBOX );
		self::db()->query( "ALTER TABLE $outbox DROP INDEX order_role" );
		self::db()->query( "INSERT INTO $outbox (order_id, role, state, created_at, updated_at) VALUES (7, 'sale', 'queued', '2026-01-01', '2026-01-01'), (7, 'sale', 'queued', '2026-01-01', '2026-01-01')" );
		self::assertSame( '', self::db()->last_error );
		update_option( Installer::VERSION_OPTION, '1-before' );
		$shown = self::db()->suppress_errors();
		Installer::install();
		self::db()->suppress_errors( $shown );
		self::assertFalse( Installer::isCurrent() );
		[ $tables, $said ] = get_option( Installer::FAILURE_OPTION );
		self::assertSame( $outbox, $tables );
		self::assertMatchesRegularExpression( '/duplicate|unique/i', $said );
		self::db()->query( "DELETE FROM $outbox" );
		Installer::install();
		self::assertTrue( Installer::isCurrent() );
		self::assertContains( 'order_role', self::db()->get_col( "SHOW INDEX FROM $outbox", 2 ) );
	}

	public function newerData(): array {
		return [ 'other tables' => [ '9-newer' ], 'the same, other settings' => [ Tables::version() . '-99' ] ];
	}

	/** @dataProvider newerData */
	public function testAnOlderVersionRefusesTheDataOfANewerOne( string $newer ): void {
		update_option( Installer::VERSION_OPTION, $newer );
		update_option( Installer::PLUGIN_OPTION, '99.1.0' );
		Installer::install();
		self::assertSame( [ $newer, '99.1.0' ], [ get_option( Installer::VERSION_OPTION ), get_option( Installer::PLUGIN_OPTION ) ] );
		$this->loginAsAdmin();
		self::assertStringContainsString( 'is that of version 99.1.0 of the plugin, which version ' . SORS_API_VERSION . ' cannot work with', self::printed( [ Installer::class, 'showFailure' ] ) );
		self::assertSame( [ 0, false ], Boot::run( '$answer = [ count( rest_do_request( "/sors/v1" )->get_data()["routes"] ?? [] ), has_action( "sors_outbox_work" ) ];', [ 'WP_ADMIN' => true ] ) );
		wp_cache_flush();
		self::assertSame( $newer, get_option( Installer::VERSION_OPTION ) );

		update_option( Installer::PLUGIN_OPTION, '1.99.0' );
		Installer::install();
		self::assertTrue( Installer::isCurrent(), 'One of before is brought up to date.' );
		self::assertSame( SORS_API_VERSION, get_option( Installer::PLUGIN_OPTION ) );
	}

	private static function remove(): void {
		Tables::drop();
		foreach ( [ Installer::VERSION_OPTION, StoreIdentity::ID_OPTION, StoreIdentity::ADDRESS_OPTION, SettingsStore::OPTION ] as $option ) {
			delete_option( $option );
		}
	}

	private static function missingTables(): array {
		$there = self::db()->get_col( self::db()->prepare( 'SHOW TABLES LIKE %s', self::db()->esc_like( Tables::name( '' ) ) . '%' ) );
		return array_values( array_diff( array_map( [ Tables::class, 'name' ], Tables::names() ), $there ) );
	}

	private function definitions(): array {
		$found = [];
		foreach ( Tables::names() as $table ) {
			$text            = (string) self::db()->get_var( 'SHOW CREATE TABLE ' . Tables::name( $table ), 1 );
			$found[ $table ] = (string) preg_replace( '/ AUTO_INCREMENT=\d+/', '', $text );
		}
		return $found;
	}
}
