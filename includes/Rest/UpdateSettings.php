<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrders;
use SorsApi\Overview\SettingsReport;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Settings\SettingsStore;

/** `PUT settings`: only what changes; answers all settings, with a notice on what the change asks for. */
final class UpdateSettings extends Route {

	private SettingsStore $settings;
	private SettingsReport $report;
	private OlderOrders $older;

	public function __construct( SettingsStore $settings, SettingsReport $report, OlderOrders $older ) {
		$this->settings = $settings;
		$this->report   = $report;
		$this->older  = $older;
	}

	protected function method(): string {
		return 'PUT';
	}

	protected function path(): string {
		return '/settings';
	}

	protected function takes(): string {
		return 'settings-patch';
	}

	protected function answers(): string {
		return 'settings-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Settings\InvalidSettings
	 */
	protected function handle( Input $input ): array {
		$before = $this->settings->load();
		$after  = $this->settings->update( $input->values );
		$leftOut = $after->exportOrders && ! $before->exportOrders ? $this->older->countLeftOut() : 0;
		return $this->report->make( SettingsNotices::ofChange( $before, $after, $leftOut ) );
	}
}
