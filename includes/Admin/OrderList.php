<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Attention;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sentence;
use SorsApi\Settings\Access;

/** WooCommerce's list of orders, of both order storages: a column with what SORS has, a filter for what needs attention, and a bulk action that sends. */
final class OrderList {

	private const COLUMN = 'sors';
	private const FILTER = 'sors_filter';
	private const SEND   = 'sors_send';

	/** The list, in either storage. */
	private const SCREENS = [ 'woocommerce_page_wc-orders', 'edit-shop_order' ];

	private const RESULT = 'sors_bulk_result_';

	private OutboxTable $table;
	private Attention $attention;
	private Outbox $outbox;

	/** @var array<int, list<OutboxEntry>> By order, read at once for the whole page. */
	private array $entries = [];

	/** @var array<int, true> Orders of the page whose entries are not read yet. */
	private array $loaded = [];

	public function __construct( OutboxTable $table, Attention $attention, Outbox $outbox ) {
		$this->table     = $table;
		$this->attention = $attention;
		$this->outbox    = $outbox;
	}

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
		add_filter( 'posts_results', [ $this, 'rememberPosts' ], 10, 2 );
		foreach ( self::SCREENS as $screen ) {
			add_filter( 'bulk_actions-' . $screen, [ $this, 'addSend' ] );
			add_filter( 'handle_bulk_actions-' . $screen, [ $this, 'send' ], 10, 3 );
		}
		add_action( 'admin_notices', fn() => in_array( get_current_screen()->id ?? '', self::SCREENS, true ) ? $this->showResult() : null );
	}

	/**
	 * @param array<string, string> $columns
	 *
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
		$id = $order instanceof \WC_Order ? $order->get_id() : ( is_numeric( $order ) ? (int) $order : 0 );
		$entries = $this->entries( $id );
		if ( [] === $entries ) {
			echo '<span class="na">&ndash;</span>';
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
	 *
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
	 *
	 * @return array<string, mixed>
	 */
	public function filterPosts( array $query ): array {
		if ( is_admin() && 'shop_order' === ( $query['post_type'] ?? '' ) && self::isFiltered() ) {
			$query['post__in'] = $this->ids();
		}
		return $query;
	}

	/**
	 * @param mixed $result Orders or ids, or an object with a page of them.
	 *
	 * @return mixed The same.
	 */
	public function remember( $result ) {
		$this->note( is_object( $result ) && isset( $result->orders ) ? $result->orders : $result );
		return $result;
	}

	/**
	 * @param mixed     $posts
	 * @param \WP_Query $query
	 *
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
			$this->entries = Log::guard( 'The column in the list of orders', fn(): array => $this->table->ofOrders( $ids ), [] ) + array_fill_keys( $ids, [] ) + $this->entries;
		}
		return $this->entries[ $orderId ];
	}

	/** @return non-empty-list<int> An empty list would mean no filter. */
	private function ids(): array {
		try {
			$ids = $this->attention->orderIds();
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

	/**
	 * @param array<string, string> $actions
	 *
	 * @return array<string, string>
	 */
	public function addSend( array $actions ): array {
		if ( current_user_can( Access::CAPABILITY ) ) {
			$actions[ self::SEND ] = __( 'Send to SORS', 'sors-api-for-woocommerce' );
		}
		return $actions;
	}

	/** @param array<int|string> $ids WordPress calls this whichever of the two menus was used. */
	public function send( string $redirect, string $action, array $ids ): string {
		if ( self::SEND !== $action || ! current_user_can( Access::CAPABILITY ) ) {
			return $redirect;
		}
		try {
			$result  = $this->outbox->send( array_values( array_map( 'intval', $ids ) ) );
			$waiting = array_filter(
				$result['items'],
				static function ( OutboxEntry $entry ): bool {
					return OutboxEntry::SENT !== $entry->state;
				}
			);
			$lines   = [ self::summary( count( $waiting ), count( $result['items'] ) - count( $waiting ) ) ];
			foreach ( $result['refused'] as $refused ) {
				/* translators: 1: order number, 2: why. */
				$lines[] = sprintf( __( 'Order %1$d: %2$s', 'sors-api-for-woocommerce' ), $refused['orderId'], $refused['reason'] );
			}
		} catch ( StorageError $error ) {
			Log::error( $error, 'Sending the chosen orders' );
			$lines = [ $error->getMessage() ];
		} catch ( OutboxRefused $refused ) {
			$lines = [ $refused->getMessage() ];
		}
		// Not in the address: reloading the page would say it again.
		set_transient( self::RESULT . get_current_user_id(), Sentence::allShown( $lines ), 60 );
		return $redirect;
	}

	public function showResult(): void {
		$lines = get_transient( self::RESULT . get_current_user_id() );
		if ( ! is_array( $lines ) ) {
			return;
		}
		delete_transient( self::RESULT . get_current_user_id() );
		echo '<div class="notice notice-info is-dismissible">';
		foreach ( array_slice( array_filter( $lines, 'is_string' ), 0, 20 ) as $line ) {
			echo '<p>' . esc_html( $line ) . '</p>';
		}
		echo '</div>';
	}

	private static function summary( int $waiting, int $before ): string {
		$sentences = [];
		if ( $waiting > 0 || 0 === $before ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d order is queued and goes to SORS within a minute.', '%d orders are queued and go to SORS within minutes.', $waiting, 'sors-api-for-woocommerce' ), $waiting );
		}
		if ( $before > 0 ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d order is already in SORS and is not sent again.', '%d orders are already in SORS and are not sent again.', $before, 'sors-api-for-woocommerce' ), $before );
		}
		return implode( ' ', $sentences );
	}
}
