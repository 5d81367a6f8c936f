<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\Tables;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Overview\BackgroundDelay;
use SorsApi\Overview\Decisions;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Store\Links;

/** Tools → Site Health: is the shop connected, and does the background work run? */
final class SiteHealth {

	private Decisions $decisions;
	private LastTest $test;
	private Outbox $outbox;
	private ApiKey $key;

	public function __construct( Decisions $decisions, LastTest $test, Outbox $outbox, ApiKey $key ) {
		$this->decisions = $decisions;
		$this->test      = $test;
		$this->outbox    = $outbox;
		$this->key       = $key;
	}

	public function register(): void {
		add_filter( 'site_status_tests', [ $this, 'addTests' ] );
		add_filter( 'debug_information', [ $this, 'addInformation' ] );
	}

	/**
	 * @param array<string, array<string, array<string, mixed>>> $tests
	 *
	 * @return array<string, array<string, array<string, mixed>>>
	 */
	public function addTests( array $tests ): array {
		$tests['direct']['sors_connection'] = [
			'label' => __( 'Connection with SORS', 'sors-api-for-woocommerce' ),
			'test'  => [ $this, 'testConnection' ],
		];
		$tests['direct']['sors_queue']      = [
			'label' => __( 'Background work of SORS API', 'sors-api-for-woocommerce' ),
			'test'  => [ $this, 'testQueue' ],
		];
		$tests['direct']['sors_key']        = [
			'label' => __( 'Safety of the API key of SORS', 'sors-api-for-woocommerce' ),
			'test'  => [ $this, 'testKey' ],
		];
		return $tests;
	}

	/** @return array<string, mixed> */
	public function testConnection(): array {
		$last     = $this->test->last();
		$problems = $this->decisions->connection( $last['result'] ?? null );
		if ( [] === $problems ) {
			return self::result( 'sors_connection', 'good', __( 'The shop is connected with SORS', 'sors-api-for-woocommerce' ), __( 'Key, database and business units are chosen, and no problem is known.', 'sors-api-for-woocommerce' ) );
		}
		$status = 'error' === $problems[0]['severity'] ? 'critical' : 'recommended';
		return self::result( 'sors_connection', $status, __( 'The shop is not connected with SORS', 'sors-api-for-woocommerce' ), $problems[0]['message'] );
	}

	/** @return array<string, mixed> */
	public function testQueue(): array {
		$why = null === BackgroundDelay::minutes()
			? __( 'The background work is not planned. Opening any page of wp-admin plans it again; if this message stays, deactivate the plugin and activate it again.', 'sors-api-for-woocommerce' )
			: BackgroundDelay::advice();
		if ( '' === $why ) {
			return self::result( 'sors_queue', 'good', __( 'Orders and products are exchanged with SORS in the background', 'sors-api-for-woocommerce' ), __( 'The background work runs in time.', 'sors-api-for-woocommerce' ) );
		}
		return self::result( 'sors_queue', 'critical', __( 'The background work of SORS API does not run', 'sors-api-for-woocommerce' ), $why );
	}

	/** @return array<string, mixed> */
	public function testKey(): array {
		if ( 'option' !== $this->key->describe()['source'] || ! ApiKey::isSealedByDatabase() ) {
			return self::result( 'sors_key', 'good', __( 'The database alone does not give the API key of SORS away', 'sors-api-for-woocommerce' ), __( 'The key is not in the database, or is encrypted there by the security keys of wp-config.php.', 'sors-api-for-woocommerce' ) );
		}
		return self::result( 'sors_key', 'recommended', __( 'The API key of SORS is only as safe as the database', 'sors-api-for-woocommerce' ), __( 'The key is stored encrypted, but the security keys of this site (AUTH_KEY and AUTH_SALT) are in the database too, so whoever gets a copy of the database can read it. Set them in wp-config.php and enter the API key again, or set the API key itself there (SORS_API_KEY).', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * Facts for support; nothing secret.
	 *
	 * @param array<string, array<string, mixed>> $information
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public function addInformation( array $information ): array {
		$last   = $this->test->last();
		$late   = BackgroundDelay::minutes();
		$fields = [
			'version'    => [ __( 'Version', 'sors-api-for-woocommerce' ), SORS_API_VERSION ],
			'tables'     => [ __( 'Version of the tables', 'sors-api-for-woocommerce' ), Tables::version() ],
			'configured' => [ __( 'Connected', 'sors-api-for-woocommerce' ), $this->decisions->isConfigured() ? __( 'Yes', 'sors-api-for-woocommerce' ) : __( 'No', 'sors-api-for-woocommerce' ) ],
			'last_test'  => [ __( 'Last connection test', 'sors-api-for-woocommerce' ), null === $last ? __( 'Never', 'sors-api-for-woocommerce' ) : $last['at'] . ' ' . ( $last['result']['problem']['code'] ?? 'ok' ) ],
			'linked'     => [ __( 'Products linked with SORS', 'sors-api-for-woocommerce' ), (string) Log::guard( 'Site Health', static fn() => ( new Links() )->count(), '?' ) ],
			'late'       => [ __( 'Background work, minutes late', 'sors-api-for-woocommerce' ), null === $late ? __( 'Not planned', 'sors-api-for-woocommerce' ) : (string) $late ],
		];
		foreach ( Log::guard( 'Site Health', fn() => $this->outbox->counts(), [] ) as $state => $count ) {
			/* translators: %s: state of orders, such as "sent". */
			$fields[ 'orders_' . $state ] = [ sprintf( __( 'Orders: %s', 'sors-api-for-woocommerce' ), $state ), (string) $count ];
		}
		$information['sors-api-for-woocommerce'] = [
			'label'  => __( 'SORS API for WooCommerce', 'sors-api-for-woocommerce' ),
			'fields' => array_map(
				static function ( array $field ): array {
					return [
						'label' => $field[0],
						'value' => $field[1],
					];
				},
				$fields
			),
		];
		return $information;
	}

	/** @return array<string, mixed> As WordPress wants it. */
	private static function result( string $test, string $status, string $label, string $description ): array {
		return [
			'label'       => $label,
			'status'      => $status,
			'badge'       => [
				'label' => 'SORS',
				'color' => 'blue',
			],
			'description' => '<p>' . esc_html( $description ) . '</p>',
			'actions'     => sprintf( '<p><a href="%s">%s</a></p>', esc_url( Menu::url() ), esc_html__( 'Open Sors API', 'sors-api-for-woocommerce' ) ),
			'test'        => $test,
		];
	}
}
