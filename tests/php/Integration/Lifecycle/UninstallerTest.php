<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use SorsApi\Admin\Menu;
use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Lifecycle\Installer;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Lifecycle\Uninstaller;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Settings\Uptime;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\Site\FailingStatements;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

final class UninstallerTest extends StoreTestCase {

	protected function tearDown(): void {
		Installer::install();
		Schedule::plan();
		parent::tearDown();
	}

	public function testWhereItWasChosenEverythingOfOursGoesAndTheShopStays(): void {
		SettingsStore::update( [ 'removeAllData' => true ] );
		$product = $this->createProduct( 'SIFRA-1' );
		update_post_meta( $product->get_id(), '_sors_image_ids', '1,2' );
		$order = self::saved(
			$this->createOrder( [ $product->get_id() => 2 ] ),
			[ '_sors_document_id' => '4711', '_wc_other/sors/pib' => '108765434', '_wc_other/another/gift' => 'yes' ]
		);
		// As an order has it where orders are posts.
		update_post_meta( $product->get_id(), '_wc_other/sors/pib', '108765434' );
		$user = wp_insert_user( [ 'user_login' => 'kupac-' . wp_rand(), 'user_pass' => 'x', 'role' => 'customer' ] );
		self::assertIsInt( $user );
		update_user_meta( $user, '_wc_other/sors/company-name', 'Kišobran d.o.o.' );
		update_user_meta( $user, '_sors_customer_1', [ 'code' => 'K-1' ] );
		update_user_meta( $user, '_wc_other/another/gift', 'yes' );
		$term = wp_insert_term( 'Alati', 'product_cat' );
		update_term_meta( $term['term_id'], '_sors_group', '9' );
		update_option( 'sors_something', 'x' );
		update_option( 'sorselector', 'of another plugin' );
		set_transient( 'sors_lists', [ 1 ], HOUR_IN_SECONDS );
		Schedule::plan();
		self::assertGreaterThan( 0, self::traces() );

		self::uninstall();

		self::assertSame( 0, self::traces() );
		self::assertSame( 'of another plugin', get_option( 'sorselector' ) );
		delete_option( 'sorselector' );
		$kept = wc_get_product( $product->get_id() );
		self::assertSame( 'SIFRA-1', $kept->get_sku() );
		self::assertNotNull( get_term( $term['term_id'], 'product_cat' ) );
		$order = wc_get_order( $order->get_id() );
		self::assertSame( '', $order->get_meta( '_sors_document_id' ) );
		self::assertSame( [ 'yes', 'yes' ], [ $order->get_meta( '_wc_other/another/gift' ), get_user_meta( $user, '_wc_other/another/gift', true ) ] );
	}

	public function testOtherwiseOnlyTheKeyAndWhatNamesBuyersGoes(): void {
		$product = $this->createProduct( 'SIFRA-1' );
		( new Links() )->save( new Link( 'SIFRA-1', $product->get_id() ) );
		$order = $this->createOrder( [ $product->get_id() => 2 ] );
		foreach ( [ '_sors_document_id' => '4711', '_sors_pib' => '108765434', '_wc_other/sors/pib' => '108765434' ] as $name => $value ) {
			$order->update_meta_data( $name, $value );
		}
		$order->save();
		$user = wp_insert_user( [ 'user_login' => 'kupac-' . wp_rand(), 'user_pass' => 'x', 'role' => 'customer' ] );
		self::assertIsInt( $user );
		update_user_meta( $user, '_wc_other/sors/company-name', 'Kišobran d.o.o.' );
		$linked = [ 'code' => 'K-1', 'name' => 'Petar', 'percent' => '5', 'checkedAt' => 1 ];
		update_user_meta( $user, LinkedCustomers::meta(), $linked );
		SettingsStore::update( [ 'retentionDays' => 30 ] );
		( new ApiKey() )->save( 'kljuc-12345678' );
		$words  = [ 'body' => '{"name":"Petar"}', 'contents' => 'Petar', 'refusal' => 'Petar', 'error_message' => 'Petar' ];
		$kept   = [ 'state' => 'sent', 'reference' => 'abc-1-sale-1', 'document_id' => '4711', 'document_number' => 'R-4711' ];
		$outbox = Tables::name( Tables::OUTBOX );
		self::db()->query( "DELETE FROM $outbox" );
		Sql::insert( $outbox, $words + $kept + [ 'order_id' => $order->get_id(), 'role' => 'sale', 'created_at' => '2026-01-01 00:00:00', 'updated_at' => '2026-01-01 00:00:00' ] );
		History::add( 1, 'rejected', 'Petar' );
		History::add( 1, 'sent', 'R-4711' );
		foreach ( [ 'known', 'creating' ] as $state ) {
			Sql::insert( Tables::name( Tables::CUSTOMERS ), [ 'match_hash' => md5( $state ), 'database_name' => 'Demo2', 'match_key' => 'petar@example.test', 'name' => 'Petar', 'state' => $state, 'updated_at' => '2026-01-01 00:00:00' ] );
		}
		set_transient( 'sors_lists', [ 1 ], HOUR_IN_SECONDS );
		Pause::rateLimited( 'Petar', 600 );
		$id = StoreIdentity::storeId();

		self::uninstall();

		self::assertSame( [ 'body' => null, 'contents' => null, 'refusal' => null, 'error_message' => null ] + $kept, self::db()->get_row( 'SELECT ' . implode( ', ', array_keys( $words + $kept ) ) . " FROM $outbox", ARRAY_A ) );
		self::assertSame( [ [ '' ], [ 'R-4711' ] ], self::db()->get_results( 'SELECT message FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . ' ORDER BY id', ARRAY_N ) );
		self::assertSame( [ [ md5( 'creating' ), '', '' ] ], self::db()->get_results( 'SELECT match_hash, match_key, name FROM ' . Tables::name( Tables::CUSTOMERS ), ARRAY_N ) );
		self::assertFalse( get_option( ApiKey::OPTION ) );
		self::assertFalse( get_transient( 'sors_lists' ) );
		self::assertNull( Pause::current() );
		self::assertSame( '', get_user_meta( $user, '_wc_other/sors/company-name', true ) );
		self::assertEquals( [ 'name' => '' ] + $linked, LinkedCustomers::of( $user ) );
		$order = wc_get_order( $order->get_id() );
		self::assertInstanceOf( \WC_Order::class, $order );
		self::assertSame( [ '4711', '', '' ], array_map( [ $order, 'get_meta' ], [ '_sors_document_id', '_sors_pib', '_wc_other/sors/pib' ] ) );
		// A new installation goes on.
		self::assertSame( 30, SettingsStore::load()->retentionDays );
		self::assertSame( $id, get_option( StoreIdentity::ID_OPTION ) );
		self::assertSame( $product->get_id(), ( new Links() )->byCodes( [ 'SIFRA-1' ] )['SIFRA-1']->objectId );
		self::assertFalse( wp_next_scheduled( Schedule::CRON ) );
	}

	/** As on a site of a network, which is told of no deactivation. */
	public function testOrdersOfTheTimeWithoutThePluginAreNotSentUnaskedLater(): void {
		StoreIdentity::storeId();
		SettingsStore::update( [ 'exportOrders' => true ] );
		AtWork::exporting( [ time() - 1000, null ] );
		Uninstaller::run();
		self::assertFalse( Uptime::isOpen() );
		// Time is moved instead of waited for: that was 500 seconds ago.
		AtWork::exporting( [ time() - 1000, time() - 500 ] );
		Boot::run( '$answer = 1;' );
		wp_cache_flush();
		self::assertTrue( Installer::isCurrent() );
		self::assertTrue( Uptime::isOpen() );
		self::assertSame( [ '', null, '' ], array_map( [ Uptime::class, 'exportedTo' ], [ time() - 600, time() - 100, time() + 1 ] ) );
	}

	public function testWhatCannotBeErasedLeavesNeitherTheKeyNorTheRest(): void {
		( new ApiKey() )->save( 'kljuc-12345678' );
		History::add( 1, 'rejected', 'Petar' );
		FailingStatements::during( 'SET body = NULL', [ Uninstaller::class, 'run' ] );
		wp_cache_flush();
		self::assertFalse( get_option( ApiKey::OPTION ) );
		self::assertNull( Sql::value( 'SELECT id FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . " WHERE message = 'Petar'" ) );
	}

	/** @return array<string, array{string, bool, bool}> Main file, whether it is active, whether it keeps the data. */
	public function others(): array {
		return [
			'a copy at work'  => [ 'sors-api-for-woocommerce.php', true, true ],
			'a copy switched off' => [ 'sors-api-for-woocommerce.php', false, false ],
			'another plugin'  => [ 'sors-labels.php', true, false ],
		];
	}

	/** Another copy that works with the data keeps it. @dataProvider others */
	public function testOnlyACopyAtWorkKeepsTheData( string $main, bool $isActive, bool $keeps ): void {
		$copy = WP_PLUGIN_DIR . '/sors-copy';
		mkdir( $copy );
		copy( SORS_API_FILE, "$copy/$main" );
		symlink( dirname( SORS_API_FILE ) . '/includes', $copy . '/includes' );
		update_option( 'sors_something', 'x' );
		SettingsStore::update( [ 'removeAllData' => true ] );
		$active = $isActive ? [ "sors-copy/$main" ] : [];
		$answer = static fn(): array => $active;
		add_filter( 'pre_option_active_plugins', $answer );
		Uninstaller::run();
		remove_filter( 'pre_option_active_plugins', $answer );
		array_map( 'unlink', [ "$copy/$main", $copy . '/includes' ] );
		rmdir( $copy );
		self::assertSame( $keeps ? 'x' : false, get_option( 'sors_something' ) );
		self::assertSame( $keeps, Installer::isCurrent() );
	}

	public function testTheRowOfThePluginSaysWhatGoes(): void {
		$this->loginAsAdmin();
		$said = static fn(): string => implode( ' ', Menu::sayWhatGoes( [], plugin_basename( SORS_API_FILE ) ) );
		self::assertStringContainsString( 'the API key and the buyers’ data are removed', $said() );
		SettingsStore::update( [ 'removeAllData' => true ] );
		self::assertStringContainsString( 'all its data goes', $said() );
		self::assertSame( [ 'By others' ], Menu::sayWhatGoes( [ 'By others' ], 'others/others.php' ) );
	}

	/** As WordPress does it: deactivated first, then deleted in a request where neither the plugin nor, perhaps, WooCommerce is active. */
	private static function uninstall(): void {
		do_action( 'deactivate_' . plugin_basename( SORS_API_FILE ), false );
		Boot::run(
			'define( "WP_UNINSTALL_PLUGIN", "sors-api-for-woocommerce/sors-api-for-woocommerce.php" );
			require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php";
			$answer = defined( "SORS_API_VERSION" );',
			[],
			[]
		);
		wp_cache_flush();
	}

	public function testItRunsOnlyWhenWordPressAsksForIt(): void {
		$there = Boot::run( 'require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php"; $answer = "went on";' );
		self::assertNotSame( 'went on', $there );
		self::assertGreaterThan( 0, self::traces() );
	}

	/** Whatever of ours can be found in the database. */
	private static function traces(): int {
		global $wpdb;
		$found = count( $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( Tables::name( '' ) ) . '%' ) ) );
		$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE 'sors\\_%' OR option_name LIKE '\\_transient\\_sors\\_%' OR option_name LIKE '\\_transient\\_timeout\\_sors\\_%'" );
		foreach ( [ 'postmeta', 'termmeta', 'usermeta', 'wc_orders_meta' ] as $table ) {
			if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $wpdb->prefix . $table ) ) ) ) {
				$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM {$wpdb->prefix}$table WHERE meta_key LIKE '\\_sors\\_%' OR meta_key LIKE '\\_wc\\_other/sors/%'" );
			}
		}
		$actions = $wpdb->prefix . 'actionscheduler_actions';
		if ( $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $actions ) ) ) ) {
			$found += (int) $wpdb->get_var( "SELECT COUNT(*) FROM $actions WHERE hook LIKE 'sors\\_%'" );
		}
		$cron = (string) wp_json_encode( _get_cron_array() );
		return $found + substr_count( $cron, '"sors_' );
	}
}
