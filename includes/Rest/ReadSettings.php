<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Overview\SettingsReport;

/** `GET settings`. */
final class ReadSettings extends Route {

	private SettingsReport $report;

	public function __construct( SettingsReport $report ) {
		$this->report = $report;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/settings';
	}

	protected function answers(): string {
		return 'settings-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		return $this->report->make();
	}
}
