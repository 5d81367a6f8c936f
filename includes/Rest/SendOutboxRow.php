<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Outbox\Outbox;

/** `POST outbox/{id}/send`: sends one row now, and answers what became of it. */
final class SendOutboxRow extends Route {

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/outbox/' . self::ID . '/send';
	}

	protected function answers(): string {
		return 'outbox-row';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	protected function handle( Input $input ): array {
		return $this->outbox->sendRow( $input->id )->toArray();
	}
}
