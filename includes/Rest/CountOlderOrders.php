<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrdersJob;

/** `GET older-orders?from=&to=`: how many orders of those days have no document yet, and how far the last job has come. */
final class CountOlderOrders extends Route {

	private OlderOrdersJob $job;

	public function __construct( OlderOrdersJob $job ) {
		$this->job = $job;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/older-orders';
	}

	protected function takes(): string {
		return 'older-orders-query';
	}

	protected function answers(): string {
		return 'older-orders-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	protected function handle( Input $input ): array {
		$from = $input->string( 'from' );
		$to   = $input->string( 'to' );
		return [
			'count' => '' === $from && '' === $to ? null : $this->job->count( $from, $to ),
			'job'   => self::job( $this->job->current() ),
		];
	}

	/**
	 * @param array{from: string, to: string, total: int, queued: int, refused: int, startedAt: int, finishedAt: int|null}|null $job
	 *
	 * @return array<string, mixed>|null
	 */
	public static function job( ?array $job ): ?array {
		return null === $job ? null : [
			'from'       => $job['from'],
			'to'         => $job['to'],
			'total'      => $job['total'],
			'queued'     => $job['queued'],
			'refused'    => $job['refused'],
			'startedAt'  => gmdate( 'Y-m-d\TH:i:s\Z', $job['startedAt'] ),
			'finishedAt' => null === $job['finishedAt'] ? null : gmdate( 'Y-m-d\TH:i:s\Z', $job['finishedAt'] ),
		];
	}
}
