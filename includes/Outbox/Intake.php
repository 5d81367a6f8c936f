<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;

/**
 * Where entries begin: the sale of an order, its cancelling, the returns of its
 * refunds, its next revision. And where they begin again when the order changes.
 */
final class Intake {

	/** Seconds that an order has to be quiet before it is read. */
	public static function settleSeconds(): int {
		/**
		 * How long an order has to be left alone before it is sent.
		 *
		 * @param int $seconds 60.
		 */
		$seconds = apply_filters( 'sors_settle_seconds', 60 );
		return is_numeric( $seconds ) ? max( 0, (int) $seconds ) : 60;
	}

	/** An order exists or has changed. One query for a new one, three for one that has an entry. */
	public static function take( int $orderId ): void {
		// Judged by a worker all the same; until then it says what is known.
		$skipped = SettingsStore::load()->exportOrders ? null : [
			'code'    => Readiness::EXPORT_OFF,
			'message' => Readiness::exportOff(),
		];
		if ( ! OutboxTable::addSale( $orderId, self::settleSeconds(), $skipped ) ) {
			self::wake( $orderId );
		}
	}

	/** Between two statuses no worker may look: what a status that the order leaves said of it is noted here. */
	public static function statusChanged( int $orderId, string $from, string $to ): void {
		$settings     = SettingsStore::load();
		[ $was, $is ] = [ Readiness::byStatus( $from, $settings ), Readiness::byStatus( $to, $settings ) ];
		if ( $settings->exportOrders && ( ( true === $was && null === $is ) || ( false !== $was && false === $is ) ) ) {
			OutboxTable::setEligible( $orderId, null === $is );
		}
	}

	/** What was left out, or refused, may be right by now; and the ledger reads the order again. */
	public static function wake( int $orderId ): void {
		OutboxTable::wake( $orderId, self::settleSeconds(), SettingsStore::load()->exportOrders ? '' : Readiness::EXPORT_OFF );
		self::reviseIfAlive( $orderId );
	}

	/** The order was cancelled: so is its document, if there is one or may be one. Of one that a person vouched for, a person is asked. */
	public static function orderCancelled( int $orderId ): void {
		$sale = OutboxTable::sale( $orderId );
		if ( null !== $sale && ( $sale->mayExist() || $sale->isVouchedFor() ) ) {
			self::cancel( $sale, false );
		}
		self::noteAdvanceReceipt( $orderId );
	}

	/**
	 * @param bool $replace   The order lives on: what it is by then is sent as the next revision.
	 * @param bool $confirmed A person wants it although the order was completed.
	 * @return bool Whether it is queued or on its way now; false where a worker holds it for another reason.
	 */
	public static function cancel( OutboxEntry $sale, bool $replace, bool $confirmed = false ): bool {
		$entry = OutboxTable::ensure( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, $sale->revision );
		if ( $entry->mayExist() ) {
			if ( $replace && ! $entry->askedFor ) {
				OutboxTable::update( $entry->id, [ 'asked_for' => 1 ] );
			}
			return true;
		}
		if ( ! $replace && OutboxEntry::BY_OWNER === $entry->acknowledgedBy ) {
			// A person said that the document stays.
			return true;
		}
		$columns = [
			'state'           => OutboxEntry::QUEUED,
			'asked_for'          => $replace || $entry->askedFor ? 1 : 0,
			'confirmed'       => $confirmed ? 1 : 0,
			'acknowledged_by' => '',
			'next_attempt_at' => DatabaseClock::utc(),
		];
		$now     = OutboxTable::updateIdle( $entry, $columns );
		return null !== $now && OutboxEntry::QUEUED === $now->state && ( ! $replace || $now->askedFor );
	}

	/** Where another plugin's card or wallet paid all of it, WooCommerce makes no refund of an order that is set to Refunded. */
	public static function orderRefunded( int $orderId ): void {
		$sale = OutboxTable::sale( $orderId );
		if ( null !== $sale && ( $sale->mayExist() || $sale->isVouchedFor() ) && [] === RefundReader::of( $orderId ) ) {
			self::refunded( $orderId, OutboxEntry::NO_REFUND );
		}
		self::noteAdvanceReceipt( $orderId );
	}

	/** Whatever becomes of the document: a till that took the money in advance keeps its receipt until it is refunded there. */
	private static function noteAdvanceReceipt( int $orderId ): void {
		$order = OrderReader::load( $orderId );
		if ( null !== $order && Readiness::isSent( $order ) && ! OrderReader::wasCompleted( $order ) && OrderReader::isPaid( $order, SettingsStore::load() ) ) {
			OrderNotes::noteOnce( $order, Sentence::__( 'The order was paid. If the till issued an advance receipt for it, refund that receipt at the till.', 'sors-api-for-woocommerce' ) );
		}
	}

	public static function refunded( int $orderId, int $refundId ): void {
		$sale = OutboxTable::sale( $orderId );
		if ( null === $sale ) {
			return;
		}
		$entry = OutboxTable::ensure( $orderId, OutboxEntry::ROLE_RETURN, $refundId, $sale->revision );
		if ( OutboxEntry::QUEUED === $entry->state && 0 === $entry->attempts ) {
			OutboxTable::update( $entry->id, [ 'next_attempt_at' => DatabaseClock::utc( self::settleSeconds() ) ] );
		} elseif ( OutboxEntry::SKIPPED === $entry->state && in_array( $entry->errorCode, [ ReturnPreparation::NO_GOODS, ReturnPreparation::DELETED ], true ) && OutboxEntry::BY_OWNER !== $entry->acknowledgedBy ) {
			// Judged while WooCommerce was at it: it tells of a refund only once the goods are back. Or the order was no longer Refunded for a while.
			OutboxTable::updateIdle( $entry, [ 'state' => OutboxEntry::QUEUED, 'next_attempt_at' => DatabaseClock::utc( self::settleSeconds() ) ] );
		}
	}

	/**
	 * The document of a sale is cancelled; the order lives: it gets the next revision.
	 *
	 * Where the document was cancelled only to be replaced, the revision goes out whatever the settings say of new
	 * orders: the goods would be free in SORS otherwise.
	 */
	public static function reviseIfAlive( int $orderId ): ?OutboxEntry {
		$sale = OutboxTable::sale( $orderId );
		if ( null === $sale || OutboxEntry::CANCELLED !== $sale->state || ( null === $sale->documentId && null === $sale->documentNumber ) ) {
			return null;
		}
		// Read past this process' memory, after the sale: a process that revives the order finds the sale cancelled, or is seen here.
		OrderReader::forget();
		$order = OrderReader::load( $orderId );
		if ( null === $order || in_array( $order->get_status(), [ 'cancelled', 'trash' ], true ) ) {
			return null;
		}
		$kept = $sale->askedFor || self::wasReplaced( $sale ) ? [ 'asked_for' => 1 ] : [];
		$next = OutboxTable::ensure( $orderId, OutboxEntry::ROLE_SALE, 0, $sale->revision + 1, $kept );
		if ( [] !== $kept && ! $next->askedFor ) {
			OutboxTable::update( $next->id, $kept );
		}
		return $next;
	}

	private static function wasReplaced( OutboxEntry $sale ): bool {
		$cancelling = OutboxTable::one( $sale->orderId, OutboxEntry::ROLE_CANCEL, 0, $sale->revision );
		return null !== $cancelling && $cancelling->askedFor;
	}
}
