<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Log\Log;
use SorsApi\OrderView\Words;
use SorsApi\Settings\Access;
use SorsApi\Store\Link;
use SorsApi\Store\Links;
use SorsApi\Store\LinkState;
use SorsApi\Store\ExcludedItems;
use SorsApi\Store\Translations;

/** WooCommerce's list of products: a column with what SORS has of each, a filter by that, and the last change to sort by. */
final class ProductList {

	private const COLUMN = 'sors';
	private const FILTER = 'sors_state';

	/** Classes of WooCommerce's order status badges. */
	private const CLASSES = [
		LinkState::LINKED       => 'status-completed',
		LinkState::LEFT_ALONE   => 'status-pending',
		LinkState::DISCONTINUED => 'status-cancelled',
		LinkState::CONFLICT     => 'status-on-hold',
		LinkState::FAILED       => 'status-failed',
	];

	/** @var array<int, list<Link>>|null By product, read at once for the whole page. */
	private ?array $found = null;

	/** @var array<int, true> Products of the page that are linked through what they are translations of. */
	private array $translations = [];

	/** Nothing is hooked on any other screen. */
	public function register(): void {
		add_action( 'load-edit.php', [ $this, 'onScreen' ] );
		// Quick edit draws the row again.
		add_action( 'wp_ajax_inline-save', [ $this, 'addColumns' ], 0 );
	}

	public function onScreen(): void {
		$screen = get_current_screen();
		if ( null === $screen || 'edit-product' !== $screen->id || ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		$this->addColumns();
		add_filter( 'manage_edit-product_sortable_columns', [ $this, 'sortable' ] );
		add_action( 'restrict_manage_posts', [ $this, 'showFilter' ] );
		add_filter( 'posts_clauses', [ $this, 'clauses' ], 10, 2 );
		add_action( 'admin_head', [ self::class, 'style' ] );
	}

	/**
	 * The table is of fixed layout, and WooCommerce's own columns leave nothing to one without a width: this is room for the
	 * longest single word of a state. States of several words are wrapped, where WooCommerce would cut them.
	 */
	public static function style(): void {
		echo '<style>table.wp-list-table .column-sors{width:17ch}.column-sors .order-status{white-space:normal;line-height:1.4;padding:.35em 0}.column-sors .order-status>span{margin:0 .8em;overflow:visible;overflow-wrap:anywhere}</style>';
	}

	public function addColumns(): void {
		if ( ! current_user_can( Access::CAPABILITY ) ) {
			return;
		}
		add_filter( 'manage_edit-product_columns', [ $this, 'columns' ], 20 );
		add_action( 'manage_product_posts_custom_column', [ $this, 'showColumn' ], 10, 2 );
	}

	/**
	 * @param array<string, string> $columns
	 * @return array<string, string>
	 */
	public function columns( array $columns ): array {
		$with = [];
		foreach ( $columns as $key => $name ) {
			$with[ $key ] = $name;
			if ( 'price' === $key ) {
				$with[ self::COLUMN ] = __( 'SORS', 'sors-api-for-woocommerce' );
			}
		}
		return $with + [ self::COLUMN => __( 'SORS', 'sors-api-for-woocommerce' ) ];
	}

	/**
	 * @param array<string, mixed> $columns
	 * @return array<string, mixed>
	 */
	public function sortable( array $columns ): array {
		return [ self::COLUMN => [ self::COLUMN, true, __( 'Last change by SORS', 'sors-api-for-woocommerce' ), __( 'Table ordered by the last change by SORS.', 'sors-api-for-woocommerce' ) ] ] + $columns;
	}

	public function showColumn( string $column, int $productId ): void {
		if ( self::COLUMN !== $column ) {
			return;
		}
		$links = $this->of( $productId );
		$worst = LinkState::worst( $links );
		if ( null === $worst ) {
			printf( '<span class="description">%s</span>', esc_html( isset( $this->translations[ $productId ] ) ? __( 'Translation', 'sors-api-for-woocommerce' ) : LinkState::label( LinkState::NONE ) ) );
			return;
		}
		$state  = LinkState::of( $worst );
		$reason = LinkState::reason( $worst );
		printf( '<mark class="order-status %s" title="%s"><span>%s</span></mark>', esc_attr( self::CLASSES[ $state ] ), esc_attr( $reason ), esc_html( LinkState::label( $state ) ) );
		// A title is for a mouse only.
		echo '' === $reason ? '' : '<span class="screen-reader-text">' . esc_html( $reason ) . '</span>';
		$changed = max( [ '', ...array_map( static fn( Link $link ): string => (string) $link->changedAt, $links ) ] );
		echo '' === $changed ? '' : '<br><small>' . esc_html( Words::moment( $changed ) ) . '</small>';
	}

	/** @param mixed $type */
	public function showFilter( $type ): void {
		if ( 'product' !== $type ) {
			return;
		}
		printf(
			'<label class="screen-reader-text" for="%1$s">%2$s</label><select name="%1$s" id="%1$s"><option value="">%3$s</option>',
			esc_attr( self::FILTER ),
			esc_html__( 'Filter by what SORS has', 'sors-api-for-woocommerce' ),
			esc_html__( 'SORS: all', 'sors-api-for-woocommerce' )
		);
		foreach ( LinkState::all() as $state ) {
			/* translators: %s: state of a product, such as "linked" */
			printf( '<option value="%s"%s>%s</option>', esc_attr( $state ), selected( self::filter(), $state, false ), esc_html( sprintf( __( 'SORS: %s', 'sors-api-for-woocommerce' ), self::filterLabel( $state ) ) ) );
		}
		echo '</select>';
	}

	/** A translation has no link of its own, and only its plugin knows which product is one: no query can leave them out. */
	private static function filterLabel( string $state ): string {
		return LinkState::NONE === $state && Translations::arePossible()
			? __( 'Not in SORS, or a translation', 'sors-api-for-woocommerce' )
			: LinkState::label( $state );
	}

	/**
	 * @param array<string, string> $clauses
	 * @param \WP_Query             $query
	 * @return array<string, string>
	 */
	public function clauses( $clauses, $query ) {
		global $wpdb;
		if ( ! $query->is_main_query() || 'product' !== $query->get( 'post_type' ) ) {
			return $clauses;
		}
		$state = self::filter();
		if ( '' !== $state ) {
			$clauses['where'] .= ' AND ' . LinkState::sql( $state );
		}
		if ( self::COLUMN === $query->get( 'orderby' ) ) {
			$order              = 'ASC' === $query->get( 'order' ) ? 'ASC' : 'DESC';
			$clauses['orderby'] = LinkState::sqlChanged() . " $order, {$wpdb->posts}.ID $order";
		}
		return $clauses;
	}

	private static function filter(): string {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- A filter changes nothing.
		$state = isset( $_GET[ self::FILTER ] ) && is_string( $_GET[ self::FILTER ] ) ? sanitize_key( $_GET[ self::FILTER ] ) : '';
		return in_array( $state, LinkState::all(), true ) ? $state : '';
	}

	/** @return list<Link> */
	private function of( int $productId ): array {
		if ( null === $this->found || ! array_key_exists( $productId, $this->found ) ) {
			$ids  = [ $productId ];
			$page = $GLOBALS['wp_query'] ?? null;
			foreach ( $page instanceof \WP_Query && is_array( $page->posts ) ? $page->posts : [] as $post ) {
				$ids[] = $post instanceof \WP_Post ? $post->ID : $post;
			}
			$this->found = Log::guard( 'The column in the list of products', fn(): array => $this->read( array_values( array_unique( $ids ) ) ), [] ) + array_fill_keys( $ids, [] );
		}
		return $this->found[ $productId ];
	}

	/**
	 * @param list<int> $ids
	 * @return array<int, list<Link>>
	 */
	private function read( array $ids ): array {
		$originals = Translations::originals( $ids );
		$found     = Links::ofProducts( array_values( array_unique( array_merge( $ids, $originals ) ) ) );
		$through   = array_diff_key( array_intersect( $originals, array_keys( $found ) ), $found );

		$this->translations = array_fill_keys( array_keys( array_diff_key( $through, ExcludedItems::unlinkedOf( array_keys( $through ) ) ) ), true );
		return $found;
	}
}
