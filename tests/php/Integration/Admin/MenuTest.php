<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Admin\Menu;
use SorsApi\OrderView\Words;
use SorsApi\Settings\SettingsStore;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What comes with the app's page, so that its first screen need not ask. */
final class MenuTest extends StoreTestCase {

	private ?\WP_Scripts $before;

	protected function setUp(): void {
		parent::setUp();
		$this->before = $GLOBALS['wp_scripts'] ?? null;
		self::connectShop();
		$this->loginAsAdmin();
	}

	protected function tearDown(): void {
		$GLOBALS['wp_scripts'] = $this->before;
		parent::tearDown();
	}

	/** @dataProvider screens */
	public function testEachScreensFirstAnswersComeWithoutAskingSors( array $address, array $paths ): void {
		$before = $this->sors->count();
		self::assertSame( $paths, array_keys( $this->answersAt( $address ) ) );
		self::assertSame( $before, $this->sors->count(), 'A page waits for SORS.' );
	}

	/** As Words::amount() writes them. @group real-store */
	public function testThePageSaysHowTheShopWritesAmounts(): void {
		if ( ! is_file( dirname( SORS_API_FILE ) . '/build/index.asset.php' ) ) {
			self::markTestSkipped( 'The app was not built.' );
		}
		update_option( 'woocommerce_price_num_decimals', 0 );
		$page = new \DOMDocument();
		@$page->loadHTML( '<?xml encoding="utf-8"?>' . self::printed( static fn() => ( new Menu() )->showPage() ) );
		$formats = json_decode( (string) ( new \DOMXPath( $page ) )->evaluate( 'string(//*[@id="sors-api-app"]/@data-formats)' ), true );
		self::assertSame( [ 0, get_woocommerce_currency() ], [ $formats['decimals'], $formats['currency'] ?? null ] );
		foreach ( [ 'RSD', 'EUR' ] as $currency ) {
			self::assertSame( Words::amount( '1', $currency ), trim( str_replace( [ '%1$s', '%2$s' ], [ $formats['symbols'][ $currency ], '1' ], $formats['price'] ) ) );
		}
	}

	public static function screens(): array {
		$run   = static fn( string $kind ): string => "/sors/v1/runs?kind=$kind&scope=all&per_page=1";
		$tabs  = [ '/sors/v1/conflicts?page=1&per_page=20', '/sors/v1/pending?page=1&per_page=20' ];
		$front = [ '/sors/v1/overview' ];
		$above = [ '/sors/v1/settings', '/sors/v1/overview' ];
		return [
			'no path'        => [ [], $front ],
			'products'       => [ [ 'path' => 'products' ], array_merge( array_map( $run, [ 'catalog', 'stock', 'images' ] ), [ '/sors/v1/deleted-products', '/sors/v1/deleted-products?unlinked=true&per_page=100&page=1', ...$tabs ] ) ],
			'conflicts'      => [ [ 'path' => 'products', 'view' => 'conflicts' ], $tabs ],
			'changes'        => [ [ 'path' => 'products', 'view' => 'pending' ], $tabs ],
			'mapping'        => [ [ 'path' => 'products', 'view' => 'mapping' ], [ '/sors/v1/catalog-mapping', ...$tabs ] ],
			'history'        => [ [ 'path' => 'products', 'view' => 'history' ], [ '/sors/v1/runs?page=1&per_page=20', ...$tabs ] ],
			'a run not here' => [ [ 'path' => 'products', 'run' => '77' ], $tabs ],
			'orders'         => [ [ 'path' => 'orders' ], [ '/sors/v1/orders?page=1&per_page=20', ...$above ] ],
			'some orders'    => [ [ 'path' => 'orders', 'state' => 'uncertain', 'search' => ' 10 42' ], [ '/sors/v1/orders?page=1&per_page=20&state=uncertain&search=10%2042', ...$above ] ],
			'no such state'  => [ [ 'path' => 'orders', 'state' => 'lost' ], $above ],
			'comparison'     => [ [ 'path' => 'orders', 'view' => 'reconciliation' ], [ '/sors/v1/reconciliation?page=1&per_page=20' ] ],
			'late payments'  => [ [ 'path' => 'orders', 'view' => 'payments' ], [ '/sors/v1/payments?page=1&per_page=20' ] ],
			'older orders'   => [ [ 'path' => 'orders', 'view' => 'older' ], [ '/sors/v1/older-orders' ] ],
			'settings'       => [ [ 'path' => 'settings' ], [ '/sors/v1/settings' ] ],
			'first run'      => [ [ 'path' => 'connect' ], [ '/sors/v1/settings', '/sors/v1/overview', '/sors/v1/first-run' ] ],
			'not a text'     => [ [ 'path' => [ 'orders' ] ], $front ],
		];
	}

	public function testAnAnswerIsWhatTheRouteSays(): void {
		$answers = $this->answersAt( [ 'path' => 'settings' ] );
		self::assertEquals( $this->restOk( 'GET', 'settings' ), $answers['/sors/v1/settings']['body'] );
	}

	public function testARouteThatBreaksIsLeftForTheAppToAsk(): void {
		add_filter(
			'rest_pre_dispatch',
			static function ( $result, $server, $request ) {
				if ( '/sors/v1/settings' === $request->get_route() ) {
					throw new \TypeError( 'Another plugin broke it.' );
				}
				return $result;
			},
			10,
			3
		);
		self::assertSame( [ '/sors/v1/overview', '/sors/v1/first-run' ], array_keys( $this->answersAt( [ 'path' => 'connect' ] ) ) );
	}

	public function testWhoMayNotAskGetsNothing(): void {
		$this->loginAsCustomer();
		self::assertSame( [], $this->answersAt( [ 'path' => 'orders' ] ) );
	}

	public function testTextsOfTheShopDoNotEndTheScript(): void {
		SettingsStore::update( [ 'database' => '</script><b>' ] );
		$this->answersAt( [ 'path' => 'settings' ] );
		self::assertStringContainsString( '\u003C\/script\u003E', $this->script() );
		self::assertStringNotContainsString( '<', $this->script() );
	}

	/** @return array<string, array{body: array<string, mixed>}> By path. */
	private function answersAt( array $address ): array {
		$_GET = $address;
		unset( $GLOBALS['wp_scripts'] );
		Menu::enqueueFirstAnswers();
		self::assertSame( 1, preg_match( '/^wp\.apiFetch\.use\( wp\.apiFetch\.createPreloadingMiddleware\( (.+) \) \);$/', $this->script(), $found ) );
		return json_decode( $found[1], true, 512, JSON_THROW_ON_ERROR );
	}

	/** The last piece of what is printed behind the script: WordPress 6.9 puts a line of its own after all of them. */
	private function script(): string {
		$scripts = wp_scripts()->get_data( 'wp-api-fetch', 'after' );
		self::assertIsArray( $scripts );
		$script = (string) end( $scripts );
		self::assertStringContainsString( $script, wp_scripts()->get_inline_script_data( 'wp-api-fetch' ) );
		return $script;
	}
}
