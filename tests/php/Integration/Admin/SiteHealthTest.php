<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Admin;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Lifecycle\Schedule;
use SorsApi\Outbox\Pause;
use SorsApi\Outbox\Worker;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepQueue;
use SorsApi\Tests\Site\AdminScreen;
use SorsApi\Tests\Site\Boot;
use SorsApi\Tests\StoreTestCase;
use SorsApi\YearChange\NewerDatabase;

'cli' === PHP_SAPI || exit;

/** Tools → Site Health, as WordPress asks. */
final class SiteHealthTest extends StoreTestCase {

	private const ALL = [ 'sors_connection', 'sors_background', 'sors_key', 'sors_server', 'sors_queue', 'sors_schedules', 'sors_orders', 'sors_year', 'sors_prices' ];

	protected function setUp(): void {
		parent::setUp();
		self::connectShop();
		Schedule::ensure();
	}

	public function testAShopInOrderIsGoodThroughout(): void {
		foreach ( self::results() as $name => $result ) {
			self::assertSame( [ 'good', $name, 'SORS' ], [ $result['status'], $result['test'], $result['badge']['label'] ], (string) wp_json_encode( $result ) );
		}
		self::assertSame( self::ALL, array_keys( self::results() ) );
		foreach ( [ 'WordPress ', 'WooCommerce ', 'PHP ' . PHP_VERSION ] as $version ) {
			self::assertStringContainsString( $version, self::results()['sors_server']['description'] );
		}
	}

	public function testWhatIsNotConnectedIsOnlyToldToConnect(): void {
		SettingsStore::update( [ 'database' => '' ] );
		$results = self::results();
		self::assertSame( [ 'sors_connection', 'sors_background', 'sors_key', 'sors_server' ], array_keys( $results ) );
		self::assertSame( 'recommended', $results['sors_connection']['status'] );
		self::assertStringContainsString( 'path=connect', $results['sors_connection']['actions'] );
	}

	/** @return array<string, array{callable( self ): mixed, string, string, string, string}> What happens, test => status, words, part of the link. */
	public function troubles(): array {
		$year = (int) gmdate( 'Y' );
		return [
			'the last test failed'                 => [ static fn() => self::failedTest( 'unreachable', 'No <answer>.' ), 'connection', 'critical', 'No &lt;answer&gt;.', 'path=connect' ],
			'SORS refuses the key when sending'    => [ static fn() => Pause::keyRefused( 'SORS refused the key.' ), 'connection', 'critical', 'SORS refused the key.', 'path=connect' ],
			'the shop has another address'         => [ static fn() => self::bringFrom( 'shop.example' ), 'connection', 'critical', 'whether the shop moved', 'path=overview' ],
			'nothing is planned'                   => [ static fn() => Schedule::clear(), 'background', 'critical', 'is not planned', 'setting=schedule' ],
			'WP-Cron does not run'                 => [
				static function (): void {
					Schedule::clear();
					as_schedule_recurring_action( time() - HOUR_IN_SECONDS, MINUTE_IN_SECONDS, Worker::HOOK, [], StepQueue::GROUP );
				},
				'background',
				'critical',
				'60 minutes late',
				'setting=schedule',
			],
			'an order is queued for an hour'       => [ static fn( self $here ) => $here->orderIn( OutboxEntry::QUEUED, 61 ), 'queue', 'recommended', '1 order or refund is on its way', 'path=orders&#038;state=queued' ],
			'an order is retried for more than a day' => [ static fn( self $here ) => $here->orderIn( OutboxEntry::WAITING, 25 * 60 ), 'queue', 'critical', '1 order or refund is on its way', 'path=orders&#038;state=waiting' ],
			'no stock sync for hours'              => [ static fn() => self::scheduled( 'stock', 'hourly', 4 ), 'schedules', 'recommended', 'Stock and prices: by the schedule', 'path=products&#038;view=history' ],
			'no stock sync for days'               => [ static fn() => self::scheduled( 'stock', '15min', 48 ), 'schedules', 'critical', 'the last that went well ended on', 'view=history' ],
			'a daily one was missed'               => [ static fn() => self::scheduled( 'catalog', self::twelveHoursAgo(), 50 ), 'schedules', 'recommended', 'Catalogue: by the schedule', 'view=history' ],
			'a scheduled one never went well'      => [ static fn() => self::scheduled( 'images', 'hourly', null ), 'schedules', 'recommended', 'none has gone well yet', 'view=history' ],
			'the last sync failed'                 => [ static fn() => self::runIn( 'catalog', 'failed', 1 ), 'schedules', 'critical', 'Catalogue: the sync failed. It broke.', 'path=products&#038;run=' ],
			'a preview waits'                      => [ static fn() => self::runIn( 'stock', 'awaiting_approval', 1, 'preview' ), 'schedules', 'recommended', 'Stock and prices: 3 items would change.', 'path=products&#038;run=' ],
			'changes wait for a decision'          => [ static fn() => self::asks(), 'schedules', 'recommended', 'Stock and prices: Stopped to be safe: 1 of 1 products on sale', 'path=products&#038;view=pending' ],
			'an order was refused'                 => [ static fn( self $here ) => $here->orderIn( OutboxEntry::REJECTED ), 'orders', 'recommended', '1 order was refused', 'state=rejected' ],
			'the answer to an order was lost'      => [ static fn( self $here ) => $here->orderIn( OutboxEntry::UNCERTAIN ), 'orders', 'critical', '1 order needs your decision', 'state=uncertain' ],
			'an order is tried in vain'            => [ static fn( self $here ) => $here->orderIn( OutboxEntry::WAITING, 1, [ 'attempts' => 9 ] ), 'orders', 'recommended', '1 order has been tried again and again', 'state=attention' ],
			'SORS has the new year'                => [ static fn() => update_option( NewerDatabase::OPTION, [ 'at' => time(), 'current' => 'Demo2', 'newer' => 'Demo3' ] ), 'year', 'recommended', 'a newer year: Demo3', 'show=year-change' ],
			'an order of the new year waits'       => [ static fn( self $here ) => $here->orderIn( OutboxEntry::WAITING, 1, [ 'error_code' => OutboxEntry::NEWER_YEAR ] ), 'year', 'critical', '1 order or refund of the new year waits', 'show=year-change' ],
			'the year of the database is over'     => [ static fn() => SettingsStore::update( [ 'database' => 'Prodavnica' . ( $year - 1 ) ] ), 'year', 'recommended', 'the books of ' . ( $year - 1 ), 'show=year-change' ],
			'prices with VAT for a shop without'   => [
				static function (): void {
					update_option( 'woocommerce_calc_taxes', 'yes' );
					update_option( 'woocommerce_prices_include_tax', 'no' );
				},
				'prices',
				'recommended',
				'tax would be added twice',
				'setting=priceType',
			],
			'prices in another currency'           => [ static fn() => update_option( 'woocommerce_currency', 'EUR' ), 'prices', 'critical', 'the shop sells in EUR', 'setting=fields' ],
		];
	}

	/** @dataProvider troubles */
	public function testTroubleIsToldByOneTestWithTheScreenThatMendsIt( callable $happens, string $test, string $status, string $words, string $link ): void {
		$happens( $this );
		$result = self::results()[ "sors_$test" ];
		self::assertSame( $status, $result['status'], (string) wp_json_encode( $result ) );
		self::assertStringContainsString( $words, $result['description'] );
		self::assertStringContainsString( 'admin.php?page=sors-api', $result['actions'] );
		self::assertStringContainsString( $link, $result['actions'] );
		self::assertNotSame( self::good( $test ), $result['label'] );
	}

	public function noTroubles(): array {
		return [
			'SORS asks for a pause'               => [ static fn() => Pause::rateLimited( 'SORS asks for a pause.', 30 ), 'connection' ],
			'an order waited days for its money'  => [ static fn( self $here ) => $here->orderIn( OutboxEntry::QUEUED, 3 * 24 * 60, [ 'next_attempt_at' => gmdate( 'Y-m-d H:i:s' ) ] ), 'queue' ],
			'the cron came late'                  => [ static fn() => self::scheduled( 'stock', '15min', 1 ), 'schedules' ],
			'it is off'                           => [ static fn() => self::scheduled( 'stock', 'off', 500 ), 'schedules' ],
			'a daily one went well yesterday'     => [ static fn() => self::scheduled( 'catalog', self::twelveHoursAgo(), 23 ), 'schedules' ],
			'it is at work'                       => [
				static function (): void {
					self::scheduled( 'stock', 'hourly', 48 );
					self::runIn( 'stock', 'reading', 0 );
				},
				'schedules',
			],
			'the database is of this year'        => [ static fn() => SettingsStore::update( [ 'database' => self::yearly() ] ), 'year' ],
			'prices without taxes'                => [ static fn() => update_option( 'woocommerce_calc_taxes', 'no' ), 'prices' ],
		];
	}

	/** @dataProvider noTroubles */
	public function testThisIsNoTrouble( callable $happens, string $test ): void {
		$happens( $this );
		$result = self::results()[ "sors_$test" ];
		self::assertSame( [ 'good', self::good( $test ) ], [ $result['status'], $result['label'] ], (string) wp_json_encode( $result ) );
	}

	public function testATableWithoutTransactionsIsCritical(): void {
		$table = Tables::name( Tables::GROUPS );
		self::db()->query( "ALTER TABLE $table ENGINE = MyISAM" );
		try {
			$result = self::results()['sors_server'];
		} finally {
			self::db()->query( "ALTER TABLE $table ENGINE = InnoDB" );
		}
		self::assertSame( 'critical', $result['status'] );
		self::assertStringContainsString( "stock: $table.", $result['description'] );
		self::assertStringContainsString( 'page=wc-status', $result['actions'] );
	}

	public function testATestThatBreaksSaysSoAndLeavesThePageAlone(): void {
		$table = Tables::name( Tables::RUNS );
		self::db()->query( "ALTER TABLE $table RENAME TO {$table}_away" );
		self::db()->suppress_errors();
		try {
			$results = self::results();
			$facts   = self::information();
		} finally {
			self::db()->suppress_errors( false );
			self::db()->query( "ALTER TABLE {$table}_away RENAME TO $table" );
		}
		self::assertSame( [ 'recommended', 'good' ], [ $results['sors_schedules']['status'], $results['sors_orders']['status'] ] );
		self::assertStringContainsString( 'could not be checked', $results['sors_schedules']['description'] );
		self::assertArrayHasKey( 'version', $facts );
	}

	public function testItAsksNobodyAndLooksAtFewOrders(): void {
		foreach ( [ OutboxEntry::SENT, OutboxEntry::REJECTED, OutboxEntry::WAITING ] as $state ) {
			$this->orderIn( $state, 90 );
		}
		$asked = [];
		add_filter(
			'pre_http_request',
			static function ( $answer, $request, string $url ) use ( &$asked ) {
				$asked[] = $url;
				return new \WP_Error( 'none', 'No request.' );
			},
			10,
			3
		);
		$queries = self::queries( static fn() => self::results() );
		self::assertSame( [], $asked );
		self::assertLessThanOrEqual( 40, count( $queries ) );
		$ours = array_values( preg_grep( '/ ' . Tables::name( Tables::OUTBOX ) . '\b/', $queries ) );
		self::assertNotSame( [], $ours );
		foreach ( $ours as $query ) {
			// Each part of it by a key that begins with the state, and of those that were sent only the ones with a fault.
			preg_match_all( '/FROM ' . Tables::name( Tables::OUTBOX ) . '\b(?! WHERE \(?state (?:=|IN))/', $query, $unbounded );
			self::assertSame( [], $unbounded[0], $query );
			self::assertDoesNotMatchRegularExpression( "/state (?:= 'sent'|IN \([^)]*'sent'[^)]*\))(?! AND (?:issue|error)_code)/", $query );
		}
		self::assertSame( [], preg_grep( "/(?:FROM|JOIN) \S*(?:wc_orders|posts)\b/", $queries ), 'And the orders themselves are not read.' );
	}

	public function testNeitherAVisitorsPageNorAnotherOneOfTheAdminLoadsIt(): void {
		$loaded = '$answer = array_values( preg_grep( "/^SorsApi.(Admin.SiteHealth|Overview.Health)$/", get_declared_classes() ) );';
		self::assertSame( [], Boot::run( $loaded ) );
		self::assertSame( [], Boot::run( $loaded, [ 'WP_ADMIN' => true ] ) );
		$counted = 'apply_filters( "site_status_tests", [ "direct" => [], "async" => [] ] );' . $loaded;
		self::assertNotSame( [], Boot::run( $counted, [ 'DOING_CRON' => true ] ), 'WordPress counts in the background, too.' );
	}

	public function testThePagesOfWordPressShowBoth(): void {
		$this->orderIn( OutboxEntry::REJECTED );
		$page = AdminScreen::html( 1, 'site-health.php' );
		self::assertStringContainsString( '"test":"sors_orders"', $page );
		self::assertStringContainsString( '1 order was refused', $page );
		self::assertStringNotContainsString( 'could not be checked', strtolower( $page ) );
		$information = wp_strip_all_tags( AdminScreen::html( 1, 'site-health.php?tab=debug' ) );
		self::assertMatchesRegularExpression( '/Database of SORS\s*Demo2/', $information );
		self::assertMatchesRegularExpression( '/Last sync: Stock and prices\s*Never/', $information );
	}

	public function testItTellsWhereTheDatabaseAloneGivesTheKeyAway(): void {
		$health = '( new SorsApi\Settings\ApiKey() )->save( "demo-key" );
			$tests  = apply_filters( "site_status_tests", [ "direct" => [], "async" => [] ] );
			$answer = $tests["direct"]["sors_key"]["test"]();';
		$unset = [ 'AUTH_KEY' => 'put your unique phrase here', 'AUTH_SALT' => 'put your unique phrase here' ];
		self::assertSame( 'good', Boot::run( $health, [ 'SORS_API_KEY' => '' ] )['status'] );
		self::assertSame( 'good', Boot::run( $health, [ 'SORS_API_KEY' => 'demo-key' ] + $unset )['status'], 'What is in the configuration wins.' );
		$result = Boot::run( $health, [ 'SORS_API_KEY' => '' ] + $unset );
		self::assertSame( 'recommended', $result['status'] );
		self::assertStringContainsString( 'AUTH_KEY', $result['description'] );
		self::assertStringContainsString( 'path=connect', $result['actions'] );
	}

	public function testTheInformationHasWhatSupportAsksAndNoSecrets(): void {
		SettingsStore::update( [ 'alertEmail' => 'vlasnik@primer.test', 'customerMode' => 'single', 'singleCustomerCode' => '100001929' ] );
		self::runIn( 'stock', 'succeeded', 2 );
		$this->orderIn( OutboxEntry::REJECTED );
		$facts = array_column( self::information(), 'value', 'name' );
		self::assertSame( [ SORS_API_VERSION, 'Demo2', '1', '1' ], [ $facts['version'], $facts['database'], $facts['units'], $facts['orders_rejected'] ] );
		self::assertStringContainsString( 'PHP ' . PHP_VERSION, $facts['server'] );
		self::assertStringContainsString( 'documentKind: reservation', $facts['settings'] );
		self::assertStringEndsWith( 'Z succeeded', $facts['run_stock'] );
		self::assertSame( 'Never', $facts['good_run_catalog'] );
		self::assertMatchesRegularExpression( '/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/', $facts['good_run_stock'] );
		$text = implode( "\n", $facts );
		foreach ( [ 'demo-key', 'primer.test', '100001929', self::ADDRESS['last_name'], self::ADDRESS['address_1'] ] as $secret ) {
			self::assertStringNotContainsString( $secret, $text );
		}
	}

	/** @return array<string, array<string, mixed>> By their names, as WordPress gets them. */
	private static function results(): array {
		$tests = apply_filters( 'site_status_tests', [ 'direct' => [], 'async' => [] ] );
		self::assertSame( [], preg_grep( '/^sors/', array_keys( $tests['async'] ) ) );
		$ours = array_filter( $tests['direct'], static fn( string $name ): bool => 0 === strpos( $name, 'sors_' ), ARRAY_FILTER_USE_KEY );
		return array_map( static fn( array $test ): array => $test['test'](), $ours );
	}

	private static function good( string $test ): string {
		$label = apply_filters( 'site_status_tests', [ 'direct' => [], 'async' => [] ] )['direct'][ "sors_$test" ]['label'];
		return substr( $label, strlen( 'SORS API: ' ) );
	}

	private static function information(): array {
		$fields = apply_filters( 'debug_information', [] )['sors-api-for-woocommerce']['fields'];
		foreach ( $fields as $name => $field ) {
			$fields[ $name ] = $field + compact( 'name' );
		}
		return $fields;
	}

	private function orderIn( string $state, int $minutes = 0, array $columns = [] ): void {
		$order = $this->createOrder( [ $this->createProduct( uniqid( 'P' ) )->get_id() => 1 ] );
		$since = gmdate( 'Y-m-d H:i:s', time() - $minutes * MINUTE_IN_SECONDS );
		$moved = $columns + [ 'state' => $state, 'created_at' => $since, 'next_attempt_at' => $since ];
		self::assertSame( 1, self::db()->update( Tables::name( Tables::OUTBOX ), $moved, [ 'order_id' => $order->get_id() ] ) );
	}

	/** @param int|null $hours How long ago the last good run ended; null = there was none. */
	private static function scheduled( string $kind, string $rule, ?int $hours ): void {
		SettingsStore::update( [ 'schedule' => [ $kind => $rule ] ] );
		update_option( Schedules::OPTION, [ $kind => time() - 5 * HOUR_IN_SECONDS - ( $hours ?? 0 ) * HOUR_IN_SECONDS ] );
		if ( null !== $hours ) {
			self::runIn( $kind, 'succeeded', $hours );
		}
	}

	private static function twelveHoursAgo(): string {
		return 'daily@' . wp_date( 'H:i', time() - 12 * HOUR_IN_SECONDS );
	}

	private static function asks(): void {
		$change         = new PendingChange( 'stock', 'A1', 'Roba' );
		$change->danger = 'zero';
		$change->runId  = 1;
		PendingChanges::save( [ $change ] );
	}

	private static function runIn( string $kind, string $state, int $hours, string $mode = 'apply' ): void {
		$at = gmdate( 'Y-m-d H:i:s', time() - $hours * HOUR_IN_SECONDS );
		self::assertSame(
			1,
			self::db()->insert(
				Tables::name( Tables::RUNS ),
				[
					'kind'          => $kind,
					'active_kind'   => 'reading' === $state ? $kind : null,
					'mode'          => $mode,
					'state'         => $state,
					'started_by'    => 'schedule',
					'limited'       => 0,
					'database_name' => 'Demo2',
					'cursor_data'   => '{}',
					'message'       => [ 'failed' => 'It broke.', 'awaiting_approval' => '3 items would change.' ][ $state ] ?? '',
					'created_at'    => $at,
					'updated_at'    => $at,
					'finished_at'   => 'reading' === $state ? null : $at,
				]
			)
		);
	}
}
