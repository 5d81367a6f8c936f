<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Canary;

use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/**
 * A key and two buyers with names that are nowhere else live through a whole day of a shop. Afterwards they are looked for
 * in the whole database, in logs, mails, pages, answers, files and on the command line: the key may be nowhere, a buyer
 * only where docs/privacy.md says so.
 *
 * @group real-store
 */
final class CanaryTest extends StoreTestCase {

	private const ORDER   = 'WooCommerce\'s own: the order, and who bought before.';
	private const ACCOUNT = 'WooCommerce\'s own: the account of the buyer.';
	private const SENT    = 'What was sent; it goes with the retention, and when the buyer is erased.';
	private const KNOWN   = 'By what the buyer is known in SORS.';
	private const TYPED   = 'The PIB that the buyer typed, on the order and on the account.';
	private const WORDS   = 'Words of SORS or of another plugin, which may name the buyer.';
	private const DECIDES = 'For those who may manage the shop: why an order was refused, in SORS\' words.';
	private const LISTED  = 'The buyer of the order, to those who may manage the shop, as in WooCommerce\'s list of orders.';
	private const BUILT   = 'The script data, on the page of an app that is built.';
	private const EXPORT  = 'The buyer\'s own.';

	/** @var array<string, array<string, string>> Whose => place, as a pattern => why it is there. */
	private const ALLOWED = [
		'key'   => [],
		// SORS never said a word of this one; another plugin did, in an error.
		'buyer' => self::ANY_BUYER + [
			'sors_outbox_history.message'    => self::WORDS,
			'(wc_orders_meta|postmeta).meta_value _(sors_pib|wc_other/sors/pib)' => self::TYPED,
			'usermeta.meta_value _wc_other/sors/pib' => self::TYPED,
			'GET /orders/{id}/debt, (shop_manager|administrator)' => 'The name of the customer in SORS, to whoever asks what the buyer owes.',
			'page: an order, shop_manager'   => self::ORDER,
			'page: sors-api&path=orders.*, shop_manager' => self::BUILT,
			'script data: &path=orders.*, (shop_manager|administrator)' => self::LISTED,
			'privacy export of the buyer'    => self::EXPORT,
			'shop: [a-z]+, the buyer' => self::EXPORT,
		],
		'named' => self::ANY_BUYER + [
			'sors_outbox.error_message'      => self::WORDS,
			'sors_outbox_history.message'    => self::WORDS,
			'comments.comment_content'       => 'The note of the order says why it was refused.',
			'mail, ours'                     => 'To the shop\'s own address: why the order was refused.',
			'(GET|POST) /(outbox/{id}|reconciliation), (shop_manager|administrator)' => self::DECIDES,
			'page: a refused order, shop_manager' => self::DECIDES,
			'page: sors-api&path=orders.*, shop_manager' => self::BUILT,
			'script data: &path=orders.*, (shop_manager|administrator)' => self::DECIDES,
			'wp sors outbox (list|reconcile).*' => self::DECIDES,
			'privacy export of the named buyer' => self::EXPORT,
		],
	];

	private const ANY_BUYER = [
		'sors_outbox.body'                   => self::SENT,
		'sors_customers.(match_key|name)'    => self::KNOWN,
		'wc_order_addresses\..*'             => self::ORDER,
		'wc_orders\.(billing_email|customer_note)' => self::ORDER,
		'posts.post_excerpt'                 => self::ORDER,
		'(wc_orders_meta|postmeta).meta_value _(billing|shipping)_.*' => self::ORDER,
		'wc_customer_lookup\..*'             => self::ORDER,
		'woocommerce_sessions.session_value' => self::ORDER,
		'options.option_value _transient_wc_report_.*' => self::ORDER,
		'usermeta.meta_value (billing|shipping)_.*' => self::ACCOUNT,
		'users.user_email'                   => self::ACCOUNT,
		'mail, WooCommerce\'s'               => self::ORDER,
		'page: the list of orders, shop_manager' => self::ORDER,
		'GET /orders, (shop_manager|administrator)' => self::LISTED,
	];

	/** @var array<mixed>|null One day serves all tests. */
	private static ?array $day = null;

	protected function setUp(): void {
		parent::setUp();
		self::$day ??= self::play();
	}

	/**
	 * @testWith ["key"]
	 *           ["buyer"]
	 *           ["named"]
	 */
	public function testNobodyIsWhereTheyDoNotBelong( string $whose ): void {
		$new = array_filter( self::$day['found'][ $whose ] ?? [], static fn( string $place ): bool => null === self::reason( $whose, $place ), ARRAY_FILTER_USE_KEY );
		self::assertSame( [], $new );
	}

	/** A place where nobody is any more goes out of the list. */
	public function testTheListHasNoMoreThanThereIs(): void {
		foreach ( [ 'buyer', 'named' ] as $whose ) {
			foreach ( array_keys( array_diff( self::ALLOWED[ $whose ], [ self::ORDER, self::ACCOUNT, self::BUILT ] ) ) as $pattern ) {
				self::assertNotSame( [], preg_grep( self::expression( $pattern ), array_keys( self::$day['found'][ $whose ] ) ), "$whose: $pattern" );
			}
		}
	}

	public function testOurTablesWithABuyerAreThoseOfThePage(): void {
		$page = (string) file_get_contents( dirname( __DIR__, 4 ) . '/docs/privacy.md' );
		foreach ( array_merge( array_keys( self::$day['found']['buyer'] ), array_keys( self::$day['found']['named'] ) ) as $place ) {
			if ( 1 === preg_match( '/^(sors_\w+)\.(\w+)/', $place, $parts ) ) {
				self::assertMatchesRegularExpression( "/^.*`{$parts[1]}`.*" . ( 'sors_customers' === $parts[1] ? '' : "`{$parts[2]}`" ) . '/m', $page, $place );
			}
		}
	}

	public function testWhatIsLeakedIsSeen(): void {
		self::assertSame( [ 'GET /settings, administrator', 'log sors-api', 'options.option_value sors_leak' ], array_keys( self::$day['leaks']['key'] ) );
		self::assertArrayHasKey( 'options.option_value sors_leak_json', self::$day['leaks']['buyer'] );
	}

	/** Each is found by what it serves, so a new one is read as well. */
	public function testEveryFileWasRead(): void {
		$files = preg_grep( '~/picture$~', self::$day['files'], PREG_GREP_INVERT );
		sort( $files );
		self::assertSame( [ 'file settings/export', 'file support' ], $files );
	}

	public function testTheDayHadEverything(): void {
		foreach ( [ 'sent', 'rejected', 'cancelled' ] as $state ) {
			self::assertGreaterThan( 0, self::$day['states'][ $state ] ?? 0, (string) wp_json_encode( self::$day['states'] ) );
		}
	}

	private static function play(): array {
		$code   = sprintf( 'require_once "%1$s/vendor/autoload.php"; require "%1$s/tests/php/bootstrap-store.php"; try { $answer = \SorsApi\Tests\Integration\Canary\Scenario::play(); } catch ( \Throwable $broken ) { $answer = (string) $broken; }', dirname( __DIR__, 4 ) );
		$answer = Boot::run( $code, [ 'SORS_API_KEY' => '' ] );
		self::assertIsArray( $answer, (string) wp_json_encode( $answer ) );
		return $answer;
	}

	private static function reason( string $whose, string $place ): ?string {
		foreach ( self::ALLOWED[ $whose ] as $pattern => $reason ) {
			if ( 1 === preg_match( self::expression( $pattern ), $place ) ) {
				return $reason;
			}
		}
		return null;
	}

	private static function expression( string $pattern ): string {
		return '~^' . str_replace( '{id}', '\{id\}', $pattern ) . '$~D';
	}
}
