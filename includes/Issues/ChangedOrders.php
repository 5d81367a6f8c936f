<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Documents\OrderContents;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\AcknowledgedQuantities;
use SorsApi\Log\Log;
use SorsApi\Orders\ExportPeriods;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrderStorage;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/** Finds orders that were edited after they were sent, and marks them. */
final class ChangedOrders {

	public const CODE = 'changed';

	/** Seconds after which it is that time again: in a big shop the orders have their turn each 20 hours. */
	private const DAILY = 18 * HOUR_IN_SECONDS;

	/** Seconds after its entry was made in which an order is compared daily, without a sign that it changed. */
	private const WATCHED = 90 * DAY_IN_SECONDS;

	/**
	 * Marks a sent sale whose order has changed since, or takes the mark off again. While SORS has no document of it, there is nothing to compare.
	 *
	 * @return bool Whether all was said: else it is compared again.
	 */
	public static function check( OutboxEntry $sale ): bool {
		$order = OrderReader::load( $sale->orderId );
		if ( OutboxEntry::SENT !== $sale->state || OutboxEntry::BY_OWNER === $sale->acknowledgedBy || null === $sale->acknowledgedAt || null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash', 'refunded' ], true ) ) {
			return true;
		}
		$issue = self::difference( OrderReader::snapshot( $order, SettingsStore::load() ), $sale, OutboxTable::ofOrder( $sale->orderId ) );
		if ( null === $issue || $issue->fingerprint() === $sale->issueAccepted ) {
			if ( $sale->hasIssue( [ self::CODE ] ) ) {
				OutboxTable::update( $sale->id, OutboxTable::NO_ISSUE );
			}
			return true;
		}
		if ( $sale->hasIssue( [ Issue::DISCOUNTED_TWICE, Issue::DOUBLED ] ) ) {
			// That is settled first: other orders wait for it, or nothing else knows of the other documents. Then this is told.
			OutboxTable::update( $sale->id, [ 'settlement' => OutboxEntry::OPEN ] );
			return false;
		}
		if ( null === $sale->issue || $sale->issue->fingerprint() !== $issue->fingerprint() ) {
			// An edit that no hook saw left the ledger with an order that was settled.
			OutboxTable::update( $sale->id, OutboxTable::issue( $issue ) + [ 'settlement' => OutboxEntry::OPEN ] );
			History::add( $sale->id, self::CODE, IssueText::of( $sale, $issue ) );
		}
		return true;
	}

	/** "Leave it as it is": this difference is not shown again, but a new one is. */
	public static function accept( OutboxEntry $sale ): void {
		if ( null !== $sale->issue ) {
			$accepted = $sale->hasIssue( OrphanedDocuments::CODES ) ? OrphanedDocuments::KEPT : $sale->issue->fingerprint();
			$columns  = [ 'issue_accepted' => $accepted ] + OutboxTable::NO_ISSUE;
			if ( ! $sale->hasIssue( [ self::CODE ] ) && '' === $sale->issueAccepted ) {
				// An edit that this kept from being told is. Where one was told before, each would else be asked after the other, for ever.
				$columns['compared_at'] = null;
			}
			if ( null === $sale->acknowledgedAt && $sale->hasIssue( [ Issue::MISSING ] ) ) {
				// A person says that it is right without a document: SORS has the goods' leaving in another way.
				$columns += [
					'acknowledged_at' => DatabaseClock::moment(),
					'acknowledged_by' => OutboxEntry::BY_OWNER,
					'settlement'      => OutboxEntry::OPEN,
				];
			}
			OutboxTable::update( $sale->id, $columns );
			History::decided( $sale->id, Sentence::__( 'The difference between the order and its document was accepted.', 'sors-api-for-woocommerce' ) );
		}
	}

	/**
	 * Checks sent orders that changed since they were compared with their document last; or shortly before, since the
	 * shop's servers need not agree about the time. What else happens to an entry says nothing of this. Where lines
	 * alone change, WooCommerce may leave the order's date as it is: so those that are not over, and of which nobody was
	 * told anything yet, are checked once a day, and after each time that the plugin was off.
	 *
	 * @return int Orders that were checked.
	 */
	public static function sweep( int $seconds = 5, int $atOnce = 100, ?OrderSlice $slice = null ): int {
		$slice   = $slice ?? OrderSlice::all();
		$storage = OrderStorage::current();
		$over    = Sql::quoted( [ 'wc-completed', 'wc-cancelled', 'wc-refunded', 'wc-failed', 'trash' ] );
		return self::compareAll(
			OutboxTable::among( $slice ) . Sql::prepare(
				" JOIN {$storage->table} o ON o.{$storage->id} = r.order_id
				WHERE {$slice->in( 'r.order_id' )} AND (r.compared_at IS NULL OR o.{$storage->modified} > DATE_SUB(r.compared_at, INTERVAL 2 MINUTE)
				OR (r.compared_at < %s AND r.created_at > %s AND r.issue_code IS NULL AND r.issue_accepted = '' AND o.{$storage->status} NOT IN ($over)))",
				DatabaseClock::datetime( max( time() - self::DAILY, ExportPeriods::since() ) ),
				DatabaseClock::datetime( time() - self::WATCHED )
			),
			$seconds,
			$atOnce
		);
	}

	/** Those that were sent, or something of theirs happened, since they were compared last. */
	public static function compareNew(): void {
		self::compareAll( OutboxTable::name() . ' r WHERE r.compared_at IS NULL', 5, 100 );
	}

	/** @param string $which Table r, what is joined with it, and condition; of them the sent sales. */
	private static function compareAll( string $which, int $seconds, int $atOnce ): int {
		$deadline = microtime( true ) + $seconds;
		$checked  = 0;
		$below    = PHP_INT_MAX;
		do {
			$entries = OutboxTable::many( "SELECT r.* FROM $which AND r.role = 'sale' AND r.state = 'sent' AND r.next_attempt_at IS NULL AND r.id < $below ORDER BY r.id DESC LIMIT $atOnce" );
			foreach ( $entries as $entry ) {
				$below = $entry->id;
				// One order that another plugin breaks keeps no other from being checked.
				Log::guard( "Comparing order $entry->orderId with its document", fn() => self::compare( $entry ) );
			}
			$checked += count( $entries );
		} while ( count( $entries ) === $atOnce && microtime( true ) < $deadline );
		return $checked;
	}

	private static function compare( OutboxEntry $sale ): void {
		$readAt = DatabaseClock::datetime( time() );
		if ( self::check( $sale ) ) {
			OutboxTable::compared( $sale->id, $readAt );
		} else {
			OutboxTable::compareAgain( $sale->orderId );
		}
	}

	/**
	 * Null = none. Refunds made after the order was sent have entries of their own, so they are no difference. Pure.
	 *
	 * @param list<OutboxEntry> $entries All of the order.
	 */
	public static function difference( OrderSnapshot $order, OutboxEntry $sale, array $entries ): ?Issue {
		$total = $order->total;
		foreach ( $sale->refundIds as $refundId ) {
			$total = Decimal::subtract( $total, $order->refunds[ $refundId ] ?? '0' );
		}
		$total = Decimal::round( $total, 2 );
		$data  = [];
		if ( null !== $sale->total && ! Decimal::equals( $total, $sale->total ) ) {
			$data['total'] = [
				'order'    => $total,
				'document' => $sale->total,
			];
		}
		$kept  = [];
		$names = [];
		foreach ( $order->lines as $line ) {
			$objectId           = $line->objectId();
			$kept[ $objectId ]  = Decimal::add( $kept[ $objectId ] ?? '0', Decimal::subtract( $line->quantity, $line->restockedQuantity ) );
			$names[ $objectId ] = $line->name;
		}
		foreach ( self::returnsAreDone( $entries ) ? AcknowledgedQuantities::ofDocuments( $entries ) : [] as $objectId => $acknowledged ) {
			$quantity = $kept[ $objectId ] ?? '0';
			if ( ! Decimal::equals( $quantity, $acknowledged ) ) {
				$data['quantities'][] = [
					'objectId' => $objectId,
					'name'     => $names[ $objectId ] ?? '#' . $objectId,
					'order'    => $quantity,
					'document' => $acknowledged,
				];
			}
		}
		$edits = null === $sale->contents ? [] : OrderContents::difference( $sale->contents, $order );
		foreach ( $edits['quantities'] ?? [] as $line ) {
			// Documents and returns say it better, where they hold the product.
			if ( ! in_array( $line['objectId'], array_column( $data['quantities'] ?? [], 'objectId' ), true ) ) {
				$data['quantities'][] = $line;
			}
		}
		$data += array_diff_key( $edits, [ 'quantities' => true ] );
		return [] === $data ? null : new Issue( self::CODE, $data );
	}

	/** @param list<OutboxEntry> $entries */
	private static function returnsAreDone( array $entries ): bool {
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_RETURN === $entry->role && ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ], true ) ) {
				return false;
			}
		}
		return true;
	}
}
