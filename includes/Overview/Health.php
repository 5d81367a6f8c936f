<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\OrderView\Words;
use SorsApi\Outbox\Outbox;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;

/**
 * What Site Health checks, and what is wrong. From what the shop has stored: SORS is not asked, and no query looks at all
 * orders.
 *
 * @phpstan-import-type Decision from Decisions
 */
final class Health {

	/** Minutes after which an order that is not in SORS yet is too old. */
	private const OLD = 60;

	private Decisions $decisions;
	private LastTest $test;
	private Outbox $outbox;

	public function __construct( Decisions $decisions, LastTest $test, Outbox $outbox ) {
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->outbox    = $outbox;
	}

	/** @return array<string, \Closure(): list<Decision>> Those that say something of this shop, by name. An empty list is a good result. */
	public function checks(): array {
		$always = [
			'connection' => fn(): array => $this->connection(),
			'background' => static fn(): array => self::background(),
			'key'        => fn(): array => $this->keyAtRest(),
			'server'     => static fn(): array => self::database(),
		];
		return ! $this->decisions->isConfigured() ? $always : $always + [
			'queue'     => static fn(): array => self::queue(),
			'schedules' => fn(): array => $this->schedules(),
			'orders'    => fn(): array => $this->orders(),
			'year'      => fn(): array => $this->year(),
			'prices'    => fn(): array => $this->decisions->prices(),
		];
	}

	/** @return list<Decision> */
	private function connection(): array {
		$last   = $this->test->last();
		$paused = $this->outbox->paused();
		// A rate limit is over in a moment.
		$lasting = null !== $paused && 'rate_limited' !== $paused['code'] ? $paused : null;
		return array_merge( $this->decisions->connection( $last['result'] ?? null ), Decisions::paused( $lasting ) );
	}

	/** @return list<Decision> */
	private static function background(): array {
		$why = null === BackgroundDelay::minutes() ? BackgroundDelay::missing() : BackgroundDelay::advice();
		return '' === $why ? [] : [ Decisions::decision( 'background', 'error', $why, 'settings', __( 'Open the schedules', 'sors-api-for-woocommerce' ), [ 'setting' => 'schedule' ] ) ];
	}

	/** @return list<Decision> */
	private static function queue(): array {
		$queue = Monitor::queue();
		if ( $queue['oldestMinutes'] < self::OLD ) {
			return [];
		}
		$isRetried = OrderQueries::counts( [ OutboxEntry::WAITING ] )[ OutboxEntry::WAITING ] > 0;
		/* translators: 1: number of orders and refunds, 2: date and time. */
		$message = sprintf( _n( '%1$d order or refund is on its way to SORS, and has been since %2$s. Open it to read why.', '%1$d orders and refunds are on their way to SORS, the oldest since %2$s. Open the oldest to read why.', $queue['count'], 'sors-api-for-woocommerce' ), $queue['count'], Words::moment( (string) $queue['oldestAt'] ) );
		return [ Decisions::decision( 'queue_old', $queue['oldestMinutes'] < 24 * 60 ? 'warning' : 'error', $message, 'orders', __( 'See the orders', 'sors-api-for-woocommerce' ), [ 'state' => $isRetried ? OutboxEntry::WAITING : OutboxEntry::QUEUED ] ) ];
	}

	/** @return list<Decision> */
	private function schedules(): array {
		$newest = array_values( array_filter( Overview::newestRuns() ) );
		$late   = array_map( fn( string $kind ): ?array => $this->late( $kind ), Run::KINDS );
		return array_merge( array_values( array_filter( $late ) ), Decisions::products( $newest ) );
	}

	/** @return Decision|null Of a kind whose last good run is older than its rule allows: one that was missed is made up for. */
	private function late( string $kind ): ?array {
		$rule   = SettingsStore::load()->schedule[ $kind ] ?? 'off';
		$stored = get_option( Schedules::OPTION );
		$since  = is_array( $stored ) && is_numeric( $stored[ $kind ] ?? null ) ? (int) $stored[ $kind ] : 0;
		$last   = RunTable::lastWritten( $kind );
		$zone   = wp_timezone();
		$due    = Schedules::byRule( $rule, null === $last ? null : (int) strtotime( $last ), $since, $zone );
		if ( null === $due || null !== RunTable::active( $kind ) ) {
			return null;
		}
		$late = time() - max( $due + HOUR_IN_SECONDS, (int) Schedules::byRule( $rule, $due, $due, $zone ) );
		if ( $late < 0 ) {
			return null;
		}
		$message = null === $last
			/* translators: 1: kind of sync, such as "Catalogue", 2: date and time. */
			? sprintf( __( '%1$s: by the schedule the sync was due on %2$s, and none has gone well yet.', 'sors-api-for-woocommerce' ), self::nameOf( $kind ), Words::moment( DatabaseClock::iso( $due ) ) )
			/* translators: 1: kind of sync, such as "Catalogue", 2, 3: dates and times. */
			: sprintf( __( '%1$s: by the schedule the sync was due on %2$s, and the last that went well ended on %3$s.', 'sors-api-for-woocommerce' ), self::nameOf( $kind ), Words::moment( DatabaseClock::iso( $due ) ), Words::moment( $last ) );
		return Decisions::decision( "late_$kind", $late < DAY_IN_SECONDS ? 'warning' : 'error', $message, 'products', __( 'See the syncs', 'sors-api-for-woocommerce' ), [ 'view' => 'history' ] );
	}

	public static function nameOf( string $kind ): string {
		$names = [
			'catalog' => __( 'Catalogue', 'sors-api-for-woocommerce' ),
			'stock'   => __( 'Stock and prices', 'sors-api-for-woocommerce' ),
			'images'  => __( 'Images', 'sors-api-for-woocommerce' ),
		];
		return $names[ $kind ] ?? $kind;
	}

	/** @return list<Decision> */
	private function orders(): array {
		$points = array_merge( Decisions::withoutOrder(), Decisions::orders( OrderQueries::counts( Decisions::STATES ) ) );
		return array_values( array_filter( $points, static fn( array $point ): bool => 'info' !== $point['severity'] ) );
	}

	/** @return list<Decision> */
	private function year(): array {
		$points   = $this->decisions->newYear();
		$database = SettingsStore::load()->database;
		$today    = (int) wp_date( 'Y' );
		$year     = FinancialYear::otherThan( $today, $database );
		if ( [] !== $points || null === $year || $year > $today ) {
			return $points;
		}
		/* translators: 1: name of a database, 2: year. */
		$message = sprintf( __( 'The database %1$s holds the books of %2$d, and that year is over: orders of this year wait. Move the shop to the database of the new year, or say that you go on in this one.', 'sors-api-for-woocommerce' ), $database, $year );
		return [ Decisions::decision( 'former_year', 'warning', $message, 'settings', __( 'Decide about the new year', 'sors-api-for-woocommerce' ), [ 'show' => 'year-change' ] ) ];
	}

	/** @return list<Decision> */
	private function keyAtRest(): array {
		if ( 'option' !== ( new ApiKey() )->describe()['source'] || ! ApiKey::isSealedByDatabase() ) {
			return [];
		}
		return [ Decisions::decision( 'key_sealed_by_database', 'warning', __( 'The key is stored encrypted, but the security keys of this site (AUTH_KEY and AUTH_SALT) are in the database too, so whoever gets a copy of the database can read it. Set them in wp-config.php and enter the API key again, or set the API key itself there (SORS_API_KEY).', 'sors-api-for-woocommerce' ), 'connect', __( 'Open the connection', 'sors-api-for-woocommerce' ) ) ];
	}

	/** @return list<Decision> What of the server does not do for a shop. PHP, WordPress and WooCommerce are new enough, or none of this would run. */
	private static function database(): array {
		if ( DatabaseClock::isInProcess() ) {
			return [ Decisions::decision( 'sqlite', 'warning', __( 'The shop keeps its data in SQLite, which is there for trying things out: buyers and syncs wait for each other. A real shop needs MySQL or MariaDB.', 'sors-api-for-woocommerce' ), 'settings', __( 'Open SORS API', 'sors-api-for-woocommerce' ) ) ];
		}
		global $wpdb;
		$tables = array_merge( [ $wpdb->posts, $wpdb->postmeta ], array_map( [ Tables::class, 'name' ], Tables::names() ) );
		$others = Sql::column( "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND ENGINE <> 'InnoDB' AND TABLE_NAME IN (" . Sql::quoted( $tables ) . ') ORDER BY TABLE_NAME' );
		if ( [] === $others ) {
			return [];
		}
		/* translators: %s: names of tables. */
		return [ Decisions::decision( 'no_transactions', 'error', sprintf( __( 'These tables know no transactions, so two processes can write over each other’s stock: %s. Ask your host to change them to InnoDB.', 'sors-api-for-woocommerce' ), implode( ', ', $others ) ), 'settings', __( 'Open SORS API', 'sors-api-for-woocommerce' ) ) ];
	}
}
