<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Log\Log;
use SorsApi\Settings\Access;
use SorsApi\Sync\Reports\OwnedFields;

/**
 * Fields of a product that SORS owns cannot be changed in WooCommerce's forms: they are read-only there, and put back when
 * a form is saved. All of them are still sent, since WooCommerce takes what is missing for "none". Whatever else writes
 * products (bulk edit, REST, imports, tills) is free to.
 */
final class ProductFields {

	private OwnedFields $owned;

	public function __construct( OwnedFields $owned ) {
		$this->owned = $owned;
	}

	public function register(): void {
		add_action( 'load-post.php', [ $this, 'onEditor' ] );
		add_action( 'load-edit.php', [ $this, 'onList' ] );
		add_action( 'wp_ajax_inline-save', [ $this, 'onQuickEdit' ], 0 );
		add_action( 'woocommerce_admin_process_product_object', [ $this, 'keep' ], 1000 );
		add_action( 'woocommerce_admin_process_variation_object', [ $this, 'keep' ], 1000 );
		// Variations come to the editor by requests of their own.
		add_action( 'woocommerce_variation_options_pricing', fn( $place, $data, $post ) => $this->hintAtVariation( OwnedFields::PRICE, $post, "variable_regular_price[$place]" ), 10, 3 );
		add_action( 'woocommerce_variation_options_inventory', fn( $place, $data, $post ) => $this->hintAtVariation( OwnedFields::STOCK, $post, "variable_stock[$place] variable_manage_stock[$place]" ), 10, 3 );
	}

	public function onEditor(): void {
		if ( ! self::isScreen( 'product' ) ) {
			return;
		}
		add_filter( 'wp_insert_post_data', [ $this, 'keepName' ], 1000, 2 );
		add_action( 'edit_form_before_permalink', fn( $post ) => $this->hint( OwnedFields::NAME, $post->ID, 'post_title' ) );
		add_action( 'woocommerce_product_options_pricing', fn() => $this->hint( OwnedFields::PRICE, (int) get_the_ID(), '_regular_price' ) );
		add_action( 'woocommerce_product_options_stock_fields', fn() => $this->hint( OwnedFields::STOCK, (int) get_the_ID(), '_stock _manage_stock' ) );
		add_action( 'woocommerce_variable_product_before_variations', fn() => $this->warnAtVariations( (int) get_the_ID() ) );
		add_action( 'edit_form_top', fn( $post ) => $this->guarded( fn(): bool => $this->owned->concern( $post->ID ), false ) ? self::addScript() : null );
	}

	public function onList(): void {
		if ( ! self::isScreen( 'edit-product' ) || [] === $this->guarded( fn(): array => $this->owned->always(), [] ) ) {
			return;
		}
		add_action( 'woocommerce_product_bulk_edit_end', [ self::class, 'warnInBulk' ] );
		add_action( 'woocommerce_product_quick_edit_end', [ self::class, 'hintInQuickEdit' ] );
		// It asks what is owned when a row is opened: the list itself asks nothing of the database for it.
		if ( current_user_can( Access::CAPABILITY ) ) {
			self::addScript();
		}
	}

	public function onQuickEdit(): void {
		add_filter( 'wp_insert_post_data', [ $this, 'keepName' ], 1000, 2 );
		add_action( 'woocommerce_before_product_object_save', [ $this, 'keepQuickEdited' ] );
	}

	/**
	 * As it is stored, whatever the form says.
	 *
	 * @param mixed $data  Slashed.
	 * @param mixed $given
	 * @return mixed
	 */
	public function keepName( $data, $given ) {
		$id   = is_array( $given ) && isset( $given['ID'] ) && is_numeric( $given['ID'] ) ? (int) $given['ID'] : 0;
		$post = is_array( $data ) && 'product' === ( $data['post_type'] ?? '' ) && 0 !== $id && self::posted() === $id ? get_post( $id ) : null;
		if ( ! $post instanceof \WP_Post || ! in_array( OwnedFields::NAME, $this->of( $post->ID ), true ) || wp_unslash( $data['post_title'] ) === $post->post_title ) {
			return $data;
		}
		$data['post_title'] = wp_slash( $post->post_title );
		// WooCommerce renames the variations by it.
		$_POST['post_title'] = $data['post_title'];
		return $data;
	}

	/** @param mixed $product */
	public function keepQuickEdited( $product ): void {
		if ( ! $product instanceof \WC_Product || self::posted() !== $product->get_id() ) {
			return;
		}
		$before = $product->get_data();
		$after  = $product->get_changes();
		$this->keep( $product );
		// What WooCommerce did because of what was put back.
		if ( $product->get_manage_stock( 'edit' ) && false === ( $after['manage_stock'] ?? null ) ) {
			$product->set_backorders( $before['backorders'] );
			$product->set_low_stock_amount( $before['low_stock_amount'] );
		}
		if ( isset( $after['regular_price'] ) && $before['regular_price'] === $product->get_regular_price( 'edit' ) && $before['sale_price'] === $product->get_sale_price( 'edit' ) ) {
			$product->set_date_on_sale_from( $before['date_on_sale_from'] );
			$product->set_date_on_sale_to( $before['date_on_sale_to'] );
		}
		$product->validate_props();
	}

	/**
	 * Puts back what was set and is SORS'.
	 *
	 * @param mixed $product
	 */
	public function keep( $product ): void {
		if ( ! $product instanceof \WC_Product || 0 === $product->get_id() ) {
			return;
		}
		$before  = $product->get_data();
		$changed = array_keys( $product->get_changes() );
		$owned   = [] === array_intersect( [ 'regular_price', 'manage_stock', 'stock_quantity' ], $changed ) ? [] : $this->of( $product->get_id() );
		if ( in_array( OwnedFields::PRICE, $owned, true ) && in_array( 'regular_price', $changed, true ) ) {
			$product->set_regular_price( $before['regular_price'] );
		}
		if ( in_array( OwnedFields::STOCK, $owned, true ) ) {
			if ( in_array( 'manage_stock', $changed, true ) ) {
				$product->set_manage_stock( $before['manage_stock'] );
			}
			if ( in_array( 'stock_quantity', $changed, true ) ) {
				$product->set_stock_quantity( $before['stock_quantity'] ?? '' );
			}
		}
	}

	public static function warnInBulk(): void {
		// Below WooCommerce's fields, which float; so in quick edit.
		echo '<p class="description" style="clear:both">' . esc_html__( 'Bulk edit changes any field. What SORS decides is set again by its next sync.', 'sors-api-for-woocommerce' ) . '</p>';
	}

	/** Their bulk actions are saved without a form. */
	private function warnAtVariations( int $id ): void {
		$isOwned = fn(): bool => [] !== array_diff( $this->owned->decided(), [ OwnedFields::NAME ] ) && $this->owned->concern( $id );
		if ( $this->guarded( $isOwned, false ) ) {
			echo '<div class="toolbar"><p class="description">' . esc_html__( 'Bulk actions change any field. What SORS decides is set again by its next sync.', 'sors-api-for-woocommerce' ) . '</p></div>';
		}
	}

	public static function hintInQuickEdit(): void {
		echo '<p class="description sors-quick-edit" style="clear:both" hidden>' . esc_html__( 'Fields that cannot be changed here come from SORS.', 'sors-api-for-woocommerce' ) . '</p>';
	}

	/** @param mixed $post */
	private function hintAtVariation( string $field, $post, string $inputs ): void {
		if ( $post instanceof \WP_Post ) {
			$this->hint( $field, $post->ID, $inputs );
		}
	}

	/** @param string $inputs Names, for the script. */
	private function hint( string $field, int $id, string $inputs ): void {
		if ( in_array( $field, $this->of( $id ), true ) ) {
			printf( '<p class="form-field form-row-full sors-owned" id="%s" data-inputs="%s"><span class="description">%s</span></p>', esc_attr( "sors-owned-$field-$id" ), esc_attr( $inputs ), esc_html__( 'Comes from SORS', 'sors-api-for-woocommerce' ) );
		}
	}

	private static function addScript(): void {
		BuiltScript::load( 'product-fields' );
	}

	/** @return list<string> */
	private function of( int $id ): array {
		return $this->guarded( fn(): array => $this->owned->of( $id ), [] );
	}

	/**
	 * @template T
	 * @param callable(): T $work
	 * @param T             $otherwise
	 * @return T
	 */
	private function guarded( callable $work, $otherwise ) {
		return Log::guard( 'Fields that SORS owns', $work, $otherwise );
	}

	/** The product whose form was sent. */
	private static function posted(): int {
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- WordPress has checked it before it saves.
		return isset( $_POST['post_ID'] ) && is_numeric( $_POST['post_ID'] ) ? (int) $_POST['post_ID'] : 0;
	}

	private static function isScreen( string $id ): bool {
		$screen = get_current_screen();
		return null !== $screen && $id === $screen->id;
	}
}
