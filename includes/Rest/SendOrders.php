<?php
declare( strict_types=1 );

namespace SorsApi\Rest;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Outbox\Outbox;

/** `POST outbox/send`: puts orders in line, whatever their status; the ones that cannot be are named with the reason. */
final class SendOrders extends Route {

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	protected function method(): string {
		return 'POST';
	}

	protected function path(): string {
		return '/outbox/send';
	}

	protected function takes(): string {
		return 'send-orders-body';
	}

	protected function answers(): string {
		return 'send-orders-response';
	}

	/**
	 * @return array<string, mixed>
	 *
	 * @throws \SorsApi\Outbox\OutboxRefused
	 */
	protected function handle( Input $input ): array {
		$result = $this->outbox->send( $input->ints( 'orderIds' ) );
		return [
			'items'   => array_map(
				static function ( OutboxEntry $row ): array {
					return $row->toArray();
				},
				$result['items']
			),
			'refused' => $result['refused'],
		];
	}
}
