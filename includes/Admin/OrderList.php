<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Sentence;
use SorsApi\Settings\Access;

/** WooCommerce's list of orders, of both order storages: a column with what SORS has, and a filter for what needs attention. */
final class OrderList {

	private const COLUMN = 'sors';
	private const FILTER = 'sors_filter';

	/** Orders that the filter finds, the newest. */
	private const MOST = 1000;

	/** The list, in either storage. */
	public const SCREENS = [ 'woocommerce_page_wc-orders', 'edit-shop_order' ];

	/** @var array<int, list<OutboxEntry>> By order, read at once for the whole page. */
	private array $entries = [];

	/** @var array<int, true> Orders of the page whose entries are not read yet. */
	private array $loaded = [];

	public function register(): void {
		foreach ( [ 'manage_woocommerce_page_wc-orders_columns', 'manage_edit-shop_order_columns' ] as $hook ) {
			add_filter( $hook, [ $this, 'addColumn' ], 20 );
		}
		foreach ( [ 'manage_woocommerce_page_wc-orders_custom_column', 'manage_shop_order_posts_custom_column' ] as $hook ) {
			add_action( $hook, [ $this, 'showColumn' ], 10, 2 );
		}
		add_action( 'woocommerce_order_list_table_restrict_manage_orders', [ $this, 'showFilter' ] );
		add_action( 'restrict_manage_posts', [ $this, 'showFilter' ] );
		add_filter( 'woocommerce_order_list_table_prepare_items_query_args', [ $this, 'filterTable' ] );
		add_filter( 'request', [ $this, 'filterPosts' ] );
		add_filter( 'woocommerce_shop_order_search_results', [ $this, 'filterFound' ], 20 );
		add_filter( 'posts_results', [ $this, 'rememberPosts' ], 10, 2 );
	}

	/**
	 * @param array<string, string> $columns
	 * @return array<string, string>
	 */
	public function addColumn( array $columns ): array {
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			return $columns;
		}
		$with = [];
		foreach ( $columns as $key => $name ) {
			$with[ $key ] = $name;
			if ( 'order_status' === $key ) {
				$with[ self::COLUMN ] = __( 'SORS', 'sors-api-for-woocommerce' );
			}
		}
		return $with + [ self::COLUMN => __( 'SORS', 'sors-api-for-woocommerce' ) ];
	}

	/** @param mixed $order An order, or a post's id. */
	public function showColumn( string $column, $order ): void {
		if ( self::COLUMN !== $column || ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		$id      = $order instanceof \WC_Order ? $order->get_id() : ( is_numeric( $order ) ? (int) $order : 0 );
		$entries = $this->entries( $id );
		if ( [] === $entries ) {
			echo '<span class="description">&ndash;</span>';
			return;
		}
		echo wp_kses_post( OrderStates::badge( OrderQueries::leading( $entries ) ) );
		$document = OrderQueries::document( $entries );
		if ( null !== $document ) {
			echo '<br><small>' . esc_html( $document->documentName() ) . '</small>';
		}
	}

	/** @param mixed $type */
	public function showFilter( $type ): void {
		if ( 'shop_order' !== $type || ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		printf(
			'<label class="screen-reader-text" for="%1$s">%5$s</label><select name="%1$s" id="%1$s"><option value="">%2$s</option><option value="attention"%3$s>%4$s</option></select>',
			esc_attr( self::FILTER ),
			esc_html__( 'SORS: all', 'sors-api-for-woocommerce' ),
			selected( self::isFiltered(), true, false ),
			/* translators: %s: number of orders. */
			esc_html( sprintf( __( 'SORS: needs attention (%s)', 'sors-api-for-woocommerce' ), number_format_i18n( Log::guard( 'The filter of the list of orders', static fn(): int => OrderQueries::lastNeeding(), 0 ) ) ) ),
			esc_html__( 'Filter by what SORS has', 'sors-api-for-woocommerce' )
		);
	}

	/**
	 * @param array<string, mixed> $query
	 * @return array<string, mixed>
	 */
	public function filterTable( array $query ): array {
		// From now on the orders of this page are loaded, and what WooCommerce loads with them: since 10.7 their refunds, by a query inside the query.
		add_filter( 'woocommerce_order_query', [ $this, 'remember' ] );
		if ( self::isFiltered() ) {
			$query['id'] = $this->ids();
		}
		return $query;
	}

	/**
	 * @param array<string, mixed> $query
	 * @return array<string, mixed>
	 */
	public function filterPosts( array $query ): array {
		if ( is_admin() && 'shop_order' === ( $query['post_type'] ?? '' ) && self::isFiltered() ) {
			$query['post__in'] = $this->ids();
		}
		return $query;
	}

	/**
	 * Of orders in posts WooCommerce puts what it found in the place of what filterPosts() asked for.
	 *
	 * @param mixed $ids
	 * @return mixed
	 */
	public function filterFound( $ids ) {
		return is_array( $ids ) && is_admin() && self::isFiltered() ? array_values( array_intersect( array_map( 'intval', array_filter( $ids, 'is_numeric' ) ), $this->ids() ) ) : $ids;
	}

	/**
	 * @param mixed $result Orders or ids, or an object with a page of them.
	 * @return mixed The same.
	 */
	public function remember( $result ) {
		$this->note( is_object( $result ) && isset( $result->orders ) ? $result->orders : $result );
		return $result;
	}

	/**
	 * @param mixed     $posts
	 * @param \WP_Query $query
	 * @return mixed The same.
	 */
	public function rememberPosts( $posts, $query ) {
		if ( is_admin() && $query->is_main_query() && 'shop_order' === $query->get( 'post_type' ) ) {
			$this->note( $posts );
		}
		return $posts;
	}

	/** @param mixed $orders */
	private function note( $orders ): void {
		foreach ( is_array( $orders ) ? $orders : [] as $order ) {
			if ( $order instanceof \WC_Order ) {
				$this->loaded[ $order->get_id() ] = true;
			} elseif ( $order instanceof \WP_Post ) {
				$this->loaded[ $order->ID ] = true;
			}
		}
	}

	/**
	 * With the first order shown, the entries of all loaded orders are read.
	 *
	 * @return list<OutboxEntry>
	 */
	private function entries( int $orderId ): array {
		if ( ! array_key_exists( $orderId, $this->entries ) ) {
			$ids           = array_keys( $this->loaded + [ $orderId => true ] );
			$this->loaded  = [];
			$this->entries = Log::guard( 'The column in the list of orders', fn(): array => OutboxTable::ofOrders( $ids ), [] ) + array_fill_keys( $ids, [] ) + $this->entries;
		}
		return $this->entries[ $orderId ];
	}

	/** @return non-empty-list<int> An empty list would mean no filter. */
	private function ids(): array {
		try {
			$ids = OrderQueries::newestNeeding( self::MOST );
		} catch ( StorageError $error ) {
			Log::error( $error, 'The filter of the list of orders' );
			wp_die( esc_html( Sentence::shown( $error->getMessage() ) ), '', [ 'back_link' => true ] );
		}
		return [] === $ids ? [ 0 ] : $ids;
	}

	private static function isFiltered(): bool {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- A filter changes nothing.
		return isset( $_GET[ self::FILTER ] ) && 'attention' === $_GET[ self::FILTER ] && current_user_can( Access::CAPABILITY );
	}
}
