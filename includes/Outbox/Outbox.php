<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** What the REST routes, the order screens and `wp sors outbox` ask of the outbox. */
final class Outbox {

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 *
	 * @return array{items: list<OutboxRow>, total: int}
	 */
	public function list( array $query ): array {
		return [ 'items' => [], 'total' => 0 ];
	}

	public function get( int $id ): ?OutboxRow {
		return null;
	}

	/**
	 * The row with what was sent and what happened to it.
	 *
	 * @return array<string, mixed> Exactly zod `outboxRowDetails`.
	 *
	 * @throws OutboxRefused not_found.
	 */
	public function details( int $id ): array {
		throw new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * Puts orders in line, whatever their status; one already sent stays as it is.
	 *
	 * @param list<int> $orderIds
	 *
	 * @return array{items: list<OutboxRow>, refused: list<array{orderId: int, reason: string}>}
	 *
	 * @throws OutboxRefused copy: this site is a copy, or its address changed.
	 */
	public function send( array $orderIds ): array {
		return [ 'items' => [], 'refused' => [] ];
	}

	/**
	 * Sends one row now, and answers what became of it.
	 *
	 * @throws OutboxRefused not_found, not_now, copy.
	 */
	public function sendRow( int $id ): OutboxRow {
		throw new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
	}

	/**
	 * How a person decides a row that cannot decide itself.
	 *
	 * @param array{as: string, documentId?: string, documentNumber?: string} $decision Zod `resolveBody`.
	 *
	 * @throws OutboxRefused not_found, bad_decision.
	 */
	public function resolve( int $id, array $decision ): OutboxRow {
		throw new OutboxRefused( 'not_found', __( 'There is no such row in the outbox.', 'sors-api-for-woocommerce' ) );
	}

	/** @return array<string, int> Every state => how many rows. */
	public function counts(): array {
		return array_fill_keys( OutboxRow::STATES, 0 );
	}
}
