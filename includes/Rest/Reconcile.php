<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Issues\ReconciliationReport;

/** `POST reconciliation`: compares orders with documents now; what this request has no time for is done in the background. */
final class Reconcile extends Route {

	/** Seconds. */
	private const AT_ONCE = 5;

	private ReconciliationReport $report;

	public function __construct( ReconciliationReport $report ) {
		$this->report = $report;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/reconciliation';
	}

	protected function answers(): string {
		return 'reconciliation-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		$this->report->start( self::AT_ONCE );
		return $this->report->make( [] );
	}
}
