<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Network;

use SorsApi\Database\Tables;
use SorsApi\Lifecycle\Installer;

'cli' === PHP_SAPI || exit;

/** Several shops in one WordPress: each is a shop of its own, and nothing of it stays behind. @group real-store */
final class NetworkTest extends NetworkTestCase {

	private const PLANNED = '$answer = [ count( as_get_scheduled_actions( [ "group" => "sors", "status" => "pending" ] ) ), false !== wp_next_scheduled( "sors_ensure_actions" ) ];';

	public function testASiteMadeLaterIsReadyWithItsFirstRequest(): void {
		$this->newSite( 'druga' );
		self::assertSame( [], self::tablesOfOthers() );
		[ $version, $id, $cron ] = $this->on( 'druga', '$answer = [ get_option( "sors_tables_version" ), get_option( "sors_store_id" ), false !== wp_next_scheduled( "sors_ensure_actions" ) ];' );
		self::assertSame( Installer::version(), $version );
		self::assertMatchesRegularExpression( '/^[a-z0-9]{10}$/', $id );
		self::assertNotSame( get_option( 'sors_store_id' ), $id );
		self::assertTrue( $cron, 'Nobody may ever open its wp-admin.' );
		self::assertCount( count( Tables::names() ), self::tablesOfOthers() );
	}

	public function testEachSiteHasItsOwnSettingsKeyAndDocuments(): void {
		$sites = [ 'prva' => $this->newSite( 'prva' ), 'druga' => $this->newSite( 'druga' ) ];
		$ids   = [];
		foreach ( array_keys( $sites ) as $name ) {
			$ids[ $name ] = $this->on( $name, $this->shop( "kljuc-$name-12345" ), [ 'SORS_API_KEY' => '' ] );
		}
		self::assertNotSame( $ids['prva'], $ids['druga'] );
		foreach ( array_keys( $sites ) as $name ) {
			[ $key, $email, $entries ] = $this->on(
				$name,
				'$settings = new SorsApi\Settings\SettingsStore();
				$answer = [ ( new SorsApi\Settings\ApiKey() )->value(), $settings->load()->alertEmail, $wpdb->get_col( "SELECT CONCAT_WS( \' \', state, reference, error_message ) FROM {$wpdb->prefix}sors_outbox" ) ];',
				[ 'SORS_API_KEY' => '' ]
			);
			self::assertSame( [ "kljuc-$name-12345", "$ids[$name]@example.test" ], [ $key, $email ] );
			self::assertCount( 1, $entries );
			self::assertMatchesRegularExpression( "/^sent $ids[$name]-\\d+-[a-z0-9]+-sale-1$/", $entries[0] );
		}
		$documents = array_column( $this->sors->get( 'state?database=Demo2&include=documents' )['databases']['Demo2']['documents'], 'externalReference' );
		self::assertCount( 2, $documents );
		self::assertSame( [], array_diff( $ids, array_map( static fn( string $reference ): string => explode( '-', $reference )[0], $documents ) ) );
	}

	public function testADeletedSiteLeavesNothingOfItsBuyers(): void {
		$kept = $this->newSite( 'prva' );
		$gone = $this->newSite( 'druga' );
		$this->on( 'prva', '' );
		$this->on( 'druga', '' );
		foreach ( [ $kept, $gone ] as $site ) {
			update_user_meta( 1, "_sors_customer_$site", [ 'code' => 'K-1', 'name' => 'Petar', 'percent' => '5', 'checkedAt' => 1 ] );
		}
		self::assertCount( 2 * count( Tables::names() ), self::tablesOfOthers() );
		$this->on( '', "require_once ABSPATH . 'wp-admin/includes/ms.php'; wp_delete_site( $gone );" );
		self::assertSame( [], preg_grep( "/^wp_{$gone}_/", self::tablesOfOthers() ) );
		self::assertCount( count( Tables::names() ), preg_grep( "/^wp_{$kept}_/", self::tablesOfOthers() ) );
		self::assertSame( [ true, false ], [ metadata_exists( 'user', 1, "_sors_customer_$kept" ), metadata_exists( 'user', 1, "_sors_customer_$gone" ) ] );
		delete_user_meta( 1, "_sors_customer_$kept" );
	}

	public function testUninstallingForgetsWhoWasLinkedToASiteThatIsGone(): void {
		$kept = $this->newSite( 'prva' );
		$this->on( 'prva', '' );
		foreach ( [ $kept, 7777 ] as $site ) {
			update_user_meta( 1, "_sors_customer_$site", [ 'code' => 'K-1', 'name' => 'Petar', 'percent' => '5', 'checkedAt' => 1 ] );
		}
		$this->plugin( 'deactivate' );
		$this->on( '', 'define( "WP_UNINSTALL_PLUGIN", "x" ); require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php";' );
		self::assertSame( [ true, false ], [ metadata_exists( 'user', 1, "_sors_customer_$kept" ), metadata_exists( 'user', 1, '_sors_customer_7777' ) ], 'Nobody chose to remove all data.' );
		delete_user_meta( 1, "_sors_customer_$kept" );
	}

	public function testUninstallingCleansEverySiteAndWhatDeletedOnesHaveLeft(): void {
		global $wpdb;
		$there = $this->newSite( 'prva' );
		$gone  = $this->newSite( 'druga' );
		$this->on( 'prva', 'update_option( "sors_settings", [ "removeAllData" => true ] ); add_option( "sors_something", 1 ); update_user_meta( 1, "_sors_pib", "1" );' );
		$this->on( '', 'update_option( "sors_settings", [ "removeAllData" => true ] );' );
		$this->on( 'druga', '' );
		$wpdb->query( "CREATE TABLE wp_{$there}_sors_notes ( id INT )" );
		remove_all_filters( 'wpmu_drop_tables' );
		wp_delete_site( $gone );
		self::assertNotSame( [], preg_grep( "/^wp_{$gone}_/", self::tablesOfOthers() ), 'as when the plugin was not active at the time' );

		$this->plugin( 'deactivate' );
		$this->on( '', 'define( "WP_UNINSTALL_PLUGIN", "x" ); require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php"; switch_to_blog( ' . $there . ' );' );

		self::assertSame( [ "wp_{$there}_sors_notes" ], self::tablesOfOthers(), 'Only that of another plugin is left.' );
		self::assertSame( [], $wpdb->get_col( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( 'wp_sors_' ) . '%' ) ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM wp_{$there}_options WHERE option_name LIKE 'sors\\_%'" ) );
		self::assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->usermeta WHERE meta_key LIKE '\\_sors\\_%'" ) );
	}

	/** Two ways in which a site looks gone and is not: it is that of another WordPress, or could not be read. */
	public function testUninstallingDropsNoTablesOfAShopThatIsAlive(): void {
		global $wpdb;
		$there = $this->newSite( 'prva' );
		$this->on( 'prva', '' );
		// Another WordPress in the same database.
		$wpdb->query( 'CREATE TABLE wp_777_options ( id INT )' );
		$wpdb->query( 'CREATE TABLE wp_777_sors_outbox ( id INT )' );
		try {
			$this->plugin( 'deactivate' );
			$this->on( '', 'add_filter( "query", static fn( $sql ) => false === strpos( $sql, "FROM wp_blogs WHERE blog_id = " ) ? $sql : "SELECT broken" );' . 'define( "WP_UNINSTALL_PLUGIN", "x" ); require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php";' );
			self::assertSame( [ 'wp_777_sors_outbox' ], array_values( (array) preg_grep( '/^wp_777_/', self::tablesOfOthers() ) ) );
			self::assertCount( count( Tables::names() ), (array) preg_grep( "/^wp_{$there}_/", self::tablesOfOthers() ) );
		} finally {
			$wpdb->query( 'DROP TABLE wp_777_options' );
		}
	}

	public function testASiteThatLosesItsDataTakesNothingOfAnotherAlong(): void {
		$gone = $this->newSite( 'prva' );
		$kept = $this->newSite( 'druga' );
		$link = 'update_user_meta( 1, SorsApi\Counterparts\LinkedCustomers::meta(), [ "code" => "K-1", "name" => "Petar", "percent" => "5", "checkedAt" => 1 ] );';
		$this->on( '', 'update_option( "sors_settings", [ "removeAllData" => true ] );' );
		$this->on( 'prva', 'update_option( "sors_settings", [ "removeAllData" => true ] );' . $link );
		$this->on( 'druga', $link . 'update_user_meta( 1, "_sors_other", "1" ); update_user_meta( 1, "_sors_pib", "1" );' );

		$this->plugin( 'deactivate' );
		$this->on( '', 'define( "WP_UNINSTALL_PLUGIN", "x" ); require WP_PLUGIN_DIR . "/sors-api-for-woocommerce/uninstall.php";' );

		self::assertSame( '', get_user_meta( 1, "_sors_customer_$gone", true ) );
		self::assertEquals( [ 'code' => 'K-1', 'name' => '', 'percent' => '5', 'checkedAt' => 1 ], get_user_meta( 1, "_sors_customer_$kept", true ) );
		self::assertSame( [ '1', '' ], [ get_user_meta( 1, '_sors_other', true ), get_user_meta( 1, '_sors_pib', true ) ] );
		delete_user_meta( 1, '_sors_other' );
		delete_user_meta( 1, "_sors_customer_$kept" );
		self::assertSame( [], preg_grep( "/^wp_{$gone}_/", self::tablesOfOthers() ) );
		self::assertCount( count( Tables::names() ), self::tablesOfOthers() );
	}

	public function testSwitchedOffInTheNetworkNothingStaysPlannedOnAnySiteAndOrdersOfTheTimeAreNotSentLater(): void {
		$this->newSite( 'prva' );
		$this->newSite( 'druga' );
		foreach ( [ 'prva', 'druga' ] as $name ) {
			$this->on( $name, '( new SorsApi\Lifecycle\Schedule() )->ensure(); ( new SorsApi\Settings\SettingsStore() )->update( [ "exportOrders" => true ] ); $GLOBALS["wpdb"]->query( "UPDATE {$GLOBALS["wpdb"]->prefix}sors_uptime SET began_at = began_at - 1000000000" );' );
			self::assertSame( [ 2, true ], $this->on( $name, self::PLANNED ) );
		}
		$this->plugin( 'deactivate' );
		$open = '$answer = [ count( as_get_scheduled_actions( [ "group" => "sors", "status" => "pending" ] ) ), false !== wp_next_scheduled( "sors_ensure_actions" ), 0 < (int) $GLOBALS["wpdb"]->get_var( "SELECT COUNT(*) FROM {$GLOBALS["wpdb"]->prefix}sors_uptime WHERE is_open = 1" ) ];';
		foreach ( [ 'prva', 'druga' ] as $name ) {
			self::assertSame( [ 0, false, false ], $this->on( $name, $open ), $name );
		}
		self::assertSame( 0, $this->on( '', self::PLANNED )[0] );

		$this->plugin( 'activate' );
		foreach ( [ 'prva', 'druga' ] as $name ) {
			[ $cron, $inBetween, $now ] = $this->on( $name, '$answer = [ false !== wp_next_scheduled( "sors_ensure_actions" ), SorsApi\Settings\Uptime::isOpen(), intdiv( SorsApi\Settings\Uptime::since(), 1000000 ) ];' );
			self::assertTrue( $cron, $name );
			self::assertTrue( $inBetween, $name );
			self::assertGreaterThan( time() - 600, $now, $name );
		}
	}

	public function testSwitchedOnInTheNetworkWithOtherTablesOrdersOfTheTimeBetweenAreNotSentLaterOnAnySite(): void {
		$this->newSite( 'prva' );
		$this->on( 'prva', '( new SorsApi\Settings\SettingsStore() )->update( [ "exportOrders" => true ] ); $GLOBALS["wpdb"]->query( "UPDATE {$GLOBALS["wpdb"]->prefix}sors_uptime SET began_at = began_at - 1000000000" );' );
		$this->plugin( 'deactivate' );
		$this->on( 'prva', 'update_option( "sors_tables_version", "1-before" );' );
		$this->plugin( 'activate' );
		[ $isOpen, $since ] = $this->on( 'prva', '$answer = [ SorsApi\Settings\Uptime::isOpen(), intdiv( SorsApi\Settings\Uptime::since(), 1000000 ) ];' );
		self::assertTrue( $isOpen );
		self::assertGreaterThan( time() - 600, $since );
	}

	public function testSwitchedOffInTheNetworkItGoesOnWhereTheSiteItselfHasIt(): void {
		$this->newSite( 'prva' );
		$this->plugin( 'activate', 'prva', false );
		$this->plugin( 'activate' );
		$this->on( 'prva', '( new SorsApi\Lifecycle\Schedule() )->ensure(); ( new SorsApi\Settings\SettingsStore() )->update( [ "exportOrders" => true ] );' );
		$this->plugin( 'deactivate' );
		self::assertSame( [ [ 2, true ], true ], $this->on( 'prva', self::PLANNED . '$answer = [ $answer, SorsApi\Settings\Uptime::isOpen() ];' ) );
	}

	public function testSwitchedOffInTheNetworkItGoesOnInAnotherNetworkOfTheSameWordPress(): void {
		global $wpdb;
		$there = $this->newSite( 'prva' );
		$this->on( 'prva', '( new SorsApi\Settings\SettingsStore() )->update( [ "exportOrders" => true ] );' );
		$isOpen = static fn(): bool => null !== $wpdb->get_var( "SELECT id FROM wp_{$there}_sors_uptime WHERE is_open = 1" );
		$wpdb->update( $wpdb->blogs, [ 'site_id' => 2 ], [ 'blog_id' => $there ] );
		$this->plugin( 'deactivate' );
		self::assertTrue( $isOpen() );
		$this->plugin( 'activate' );
		$wpdb->update( $wpdb->blogs, [ 'site_id' => 1 ], [ 'blog_id' => $there ] );
		$this->plugin( 'deactivate' );
		self::assertFalse( $isOpen(), 'Of its own network it ends.' );
	}

	public function testSwitchedOnForOneSiteItIsThereAlone(): void {
		$this->newSite( 'prva' );
		$this->newSite( 'druga' );
		$this->plugin( 'deactivate' );
		$this->plugin( 'activate', 'prva', false );
		$there = '$answer = defined( "SORS_API_VERSION" ) && 200 === rest_do_request( "/sors/v1" )->get_status();';
		self::assertTrue( $this->on( 'prva', $there ) );
		self::assertFalse( $this->on( 'druga', $there ) );
		self::assertCount( count( Tables::names() ), self::tablesOfOthers() );
		$this->on( 'prva', '( new SorsApi\Lifecycle\Schedule() )->ensure();' );
		$this->plugin( 'deactivate', 'prva', false );
		self::assertSame( [ 0, false ], $this->on( 'prva', self::PLANNED ) );
	}

	public function testASiteMadeOfAnotherSitesTablesIsSeenAsACopyAndOnlyIt(): void {
		$from = $this->newSite( 'prva' );
		$to   = $this->newSite( 'druga' );
		$copy = '$answer = ( new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() ) )->doubt();';
		$move = '( new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() ) )->confirmMoved();' . $copy;
		self::assertSame( 'environment', $this->on( 'prva', $copy ), 'Test sites are local ones: each is confirmed on its own.' );
		self::assertNull( $this->on( 'prva', $move ) );
		self::assertSame( 'environment', $this->on( 'druga', $copy ) );
		self::assertNull( $this->on( 'druga', $move ) );
		$this->on(
			'druga',
			// As cloning tools do it.
			"\$wpdb->query( \"DELETE FROM wp_{$to}_options WHERE option_name LIKE 'sors\\\\_%'\" );
			\$wpdb->query( \"INSERT INTO wp_{$to}_options ( option_name, option_value, autoload ) SELECT option_name, REPLACE( option_value, '/prva', '/druga' ), autoload FROM wp_{$from}_options WHERE option_name LIKE 'sors\\\\_%'\" );"
		);
		self::assertSame( 'address', $this->on( 'druga', $copy ) );
		self::assertNull( $this->on( 'prva', $copy ) );
		self::assertNull( $this->on( '', $copy ) );
	}

	/** Key, settings, and an order that was sent; answers the store id. */
	private function shop( string $key ): string {
		$goods = array_filter( $this->sors->get( 'state?database=Demo2&include=products' )['databases']['Demo2']['products'], static fn( array $item ): bool => 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 );
		return '$item = ' . var_export( reset( $goods ), true ) . ';
			$identity = new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() );
			$identity->confirmMoved();
			$ask = static function ( $method, $route, $params = [] ) {
				$request = new WP_REST_Request( $method, "/sors/v1/$route" );
				$request->set_query_params( "GET" === $method ? $params : [] );
				$request->set_body( "GET" === $method ? "" : wp_json_encode( (object) $params ) );
				return rest_do_request( $request )->get_data();
			};
			// The server takes the demo key only; what is saved here is only kept.
			( new SorsApi\Settings\ApiKey() )->save( "demo-key" );
			$unit = $ask( "GET", "business-units", [ "database" => "Demo2" ] )["items"][0]["id"];
			$ask( "PUT", "settings", [ "database" => "Demo2", "businessUnitIds" => [ $unit ], "unmappedLines" => "named", "exportOrders" => true, "sendToTestDatabase" => true, "alertEmail" => $identity->storeId() . "@example.test" ] );
			update_option( "woocommerce_currency", "RSD" );
			add_filter( "sors_settle_seconds", "__return_zero" );
			$product = new WC_Product_Simple();
			$product->set_name( "Proizvod" );
			$product->set_sku( $item["code"] );
			$product->set_regular_price( (string) $item["priceWithVat"] );
			$product->save();
			$link           = new SorsApi\Store\Link( $item["code"], $product->get_id() );
			$link->database = "Demo2";
			$link->sorsId   = (string) $item["id"];
			$link->vatRate  = (string) $item["vatRate"];
			$link->itemType = "goods";
			( new SorsApi\Store\Links() )->save( $link );
			$order = wc_create_order();
			$order->add_product( $product, 1 );
			$order->set_address( [ "first_name" => "Petar", "last_name" => "Petrović", "email" => "petar@example.test", "country" => "RS" ], "billing" );
			$order->calculate_totals();
			$order->set_status( "processing" );
			$order->save();
			( new SorsApi\Services() )->orders()->worker()->work( 10 );
			( new SorsApi\Settings\ApiKey() )->save( "' . $key . '" );
			$answer = $identity->storeId();';
	}
}
