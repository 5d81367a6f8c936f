<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Decimal;

/** What SORS' stock figure contains of orders, by the entries of the outbox. Pure. */
final class AcknowledgedQuantities {

	/**
	 * @param array<int, list<OutboxEntry>> $byOrder All entries of each order.
	 * @param int                           $readAt  When the figure was asked for, in microseconds of the database's clock.
	 *
	 * @return array<int, array<int, string>> Order id => product or variation id => quantity.
	 */
	public static function of( array $byOrder, int $readAt, CountedDocuments $counted ): array {
		$counts = static fn( OutboxEntry $entry ): bool => null !== $entry->acknowledgedAt && $entry->acknowledgedAt < $readAt
			&& ( OutboxEntry::BY_DOCUMENT !== $entry->acknowledgedBy || $counted->contain( $entry ) );
		return array_map( static fn( array $entries ): array => self::sum( $entries, $counts ), $byOrder );
	}

	/**
	 * What the documents of an order hold, whether or not they show in the stock figure. Pure.
	 *
	 * @param list<OutboxEntry> $entries Of one order.
	 *
	 * @return array<int, string> Product or variation id => quantity.
	 */
	public static function ofDocuments( array $entries ): array {
		return self::sum(
			$entries,
			static function ( OutboxEntry $entry ): bool {
				return null !== $entry->acknowledgedAt;
			}
		);
	}

	/**
	 * @param list<OutboxEntry>            $entries
	 * @param callable( OutboxEntry ): bool $counts Whether a sale counts.
	 *
	 * @return array<int, string>
	 */
	private static function sum( array $entries, callable $counts ): array {
		$acknowledged = [];
		foreach ( $entries as $entry ) {
			$sign = '0';
			if ( OutboxEntry::ROLE_SALE === $entry->role && ! self::isCancelling( $entries, $entry->revision ) && $counts( $entry ) ) {
				$sign = '1';
			} elseif ( OutboxEntry::ROLE_RETURN === $entry->role && ( self::hasBegun( $entry ) || OutboxEntry::BY_OWNER === $entry->acknowledgedBy ) ) {
				$sign = '-1';
			}
			foreach ( '0' === $sign ? [] : $entry->quantities as $objectId => $quantity ) {
				$acknowledged[ $objectId ] = Decimal::add( $acknowledged[ $objectId ] ?? '0', Decimal::multiply( $sign, $quantity ) );
			}
		}
		return $acknowledged;
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
