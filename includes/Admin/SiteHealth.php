<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Overview\BackgroundDelay;
use SorsApi\Overview\Decisions;
use SorsApi\Overview\Health;
use SorsApi\Overview\Monitor;
use SorsApi\Overview\Overview;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\RunTable;

/**
 * Tools → Site Health: its tests, and its information, which is in WooCommerce → Status too.
 *
 * @phpstan-import-type Decision from Decisions
 */
final class SiteHealth {

	/** What support asks first. None of them names anybody. */
	private const SETTINGS = [ 'exportOrders', 'documentKind', 'documentKindCompany', 'priceType', 'wholePrices', 'stockMode', 'missingProducts', 'customerMode', 'unmappedLines', 'schedule', 'fullStockHours', 'safetyLimitPercent', 'retentionDays', 'detailedLog' ];

	private Health $health;
	private Decisions $decisions;
	private LastTest $test;
	private Outbox $outbox;

	public function __construct( Health $health, Decisions $decisions, LastTest $test, Outbox $outbox ) {
		$this->health    = $health;
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->outbox    = $outbox;
	}

	/**
	 * Answers WordPress' filter `site_status_tests`.
	 *
	 * @param array<string, array<string, array<string, mixed>>> $tests
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	public function addTests( array $tests ): array {
		foreach ( Log::guard( 'Site Health', fn(): array => $this->health->checks(), [] ) as $name => $check ) {
			$tests['direct'][ "sors_$name" ] = [
				/* translators: %s: what is tested, such as "The prices from SORS fit the shop". */
				'label' => sprintf( __( 'SORS API: %s', 'sors-api-for-woocommerce' ), self::words()[ $name ][0] ),
				'test'  => static fn(): array => self::result( $name, $check ),
			];
		}
		return $tests;
	}

	/**
	 * @param \Closure(): list<Decision> $check
	 * @return array<string, mixed> As WordPress wants it.
	 */
	private static function result( string $name, \Closure $check ): array {
		[ $good, $why, $bad ] = self::words()[ $name ];
		try {
			$problems = $check();
		} catch ( \Throwable $error ) {
			Log::error( $error, "Site Health's test $name" );
			/* translators: %s: what is tested, such as "The prices from SORS fit the shop". */
			$bad      = sprintf( __( 'Could not be checked: %s', 'sors-api-for-woocommerce' ), $good );
			$problems = [ Decisions::decision( 'unchecked', 'warning', __( 'This could not be checked. WooCommerce → Status → Logs says why.', 'sors-api-for-woocommerce' ), 'settings', __( 'Open SORS API', 'sors-api-for-woocommerce' ) ) ];
		}
		return [
			'label'       => [] === $problems ? $good : $bad,
			'status'      => [] === $problems ? 'good' : ( in_array( 'error', array_column( $problems, 'severity' ), true ) ? 'critical' : 'recommended' ),
			'badge'       => [ 'label' => 'SORS', 'color' => 'blue' ],
			'description' => '<p>' . implode( '</p><p>', array_map( 'esc_html', [] === $problems ? [ $why ] : array_column( $problems, 'message' ) ) ) . '</p>',
			'actions'     => [] === $problems ? self::link( Menu::url(), __( 'Open SORS API', 'sors-api-for-woocommerce' ) ) : implode( '', array_unique( array_map( [ self::class, 'remedy' ], $problems ) ) ),
			'test'        => "sors_$name",
		];
	}

	/** @param Decision $problem */
	private static function remedy( array $problem ): string {
		if ( 'no_transactions' === $problem['code'] ) {
			return self::link( admin_url( 'admin.php?page=wc-status' ), __( 'See the tables', 'sors-api-for-woocommerce' ) );
		}
		/** @var array<string, string> $params */
		$params = (array) $problem['params'];
		return self::link( $problem['url'] ?? Menu::url( [ 'path' => $problem['screen'] ] + $params ), $problem['button'] );
	}

	private static function link( string $url, string $text ): string {
		return sprintf( '<p><a href="%s">%s</a></p>', esc_url( $url ), esc_html( $text ) );
	}

	/** @return array<string, array{string, string, string}> Test => what a good result says, and why, and what a bad one says. */
	private static function words(): array {
		return [
			'connection' => [
				__( 'The shop is connected with SORS', 'sors-api-for-woocommerce' ),
				__( 'Key, database and business units are chosen, and no problem is known.', 'sors-api-for-woocommerce' ),
				__( 'The shop is not connected with SORS', 'sors-api-for-woocommerce' ),
			],
			'background' => [
				__( 'Orders and products are exchanged with SORS in the background', 'sors-api-for-woocommerce' ),
				__( 'The background work runs in time.', 'sors-api-for-woocommerce' ),
				__( 'The background work of SORS API does not run', 'sors-api-for-woocommerce' ),
			],
			'queue'      => [
				__( 'Orders reach SORS in time', 'sors-api-for-woocommerce' ),
				__( 'No order has been on its way for an hour or longer.', 'sors-api-for-woocommerce' ),
				__( 'Orders do not reach SORS in time', 'sors-api-for-woocommerce' ),
			],
			'schedules'  => [
				__( 'Products are brought in from SORS as planned', 'sors-api-for-woocommerce' ),
				__( 'The last sync of each kind went well, and no scheduled one was missed.', 'sors-api-for-woocommerce' ),
				__( 'Products are not brought in from SORS as planned', 'sors-api-for-woocommerce' ),
			],
			'orders'     => [
				__( 'No order waits for your decision', 'sors-api-for-woocommerce' ),
				__( 'SORS refused none, and none is uncertain or differs from its document.', 'sors-api-for-woocommerce' ),
				__( 'Orders wait for your decision', 'sors-api-for-woocommerce' ),
			],
			'year'       => [
				__( 'The SORS database in use is of the present year', 'sors-api-for-woocommerce' ),
				__( 'No newer one is known, and no order waits for one.', 'sors-api-for-woocommerce' ),
				__( 'The SORS database in use is of a former year', 'sors-api-for-woocommerce' ),
			],
			'prices'     => [
				__( 'The prices from SORS fit the shop', 'sors-api-for-woocommerce' ),
				__( 'WooCommerce takes prices as they come from SORS: in dinars, and with or without tax as it expects them.', 'sors-api-for-woocommerce' ),
				__( 'The prices from SORS do not fit the shop', 'sors-api-for-woocommerce' ),
			],
			'key'        => [
				__( 'The database alone does not give the API key of SORS away', 'sors-api-for-woocommerce' ),
				__( 'The key is not in the database, or is encrypted there by the security keys of wp-config.php.', 'sors-api-for-woocommerce' ),
				__( 'The API key of SORS is only as safe as the database', 'sors-api-for-woocommerce' ),
			],
			'server'     => [
				__( 'The server has what SORS API needs', 'sors-api-for-woocommerce' ),
				implode( ', ', self::versions() ) . '.',
				__( 'The database of the shop is not made for SORS API', 'sors-api-for-woocommerce' ),
			],
		];
	}

	/** @return list<string> */
	private static function versions(): array {
		global $wpdb;
		$server = (string) $wpdb->db_server_info();
		$name   = DatabaseClock::isInProcess() ? 'SQLite' : ( false === stripos( $server, 'mariadb' ) ? 'MySQL' : 'MariaDB' );
		return [ 'WordPress ' . get_bloginfo( 'version' ), 'WooCommerce ' . WC_VERSION, 'PHP ' . PHP_VERSION, "$name $server" ];
	}

	/**
	 * Answers WordPress' filter `debug_information`.
	 *
	 * @param array<string, array<string, mixed>> $information
	 * @return array<string, array<string, mixed>>
	 */
	public function addInformation( array $information ): array {
		$information['sors-api-for-woocommerce'] = [
			'label'  => __( 'SORS API for WooCommerce', 'sors-api-for-woocommerce' ),
			'fields' => array_map( static fn( array $fact ): array => array_combine( [ 'label', 'value' ], $fact ), $this->facts() ),
		];
		return $information;
	}

	/**
	 * For support: no secrets and no names.
	 *
	 * @return array<string, array{string, string}> Name => label, value.
	 */
	public function facts(): array {
		$facts = [];
		foreach ( [ 'own' => fn(): array => $this->own(), 'runs' => fn(): array => $this->runs(), 'orders' => fn(): array => $this->orders() ] as $part => $read ) {
			$facts += Log::guard( "Site Health's information: $part", $read, [] );
		}
		return $facts;
	}

	/** @return array<string, array{string, string}> */
	private function own(): array {
		$last     = $this->test->last();
		$late     = BackgroundDelay::minutes();
		$settings = SettingsStore::load();
		$short    = [];
		foreach ( array_intersect_key( $settings->toArray(), array_flip( self::SETTINGS ) ) as $name => $value ) {
			$short[] = "$name: " . ( is_string( $value ) ? $value : (string) wp_json_encode( $value ) );
		}
		return [
			'version'    => [ __( 'Version', 'sors-api-for-woocommerce' ), SORS_API_VERSION ],
			'tables'     => [ __( 'Version of the tables', 'sors-api-for-woocommerce' ), Tables::version() ],
			'server'     => [ __( 'Server', 'sors-api-for-woocommerce' ), implode( ', ', self::versions() ) ],
			'configured' => [ __( 'Connected', 'sors-api-for-woocommerce' ), $this->decisions->isConfigured() ? __( 'Yes', 'sors-api-for-woocommerce' ) : __( 'No', 'sors-api-for-woocommerce' ) ],
			'database'   => [ __( 'Database of SORS', 'sors-api-for-woocommerce' ), $settings->database ],
			'units'      => [ __( 'Business units', 'sors-api-for-woocommerce' ), implode( ', ', $settings->businessUnitIds ) ],
			'settings'   => [ __( 'Settings in short', 'sors-api-for-woocommerce' ), implode( ', ', $short ) ],
			'last_test'  => [ __( 'Last connection test', 'sors-api-for-woocommerce' ), null === $last ? __( 'Never', 'sors-api-for-woocommerce' ) : $last['at'] . ' ' . ( $last['result']['problem']['code'] ?? 'ok' ) ],
			'pause'      => [ __( 'Pause of sending', 'sors-api-for-woocommerce' ), $this->outbox->paused()['code'] ?? __( 'No', 'sors-api-for-woocommerce' ) ],
			'late'       => [ __( 'Background work, minutes late', 'sors-api-for-woocommerce' ), null === $late ? __( 'Not planned', 'sors-api-for-woocommerce' ) : (string) $late ],
			'cron'       => [ __( 'WP-Cron', 'sors-api-for-woocommerce' ), defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ? 'DISABLE_WP_CRON' : __( 'Yes', 'sors-api-for-woocommerce' ) ],
		];
	}

	/** @return array<string, array{string, string}> */
	private function runs(): array {
		$facts = [ 'linked' => [ __( 'Products linked with SORS', 'sors-api-for-woocommerce' ), (string) Links::count() ] ];
		foreach ( Overview::newestRuns() as $kind => $run ) {
			$never = __( 'Never', 'sors-api-for-woocommerce' );
			/* translators: %s: kind of sync, such as "Catalogue". */
			$facts[ "run_$kind" ] = [ sprintf( __( 'Last sync: %s', 'sors-api-for-woocommerce' ), Health::nameOf( $kind ) ), null === $run ? $never : $run->toArray()['createdAt'] . ' ' . $run->state ];
			/* translators: %s: kind of sync, such as "Catalogue". */
			$facts[ "good_run_$kind" ] = [ sprintf( __( 'Last sync that went well: %s', 'sors-api-for-woocommerce' ), Health::nameOf( $kind ) ), RunTable::lastWritten( $kind ) ?? $never ];
		}
		return $facts;
	}

	/** @return array<string, array{string, string}> */
	private function orders(): array {
		$facts = [ 'oldest' => [ __( 'Oldest order on its way, minutes', 'sors-api-for-woocommerce' ), (string) Monitor::queue()['oldestMinutes'] ] ];
		foreach ( $this->outbox->counts() as $state => $count ) {
			/* translators: %s: state of orders, such as "sent". */
			$facts[ 'orders_' . $state ] = [ sprintf( __( 'Orders: %s', 'sors-api-for-woocommerce' ), $state ), (string) $count ];
		}
		return $facts;
	}
}
