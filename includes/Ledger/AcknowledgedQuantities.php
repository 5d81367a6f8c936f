<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Sors\Decimal;

/** What SORS' stock figure contains of orders, by the rows of the outbox. */
final class AcknowledgedQuantities {

	/**
	 * @param list<int> $orderIds
	 * @param int       $readAt   When the figure was asked for, in microseconds of the database's clock.
	 *
	 * @return array<int, array<int, string>> Order id => product or variation id => quantity.
	 */
	public static function of( array $orderIds, int $readAt, CountedDocuments $counted ): array {
		global $wpdb;
		$perOrder = [];
		foreach ( array_chunk( $orderIds, 1000 ) as $chunk ) {
			$ids = implode( ', ', array_map( 'intval', $chunk ) );
			foreach ( OutboxTable::many( 'SELECT * FROM ' . Tables::name( Tables::OUTBOX ) . " WHERE order_id IN ($ids)" ) as $row ) {
				$perOrder[ $row->orderId ][] = $row;
			}
		}
		$acknowledged = [];
		foreach ( $perOrder as $orderId => $rows ) {
			$acknowledged[ $orderId ] = self::sum( $rows, static fn( OutboxEntry $row ): bool => self::counts( $row, $readAt, $counted ) );
		}
		return $acknowledged;
	}

	/**
	 * What the documents of an order hold, whether or not they show in the stock figure. Pure.
	 *
	 * @param list<OutboxEntry> $rows Of one order.
	 *
	 * @return array<int, string> Product or variation id => quantity.
	 */
	public static function ofDocuments( array $rows ): array {
		return self::sum(
			$rows,
			static function ( OutboxEntry $row ): bool {
				return null !== $row->acknowledgedAt;
			}
		);
	}

	/**
	 * @param list<OutboxEntry>            $rows
	 * @param callable( OutboxEntry ): bool $counts Whether a sale counts.
	 *
	 * @return array<int, string>
	 */
	private static function sum( array $rows, callable $counts ): array {
		$acknowledged = [];
		foreach ( $rows as $row ) {
			$sign = '0';
			if ( OutboxEntry::ROLE_SALE === $row->role && ! self::isCancelling( $rows, $row->revision ) && $counts( $row ) ) {
				$sign = '1';
			} elseif ( OutboxEntry::ROLE_RETURN === $row->role && ( self::hasBegun( $row ) || OutboxEntry::BY_OWNER === $row->acknowledgedBy ) ) {
				$sign = '-1';
			}
			foreach ( '0' === $sign ? [] : $row->quantities as $objectId => $quantity ) {
				$acknowledged[ $objectId ] = Decimal::add( $acknowledged[ $objectId ] ?? '0', Decimal::multiply( $sign, $quantity ) );
			}
		}
		return $acknowledged;
	}

	private static function counts( OutboxEntry $row, int $readAt, CountedDocuments $counted ): bool {
		return null !== $row->acknowledgedAt && $row->acknowledgedAt < $readAt && ( OutboxEntry::BY_DOCUMENT !== $row->acknowledgedBy || $counted->contain( $row ) );
	}

	/**
	 * From the moment its request begins, a cancelling may have freed the goods.
	 *
	 * @param list<OutboxEntry> $rows
	 */
	private static function isCancelling( array $rows, int $revision ): bool {
		foreach ( $rows as $row ) {
			if ( OutboxEntry::ROLE_CANCEL === $row->role && $row->revision === $revision && self::hasBegun( $row ) ) {
				return true;
			}
		}
		return false;
	}

	private static function hasBegun( OutboxEntry $row ): bool {
		return $row->isLocked() || OutboxEntry::SENT === $row->state;
	}
}
