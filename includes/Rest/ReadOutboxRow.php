<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Outbox\Outbox;

/** `GET outbox/{id}`: the row with what was sent and what happened to it. */
final class ReadOutboxRow extends Route {

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	protected function method(): string {
		return 'GET';
	}

	protected function path(): string {
		return '/outbox/' . self::ID;
	}

	protected function answers(): string {
		return 'outbox-row-details';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	protected function handle( Input $input ): array {
		return $this->outbox->details( $input->id );
	}
}
