<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxQueries;
use SorsApi\Issues\IssueText;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\RefundReader;

/** An order with all its entries. The order itself may be gone from the shop. */
final class OrderRecord {

	public int $id;
	public ?\WC_Order $order;

	/** @var non-empty-list<OutboxEntry> Oldest first. */
	public array $entries;

	/** @param non-empty-list<OutboxEntry> $entries Oldest first. */
	private function __construct( int $id, ?\WC_Order $order, array $entries ) {
		$this->id      = $id;
		$this->order   = $order;
		$this->entries = $entries;
	}

	/**
	 * All at once, however many: an order of the list costs no query of its own.
	 *
	 * @param list<int> $ids
	 * @return list<self> In their order; those without an entry are left out.
	 */
	public static function of( array $ids ): array {
		$entries = OutboxQueries::ofOrders( $ids );
		$orders  = OrderStorage::current()->orders( $ids );
		$records = [];
		foreach ( $ids as $id ) {
			if ( isset( $entries[ $id ][0] ) ) {
				usort( $entries[ $id ], static fn( OutboxEntry $a, OutboxEntry $b ): int => $a->id <=> $b->id );
				$records[] = new self( $id, $orders[ $id ] ?? null, $entries[ $id ] );
			}
		}
		return $records;
	}

	/** The entry that says which state the order is in. */
	public function leading(): OutboxEntry {
		return OrderQueries::leading( $this->entries );
	}

	/** The newest sale that has a document, or had one. */
	public function document(): ?OutboxEntry {
		return OrderQueries::document( $this->entries );
	}

	/** The sale that a cancelling or a return belongs to. */
	public function saleOf( OutboxEntry $entry ): ?OutboxEntry {
		return $entry->saleOf( $this->entries );
	}

	/** Why it is in its state, in the reader's language; null where that needs no words. */
	public function why(): ?string {
		$leading = $this->leading();
		if ( null === $leading->issue && in_array( $leading->state, [ OutboxEntry::SENT, OutboxEntry::CANCELLED ], true ) ) {
			return null;
		}
		return IssueText::problem( $leading );
	}

	public function number(): string {
		return null === $this->order ? (string) $this->id : (string) $this->order->get_order_number();
	}

	/** Empty where the shop has the order no longer, or does not know. */
	public function buyer(): string {
		$address = null === $this->order ? [] : $this->order->get_address( 'billing' );
		foreach ( [ $address['company'] ?? '', ( $address['first_name'] ?? '' ) . ' ' . ( $address['last_name'] ?? '' ), $address['email'] ?? '' ] as $name ) {
			$plain = OrderReader::text( $name );
			if ( '' !== $plain ) {
				return $plain;
			}
		}
		return '';
	}

	/** @return array{amount: string, currency: string}|null Null where neither the shop nor a document says. */
	public function total(): ?array {
		$total = null === $this->order ? ( $this->document()->total ?? null ) : OrderReader::decimal( $this->order->get_total() );
		return null === $total ? null : [
			'amount'   => $total,
			'currency' => null === $this->order ? 'RSD' : (string) $this->order->get_currency(),
		];
	}

	/** What of the total was refunded; null = nothing. */
	public function refunded(): ?string {
		$sum = RefundReader::total( $this->id );
		return '0' === $sum ? null : $sum;
	}

	/** UTC, as zod `moment`. */
	public function placedAt(): string {
		$date = null === $this->order ? null : $this->order->get_date_created();
		return null === $date ? OutboxEntry::moment( $this->entries[0]->createdAt ) : DatabaseClock::iso( $date->getTimestamp() );
	}
}
