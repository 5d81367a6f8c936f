<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Documents\MappingRefused;
use SorsApi\Outbox\TestDocument;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sync\Engine\FirstRun;
use SorsApi\Sync\Reports\Examples;

defined( 'ABSPATH' ) || exit;

/** What the setup asks before anything is read, and the first sync itself. */
final class FirstRunController extends Controller {

	private Examples $examples;
	private FirstRun $firstRun;
	private TestDocument $document;

	public function __construct( Examples $examples, FirstRun $firstRun, TestDocument $document ) {
		$this->examples = $examples;
		$this->firstRun = $firstRun;
		$this->document = $document;
	}

	public function registerRoutes(): void {
		$this->route( 'GET', '/first-run/examples', 'first-run-examples-query', 'first-run-examples-response', [ $this, 'examples' ] );
		$this->route( 'GET', '/first-run/unit-items', null, 'unit-items', [ $this, 'unitItems' ] );
		$this->route( 'GET', '/first-run/test-document', null, 'test-document', [ $this, 'showDocument' ] );
		$this->route( 'POST', '/first-run/test-document', null, 'test-document', [ $this, 'makeDocument' ] );
		$this->route( 'GET', '/first-run', null, 'first-run', [ $this->firstRun, 'report' ] );
		$this->route( 'POST', '/first-run/start', 'start-first-run-body', 'first-run', [ $this, 'start' ] );
	}

	/** @return array<string, mixed> One real item of theirs, and the price and stock that each choice would give it in the shop. */
	public function examples( Input $input ): array {
		$settings = $this->asAsked( $input );
		if ( ! $settings->isConfigured() ) {
			Failure::conflict( 'sors_not_configured', __( 'Choose the SORS database and at least one business unit first: the example comes from there.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return $this->examples->of( $settings );
	}

	/** @return array<string, mixed> How many items each unit of the chosen database has. */
	public function unitItems(): array {
		$settings = SettingsStore::load();
		if ( '' === $settings->database ) {
			Failure::conflict( 'sors_no_database', __( 'Choose the SORS database first; each one has its own business units.', 'sors-api-for-woocommerce' ) )->throw();
		}
		return [ 'items' => $this->examples->unitItems( $settings ) ];
	}

	/** @return array<string, mixed> What an order would become; nothing is made. */
	public function showDocument(): array {
		return $this->ofDocument( fn( Settings $settings ): array => $this->document->preview( $settings ) );
	}

	/** @return array<string, mixed> The same, made: in the database that is there for trying and nowhere else. */
	public function makeDocument(): array {
		return $this->ofDocument(
			function ( Settings $settings ): array {
				if ( Settings::TEST_DATABASE !== $settings->database ) {
					/* translators: 1: name of the database that is there for trying, 2: name of the database in use. */
					Failure::conflict( 'sors_real_database', sprintf( __( 'A test document is made only in %1$s. %2$s holds the books of a real business, so nothing was made there.', 'sors-api-for-woocommerce' ), Settings::TEST_DATABASE, $settings->database ) )->throw();
				}
				return $this->document->make( $settings );
			}
		);
	}

	/**
	 * @param callable( Settings ): array<string, mixed> $work
	 * @return array<string, mixed>
	 */
	private function ofDocument( callable $work ): array {
		$settings = SettingsStore::load();
		if ( ! $settings->isConfigured() ) {
			Failure::conflict( 'sors_not_configured', __( 'Choose the SORS database and at least one business unit first.', 'sors-api-for-woocommerce' ) )->throw();
		}
		try {
			return $work( $settings );
		} catch ( MappingRefused $refused ) {
			Failure::conflict( 'sors_' . $refused->code(), $refused->getMessage() )->throw();
		}
	}

	/** @return array<string, mixed> How far it is: it brings in the catalogue, then the stock, then the images. */
	public function start( Input $input ): array {
		$run = $input->values['catalogRun'] ?? 0;
		$this->firstRun->start( is_int( $run ) ? $run : 0, $input->string( 'updatedAt' ) );
		return $this->firstRun->report();
	}

	/** The settings, with what is being chosen on the screen in place of what was saved. */
	private function asAsked( Input $input ): Settings {
		$settings = clone SettingsStore::load();
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
