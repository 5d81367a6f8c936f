<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Overview\SettingsReport;
use SorsApi\Settings\ApiKey;
use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;
use SorsApi\Settings\StoreIdentity;

defined( 'ABSPATH' ) || exit;

/** The settings, the API key beside them, and which shop this is. */
final class SettingsController extends Controller {

	private SettingsStore $settings;
	private SettingsReport $report;
	private OlderOrders $older;
	private ApiKey $key;
	private LastTest $test;
	private StoreIdentity $identity;

	public function __construct( SettingsStore $settings, SettingsReport $report, OlderOrders $older, ApiKey $key, LastTest $test, StoreIdentity $identity ) {
		$this->settings = $settings;
		$this->report   = $report;
		$this->older    = $older;
		$this->key      = $key;
		$this->test     = $test;
		$this->identity = $identity;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/settings', null, 'settings-response', [ $this, 'read' ] );
		$this->route( 'PUT', '/settings', 'settings-patch', 'settings-response', [ $this, 'update' ] );
		$this->route( 'PUT', '/settings/api-key', 'api-key-body', 'api-key-state', [ $this, 'saveKey' ], 'permitAdministrator' );
		$this->route( 'POST', '/store-identity', 'store-identity-body', 'store-identity-response', [ $this, 'confirmIdentity' ] );
	}

	/**
	 * `GET settings`.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		return $this->report->make();
	}

	/**
	 * `PUT settings`: only what changes; answers all settings, with notices on what to do after the change.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Settings\InvalidSettings
	 */
	public function update( Input $input ): array {
		$before  = $this->settings->load();
		$after   = $this->settings->update( $input->values );
		$leftOut = $after->exportOrders && ! $before->exportOrders ? $this->older->countLeftOut() : 0;
		return $this->report->make( SettingsNotices::ofChange( $before, $after, $leftOut ) );
	}

	/**
	 * `PUT settings/api-key`: saves the key, or forgets it when it is empty. The key itself is never answered.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 */
	public function saveKey( Input $input ): array {
		if ( 'constant' === $this->key->describe()['source'] ) {
			throw Failure::conflict( 'sors_key_is_constant', __( 'The API key is set in the site\'s configuration (SORS_API_KEY, usually in wp-config.php). Change it there, or remove it there to enter one here.', 'sors-api-for-woocommerce' ) );
		}
		$key = trim( $input->string( 'apiKey' ) );
		try {
			if ( '' === $key ) {
				$this->key->forget();
			} else {
				$this->key->save( $key );
			}
		} catch ( \InvalidArgumentException $problem ) {
			throw new Failure( __( 'This cannot be an API key: it has spaces or control characters in it. Copy the key from SORS once more and paste it alone.', 'sors-api-for-woocommerce' ), 'sors_bad_key', 400 );
		}
		$this->test->forget();
		/** The API key was changed or removed: what stopped because of the former one may try again. */
		do_action( 'sors_api_key_changed' );
		return $this->key->describe();
	}

	/**
	 * `POST store-identity`: a person says whether this is the shop, perhaps at a new address, or a copy.
	 *
	 * @return array{storeId: string, address: string}
	 *
	 * @throws Failure
	 */
	public function confirmIdentity( Input $input ): array {
		if ( ! $this->identity->isCopy() ) {
			// A second press, or another person's a moment ago: a copy must not be made of a shop that was just confirmed.
			throw Failure::conflict( 'sors_address_confirmed', __( 'It is confirmed already that this is the shop. Reload the page.', 'sors-api-for-woocommerce' ) );
		}
		if ( 'copy' === $input->string( 'as' ) ) {
			$this->identity->confirmCopy();
		} else {
			$this->identity->confirmMoved();
		}
		return [
			'storeId' => $this->identity->storeId(),
			'address' => $this->identity->knownAddress(),
		];
	}
}
