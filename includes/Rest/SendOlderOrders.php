<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Backfill\OlderOrdersJob;

/** `POST older-orders`: puts the orders of some days in line; what this request has no time for is done in the background. */
final class SendOlderOrders extends Route {

	/** Seconds. */
	private const AT_ONCE = 3;

	private OlderOrdersJob $job;

	public function __construct( OlderOrdersJob $job ) {
		$this->job = $job;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/older-orders';
	}

	protected function takes(): string {
		return 'older-orders-body';
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
		$job = $this->job->start( $input->string( 'from' ), $input->string( 'to' ), self::AT_ONCE );
		return [
			'count' => $this->job->count( $job['from'], $job['to'] ),
			'job'   => CountOlderOrders::job( $job ),
		];
	}
}
