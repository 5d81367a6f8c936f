<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Issues\SentDecision;
use SorsApi\Outbox\Outbox;

/** `POST outbox/{id}/resolve`: a person decides what cannot decide itself. */
final class ResolveOutboxRow extends Route {

	private Outbox $outbox;
	private SentDecision $sent;

	public function __construct( Outbox $outbox, SentDecision $sent ) {
		$this->outbox = $outbox;
		$this->sent   = $sent;
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
	 * @throws Failure
	 * @throws \SorsApi\Outbox\OutboxRefused
	 * @throws \SorsApi\Sors\SorsError
	 */
	protected function handle( Input $input ): array {
		/** @var array{as: string, documentId?: string, documentNumber?: string} $decision Judged by the schema. */
		$decision = $input->values;
		if ( in_array( $decision['as'], SentDecision::ALL, true ) ) {
			$this->sent->decide( $input->id, $decision['as'] );
			$row = $this->outbox->get( $input->id );
		} else {
			$row = $this->outbox->resolve( $input->id, $decision );
		}
		if ( null === $row ) {
			throw Failure::notFound( __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
		}
		return $row->toArray();
	}
}
