<?php
declare( strict_types=1 );

namespace SorsApi\Overview;

use Automattic\WooCommerce\Utilities\OrderUtil;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Sentence;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Connection;
use SorsApi\Sors\SorsError;
use SorsApi\Store\Links;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepQueue;

/**
 * One text to send to the person who helps: what is installed, how it is set up, its state, the end of the log. In
 * English, since that person need not speak the shop's language.
 *
 * Neither the key nor a buyer is in it: nothing of an order is read, and the text is searched for both once more.
 */
final class SupportFile {

	private const LOG_ENTRIES = 200;

	private const RUNS = 10;

	private LastTest $test;
	private Connection $connection;
	private Outbox $outbox;

	public function __construct( LastTest $test, Connection $connection, Outbox $outbox ) {
		$this->test       = $test;
		$this->connection = $connection;
		$this->outbox     = $outbox;
	}

	public static function fileName(): string {
		return 'sors-support-' . gmdate( 'Y-m-d-His' ) . '.txt';
	}

	public function make(): string {
		$text = implode(
			"\n",
			[
				'SORS API for WooCommerce: support file',
				'Written ' . gmdate( 'Y-m-d H:i:s' ) . ' UTC. It holds no API key, and no data of buyers unless another plugin\'s error message quotes them.',
				'',
				self::section( 'Versions', static fn() => self::versions() ),
				self::section( 'Plugins', static fn() => self::plugins() ),
				self::section( 'Shop', fn() => $this->shop() ),
				self::section( 'Connection', fn() => $this->connection() ),
				self::section( 'Contract', fn() => $this->contract() ),
				self::section( 'Settings', fn() => $this->chosen() ),
				self::section( 'Orders by state', fn() => $this->orders() ),
				self::section( 'Runs, the newest first', fn() => $this->newestRuns() ),
				self::section( 'Schedule', fn() => $this->schedule() ),
				self::section( 'Log', static fn() => [ 'kept in' => Log::keptIn() ] ),
				implode( "\n", Log::newest( self::LOG_ENTRIES ) ),
				'',
			]
		);
		return Log::withoutEmails( ( new ApiKey() )->key()->redact( $text ) );
	}

	/** @return array<string, mixed> */
	private static function versions(): array {
		global $wpdb;
		return [
			'SORS API for WooCommerce' => SORS_API_VERSION,
			'WordPress'                => get_bloginfo( 'version' ) . ( is_multisite() ? ', multisite' : '' ),
			'WooCommerce'              => WC_VERSION,
			'PHP'                      => PHP_VERSION . ' (' . PHP_SAPI . '), memory ' . ini_get( 'memory_limit' ) . ', time ' . ini_get( 'max_execution_time' ) . ' s',
			'database'                 => $wpdb->db_server_info(),
			'curl'                     => function_exists( 'curl_version' ) ? ( curl_version()['version'] ?? '?' ) . ', ' . ( curl_version()['ssl_version'] ?? '?' ) : 'none',
			'theme'                    => wp_get_theme()->get( 'Name' ) . ' ' . wp_get_theme()->get( 'Version' ),
		];
	}

	/** @return array<string, string> Those that are switched on. */
	private static function plugins(): array {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		$plugins = [];
		foreach ( get_plugins() as $file => $plugin ) {
			if ( is_plugin_active( $file ) ) {
				$plugins[ $file ] = (string) $plugin['Version'];
			}
		}
		return $plugins;
	}

	/** @return array<string, mixed> */
	private function shop(): array {
		return [
			'address'             => StoreIdentity::address(),
			'address it was'      => StoreIdentity::knownAddress(),
			'environment'         => wp_get_environment_type(),
			'looks like a copy'   => StoreIdentity::doubt() ?? false,
			'store id'            => StoreIdentity::storeId(),
			'language, time zone' => get_locale() . ', ' . wp_timezone_string(),
			'orders'              => OrderUtil::custom_orders_table_usage_is_enabled() ? 'in tables of their own (HPOS)' : 'as posts',
			'object cache'        => wp_using_ext_object_cache(),
			'debug'               => defined( 'WP_DEBUG' ) && WP_DEBUG,
		] + SettingsReport::shopFacts();
	}

	/** @return array<string, mixed> */
	private function connection(): array {
		$key  = ( new ApiKey() )->describe();
		$last = $this->test->last();
		return [
			'key'       => $key['set'] ? 'set (' . $key['source'] . ')' . ( $key['readable'] ? '' : ', but cannot be read' ) : 'none',
			'last test' => null === $last ? 'none' : $last['at'] . ' ' . ( $last['result']['ok'] ? 'ok' : 'failed' ) . ', ' . ( $last['result']['latencyMs'] ?? '?' ) . ' ms, ' . ( $last['result']['problem']['code'] ?? 'no problem' ),
			'proxy'     => defined( 'WP_PROXY_HOST' ),
		];
	}

	/** @return array<string, mixed> */
	private function contract(): array {
		$file  = $this->connection->contractFile();
		$facts = [
			'file'        => basename( $file ) . ( $this->connection->isOverridden() ? ' (SORS_CONTRACT_FILE)' : '' ),
			'fingerprint' => is_readable( $file ) ? hash( 'sha256', (string) file_get_contents( $file ) ) : 'cannot be read',
		];
		try {
			return $facts + [ 'server' => $this->connection->baseUrl() ];
		} catch ( SorsError $error ) {
			return $facts + [ 'problem' => $error->getMessage() ];
		}
	}

	/** @return array<string, mixed> */
	private function chosen(): array {
		$settings = SettingsStore::load()->toArray();
		return [ 'alertEmail' => '' === $settings['alertEmail'] ? 'not set' : 'set' ] + SettingsStore::withObjects( $settings );
	}

	/** @return array<string, mixed> */
	private function orders(): array {
		$paused = $this->outbox->paused();
		return $this->outbox->counts() + [
			'pause' => null === $paused ? 'none' : sprintf( 'paused since %s until %s: %s', gmdate( 'Y-m-d H:i:s', $paused['since'] ), gmdate( 'Y-m-d H:i:s', $paused['until'] ), $paused['code'] ),
		];
	}

	/** @return array<string, mixed> */
	private function newestRuns(): array {
		$runs = [ 'products linked' => Links::count() ];
		foreach ( RunTable::list( [ 'per_page' => self::RUNS ] )['items'] as $run ) {
			$runs[ $run->createdAt ] = ( $runs[ $run->createdAt ] ?? '' ) . $run->summary() . ' ';
		}
		return $runs;
	}

	/** @return array<string, mixed> Moments are UTC. */
	private function schedule(): array {
		$plan = [
			'WP-Cron'            => defined( 'DISABLE_WP_CRON' ) && DISABLE_WP_CRON ? 'switched off (DISABLE_WP_CRON)' : 'on',
			'outbox, minutes late' => BackgroundDelay::minutes() ?? 'not planned',
		];
		foreach ( Run::KINDS as $kind ) {
			$plan[ "next $kind run" ] = Schedules::nextAt( $kind ) ?? 'none scheduled';
		}
		$waiting = as_get_scheduled_actions( [ 'group' => StepQueue::GROUP, 'status' => 'pending', 'per_page' => 50 ] );
		foreach ( $waiting as $id => $action ) {
			$date                 = $action->get_schedule()->get_date();
			$plan[ "action $id" ] = $action->get_hook() . ' at ' . ( null === $date ? 'once' : $date->format( 'Y-m-d H:i:s' ) );
		}
		return $plan;
	}

	/** @param callable(): array<string, mixed> $facts What cannot be read is told in their place: the rest is wanted all the more. */
	private static function section( string $title, callable $facts ): string {
		$text = "== $title\n";
		try {
			$read = $facts();
		} catch ( \Throwable $error ) {
			Log::error( $error, "The support file's section $title" );
			$read = [ 'cannot be read' => $error->getMessage() ];
		}
		foreach ( $read as $name => $value ) {
			$text .= $name . ': ' . ( is_string( $value ) ? $value : (string) wp_json_encode( $value, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) ) . "\n";
		}
		return Sentence::english( $text );
	}
}
