<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Reports\Examples;

/** What the guide through the first run asks before anything is read. */
final class FirstRunController extends Controller {

	private SettingsStore $settings;
	private Examples $examples;

	public function __construct( SettingsStore $settings, Examples $examples ) {
		$this->settings = $settings;
		$this->examples = $examples;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/first-run/examples', 'first-run-examples-query', 'first-run-examples-response', [ $this, 'examples' ] );
	}

	/**
	 * `GET first-run/examples`: one real item of theirs, and the price and stock that each choice would give it in the shop.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws Failure
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function examples( Input $input ): array {
		$settings = $this->asAsked( $input );
		if ( ! $settings->isConfigured() ) {
			throw Failure::conflict( 'sors_not_configured', __( 'Choose the SORS database and at least one business unit first: the example comes from there.', 'sors-api-for-woocommerce' ) );
		}
		return $this->examples->of( $settings );
	}

	/** The settings, with what is being chosen on the screen in place of what was saved. */
	private function asAsked( Input $input ): Settings {
		$settings = clone $this->settings->load();
		if ( '' !== $input->string( 'database' ) ) {
			$settings->database = $input->string( 'database' );
		}
		if ( '' !== $input->string( 'businessUnitIds' ) ) {
			$settings->businessUnitIds = array_values( array_filter( array_map( 'trim', explode( ',', $input->string( 'businessUnitIds' ) ) ), static fn( string $id ): bool => '' !== $id ) );
			// The saved one may be of another database.
			$settings->priceBusinessUnitId = '';
		}
		if ( '' !== $input->string( 'priceBusinessUnitId' ) ) {
			$settings->priceBusinessUnitId = $input->string( 'priceBusinessUnitId' );
		}
		return $settings;
	}
}
