<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Outbox\Outbox;

/** `POST outbox/{id}/resolve`: a person decides what cannot decide itself. */
final class ResolveOutboxRow extends Route {

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/outbox/' . self::ID . '/resolve';
	}

	protected function takes(): string {
		return 'resolve-body';
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
		/** @var array{as: string, documentId?: string, documentNumber?: string} $decision Judged by the schema. */
		$decision = $input->values;
		return $this->outbox->resolve( $input->id, $decision )->toArray();
	}
}
