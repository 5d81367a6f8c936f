<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Settings\Uptime;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Links;
use SorsApi\Store\PriceHistory;
use SorsApi\Store\ProductParts;
use SorsApi\Store\ProductReader;
use SorsApi\Store\ProductState;
use SorsApi\Store\Text;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;

/**
 * What the price of a product was, and what runs have made of its stock; of its variations, too. A StorageError is thrown
 * where the database fails.
 *
 * @phpstan-type ItemHistory array{
 *   name: string, lowest: string|null, since: string|null, prices: list<array{day: string, price: string}>,
 *   stocks: list<array{at: string, from: string|null, to: string|null}>
 * }
 */
final class ProductHistory {

	public const STOCK_DAYS = 14;
	/** A run every 15 minutes may change a stock as often. */
	private const LINES = 200;

	/** @return list<ItemHistory> Of what is linked. */
	public static function of( int $productId ): array {
		$links  = Links::ofProducts( [ $productId ] )[ $productId ] ?? [];
		$ids    = array_column( $links, 'objectId' );
		$states = ProductReader::byIds( $ids, ProductParts::figuresToWrite() );
		$prices = PriceHistory::of( $ids );
		$atWork = Uptime::since();
		$stocks = self::stocks( array_column( $links, 'code' ) );
		$found  = [];
		foreach ( $links as $link ) {
			$state = $states[ $link->objectId ] ?? null;
			if ( null !== $state ) {
				$since   = PriceHistory::since( $state->id, $atWork );
				$found[] = [
					'name'   => Text::plain( $state->name ),
					'lowest' => self::lowest( $state, $prices[ $state->id ] ?? [], $since ),
					'since'  => null === $since ? null : DatabaseClock::iso( $since ),
					'prices' => $prices[ $state->id ] ?? [],
					'stocks' => $stocks[ Links::hash( $link->code ) ] ?? [],
				];
			}
		}
		return $found;
	}

	/** @param list<array{day: string, price: string}> $ended */
	private static function lowest( ProductState $state, array $ended, ?int $since ): ?string {
		$first  = null === $since ? '' : (string) wp_date( 'Y-m-d', $since );
		$prices = array_column( array_filter( $ended, static fn( array $price ): bool => $price['day'] >= $first ), 'price' );
		$prices = array_filter( [ ...$prices, $state->hasOwnPrice() ? ProductState::decimal( $state->price ) : null ], 'is_string' );
		usort( $prices, [ Decimal::class, 'compare' ] );
		return $prices[0] ?? null;
	}

	/**
	 * The runs tell it themselves: they are kept for longer. Each looks by its index for the items.
	 *
	 * @param list<string> $codes
	 * @return array<string, list<array{at: string, from: string|null, to: string|null}>> By hash of the code, the newest first.
	 */
	private static function stocks( array $codes ): array {
		if ( [] === $codes ) {
			return [];
		}
		$sql    = 'SELECT COALESCE(r.finished_at, r.updated_at) AS at, i.code_hash, i.changes FROM ' . Tables::name( Tables::RUNS ) . ' r INNER JOIN ' . Tables::name( Tables::RUN_ITEMS ) . ' i ON i.run_id = r.id AND i.code_hash IN (' . Links::hashes( $codes ) . ")
			WHERE r.kind = 'stock' AND r.created_at >= %s AND i.outcome IN ('updated', %s, %s) ORDER BY r.id DESC LIMIT %d";
		$stocks = [];
		foreach ( Sql::rows( $sql, DatabaseClock::utc( -self::STOCK_DAYS * DAY_IN_SECONDS ), RunItem::WRITTEN, RunItem::SWAPPED, self::LINES * count( $codes ) ) as $row ) {
			$hash = (string) $row['code_hash'];
			foreach ( RunItem::changesOf( $row ) as $change ) {
				if ( 'stock' === $change['field'] && count( $stocks[ $hash ] ?? [] ) < self::LINES ) {
					$stocks[ $hash ][] = [ 'at' => (string) Run::moment( $row['at'] ), 'from' => $change['from'], 'to' => $change['to'] ];
				}
			}
		}
		return $stocks;
	}
}
