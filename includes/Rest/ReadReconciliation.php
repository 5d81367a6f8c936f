<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Issues\ReconciliationReport;

/** `GET reconciliation`: the last comparison of orders with documents, and what it found as things stand now. */
final class ReadReconciliation extends Route {

	private ReconciliationReport $report;

	public function __construct( ReconciliationReport $report ) {
		$this->report = $report;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/reconciliation';
	}

	protected function takes(): string {
		return 'reconciliation-query';
	}

	protected function answers(): string {
		return 'reconciliation-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		/** @var array{kind?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		return $this->report->make( $query );
	}
}
