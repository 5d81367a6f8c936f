<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Reports\Examples;

defined( 'ABSPATH' ) || exit;

/** What the setup asks before anything is read, and the first sync itself. */
final class FirstRunController extends Controller {

	private SettingsStore $settings;
	private Examples $examples;
	private FirstRun $firstRun;

	public function __construct( SettingsStore $settings, Examples $examples, FirstRun $firstRun ) {
		$this->settings = $settings;
		$this->examples = $examples;
		$this->firstRun = $firstRun;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/first-run/examples', 'first-run-examples-query', 'first-run-examples-response', [ $this, 'examples' ] );
		$this->route( 'GET', '/first-run', null, 'first-run', [ $this, 'read' ] );
		$this->route( 'POST', '/first-run/start', 'start-first-run-body', 'first-run', [ $this, 'start' ] );
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

	/**
	 * `GET first-run`: where the first sync stands.
	 *
	 * @return array<string, mixed>
	 */
	public function read(): array {
		return $this->firstRun->report();
	}

	/**
	 * `POST first-run/start`: brings in the catalogue, then the stock, then the images.
	 *
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Sync\Engine\RunRefused
	 */
	public function start( Input $input ): array {
		$run = $input->values['catalogRun'] ?? 0;
		$this->firstRun->start( is_int( $run ) ? $run : 0 );
		return $this->firstRun->report();
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
