<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Package;

use PHPUnit\Framework\TestCase;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\Site\SorsControl;

'cli' === PHP_SAPI || exit;

/**
 * What a shop goes through with the zip, each step a request of its own: installed by WordPress' own upgrader, at work,
 * installed in place of what is there, deactivated, deleted, installed again.
 */
final class LifeTest extends TestCase {

	private const PLUGIN = 'sors-api-for-woocommerce/sors-api-for-woocommerce.php';

	/** Left by WooCommerce and WordPress on their own: what is cached, notes of orders, and what the stand-in has of actions. */
	private const NOT_OURS = '/^(options: _(site_)?transient_(?!sors)|options: (recently_activated|active_plugins|uninstall_plugins)$|comments|stand_in_actions)/';

	/** Of the product and the orders of this test, and what WordPress and WooCommerce note of themselves. */
	private const OF_THE_SHOP = '/^(actionscheduler_|stand_in_actions |comment|posts |postmeta |term|wc_|woocommerce_(order_|sessions )|options  (action_scheduler_|_(site_)?transient_|cron$|active_plugins$|woocommerce_checkout_\w+_field$))/';

	private const ASK = '$ask = static function ( $method, $route, $params = [] ) {
			wp_set_current_user( 1 );
			$request = new WP_REST_Request( $method, "/sors/v1/$route" );
			$request->set_header( "Content-Type", "application/json" );
			"GET" === $method ? $request->set_query_params( $params ) : $request->set_body( wp_json_encode( (object) $params ) );
			$response = rest_do_request( $request );
			if ( $response->get_status() >= 300 ) {
				throw new RuntimeException( "$method $route: " . wp_json_encode( $response->get_data() ) );
			}
			return $response->get_data();
		};
		$order = static function ( $product ) {
			add_filter( "sors_settle_seconds", "__return_zero" );
			$order = wc_create_order();
			$order->add_product( wc_get_product( $product ), 1 );
			$order->set_address( [ "first_name" => "Petar", "last_name" => "Petrović", "email" => "petar@example.test", "country" => "RS" ], "billing" );
			$order->update_meta_data( "_sors_pib", "101134702" );
			$order->calculate_totals();
			$order->set_status( "processing" );
			$order->save();
			( new SorsApi\Services() )->orders()->worker()->work( 20 );
			return $order->get_id();
		};
		$entry = static fn( $order ) => $wpdb->get_row( $wpdb->prepare( "SELECT state, document_id, reference, body IS NULL AS erased, error_message FROM {$wpdb->prefix}sors_outbox WHERE order_id = %d", $order ), ARRAY_A );
		$answer = null;';

	private SorsControl $sors;

	protected function setUp(): void {
		parent::setUp();
		$this->sors = new SorsControl();
		$this->sors->post( 'reset', [ 'items' => 20 ] );
		$this->delete();
		// What an earlier run has left, also one that was broken off.
		$this->in(
			'foreach ( array_merge( wc_get_products( [ "limit" => -1 ] ), wc_get_orders( [ "limit" => -1 ] ) ) as $thing ) {
				$thing->delete( true );
			}
			foreach ( $wpdb->get_col( "SHOW TABLES LIKE \'{$wpdb->prefix}sors\_%\'" ) as $table ) {
				$wpdb->query( "DROP TABLE `$table`" );
			}
			$wpdb->query( "DELETE FROM $wpdb->options WHERE option_name LIKE \'sors\_%\'" );'
		);
	}

	public function testItWorksIsUpdatedAndLeavesWhatWasChosen(): void {
		$before = $this->ours();
		$rows   = $this->rows();
		$this->install( (string) getenv( 'SORS_ZIP' ) );
		$item = $this->item();
		[ $product, $old, $sent ] = $this->in(
			'$identity = new SorsApi\Settings\StoreIdentity( new SorsApi\Settings\SettingsStore() );
			( new SorsApi\Settings\ApiKey() )->save( "kljuc-12345678" );
			$unit = $ask( "GET", "business-units", [ "database" => "' . self::database() . '" ] )["items"][0]["id"];
			$ask( "PUT", "settings", [ "database" => "' . self::database() . '", "businessUnitIds" => [ $unit ], "unmappedLines" => "named", "exportOrders" => true, "retentionDays" => 77 ] );
			update_option( "woocommerce_currency", "RSD" );
			$item    = ' . var_export( $item, true ) . ';
			$product = new WC_Product_Simple();
			$product->set_name( "Proizvod" );
			$product->set_sku( $item["code"] );
			$product->set_regular_price( (string) $item["priceWithVat"] );
			$product->save();
			$link           = new SorsApi\Store\Link( $item["code"], $product->get_id() );
			$link->database = "' . self::database() . '";
			$link->sorsId   = (string) $item["id"];
			$link->vatRate  = (string) $item["vatRate"];
			$link->itemType = "goods";
			( new SorsApi\Store\Links() )->save( $link );
			$id     = $order( $product->get_id() );
			$answer = [ $product->get_id(), $id, $entry( $id ) ];'
		);
		self::assertSame( 'sent', $sent['state'], (string) $sent['error_message'] );

		$this->install( (string) getenv( 'SORS_ZIP' ) );
		[ $uri, $current, $kept, $days, $link, $copy ] = $this->in(
			'require_once ABSPATH . "wp-admin/includes/plugin.php";
			( new SorsApi\Services() )->orders()->sweep()->run();
			( new SorsApi\Services() )->orders()->worker()->work( 20 );
			$settings = new SorsApi\Settings\SettingsStore();
			$answer   = [
				get_plugin_data( SORS_API_FILE )["UpdateURI"],
				SorsApi\Lifecycle\Installer::isCurrent(),
				$entry( ' . $old . ' ),
				$settings->load()->retentionDays,
				( new SorsApi\Store\Links() )->byCodes( [ "' . $item['code'] . '" ] )["' . $item['code'] . '"]->objectId,
				( new SorsApi\Settings\StoreIdentity( $settings ) )->doubt(),
			];'
		);
		self::assertSame( [ 'false', true, $sent, 77, $product, null ], [ $uri, $current, $kept, $days, $link, $copy ] );
		self::assertCount( 1, $this->documents(), 'An order of before is not sent again.' );

		[ $state, $after ] = $this->in(
			'$run = $ask( "POST", "runs", [ "kind" => "stock", "mode" => "apply" ] );
			for ( $i = 0; $i < 50 && in_array( $run["state"], [ "queued", "reading", "applying" ], true ); $i++ ) {
				$run = $ask( "POST", "runs/{$run["id"]}/step" );
			}
			$answer = [ $run["state"], $entry( $order( ' . $product . ' ) ) ];'
		);
		self::assertSame( [ 'succeeded', 'sent' ], [ $state, $after['state'] ], (string) $after['error_message'] );
		self::assertCount( 2, $this->documents() );

		$this->delete();
		self::assertDirectoryDoesNotExist( getenv( 'SORS_TEST_SITE' ) . '/wp-content/plugins/' . dirname( self::PLUGIN ) );
		$ours = implode( "\n", $this->ours() );
		self::assertStringNotContainsString( 'sors_api_key', $ours );
		self::assertStringNotContainsString( '_sors_pib', $ours );
		self::assertStringContainsString( '_sors_document_id', $ours );
		[ $kept, $key ] = $this->in( '$answer = [ $entry( ' . $old . ' ), get_option( "sors_api_key" ) ];' );
		self::assertSame( [ 'erased' => '1' ] + $sent, [ 'erased' => $kept['erased'] ] + $kept );
		self::assertFalse( $key );

		$this->install( (string) getenv( 'SORS_ZIP' ) );
		self::assertSame( [ 77, true ], $this->in( '( new SorsApi\Services() )->orders()->sweep()->run(); ( new SorsApi\Services() )->orders()->worker()->work( 20 ); $answer = [ $ask( "GET", "settings" )["settings"]["retentionDays"], $ask( "PUT", "settings", [ "removeAllData" => true ] )["settings"]["removeAllData"] ];' ) );
		self::assertCount( 2, $this->documents(), 'It goes on where it was.' );
		$this->delete();
		self::assertSame( $before, $this->ours() );
		$changed = array_keys( array_diff_assoc( $this->rows(), $rows ) + array_diff_key( $rows, $this->rows() ) );
		self::assertSame( [], array_values( (array) preg_grep( self::OF_THE_SHOP, $changed, PREG_GREP_INVERT ) ), 'No other row is new, changed or gone.' );
	}

	/** As on the page where a zip is uploaded, also in place of what is there; then as on the page of plugins. */
	private function install( string $zip ): void {
		$done = $this->in(
			'foreach ( [ "file", "misc", "plugin", "class-wp-upgrader" ] as $file ) {
				require_once ABSPATH . "wp-admin/includes/$file.php";
			}
			wp_set_current_user( 1 );
			$upgrader = new Plugin_Upgrader( new Automatic_Upgrader_Skin() );
			$done     = $upgrader->install( "' . $zip . '", [ "overwrite_package" => true ] );
			$answer   = is_wp_error( $done ) ? $done->get_error_messages() : [ $done, $upgrader->plugin_info(), is_plugin_active( "' . self::PLUGIN . '" ) ];'
		);
		self::assertSame( [ true, self::PLUGIN ], array_slice( (array) $done, 0, 2 ) );
		if ( false === $done[2] ) {
			self::assertNull( $this->in( 'require_once ABSPATH . "wp-admin/includes/plugin.php"; $done = activate_plugin( "' . self::PLUGIN . '" ); $answer = is_wp_error( $done ) ? $done->get_error_messages() : null;' ) );
		}
	}

	private function delete(): void {
		$deleted = $this->in(
			'require_once ABSPATH . "wp-admin/includes/file.php";
			require_once ABSPATH . "wp-admin/includes/plugin.php";
			wp_set_current_user( 1 );
			deactivate_plugins( "' . self::PLUGIN . '" );
			$answer = is_file( WP_PLUGIN_DIR . "/' . self::PLUGIN . '" );'
		);
		if ( $deleted ) {
			self::assertTrue( $this->in( 'require_once ABSPATH . "wp-admin/includes/file.php"; require_once ABSPATH . "wp-admin/includes/plugin.php"; wp_set_current_user( 1 ); $answer = delete_plugins( [ "' . self::PLUGIN . '" ] );' ) );
		}
	}

	/** @return list<string> Whatever in the database speaks of SORS: tables, and rows by what they are. */
	private function ours(): array {
		$found = $this->in(
			'foreach ( $wpdb->get_col( "SHOW TABLES" ) as $table ) {
				$answer[] = "table: $table";
				foreach ( $wpdb->get_results( "SHOW COLUMNS FROM `$table`", ARRAY_A ) as $column ) {
					if ( preg_match( "/char|text/", $column["Type"] ) ) {
						$name = [ "options" => "option_name", "postmeta" => "meta_key", "wc_orders_meta" => "meta_key", "usermeta" => "meta_key" ][ substr( $table, strlen( $wpdb->prefix ) ) ] ?? $column["Field"];
						foreach ( $wpdb->get_col( "SELECT DISTINCT LEFT( `$name`, 100 ) FROM `$table` WHERE `{$column["Field"]}` LIKE \'%sors%\'" ) as $text ) {
							$answer[] = substr( $table, strlen( $wpdb->prefix ) ) . ": $text";
						}
					}
				}
			}'
		);
		$ours = array_values( array_unique( (array) preg_grep( self::NOT_OURS, (array) $found, PREG_GREP_INVERT ) ) );
		sort( $ours );
		return $ours;
	}

	/** @return array<string, string> Each row of the database, by table and key => what is in it. */
	private function rows(): array {
		return (array) $this->in(
			'foreach ( $wpdb->get_col( "SHOW TABLES" ) as $table ) {
				$keys = $wpdb->get_col( "SHOW KEYS FROM `$table` WHERE Key_name = \'PRIMARY\'", 4 );
				foreach ( $wpdb->get_results( "SELECT * FROM `$table`", ARRAY_A ) as $row ) {
					$name = $row["option_name"] ?? $row["meta_key"] ?? "";
					unset( $row["option_id"] );
					$key = "" === $name || isset( $row["meta_id"] ) ? implode( ",", array_intersect_key( $row, array_flip( $keys ) ) ) : "";
					$answer[ trim( substr( $table, strlen( $wpdb->prefix ) ) . " $key $name" ) ] = md5( (string) wp_json_encode( $row ) );
				}
			}'
		);
	}

	/** @return array<string, mixed> Goods of the SORS server. */
	private function item(): array {
		$goods = array_filter( $this->sors->get( 'state?database=' . self::database() . '&include=products' )['databases'][ self::database() ]['products'], static fn( array $item ): bool => 'goods' === $item['itemType'] && $item['active'] && $item['priceWithVat'] > 0 );
		return (array) reset( $goods );
	}

	/** Of its business: a shop in production sends nothing to the one that all share. */
	private static function database(): string {
		return 'Prodavnica' . gmdate( 'Y' );
	}

	private function documents(): array {
		return $this->sors->get( 'state?database=' . self::database() . '&include=documents' )['databases'][ self::database() ]['documents'];
	}

	/** @return mixed What the code assigns to `$answer`, in a request of a shop that says of itself that it is one. */
	private function in( string $code ) {
		return Boot::run( self::ASK . $code, [ 'WP_ENVIRONMENT_TYPE' => 'production', 'FS_METHOD' => 'direct' ] );
	}
}
