<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\OrderView\Words;
use SorsApi\Sync\Reports\ProductHistory;

/**
 * In the box on the product: what its price and its stock were.
 *
 * @phpstan-import-type ItemHistory from ProductHistory
 */
final class ProductHistoryTables {

	/** @param list<ItemHistory> $items */
	public static function show( array $items ): void {
		if ( [] === $items ) {
			return;
		}
		echo '<details><summary><strong>' . esc_html__( 'History of price and stock', 'sors-api-for-woocommerce' ) . '</strong></summary>';
		foreach ( $items as $item ) {
			echo count( $items ) > 1 ? '<h3>' . esc_html( $item['name'] ) . '</h3>' : '';
			self::showPrices( $item );
			self::showStocks( $item['stocks'] );
		}
		echo '</details>';
	}

	/** @param ItemHistory $item */
	private static function showPrices( array $item ): void {
		if ( null === $item['lowest'] ) {
			return;
		}
		$lowest = null === $item['since']
			/* translators: %s: price */
			? sprintf( __( 'Lowest price of the last 30 days: %s.', 'sors-api-for-woocommerce' ), Words::amount( $item['lowest'] ) )
			/* translators: 1: date, 2: price */
			: sprintf( __( 'Lowest price since %1$s, when the record begins: %2$s.', 'sors-api-for-woocommerce' ), Words::moment( $item['since'] ), Words::amount( $item['lowest'] ) );
		echo '<p>' . esc_html( $lowest ) . '</p>';
		$rows = array_map( static fn( array $price ): array => [ Words::day( $price['day'] ), Words::amount( $price['price'] ) ], $item['prices'] );
		self::table( [ __( 'In force until', 'sors-api-for-woocommerce' ), __( 'Price (lowest of the day)', 'sors-api-for-woocommerce' ) ], $rows );
	}

	/** @param list<array{at: string, from: string|null, to: string|null}> $stocks */
	private static function showStocks( array $stocks ): void {
		if ( [] === $stocks ) {
			echo '<p>' . esc_html__( 'No sync has changed the stock in the last 14 days.', 'sors-api-for-woocommerce' ) . '</p>';
			return;
		}
		$rows = array_map( static fn( array $stock ): array => [ Words::moment( $stock['at'] ), null === $stock['from'] ? '–' : Words::decimal( $stock['from'] ), null === $stock['to'] ? '–' : Words::decimal( $stock['to'] ) ], $stocks );
		self::table( [ __( 'Changed by the sync of', 'sors-api-for-woocommerce' ), __( 'Stock before', 'sors-api-for-woocommerce' ), __( 'Stock after', 'sors-api-for-woocommerce' ) ], $rows );
	}

	/**
	 * @param list<string>       $heads
	 * @param list<list<string>> $rows
	 */
	private static function table( array $heads, array $rows ): void {
		if ( [] === $rows ) {
			return;
		}
		echo '<table class="widefat striped"><thead><tr><th scope="col">' . implode( '</th><th scope="col">', array_map( 'esc_html', $heads ) ) . '</th></tr></thead><tbody>';
		foreach ( $rows as $row ) {
			echo '<tr><td>' . implode( '</td><td>', array_map( 'esc_html', $row ) ) . '</td></tr>';
		}
		echo '</tbody></table>';
	}
}
