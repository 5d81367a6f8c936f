<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
use SorsApi\Admin\SiteHealth;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Lifecycle\Schedule;
use SorsApi\OrderServices;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Pause;
use SorsApi\Outbox\Worker;
use SorsApi\Overview\Decisions;
use SorsApi\Services;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Connection;
use SorsApi\Sors\ConnectionProbe;
use SorsApi\Sors\Http\Key;
use SorsApi\Sors\Http\WordPressTransport;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;
use SorsApi\YearChange\NewerDatabase;

'cli' === PHP_SAPI || exit;

/** What wp-admin shows of the plugin outside of its app. */
final class AdminPageTest extends StoreTestCase {

	private SettingsStore $settings;
	private StoreIdentity $identity;
	private Decisions $decisions;
	private LastTest $test;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$this->settings  = new SettingsStore();
		$this->identity  = new StoreIdentity( $this->settings );
		$this->decisions = new Decisions( $this->settings, new ApiKey(), $this->identity, new NewerDatabase( $this->settings, ( new Services() )->api() ), ( new Services() )->orders()->restoredBackup() );
		$this->test      = new LastTest( new ConnectionProbe( self::unreachable() ) );
		$this->loginAsAdmin();
		set_current_screen( 'dashboard' );
		$this->identity->storeId();
	}

	protected function tearDown(): void {
		unset( $GLOBALS['current_screen'] );
		parent::tearDown();
	}

	public function testThePluginIsLinkedWithItsScreen(): void {
		$links = ( new Menu() )->addActionLink( [ '<a>Deactivate</a>' ] );
		self::assertStringContainsString( 'admin.php?page=sors-api', $links[0] );
		$this->loginAsCustomer();
		self::assertCount( 1, ( new Menu() )->addActionLink( [ '<a>Deactivate</a>' ] ) );
	}

	public function testOnTheAppsOwnScreenAChangedAddressIsLeftToTheApp(): void {
		self::bringFrom( 'shop.example' );
		set_current_screen( 'toplevel_page_sors-api' );
		self::assertSame( '', $this->notices(), 'Said twice, it is unclear which buttons count.' );
	}

	public function testAChangedAddressIsSaidWithBothAnswers(): void {
		self::bringFrom( 'shop.example' );
		$html = $this->notices();
		self::assertStringContainsString( 'used to be at shop.example', $html );
		self::assertSame( 2, substr_count( $html, '<button' ) );
		self::assertStringContainsString( '_wpnonce', $html );
	}

	public function testAnAddressThatAToolReplacedIsNotSaidToBeTheFormerOne(): void {
		self::bringFrom( 'shop.example' );
		update_option( StoreIdentity::ADDRESS_OPTION, StoreIdentity::address() );
		self::assertStringContainsString( 'used to be at another address and is now at ' . StoreIdentity::address(), $this->notices() );
	}

	public function testASiteThatIsNotTheProductionOneIsAskedAbout(): void {
		self::bringFrom( StoreIdentity::address() );
		$html = $this->notices();
		self::assertStringContainsString( 'of the type “local”', $html );
		self::assertStringContainsString( 'This is the shop', $html );
		self::assertSame( 2, substr_count( $html, '<button' ) );
	}

	public function testAFailedConnectionIsSaidOutsideOfOurScreenOnly(): void {
		$this->settings->update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		update_option(
			LastTest::OPTION,
			[
				'at'     => '2026-11-24T15:00:00Z',
				'result' => [
					'ok'        => false,
					'latencyMs' => null,
					'problem'   => [
						'code'    => 'key_refused',
						'message' => 'SORS refused <the> key.',
					],
				],
			]
		);
		self::assertStringContainsString( 'SORS refused &lt;the&gt; key.', $this->notices() );
		set_current_screen( 'toplevel_page_sors-api' );
		self::assertSame( '', $this->notices() );
		set_current_screen( 'edit-post' );
		self::assertSame( '', $this->notices() );
	}

	public function testOrdersThatNeedSomebodyAreSaidWhereTheShopIsLookedAfter(): void {
		global $wpdb;
		$this->configured();
		$refused   = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		$uncertain = $this->createOrder( [ $this->createProduct( 'B' )->get_id() => 1 ] );
		self::assertSame( '', $this->notices() );
		foreach ( [ OutboxEntry::REJECTED => $refused, OutboxEntry::UNCERTAIN => $uncertain ] as $state => $order ) {
			$wpdb->update( Tables::name( Tables::OUTBOX ), [ 'state' => $state ], [ 'order_id' => $order->get_id() ] );
		}
		$html = $this->notices();
		self::assertStringContainsString( '1 order was refused', $html );
		self::assertStringContainsString( 'For 1 order it is not known', $html );
		set_current_screen( 'edit-post' );
		self::assertSame( '', $this->notices() );
	}

	public function testANoticeCostsNothingElsewhereAndReadsFewRowsWhereItShows(): void {
		$this->configured();
		$this->notices();
		$queries = [];
		$listen  = static function ( string $query ) use ( &$queries ): string {
			$queries[] = $query;
			return $query;
		};
		add_filter( 'query', $listen );
		set_current_screen( 'edit-post' );
		self::assertSame( [ '', [] ], [ $this->notices(), $queries ] );
		set_current_screen( 'edit-shop_order' );
		$this->notices();
		remove_filter( 'query', $listen );
		self::assertLessThanOrEqual( 4, count( $queries ) );
		$ours = preg_grep( '/' . Tables::name( Tables::OUTBOX ) . '/', $queries );
		self::assertCount( 2, $ours );
		self::assertSame( $ours, preg_grep( '/WHERE state (=|IN)/', $ours ), 'A shop has hundreds of thousands of sent orders, each with its text.' );
	}

	public function testAQueueThatStandsStillIsSaidThereToo(): void {
		$this->configured();
		( new Pause() )->keyRefused( 'SORS refused the key.' );
		self::assertStringContainsString( 'SORS refused the key.', $this->notices() );
	}

	public function testSuccessAndAFreshShopAreSilent(): void {
		self::assertSame( '', $this->notices() );
	}

	public function testACustomerSeesNothing(): void {
		self::bringFrom( 'shop.example' );
		$this->loginAsCustomer();
		self::assertSame( '', $this->notices() );
	}

	public function testSiteHealthTellsTheConnection(): void {
		self::assertSame( 'recommended', $this->health()->testConnection()['status'] );
		$this->settings->update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		self::assertSame( 'good', $this->health()->testConnection()['status'] );
		self::bringFrom( 'shop.example' );
		$result = $this->health()->testConnection();
		self::assertSame( 'critical', $result['status'] );
		self::assertStringContainsString( 'whether the shop moved', $result['description'] );
	}

	public function testSiteHealthTellsAQueueThatStandsStill(): void {
		( new Schedule() )->ensure();
		self::assertSame( 'good', $this->health()->testQueue()['status'] );
		Schedule::clear();
		self::assertStringContainsString( 'is not planned', $this->health()->testQueue()['description'] );
		as_schedule_recurring_action( time() - HOUR_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		$result = $this->health()->testQueue();
		self::assertSame( 'critical', $result['status'] );
		self::assertStringContainsString( '60 minutes late', $result['description'] );
	}

	public function testADeadCronIsADecisionWithTheLineThatSolvesIt(): void {
		$this->configured();
		( new Schedule() )->ensure();
		self::assertNotContains( 'background_late', array_column( $this->decisions->all( null, null, [], [] ), 'code' ) );
		Schedule::clear();
		as_schedule_recurring_action( time() - HOUR_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		$messages = array_column( $this->decisions->all( null, null, [], [] ), 'message', 'code' );
		self::assertStringContainsString( site_url( 'wp-cron.php' ), $messages['background_late'] );
	}

	public function testSiteHealthTellsWhereTheDatabaseAloneGivesTheKeyAway(): void {
		$health = '( new SorsApi\Settings\ApiKey() )->save( "demo-key" );
			$services = new SorsApi\Services();
			$answer   = ( new SorsApi\Admin\SiteHealth( $services->decisions(), $services->lastTest(), $services->orders()->outbox(), $services->key() ) )->testKey();';
		$unset  = [
			'AUTH_KEY'  => 'put your unique phrase here',
			'AUTH_SALT' => 'put your unique phrase here',
		];
		self::assertSame( 'good', Boot::run( $health, [ 'SORS_API_KEY' => '' ] )['status'] );
		self::assertSame( 'good', Boot::run( $health, [ 'SORS_API_KEY' => 'demo-key' ] + $unset )['status'], 'What is in the configuration wins.' );
		$result = Boot::run( $health, [ 'SORS_API_KEY' => '' ] + $unset );
		self::assertSame( 'recommended', $result['status'] );
		self::assertStringContainsString( 'AUTH_KEY', $result['description'] );
	}

	public function testSiteHealthsInformationHasNoSecrets(): void {
		$text = (string) wp_json_encode( $this->health()->addInformation( [] ) );
		self::assertStringContainsString( SORS_API_VERSION, $text );
		self::assertStringNotContainsString( (string) ( new ApiKey() )->value(), $text );
	}

	private function configured(): void {
		( new ApiKey() )->save( 'demo-key' );
		$this->settings->update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
	}

	private function notices(): string {
		ob_start();
		( new Notices( $this->decisions, $this->test, $this->identity, self::outbox() ) )->show();
		return (string) ob_get_clean();
	}

	private function health(): SiteHealth {
		return new SiteHealth(
			$this->decisions,
			$this->test,
			self::outbox(),
			new ApiKey()
		);
	}

	private static function outbox(): Outbox {
		$settings = new SettingsStore();
		return ( new OrderServices( new Api( self::unreachable() ), $settings, new StoreIdentity( $settings ) ) )->outbox();
	}

	/** Any request to SORS fails here. */
	private static function unreachable(): Connection {
		return new Connection( '/nowhere', new WordPressTransport( '0' ), new Key( null ) );
	}
}
