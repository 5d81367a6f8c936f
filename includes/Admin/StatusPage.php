<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Fault;
use SorsApi\Log\Log;
use SorsApi\Outbox\Pause;
use SorsApi\Overview\Health;
use SorsApi\Sentence;
use SorsApi\Settings\Access;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunRefused;
use SorsApi\Sync\Engine\Runs;

/** WooCommerce → Status: a section of its report, and tools. What a tool throws is shown there, and logged by WooCommerce. */
final class StatusPage {

	private SiteHealth $health;
	private LastTest $test;
	private Runs $runs;

	public function __construct( SiteHealth $health, LastTest $test, Runs $runs ) {
		$this->health = $health;
		$this->test   = $test;
		$this->runs   = $runs;
	}

	/** Answers WooCommerce's action `woocommerce_system_status_report`. The labels that are copied for support are in English. */
	public function showReport(): void {
		printf(
			'<table class="wc_status_table widefat" cellspacing="0"><thead><tr><th colspan="3" data-export-label="SORS API"><h2>%s</h2></th></tr></thead><tbody>',
			esc_html__( 'SORS API', 'sors-api-for-woocommerce' )
		);
		foreach ( Log::guard( 'The status report', fn(): array => $this->health->facts(), [] ) as $name => [ $label, $value ] ) {
			printf( '<tr><td data-export-label="%s">%s:</td><td class="help"></td><td style="overflow-wrap:anywhere">%s</td></tr>', esc_attr( ucfirst( str_replace( '_', ' ', $name ) ) ), esc_html( $label ), esc_html( $value ) );
		}
		echo '</tbody></table>';
	}

	/**
	 * Answers WooCommerce's filter `woocommerce_debug_tools`.
	 *
	 * @param array<string, array<string, mixed>> $tools
	 * @return array<string, array<string, mixed>>
	 */
	public function addTools( array $tools ): array {
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			return $tools;
		}
		return $tools + [
			'sors_sync'      => [
				'name'     => __( 'SORS: products and stock', 'sors-api-for-woocommerce' ),
				'button'   => __( 'Start a full sync', 'sors-api-for-woocommerce' ),
				'desc'     => __( 'Reads the whole catalogue, all stock and prices, and the images from SORS, in the background. The safety limit holds.', 'sors-api-for-woocommerce' ),
				'callback' => [ $this, 'sync' ],
			],
			'sors_test'      => [
				'name'     => __( 'SORS: connection', 'sors-api-for-woocommerce' ),
				'button'   => __( 'Test the connection', 'sors-api-for-woocommerce' ),
				'desc'     => __( 'Asks SORS whether the API key and the database can be used.', 'sors-api-for-woocommerce' ),
				'callback' => [ $this, 'testConnection' ],
			],
			'sors_end_pause' => [
				'name'     => __( 'SORS: pause of sending', 'sors-api-for-woocommerce' ),
				'button'   => __( 'End the pause', 'sors-api-for-woocommerce' ),
				'desc'     => __( 'Sends the orders that wait at once, and not only when the pause is over. One that SORS itself asks for cannot be ended.', 'sors-api-for-woocommerce' ),
				'disabled' => ! $this->canEndPause(),
				'callback' => [ $this, 'endPause' ],
			],
		];
	}

	public function sync(): string {
		$started = [];
		$refused = [];
		$images  = SettingsStore::load()->fields['images'];
		foreach ( 'never' === $images ? array_diff( Run::KINDS, [ 'images' ] ) : Run::KINDS as $kind ) {
			try {
				$this->runs->start( $kind, 'apply', 'person' );
				$started[] = Health::nameOf( $kind );
			} catch ( RunRefused $refusal ) {
				$refused[ Health::nameOf( $kind ) ] = Sentence::shown( $refusal->getMessage() );
			}
		}
		if ( [] === $refused ) {
			return __( 'The sync has started and continues in the background. See how far it is under SORS API → Products.', 'sors-api-for-woocommerce' );
		}
		$why = implode( ' ', array_unique( $refused ) );
		if ( [] === $started ) {
			( new Fault( $why ) )->throw();
		}
		/* translators: 1, 2: lists such as "Catalogue, Images", 3: sentences that say why */
		return sprintf( __( 'Started: %1$s. Not started: %2$s. %3$s', 'sors-api-for-woocommerce' ), implode( ', ', $started ), implode( ', ', array_keys( $refused ) ), $why );
	}

	public function testConnection(): string {
		$result  = $this->test->run( SettingsStore::load()->database );
		$problem = isset( $result['problem'] ) ? Sentence::shown( $result['problem']['message'] ) : null;
		if ( ! $result['ok'] ) {
			( new Fault( $problem ?? __( 'The connection does not work.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		/* translators: %d: milliseconds. */
		return $problem ?? sprintf( __( 'SORS answers in %d ms.', 'sors-api-for-woocommerce' ), (int) $result['latencyMs'] );
	}

	public function endPause(): string {
		if ( ! $this->canEndPause() ) {
			( new Fault( __( 'There is no pause that can be ended.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		Pause::end();
		return __( 'The pause is over: what waits is sent in the background.', 'sors-api-for-woocommerce' );
	}

	private function canEndPause(): bool {
		return 'rate_limited' !== ( Pause::current()['code'] ?? 'rate_limited' );
	}
}
