<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Automattic\WooCommerce\Utilities\PluginUtil;
use SorsApi\Outbox\Pause;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What the plugin adds to WooCommerce's own places: the things to do next, the status page, the menu; and what it says of its optional features. @group real-store */
final class WooCommercePlacesTest extends StoreTestCase {

	private const ASKED = '
		wp_set_current_user( 1 );
		$lists  = rest_do_request( new WP_REST_Request( "GET", "/wc-admin/onboarding/tasks" ) )->get_data();
		$tasks  = array_column( array_column( $lists, "tasks", "id" )["extended"], null, "id" );
		$answer = $tasks["sors-connect"] ?? null;';

	protected function setUp(): void {
		parent::setUp();
		$this->loginAsAdmin();
	}

	public function testTheConnectionIsAmongTheThingsToDoNextUntilItStands(): void {
		$task = Boot::run( self::ASKED, [], null, '/wp-json/wc-admin/onboarding/tasks' );
		self::assertSame( [ 'Connect with SORS', true, false ], [ $task['title'] ?? null, $task['canView'], $task['isComplete'] ] );
		self::assertStringEndsWith( 'admin.php?page=sors-api&path=connect', $task['actionUrl'] );
		self::connectShop();
		self::assertTrue( Boot::run( self::ASKED, [], null, '/wp-json/wc-admin/onboarding/tasks' )['isComplete'] );
		// Elsewhere none of it is loaded.
		foreach ( [ '/', '/wp-json/wc/store/v1/products' ] as $path ) {
			self::assertSame( [], Boot::run( '$answer = preg_grep( "/OnboardingTasks|SorsApi.Admin/", get_declared_classes() );', [], null, $path ), $path );
		}
	}

	public function testTheStatusPageTellsHowItIsWithoutSecrets(): void {
		self::connectShop();
		Pause::keyRefused( 'SORS refused the key.' );
		$html = AdminScreen::html( 1, 'admin.php?page=wc-status' );
		self::assertStringContainsString( 'data-export-label="SORS API"', $html );
		self::assertMatchesRegularExpression( '#<td data-export-label="Pause">[^<]+</td><td class="help"></td><td[^>]*>auth_failed</td>#', $html );
		self::assertMatchesRegularExpression( '#<td data-export-label="Version">Version:</td><td class="help"></td><td[^>]*>' . preg_quote( SORS_API_VERSION, '#' ) . '</td>#', $html );
		self::assertStringNotContainsString( (string) ( new ApiKey() )->value(), $html );
		self::assertMatchesRegularExpression( "#<a href='admin\.php\?page=sors-api'[^>]*>SORS API</a>#", $html, 'And WooCommerce\'s menu leads to it.' );
	}

	public function testTheLinkLeavesOurPageWhereItIs(): void {
		$html = AdminScreen::html( 1, 'admin.php?page=sors-api' );
		self::assertMatchesRegularExpression( '/<li class="[^"]*\bcurrent\b[^"]*" id="toplevel_page_sors-api"/', $html );
		self::assertStringContainsString( '</html>', $html );
	}

	public function testToolsQueueAFullSyncAndTestTheConnection(): void {
		[ $success, $message ] = $this->use( 'sors_sync' );
		self::assertFalse( $success, 'Nothing is chosen yet.' );
		self::assertStringEndsWith( ': Choose the SORS database and at least one business unit first, under SORS API → Settings → Connection.', $message );
		self::connectShop();
		self::assertTrue( $this->use( 'sors_sync' )[0] );
		$runs = $this->restOk( 'GET', 'runs' )['items'];
		self::assertSame( [ 'images queued', 'stock queued', 'catalog queued' ], array_map( static fn( array $run ): string => "{$run['kind']} {$run['state']}", $runs ) );
		self::assertSame( [ 'person' ], array_unique( array_column( $runs, 'startedBy' ) ), 'One of a schedule may read changes only.' );

		[ $success, $message ] = $this->use( 'sors_test' );
		self::assertTrue( $success, $message );
		self::assertMatchesRegularExpression( '/SORS answers in \d+ ms/', $message );
		SettingsStore::update( [ 'database' => 'NemaTe' ] );
		[ $success, $message ] = $this->use( 'sors_test' );
		self::assertFalse( $success );
		self::assertStringContainsString( 'NemaTe', $message );
		self::assertDoesNotMatchRegularExpression( '/[\x00-\x1F]/', $message, 'It is words, not as it is stored.' );
	}

	public function testWhatCannotStartKeepsNothingElseFromStarting(): void {
		self::connectShop();
		update_option( 'woocommerce_currency', 'EUR' );
		[ $success, $message ] = $this->use( 'sors_sync' );
		self::assertTrue( $success, 'Something of it did start.' );
		self::assertStringStartsWith( 'Started: Images. Not started: Catalogue, Stock and prices. SORS’ prices are in RSD and the shop sells in EUR', $message );
		self::assertDoesNotMatchRegularExpression( '/[\x00-\x1F]/', $message );
		self::assertSame( [ 'images' ], array_column( $this->restOk( 'GET', 'runs' )['items'], 'kind' ) );
	}

	public function testImagesThatTheShopDecidesAboutAreLeftOut(): void {
		self::connectShop();
		SettingsStore::update( [ 'fields' => [ 'images' => 'never' ] ] );
		$this->use( 'sors_sync' );
		self::assertSame( [ 'stock', 'catalog' ], array_column( $this->restOk( 'GET', 'runs' )['items'], 'kind' ) );
	}

	public function testAToolEndsAPauseButNotOneThatSorsAsksFor(): void {
		self::assertTrue( $this->tool( 'sors_end_pause' )['disabled'], 'There is none.' );
		Pause::keyRefused( 'SORS refused the key.' );
		self::assertFalse( $this->tool( 'sors_end_pause' )['disabled'] );
		self::assertTrue( $this->use( 'sors_end_pause' )[0] );
		self::assertNull( Pause::current() );
		Pause::rateLimited( 'SORS asks for a pause.', 60 );
		self::assertTrue( $this->tool( 'sors_end_pause' )['disabled'] );
		self::assertFalse( $this->use( 'sors_end_pause' )[0] );
		self::assertNotNull( Pause::current() );
	}

	public function testWhoMayNotManageTheShopHasNoTools(): void {
		$ours = static fn(): array => array_values( preg_grep( '/^sors_/', array_keys( apply_filters( 'woocommerce_debug_tools', [] ) ) ) );
		self::assertSame( [ 'sors_sync', 'sors_test', 'sors_end_pause' ], $ours() );
		add_filter( 'sors_user_may_manage', '__return_false' );
		self::assertSame( [], $ours(), 'Not even who manages WooCommerce.' );
	}

	private function tool( string $name ): array {
		return apply_filters( 'woocommerce_debug_tools', [] )[ $name ];
	}

	/** @return array{bool, string} As WooCommerce does it: whether it went well, and what it says. */
	private function use( string $tool ): array {
		$request = new \WP_REST_Request( 'PUT', "/wc/v3/system_status/tools/$tool" );
		$request->set_body_params( [ 'confirm' => true ] );
		$answer = rest_do_request( $request )->get_data();
		return [ $answer['success'], $answer['message'] ];
	}

	/** A feature that is new in WooCommerce has to be tried first: the stage with contract names of its own runs with all of them on. */
	public function testEveryFeatureThatWooCommerceAsksAboutIsDeclared(): void {
		$declared = FeaturesUtil::get_compatible_features_for_plugin( plugin_basename( SORS_API_FILE ) );
		$asked    = array_filter( FeaturesUtil::get_features( true ), static fn( array $feature ): bool => empty( $feature['skip_compatibility_checks'] ) && empty( $feature['is_legacy'] ) );
		self::assertContains( 'custom_order_tables', array_keys( $asked ) );
		self::assertSame( [], array_values( array_diff( array_keys( $asked ), $declared['compatible'] ) ) );
		self::assertSame( [], $declared['incompatible'] );
		self::assertContains( 'cart_checkout_blocks', $declared['compatible'] );
	}

	/** As the list of plugins and the switch of a feature judge it. */
	public function testNoWarningNamesThePlugin(): void {
		$plugins = wc_get_container()->get( PluginUtil::class );
		$ours    = plugin_basename( SORS_API_FILE );
		self::assertContains( $ours, $plugins->get_woocommerce_aware_plugins( true ) );
		foreach ( array_keys( FeaturesUtil::get_features( true ) ) as $feature ) {
			self::assertNotContains( $ours, $plugins->get_items_considered_incompatible( $feature, FeaturesUtil::get_compatible_plugins_for_feature( $feature ) ), $feature );
		}
	}
}
