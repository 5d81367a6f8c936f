<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Decimal;

/** What SORS' stock figure contains of orders, by the entries of the outbox. Pure. */
final class AcknowledgedQuantities {

	/** In any other state a document may yet be made of a completed order, and would lower the stock. */
	private const AT_REST = [ OutboxEntry::SENT, OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ];

	/**
	 * @param list<OutboxEntry> $entries Of one order.
	 * @param FigureMoments     $moments Of the figure in question.
	 * @param int|null          $only    One product or variation; null = all. An order of 200 lines asks 200 times.
	 * @return array<int, string> Product or variation id => quantity.
	 */
	public static function of( array $entries, FigureMoments $moments, CountedDocuments $counted, ?int $only = null ): array {
		return self::sum( $entries, static fn( OutboxEntry $entry ): bool => self::shows( $entry, $moments, $counted ), $only );
	}

	/** A document shows in its own unit's stock. What has none (the owner said so, or the order is completed) is as new as the whole figure is old. */
	private static function shows( OutboxEntry $entry, FigureMoments $moments, CountedDocuments $counted ): bool {
		if ( null === $entry->acknowledgedAt || ( OutboxEntry::BY_COMPLETION === $entry->acknowledgedBy && ( $entry->isUnseen() || ! in_array( $entry->state, self::AT_REST, true ) ) ) ) {
			return false;
		}
		if ( OutboxEntry::BY_DOCUMENT !== $entry->acknowledgedBy ) {
			return $entry->acknowledgedAt < $moments->oldest;
		}
		$unit = $counted->unitOf( $entry );
		if ( null === $unit ) {
			return $counted->contain( $entry ) && $entry->acknowledgedAt < $moments->oldest;
		}
		// Goods of a unit that is not added up never were in the figure, whenever it was asked for.
		return $counted->contain( $entry ) && ( ! $moments->contain( $unit ) || $entry->acknowledgedAt < $moments->of( $unit ) );
	}

	/**
	 * What the documents of an order hold, whether or not they show in the stock figure. Pure.
	 *
	 * @param list<OutboxEntry> $entries Of one order.
	 * @return array<int, string> Product or variation id => quantity.
	 */
	public static function ofDocuments( array $entries ): array {
		return self::sum( $entries, static fn( OutboxEntry $entry ): bool => null !== $entry->acknowledgedAt );
	}

	/**
	 * @param list<OutboxEntry>            $entries
	 * @param callable( OutboxEntry ): bool $counts Whether a sale counts.
	 * @return array<int, string>
	 */
	private static function sum( array $entries, callable $counts, ?int $only = null ): array {
		$acknowledged = [];
		foreach ( $entries as $entry ) {
			$sign = '0';
			if ( OutboxEntry::ROLE_SALE === $entry->role && $counts( $entry ) && ! self::isCancelling( $entries, $entry->revision ) ) {
				$sign = '1';
			} elseif ( OutboxEntry::ROLE_RETURN === $entry->role && self::isReturned( $entry, $entries ) ) {
				$sign = '-1';
			}
			$quantities = null === $only ? $entry->quantities : array_intersect_key( $entry->quantities, [ $only => true ] );
			foreach ( '0' === $sign ? [] : $quantities as $objectId => $quantity ) {
				$acknowledged[ $objectId ] = Decimal::add( $acknowledged[ $objectId ] ?? '0', Decimal::multiply( $sign, $quantity ) );
			}
		}
		return $acknowledged;
	}

	/**
	 * A document takes its returns with it: they brought back goods that it no longer holds. One that was made without them never held those.
	 *
	 * @param list<OutboxEntry> $entries
	 */
	private static function isReturned( OutboxEntry $return, array $entries ): bool {
		$begun = self::hasBegun( $return ) || OutboxEntry::BY_OWNER === $return->acknowledgedBy;
		$sale  = $return->saleOf( $entries );
		return $begun && OutboxEntry::CANCELLED !== $return->state && null !== $sale && null !== $sale->acknowledgedAt && ! in_array( $return->refundId, $sale->refundIds, true ) && ! self::isCancelling( $entries, $sale->revision );
	}

	/**
	 * From the moment its request begins, a cancelling may have freed the goods.
	 *
	 * @param list<OutboxEntry> $entries
	 */
	private static function isCancelling( array $entries, int $revision ): bool {
		foreach ( $entries as $entry ) {
			if ( OutboxEntry::ROLE_CANCEL === $entry->role && $entry->revision === $revision && self::hasBegun( $entry ) ) {
				return true;
			}
		}
		return false;
	}

	private static function hasBegun( OutboxEntry $entry ): bool {
		return $entry->isLocked() || OutboxEntry::SENT === $entry->state;
	}
}
