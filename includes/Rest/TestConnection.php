<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Settings\LastTest;
use SorsApi\Settings\SettingsStore;

/** `POST connection/test`: always 200, since a refused connection is an answer too. */
final class TestConnection extends Route {

	private SettingsStore $settings;
	private LastTest $test;

	public function __construct( SettingsStore $settings, LastTest $test ) {
		$this->settings = $settings;
		$this->test     = $test;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/connection/test';
	}

	protected function takes(): string {
		return 'connection-test-body';
	}

	protected function answers(): string {
		return 'connection-test-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		$database = trim( $input->string( 'database' ) );
		return $this->test->run( '' !== $database ? $database : $this->settings->load()->database );
	}
}
