<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Entries\OrderQueries;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderStorage;

/** The search in WooCommerce's list of orders, of both order storages, finds an order by the number of its document, too. */
final class OrderSearch {

	/** What writes the conditions of WooCommerce's own search. */
	private const WRITER = 'Automattic\WooCommerce\Internal\DataStores\Orders\OrdersTableSearchQuery';

	private string $term = '';

	/** @var list<int> Orders that the term is a document's number of. */
	private array $found = [];

	public function register(): void {
		add_filter( 'woocommerce_order_list_table_prepare_items_query_args', [ $this, 'searchTable' ] );
		add_filter( 'woocommerce_shop_order_search_results', [ $this, 'searchPosts' ], 10, 2 );
	}

	/**
	 * @param array<string, mixed> $query
	 * @return array<string, mixed>
	 */
	public function searchTable( array $query ): array {
		$term        = $query['s'] ?? '';
		$this->term  = is_string( $term ) ? $term : '';
		$this->found = '' !== $this->term && in_array( $query['search_filter'] ?? '', [ '', 'all' ], true ) ? self::ordersOf( $this->term ) : [];
		if ( [] !== $this->found ) {
			add_filter( 'woocommerce_orders_table_query_clauses', [ $this, 'addToTable' ], 10, 3 );
		}
		return $query;
	}

	/**
	 * WooCommerce adds conditions to its search, no results: ours is written into the brackets of its own, so that its
	 * results, and the other filters of the list, stay.
	 *
	 * @param array<string, string> $clauses
	 * @param mixed                 $query   WooCommerce's own.
	 * @param mixed                 $args    Of the query.
	 * @return array<string, string>
	 */
	public function addToTable( array $clauses, $query, $args ): array {
		if ( [] === $this->found || ! is_array( $args ) || ( $args['s'] ?? '' ) !== $this->term ) {
			return $clauses;
		}
		$search = Log::guard( 'Reading the search in the list of orders', static fn(): string => self::search( $query ), '' );
		$at     = '' === $search ? false : strpos( $clauses['where'], $search );
		if ( false === $at ) {
			Log::warning( 'WooCommerce or another plugin writes the search in the list of orders in another way than expected: it finds none by the number of its document' );
			return $clauses;
		}
		$with             = "($search OR " . OrderStorage::current()->table . '.id IN (' . implode( ', ', $this->found ) . '))';
		$clauses['where'] = substr_replace( $clauses['where'], $with, $at, strlen( $search ) );
		return $clauses;
	}

	/**
	 * WooCommerce tells no other code what it searches by: it is asked to write it once more.
	 *
	 * @param mixed $query
	 * @return string SQL, in brackets; '' = it writes it in another way by now.
	 */
	private static function search( $query ): string {
		$class = self::WRITER;
		$write = class_exists( $class ) ? [ new $class( $query ), 'get_sql_clauses' ] : null;
		$parts = is_callable( $write ) ? $write() : null;
		$where = is_array( $parts ) && is_array( $parts['where'] ?? null ) ? $parts['where'] : [];
		return trim( implode( '', array_filter( $where, 'is_string' ) ) );
	}

	/**
	 * @param mixed $ids
	 * @param mixed $term
	 * @return mixed
	 */
	public function searchPosts( $ids, $term ) {
		return is_array( $ids ) && is_string( $term ) && '' !== $term ? array_merge( $ids, self::ordersOf( $term ) ) : $ids;
	}

	/** @return list<int> */
	private static function ordersOf( string $term ): array {
		return Log::guard( 'Looking an order up by the number of its document', static fn(): array => OrderQueries::ofDocument( trim( $term ) ), [] );
	}
}
