<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Outbox;

/** `GET outbox`: orders on their way to SORS, newest first. */
final class ListOutbox extends Route {

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/outbox';
	}

	protected function takes(): string {
		return 'outbox-query';
	}

	protected function answers(): string {
		return 'outbox-response';
	}

	/** @return array<string, mixed> */
	protected function handle( Input $input ): array {
		/** @var array{state?: string, search?: string, page?: int, per_page?: int} $query Judged by the schema. */
		$query = $input->values;
		$found = $this->outbox->list( $query );
		return [
			'items' => array_map(
				static function ( OutboxEntry $row ): array {
					return $row->toArray();
				},
				$found['items']
			),
			'total' => $found['total'],
		];
	}
}
