<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Menu;
use SorsApi\Admin\Notices;
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
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What wp-admin shows of the plugin outside of its app. */
final class AdminPageTest extends StoreTestCase {

	private Decisions $decisions;
	private LastTest $test;

	protected function setUp(): void {
		parent::setUp();
		require_once ABSPATH . 'wp-admin/includes/admin.php';
		$this->decisions = ( new Services() )->decisions();
		$this->test      = new LastTest( new ConnectionProbe( self::unreachable() ), static fn(): int => 0 );
		$this->loginAsAdmin();
		set_current_screen( 'dashboard' );
		StoreIdentity::storeId();
	}

	public function testThePluginIsLinkedWithItsScreen(): void {
		$links = ( new Menu() )->addActionLink( [ '<a>Deactivate</a>' ] );
		self::assertStringContainsString( 'admin.php?page=sors-api', $links[0] );
		$this->loginAsCustomer();
		self::assertCount( 1, ( new Menu() )->addActionLink( [ '<a>Deactivate</a>' ] ) );
	}

	public function testAfterActivationOneNoticeLeadsToTheConnectionUntilItStands(): void {
		( new ApiKey() )->forget();
		$html = $this->notices();
		self::assertSame( 1, substr_count( $html, 'class="notice ' ), $html );
		self::assertStringContainsString( 'Connect with SORS (3 minutes)', $html );
		self::assertStringContainsString( 'page=sors-api&#038;path=connect"', $html );
		self::connectShop();
		self::assertSame( '', $this->notices(), 'It is connected.' );
	}

	public function testTheFirstNoticeStaysAwayOncePutAway(): void {
		( new ApiKey() )->forget();
		self::assertSame( 1, preg_match( '/href="([^"]*action=sors_dismiss_first_notice[^"]*)"/', $this->notices(), $found ) );
		( new Notices( $this->decisions, $this->test, self::outbox() ) )->register();
		parse_str( (string) wp_parse_url( html_entity_decode( $found[1] ), PHP_URL_QUERY ), $query );
		$this->loginAsCustomer();
		self::assertFalse( $this->dismissed( $query ), 'Not by anybody.' );
		$this->loginAsAdmin();
		self::assertFalse( $this->dismissed( [ '_wpnonce' => 'made-up' ] + $query ) );
		self::assertTrue( $this->dismissed( $query ) );
		self::assertSame( '', $this->notices() );
	}

	private function dismissed( array $query ): bool {
		$_REQUEST = $query;
		$stop     = self::throwing( 'It ends here.' );
		add_filter( 'wp_redirect', $stop );
		add_filter( 'wp_die_handler', static fn() => $stop );
		try {
			do_action( 'admin_post_sors_dismiss_first_notice' );
		} catch ( \RuntimeException $end ) {
			return false !== get_option( 'sors_first_notice_dismissed' );
		} finally {
			$_REQUEST = [];
			remove_filter( 'wp_redirect', $stop );
			remove_all_filters( 'wp_die_handler' );
		}
		self::fail( 'It goes on.' );
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
		SettingsStore::update( [ 'database' => 'Demo2', 'businessUnitIds' => [ '1' ] ] );
		self::failedTest( 'key_refused', 'SORS refused <the> key.' );
		self::assertStringContainsString( 'SORS refused &lt;the&gt; key.', $this->notices() );
		set_current_screen( 'toplevel_page_sors-api' );
		self::assertSame( '', $this->notices() );
		set_current_screen( 'edit-post' );
		self::assertSame( '', $this->notices() );
	}

	public function testOrdersThatNeedSomebodyAreSaidWhereTheShopIsLookedAfter(): void {
		self::connectShop();
		$refused   = $this->createOrder( [ $this->createProduct( 'A' )->get_id() => 1 ] );
		$uncertain = $this->createOrder( [ $this->createProduct( 'B' )->get_id() => 1 ] );
		self::assertSame( '', $this->notices() );
		foreach ( [ OutboxEntry::REJECTED => $refused, OutboxEntry::UNCERTAIN => $uncertain ] as $state => $order ) {
			self::db()->update( Tables::name( Tables::OUTBOX ), [ 'state' => $state ], [ 'order_id' => $order->get_id() ] );
		}
		$html = $this->notices();
		self::assertSame( 1, substr_count( $html, 'class="notice ' ), $html );
		self::assertSame( 1, substr_count( $html, 'notice-error' ), $html );
		foreach ( [ 'uncertain' => '1 order needs your decision', 'rejected' => '1 order was refused' ] as $state => $words ) {
			self::assertMatchesRegularExpression( "/<li>{$words}[^<]*<a href=\"[^\"]*path=orders&#038;state=$state\"/", $html );
		}
		set_current_screen( 'woocommerce_page_wc-orders' );
		self::assertSame( $html, $this->notices() );
		$_GET['action'] = 'edit';
		self::assertSame( '', $this->notices(), 'On the page of an order that is fine.' );
		Pause::keyRefused( 'SORS refused the key.' );
		self::assertStringContainsString( 'SORS refused the key.', $this->notices() );
		unset( $_GET['action'] );
		set_current_screen( 'edit-post' );
		self::assertSame( '', $this->notices() );
	}

	/** The box says what is to be done about this one: a list of all else above it would hide it. */
	public function testOnThePageOfAnOrderOnlyTheMostUrgentIsSaid(): void {
		self::connectShop();
		set_current_screen( 'woocommerce_page_wc-orders' );
		Pause::keyRefused( 'SORS refused the key.' );
		self::bringFrom( 'shop.example' );
		self::assertSame( 1, substr_count( $this->notices(), '<ul' ), 'The list says both.' );
		foreach ( [ 'edit', 'new' ] as $action ) {
			$_GET['action'] = $action;
			$html           = $this->notices();
			self::assertSame( 1, substr_count( $html, 'class="notice ' ), $html );
			self::assertStringContainsString( 'used to be at shop.example', $html );
			self::assertStringNotContainsString( 'SORS refused the key.', $html );
			self::assertStringNotContainsString( '<ul', $html );
		}
		( new ApiKey() )->forget();
		self::assertSame( 1, substr_count( $this->notices(), 'class="notice ' ), 'Nor the notice of the first days.' );
	}

	public function testANoticeCostsNothingElsewhereAndReadsFewRowsWhereItShows(): void {
		self::connectShop();
		$this->notices();
		set_current_screen( 'edit-post' );
		self::assertSame( [], self::queries( fn() => self::assertSame( '', $this->notices() ) ) );
		set_current_screen( 'edit-shop_order' );
		$queries = self::queries( fn() => $this->notices() );
		self::assertLessThanOrEqual( 4, count( $queries ) );
		$ours = preg_grep( '/' . Tables::name( Tables::OUTBOX ) . '/', $queries );
		self::assertCount( 2, $ours );
		self::assertSame( $ours, preg_grep( '/WHERE \(?state (=|IN)/', $ours ), 'A shop has hundreds of thousands of sent orders, each with its text.' );
	}

	public function testACustomerSeesNothing(): void {
		self::bringFrom( 'shop.example' );
		$this->loginAsCustomer();
		self::assertSame( '', $this->notices() );
	}

	public function testADeadCronIsADecisionWithTheLineThatSolvesIt(): void {
		self::connectShop();
		Schedule::ensure();
		self::assertNotContains( 'background_late', array_column( $this->decisions->all( null, null, [], [] ), 'code' ) );
		Schedule::clear();
		as_schedule_recurring_action( time() - HOUR_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
		$late = array_column( $this->decisions->all( null, null, [], [] ), null, 'code' )['background_late'];
		self::assertStringContainsString( site_url( 'wp-cron.php' ), $late['message'] );
		$actions = 'page=wc-status&tab=action-scheduler';
		self::assertStringContainsString( $actions, $late['url'], 'The schedules do not mend it.' );
		self::assertStringContainsString( esc_url( $late['url'] ), $this->notices() );
	}

	private function notices(): string {
		return self::printed( fn() => ( new Notices( $this->decisions, $this->test, self::outbox() ) )->show() );
	}

	private static function outbox(): Outbox {
		return ( new OrderServices( new Api( self::unreachable() ) ) )->outbox();
	}

	/** Any request to SORS fails here. */
	private static function unreachable(): Connection {
		return new Connection( '/nowhere', new WordPressTransport( '0' ), new Key( null ) );
	}
}
