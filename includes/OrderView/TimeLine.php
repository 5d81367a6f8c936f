<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\IssueText;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Sors\Decimal;

/**
 * What became of an order, step by step, from what it was to what is still to come: one story for the app and for the box on the order.
 *
 * @phpstan-type Event array{entryId: int, at: string, event: string, message: string, by: ?string}
 * @phpstan-type Step array{at: string, text: string, detail: ?string, by: ?string, tone: 'done'|'busy'|'bad'|'neutral'}
 */
final class TimeLine {

	/** Codes of returns that were left out because other steps of the story do what they would have done. */
	private const TOLD_ELSEWHERE = [ 'reserved_again', 'netted' ];

	private OrderRecord $record;

	/** @var array<int, list<Event>> By entry, oldest first. */
	private array $events = [];

	/** @var list<array{int, Step}> With its place: 0 the beginning, 1 what happened, 2 what is still open. */
	private array $steps = [];

	/** @param list<Event> $events Of all entries, oldest first. */
	private function __construct( OrderRecord $record, array $events ) {
		$this->record = $record;
		foreach ( $events as $event ) {
			$this->events[ $event['entryId'] ][] = $event;
		}
	}

	/**
	 * @param list<Event> $events Of all entries, oldest first.
	 * @return non-empty-list<Step> Oldest first.
	 */
	public static function of( OrderRecord $record, array $events ): array {
		$line  = new self( $record, $events );
		$total = $line->totalAtFirst();
		$line->step( 0, $record->placedAt(), null === $total ? __( 'Order placed', 'sors-api-for-woocommerce' ) : sprintf(
			/* translators: %s: amount. */
			__( 'Order placed: %s', 'sors-api-for-woocommerce' ),
			Words::amount( $total['amount'], $total['currency'] )
		), 'neutral' );
		$told = [];
		foreach ( $record->entries as $entry ) {
			if ( OutboxEntry::ROLE_RETURN === $entry->role ) {
				$line->ofReturn( $entry, ! isset( $told[ $entry->refundId ] ) );
				$told[ $entry->refundId ] = true;
			} elseif ( OutboxEntry::ROLE_CANCEL === $entry->role ) {
				$line->ofCancelling( $entry );
			} else {
				$line->ofSale( $entry );
			}
		}
		return $line->sorted();
	}

	/** @return array{amount: string, currency: string}|null What it came to before it was edited, as far as a document tells. */
	private function totalAtFirst(): ?array {
		$total = $this->record->total();
		$first = $this->record->entries[0];
		if ( null !== $total && OutboxEntry::ROLE_SALE === $first->role && null !== $first->total && [] === $first->refundIds ) {
			$total['amount'] = $first->total;
		}
		return $total;
	}

	private function ofSale( OutboxEntry $entry ): void {
		foreach ( $this->events[ $entry->id ] ?? [] as $event ) {
			if ( ChangedOrders::CODE === $event['event'] ) {
				$this->step( 1, $event['at'], __( 'Order changed', 'sors-api-for-woocommerce' ), 'neutral', $event['message'] );
			} elseif ( History::PAYMENT === $event['event'] ) {
				$this->step( 1, $event['at'], $event['message'], null !== $entry->paidByHand && OutboxEntry::CANCELLED === $entry->state ? 'bad' : 'neutral', null, $event['by'] );
			}
		}
		$name = $entry->documentName();
		if ( OutboxEntry::SENT === $entry->state || ( OutboxEntry::CANCELLED === $entry->state && '' !== $name ) ) {
			$made = $this->last( $entry, [ 'sent', 'found' ] ) ?? $this->last( $entry, [ 'decided' ] );
			$this->step( 1, $made['at'] ?? $entry->createdAt, Words::document( $entry ), null === $entry->issue ? 'done' : 'bad', null === $entry->issue ? null : IssueText::problem( $entry ), $made['by'] ?? null );
		}
		if ( OutboxEntry::SENT === $entry->state ) {
			return;
		}
		if ( OutboxEntry::CANCELLED === $entry->state && '' !== $name ) {
			if ( ! $this->hasCancelling( $entry->revision ) ) {
				$ended = $this->last( $entry, [ 'cancelled', 'decided' ] );
				$this->step( 1, $ended['at'] ?? $entry->updatedAt, self::cancelled( $name ), 'neutral', null, $ended['by'] ?? null );
			}
			return;
		}
		$this->open( $entry, Words::state( $entry ) );
	}

	private function ofReturn( OutboxEntry $entry, bool $isFirst ): void {
		$refund = 0 === $entry->refundId ? null : RefundReader::load( $entry->refundId );
		if ( $isFirst ) {
			$date   = null === $refund ? null : $refund->get_date_created();
			$silent = OutboxEntry::SKIPPED !== $entry->state || in_array( $entry->errorCode, self::TOLD_ELSEWHERE, true );
			$this->step( 1, null === $date ? $entry->createdAt : gmdate( 'Y-m-d H:i:s', $date->getTimestamp() ), self::refund( $refund, $entry->refundId ), 'neutral', $silent ? null : IssueText::problem( $entry ) );
		}
		$name = $entry->documentName();
		if ( OutboxEntry::SENT === $entry->state || ( OutboxEntry::CANCELLED === $entry->state && '' !== $name ) ) {
			$made = $this->last( $entry, [ 'sent', 'found' ] ) ?? $this->last( $entry, [ 'decided' ] );
			$this->step( 1, $made['at'] ?? $entry->updatedAt, Words::document( $entry ), null === $entry->issue ? 'done' : 'bad', null === $entry->issue ? null : IssueText::problem( $entry ), $made['by'] ?? null );
		}
		if ( OutboxEntry::CANCELLED === $entry->state && '' !== $name ) {
			$ended = $this->last( $entry, [ 'cancelled', 'decided' ] );
			$this->step( 1, $ended['at'] ?? $entry->updatedAt, self::cancelled( $name ), 'neutral', null, $ended['by'] ?? null );
		} elseif ( ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED ], true ) ) {
			/* translators: 1: what was refunded, 2: state, e.g. "Queued". */
			$this->open( $entry, sprintf( __( '%1$s: %2$s', 'sors-api-for-woocommerce' ), self::refund( $refund, $entry->refundId ), Words::state( $entry ) ) );
		}
	}

	private function ofCancelling( OutboxEntry $entry ): void {
		$sale = $this->record->saleOf( $entry );
		$name = '' !== $entry->documentName() ? $entry->documentName() : ( null === $sale ? '' : $sale->documentName() );
		$name = '' === $name ? __( 'The document in SORS', 'sors-api-for-woocommerce' ) : $name;
		if ( ! $entry->askedFor && null !== $this->record->order && $this->record->order->has_status( 'cancelled' ) ) {
			$this->step( 1, $entry->createdAt, __( 'Order cancelled', 'sors-api-for-woocommerce' ), 'neutral' );
		}
		if ( OutboxEntry::SENT === $entry->state ) {
			$done = $this->last( $entry, [ 'sent' ] ) ?? $this->last( $entry, [ 'decided' ] );
			$this->step( 1, $done['at'] ?? $entry->updatedAt, self::cancelled( $name ), 'neutral', null, $done['by'] ?? null );
		} elseif ( OutboxEntry::SKIPPED === $entry->state ) {
			if ( OutboxEntry::BY_OWNER === $entry->acknowledgedBy ) {
				/* translators: %s: number of a document. */
				$this->step( 1, $entry->updatedAt, sprintf( __( '%s stays as it is', 'sors-api-for-woocommerce' ), $name ), 'neutral', null, $this->last( $entry, [ 'decided' ] )['by'] ?? null );
			}
		} elseif ( OutboxEntry::REJECTED === $entry->state ) {
			/* translators: %s: number of a document. */
			$this->open( $entry, sprintf( __( '%s was not cancelled', 'sors-api-for-woocommerce' ), $name ) );
		} else {
			/* translators: %s: number of a document. */
			$this->open( $entry, sprintf( __( '%s is being cancelled', 'sors-api-for-woocommerce' ), $name ) );
		}
	}

	/** What is not finished, or was left out. */
	private function open( OutboxEntry $entry, string $text ): void {
		$needsPerson = in_array( $entry->state, [ OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true );
		$isOver      = in_array( $entry->state, [ OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ], true );
		$by          = OutboxEntry::BY_OWNER === $entry->acknowledgedBy ? ( $this->last( $entry, [ 'decided' ] )['by'] ?? null ) : null;
		$this->step( $isOver ? 1 : 2, $entry->updatedAt, $text, $needsPerson ? 'bad' : ( $isOver ? 'neutral' : 'busy' ), IssueText::problem( $entry ), $by );
	}

	/** @param 'done'|'busy'|'bad'|'neutral' $tone */
	private function step( int $place, string $at, string $text, string $tone, ?string $detail = null, ?string $by = null ): void {
		$this->steps[] = [
			$place,
			[
				'at'     => OutboxEntry::moment( $at ),
				'text'   => $text,
				'detail' => '' === $detail ? null : $detail,
				'by'     => $by,
				'tone'   => $tone,
			],
		];
	}

	/** @return non-empty-list<Step> */
	private function sorted(): array {
		$keys = [];
		foreach ( $this->steps as $at => [ $place, $step ] ) {
			$keys[] = sprintf( '%d %s %06d', $place, $step['at'], $at );
		}
		array_multisort( $keys, $this->steps );
		/** @var non-empty-list<Step> $steps It was placed at least. */
		$steps = array_column( $this->steps, 1 );
		return $steps;
	}

	/**
	 * @param list<string> $names
	 * @return Event|null
	 */
	private function last( OutboxEntry $entry, array $names ): ?array {
		foreach ( array_reverse( $this->events[ $entry->id ] ?? [] ) as $event ) {
			if ( in_array( $event['event'], $names, true ) ) {
				return $event;
			}
		}
		return null;
	}

	private function hasCancelling( int $revision ): bool {
		foreach ( $this->record->entries as $entry ) {
			if ( OutboxEntry::ROLE_CANCEL === $entry->role && $entry->revision === $revision && OutboxEntry::SENT === $entry->state ) {
				return true;
			}
		}
		return false;
	}

	private static function cancelled( string $name ): string {
		/* translators: %s: number of a document. */
		return sprintf( __( '%s cancelled', 'sors-api-for-woocommerce' ), $name );
	}

	/** What was refunded: "Refund: 1 × Kettle (2,000 RSD)", or its amount alone where no goods are named. */
	public static function refund( ?\WC_Order_Refund $refund, int $id ): string {
		if ( null === $refund && OutboxEntry::NO_REFUND === $id ) {
			return __( 'Refunded in full', 'sors-api-for-woocommerce' );
		}
		if ( null === $refund ) {
			/* translators: %d: number of a refund. */
			return sprintf( __( 'Refund %d, deleted since', 'sors-api-for-woocommerce' ), $id );
		}
		$goods = [];
		foreach ( $refund->get_items() as $item ) {
			$quantity = Decimal::absolute( OrderReader::decimal( $item->get_quantity() ) );
			if ( '0' !== $quantity ) {
				/* translators: 1: quantity, 2: name of a product. */
				$goods[] = sprintf( __( '%1$s × %2$s', 'sors-api-for-woocommerce' ), Words::decimal( $quantity ), OrderReader::text( $item->get_name() ) );
			}
		}
		$amount = Words::amount( OrderReader::decimal( $refund->get_amount() ), (string) $refund->get_currency() );
		if ( [] === $goods ) {
			/* translators: %s: an amount. */
			return sprintf( __( 'Refund: %s', 'sors-api-for-woocommerce' ), $amount );
		}
		/* translators: 1: goods, 2: an amount. */
		return sprintf( __( 'Refund: %1$s (%2$s)', 'sors-api-for-woocommerce' ), implode( ', ', $goods ), $amount );
	}
}
