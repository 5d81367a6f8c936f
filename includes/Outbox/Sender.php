<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Sends a prepared row. The row says so before the request leaves, so that whoever finds it afterwards knows what to look for. */
final class Sender {

	private OutboxTable $rows;
	private Transitions $transitions;

	public function __construct( OutboxTable $rows, Transitions $transitions ) {
		$this->rows        = $rows;
		$this->transitions = $transitions;
	}

	/**
	 * @param Prepared|null $prepared Null to send once more what the row holds.
	 *
	 * @return OutboxEntry|null The row as it is while its request is on the way; null where another worker took it.
	 */
	public function begin( OutboxEntry $row, string $token, ?Prepared $prepared ): ?OutboxEntry {
		$columns = [
			'state'           => OutboxEntry::SENDING,
			'payload_lock'    => $row->isLocked() ? OutboxEntry::IN_DOUBT : OutboxEntry::LOCKED,
			'attempts'        => $row->attempts + 1,
			'lookups'         => 0,
			'lookup_misses'   => 0,
			'next_attempt_at' => DatabaseClock::utc(),
			'lease_until'     => DatabaseClock::now() + Claims::LEASE * 1000000,
		];
		if ( null !== $prepared ) {
			$document = $prepared->document;
			$columns += [
				'reference'        => $document->externalReference,
				'database_name'    => $prepared->database,
				'kind'             => $document->kind,
				'body'             => $prepared->body,
				'document_date'    => $document->date,
				'total'            => $document->total,
				'customer_id'      => $document->customerId,
				'business_unit_id' => $document->businessUnitId,
				'quantities'       => (string) wp_json_encode( (object) $prepared->quantities ),
				'refund_ids'       => (string) wp_json_encode( $prepared->refundIds ),
				'acknowledged_at'  => null,
				'acknowledged_by'  => '',
			];
		}
		$this->rows->update( $row->id, $columns, $token );
		$sending = $this->rows->get( $row->id );
		if ( null === $sending || $sending->leaseOwner !== $token || OutboxEntry::SENDING !== $sending->state || null === $sending->body ) {
			return null;
		}
		return $sending;
	}

	/**
	 * @param OutboxEntry $row As begin() gave it.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function request( OutboxEntry $row, Api $api ): Document {
		return $api->createDocument( (string) $row->database, (string) $row->kind, (string) $row->body );
	}

	public function finish( OutboxEntry $row, string $token, Document $document ): void {
		$this->transitions->sent( $row, $token, $document, 'sent', self::words( $row, $document ) );
	}

	private static function words( OutboxEntry $row, Document $document ): string {
		/* translators: 1: kind of document, 2: its number. */
		$words = sprintf( __( 'SORS made the %1$s %2$s.', 'sors-api-for-woocommerce' ), OrderNotes::kindName( (string) $row->kind ), (string) ( $document->number ?? $document->id ) );
		if ( null !== $document->total && null !== $row->total && ! Decimal::equals( Decimal::round( $document->total, 2 ), $row->total ) ) {
			/* translators: 1: amount by SORS, 2: amount of the order. */
			$words .= ' ' . sprintf( __( 'Its total there is %1$s RSD; the order\'s is %2$s RSD. Compare the two.', 'sors-api-for-woocommerce' ), $document->total, $row->total );
		}
		return $words;
	}
}
