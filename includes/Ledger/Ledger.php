<?php
declare( strict_types=1 );

namespace SorsApi\Ledger;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\SoldQuantities;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Links;
use SorsApi\Store\Translations;

/** What the shop has sold and SORS' stock figure does not contain yet. */
final class Ledger {

	/** Seconds that an order has to be left alone before it is settled. */
	private const QUIET = 600;

	/** Entries in which something is still to happen. */
	private const MOVING = [ OutboxEntry::QUEUED, OutboxEntry::SENDING, OutboxEntry::WAITING, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ];

	private Api $api;

	/** @var array<int, int> Product or variation => what its language plugin calls its original: asked once in a run. */
	private array $originals = [];

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * Whether all orders are in it; before that no stock may be written.
	 *
	 * @param int $seconds For how long those that are missing may be added now.
	 */
	public function isComplete( int $seconds ): bool {
		$this->originals = [];
		return OpenOrders::areIn( $seconds );
	}

	/** @param array<int, string> $quantities Of one product, as byOrder() gives them. */
	public static function sum( array $quantities ): string {
		return array_reduce( $quantities, [ Decimal::class, 'add' ], '0' );
	}

	/**
	 * Reads past every cache, inside the caller's transaction; call it after the stock was read.
	 *
	 * @param array<int, FigureMoments> $moments Product or variation id => when its figure was asked of SORS. What is
	 *                                           unsynced of variations without an item of their own counts for their
	 *                                           product, too, and that of translations for what they are translations of.
	 * @param Settings|null             $readBy  The settings by which the figures were read: others may have been saved since. Null = as they are now.
	 * @return array<int, non-empty-array<int, string>> Product or variation id => order id => quantity (decimal, above 0).
	 */
	public function byOrder( array $moments, ?Settings $readBy = null ): array {
		if ( [] === $moments ) {
			return [];
		}
		$sold      = [];
		$originals = $this->originals( $moments );
		foreach ( SoldQuantities::ofItems( self::openItems( $moments, array_keys( $originals ) ) ) as $line ) {
			$key          = $line['orderId'] . ' ' . $line['objectId'];
			$sold[ $key ] = [ 'sold' => Decimal::add( $sold[ $key ]['sold'] ?? '0', $line['sold'] ) ] + $line;
		}
		$entries  = OutboxTable::ofOrders( array_values( array_unique( array_column( $sold, 'orderId' ) ) ) );
		$counted  = new CountedDocuments( $this->api, $readBy );
		$ownItems = self::withItem( $sold, $originals );
		$unsynced = [];
		foreach ( $sold as $line ) {
			if ( self::isPart( $entries[ $line['orderId'] ] ?? [] ) ) {
				continue;
			}
			$ids = isset( $ownItems[ $line['objectId'] ] ) ? [ $line['objectId'] ] : [ $line['objectId'], $line['productId'] ];
			foreach ( array_unique( array_merge( $ids, array_intersect_key( $originals, array_flip( $ids ) ) ) ) as $id ) {
				if ( ! isset( $moments[ $id ] ) ) {
					continue;
				}
				$acknowledged = AcknowledgedQuantities::of( $entries[ $line['orderId'] ] ?? [], $moments[ $id ], $counted, $line['objectId'] );
				$missing      = Decimal::subtract( $line['sold'], $acknowledged[ $line['objectId'] ] ?? '0' );
				if ( Decimal::compare( $missing, '0' ) > 0 ) {
					$unsynced[ $id ][ $line['orderId'] ] = Decimal::add( $unsynced[ $id ][ $line['orderId'] ] ?? '0', $missing );
				}
			}
		}
		return $unsynced;
	}

	/**
	 * @param array<array{objectId: int, productId: int}> $sold
	 * @param array<int, int>                             $originals Of translations.
	 * @return array<int, int> By variation: those that stand for an item of their own. Their product's is not sold with them.
	 */
	private static function withItem( array $sold, array $originals ): array {
		$variations = [];
		foreach ( $sold as $line ) {
			if ( $line['objectId'] !== $line['productId'] ) {
				$variations[ $line['objectId'] ] = $originals[ $line['objectId'] ] ?? $line['objectId'];
			}
		}
		$links = [] === $variations ? [] : Links::byObjectIds( array_values( array_unique( $variations ) ) );
		return array_filter( $variations, static fn( int $id ): bool => isset( $links[ $id ] ) );
	}

	/**
	 * A translation is linked to nothing, and only its plugin knows of what it is one. One that the owner unlinked counts for itself alone.
	 *
	 * @param non-empty-array<int, FigureMoments> $moments By product.
	 * @return array<int, int> Sold product or variation that is linked to nothing => which of these products it is a translation of.
	 */
	private function originals( array $moments ): array {
		if ( ! Translations::arePossible() ) {
			return [];
		}
		$originals = [];
		// Read each time: what is sold for the first time meanwhile counts at once.
		$unlinked = 'SELECT o.id FROM (SELECT DISTINCT m.meta_value AS id ' . self::openLines( $moments ) . ') o LEFT JOIN ' . Tables::name( Tables::LINKS ) . " l ON l.object_id = CAST(o.id AS UNSIGNED)
			LEFT JOIN " . Tables::name( Tables::EXCLUDED_ITEMS ) . " t ON t.unlinked_from = CAST(o.id AS UNSIGNED) WHERE o.id <> '0' AND l.id IS NULL AND t.id IS NULL";
		foreach ( Sql::ids( $unlinked ) as $id ) {
			$this->originals[ $id ] = $this->originals[ $id ] ?? Translations::original( $id );
			if ( $this->originals[ $id ] !== $id && isset( $moments[ $this->originals[ $id ] ] ) ) {
				$originals[ $id ] = $this->originals[ $id ];
			}
		}
		return $originals;
	}

	/**
	 * @param non-empty-array<int, FigureMoments> $moments By product.
	 * @param list<int>                           $others  Their translations.
	 * @return array<int> Order item ids.
	 */
	private static function openItems( array $moments, array $others ): array {
		$ids = implode( "', '", array_merge( array_keys( $moments ), $others ) );
		return Sql::ids( 'SELECT DISTINCT i.order_item_id ' . self::openLines( $moments ) . " AND m.meta_value IN ('$ids')" );
	}

	/**
	 * Lines of orders that are not settled. A settled order counts too where
	 * SORS learned of it only after some figure was asked for.
	 *
	 * @param non-empty-array<int, FigureMoments> $moments By product.
	 * @return string From FROM on; `m` holds products and variations.
	 */
	private static function openLines( array $moments ): string {
		global $wpdb;
		$entries = OutboxTable::name();
		return Sql::prepare(
			"FROM {$wpdb->prefix}woocommerce_order_items i
			JOIN $entries r ON r.order_id = i.order_id AND r.role = 'sale' AND (r.settlement IN ('open', 'checking') OR r.acknowledged_at >= %d)
			JOIN {$wpdb->prefix}woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id AND m.meta_key IN ('_product_id', '_variation_id')
			WHERE i.order_item_type = 'line_item'",
			min( array_map( static fn( FigureMoments $of ): int => $of->oldest, $moments ) )
		);
	}

	/**
	 * Settles orders whose sold and acknowledged quantities agree, so that the ledger need not read them for ever. Any
	 * change of such an order opens it again. Those that were checked longest ago come first: orders which never
	 * agree keep no others waiting.
	 *
	 * @return int Orders settled.
	 */
	public function settle( int $limit = 500 ): int {
		$moving = Sql::quoted( self::MOVING );
		$orders = Sql::ids(
			'SELECT order_id FROM ' . OutboxTable::name() . " WHERE settlement IN ('open', 'checking') GROUP BY order_id
			HAVING MAX(updated_at) < %s AND SUM(CASE WHEN state IN ($moving) OR (role = 'sale' AND state = 'skipped' AND next_attempt_at IS NOT NULL) THEN 1 ELSE 0 END) = 0 ORDER BY MAX(updated_at), order_id LIMIT %d",
			DatabaseClock::datetime( time() - self::QUIET ),
			$limit
		);
		if ( [] === $orders ) {
			return 0;
		}
		// Marked before they are read: a change of such an order meanwhile takes the mark off, and then it is not settled.
		OutboxTable::settle( $orders, OutboxEntry::OPEN, OutboxEntry::CHECKING );
		// And settings that another process changed since are read now; a later change takes the mark off as well.
		OrderReader::forget();
		$sold         = SoldQuantities::ofOrders( $orders );
		$entries      = OutboxTable::ofOrders( $orders );
		$acknowledged = $this->acknowledged( $entries );
		$settled      = array_filter( $orders, static fn( int $orderId ): bool => self::isPart( $entries[ $orderId ] ?? [] ) || self::agree( self::ofItems( $sold[ $orderId ] ?? [], $entries[ $orderId ] ?? [] ), $acknowledged[ $orderId ] ?? [] ) );
		OutboxTable::settle( $settled, OutboxEntry::CHECKING, OutboxEntry::SETTLED );
		OutboxTable::settle( array_diff( $orders, $settled ), OutboxEntry::CHECKING, OutboxEntry::OPEN, true );
		return count( $settled );
	}

	/**
	 * @param array<int, list<OutboxEntry>> $entries By order.
	 * @return array<int, array<int, string>> What a figure that is asked for now contains of each order.
	 */
	private function acknowledged( array $entries ): array {
		$counted = new CountedDocuments( $this->api );
		$moments = new FigureMoments( PHP_INT_MAX );
		return array_map( static fn( array $entries ): array => AcknowledgedQuantities::of( $entries, $moments, $counted ), $entries );
	}

	/** @param list<OutboxEntry> $entries Of one order. */
	private static function isPart( array $entries ): bool {
		return [] !== array_filter( $entries, static fn( OutboxEntry $entry ): bool => $entry->isPart() );
	}

	/**
	 * Without what a sent document has no line for, since it has no item: the container of an opened bundle, or what was sent by its name.
	 *
	 * @param array<int, string> $sold
	 * @param list<OutboxEntry>  $entries Of that order.
	 * @return array<int, string>
	 */
	private static function ofItems( array $sold, array $entries ): array {
		$isSent  = [] !== array_filter( $entries, static fn( OutboxEntry $entry ): bool => OutboxEntry::ROLE_SALE === $entry->role && OutboxEntry::SENT === $entry->state );
		$lacking = $isSent ? array_keys( array_diff_key( $sold, AcknowledgedQuantities::ofDocuments( $entries ) ) ) : [];
		$parents = array_map( static fn( int $id ): int => (int) wp_get_post_parent_id( $id ), array_combine( $lacking, $lacking ) );
		$links   = [] === $lacking ? [] : Translations::links( array_merge( $lacking, array_values( array_filter( $parents ) ) ) );
		return array_diff_key( $sold, array_filter( $parents, static fn( int $parent, int $id ): bool => ! isset( $links[ $id ] ) && ! isset( $links[ $parent ] ), ARRAY_FILTER_USE_BOTH ) );
	}

	/**
	 * @param array<int, string> $sold
	 * @param array<int, string> $acknowledged
	 */
	private static function agree( array $sold, array $acknowledged ): bool {
		foreach ( array_keys( $sold + $acknowledged ) as $objectId ) {
			if ( ! Decimal::equals( $sold[ $objectId ] ?? '0', $acknowledged[ $objectId ] ?? '0' ) ) {
				return false;
			}
		}
		return true;
	}
}
