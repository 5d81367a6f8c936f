<?php
declare( strict_types=1 );

namespace {
	use SorsApi\Simulation\Languages;

	'cli' === PHP_SAPI || exit;

	/** @return string|false False without languages. */
	function pll_default_language() {
		return Languages::$areOn ? Languages::DEFAULT : false;
	}

	/** @return int|false */
	function pll_get_post( int $id, string $language ) {
		return Languages::of( $id )[ $language ] ?? false;
	}

	/** @return array<string, int> */
	function pll_get_post_translations( int $id ): array {
		return Languages::of( $id );
	}
}

namespace SorsApi\Simulation {

	/**
	 * A translation plugin that keeps one stock and one price for two languages, as Polylang for WooCommerce does: it copies
	 * metas when they are updated, and WooCommerce's own statement for a stock names both products.
	 */
	final class Languages {

		public const DEFAULT = 'sr';

		/** Meta of the product in the other language: what it is a translation of. */
		private const META = '_translation_of';

		private const COPIED = [ '_price', '_regular_price', '_sale_price', '_sale_price_dates_from', '_sale_price_dates_to', '_stock', '_stock_status', '_manage_stock', '_tax_class' ];

		public static bool $areOn = false;

		private static bool $isCopying = false;

		/** @var array<int, array<string, int>>|null Product => language => product. */
		private static ?array $all = null;

		public static function begin(): void {
			self::$areOn = true;
			add_filter( 'pll_copy_post_metas', static fn( array $keys ): array => array_merge( $keys, self::COPIED ) );
			add_action( 'added_post_meta', [ self::class, 'copy' ], 10, 4 );
			add_action( 'updated_post_meta', [ self::class, 'copy' ], 10, 4 );
			add_filter( 'woocommerce_update_product_stock_query', [ self::class, 'nameBoth' ], 10, 2 );
			add_action( 'woocommerce_updated_product_stock', [ self::class, 'forget' ] );
		}

		/** Gives each product that is sold as it is another one in English. */
		public static function translate(): void {
			foreach ( wc_get_products( [ 'type' => 'simple', 'limit' => -1, 'orderby' => 'ID', 'order' => 'ASC' ] ) as $product ) {
				if ( 0 === strpos( $product->get_sku(), 'USL-' ) ) {
					continue;
				}
				$other = new \WC_Product_Simple();
				$other->set_name( 'EN ' . $product->get_name() );
				$other->set_status( $product->get_status() );
				$other->set_regular_price( $product->get_regular_price( 'edit' ) );
				$other->set_tax_class( $product->get_tax_class( 'edit' ) );
				$other->set_manage_stock( $product->get_manage_stock() );
				$other->set_stock_quantity( $product->get_stock_quantity( 'edit' ) );
				$other->update_meta_data( self::META, (string) $product->get_id() );
				$other->save();
			}
		}

		/** @return array<string, int> Language => product; empty where it has no translation. */
		public static function of( int $id ): array {
			global $wpdb;
			if ( self::$areOn && null === self::$all ) {
				self::$all = [];
				foreach ( $wpdb->get_results( $wpdb->prepare( "SELECT m.post_id, m.meta_value FROM {$wpdb->postmeta} m JOIN {$wpdb->posts} o ON o.ID = m.meta_value AND o.post_type = 'product' JOIN {$wpdb->posts} t ON t.ID = m.post_id WHERE m.meta_key = %s", self::META ), ARRAY_A ) as $row ) {
					$both      = [ self::DEFAULT => (int) $row['meta_value'], 'en' => (int) $row['post_id'] ];
					self::$all = array_fill_keys( $both, $both ) + self::$all;
				}
			}
			return self::$all[ $id ] ?? [];
		}

		public static function copy( $row, int $id, string $key, $value ): void {
			if ( self::$isCopying || ! in_array( $key, self::COPIED, true ) ) {
				return;
			}
			self::$isCopying = true;
			try {
				foreach ( array_diff( self::of( $id ), [ $id ] ) as $other ) {
					update_post_meta( $other, $key, $value );
				}
			} finally {
				self::$isCopying = false;
			}
		}

		public static function nameBoth( string $sql, int $id ): string {
			$all = self::of( $id );
			return [] === $all ? $sql : str_replace( "post_id = $id", 'post_id IN ( ' . implode( ',', $all ) . ' )', $sql );
		}

		public static function forget( int $id ): void {
			foreach ( self::of( $id ) as $each ) {
				wp_cache_delete( $each, 'post_meta' );
			}
		}
	}
}
