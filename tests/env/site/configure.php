<?php
/**
 * Makes a Serbian shop of a fresh site: currency, taxes, shipping, payment,
 * pages. Runs inside WordPress with the shop active, natively as well as in
 * Playground, and on the stand-in as far as that goes.
 *
 * Options come as JSON in the environment variable SORS_SITE_OPTIONS:
 * {"hpos": bool, "taxes": bool, "features": bool}
 */

declare( strict_types=1 );

namespace SorsApi\Tests\Env;

defined( 'ABSPATH' ) || exit;

/** @param bool $features Whether WooCommerce's optional features are on, as far as it asks plugins about them. */
function configure_shop( bool $hpos, bool $taxes, bool $features = false ): void {
	$options = [
		'blogname'                                    => 'Prodavnica',
		'timezone_string'                             => 'Europe/Belgrade',
		'woocommerce_default_country'                 => 'RS',
		'woocommerce_store_address'                   => 'Knez Mihailova 1',
		'woocommerce_store_city'                      => 'Beograd',
		'woocommerce_store_postcode'                  => '11000',
		'woocommerce_allowed_countries'               => 'all',
		'woocommerce_currency'                        => 'RSD',
		'woocommerce_currency_pos'                    => 'right_space',
		'woocommerce_price_num_decimals'              => '2',
		'woocommerce_price_decimal_sep'               => ',',
		'woocommerce_price_thousand_sep'              => '.',
		'woocommerce_prices_include_tax'              => 'yes',
		'woocommerce_tax_display_shop'                => 'incl',
		'woocommerce_tax_display_cart'                => 'incl',
		'woocommerce_calc_taxes'                      => $taxes ? 'yes' : 'no',
		// By default shipping is taxed as the goods, other than its item in SORS.
		'woocommerce_shipping_tax_class'              => '',
		'woocommerce_manage_stock'                    => 'yes',
		'woocommerce_enable_guest_checkout'           => 'yes',
		'woocommerce_coming_soon'                     => 'no',
		'woocommerce_store_pages_only'                => 'no',
		'woocommerce_allow_tracking'                  => 'no',
		'woocommerce_show_marketplace_suggestions'    => 'no',
		'woocommerce_task_list_hidden'                => 'yes',
		'woocommerce_extended_task_list_hidden'       => 'yes',
		'woocommerce_task_list_welcome_modal_dismissed' => 'yes',
		'woocommerce_onboarding_profile'              => [ 'skipped' => true, 'completed' => true ],
		'woocommerce_cod_settings'                    => [ 'enabled' => 'yes', 'title' => 'Plaćanje pouzećem' ],
		'woocommerce_bacs_settings'                   => [ 'enabled' => 'yes', 'title' => 'Uplata na račun' ],
	];
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	if ( class_exists( 'WC_Install' ) ) {
		configure_real_shop( $hpos );
		if ( $features ) {
			switch_features_on();
		}
	}
	flush_rewrite_rules();
}

function configure_real_shop( bool $hpos ): void {
	\WC_Install::create_pages();
	create_page( 'classic-cart', 'Classic cart', '[woocommerce_cart]' );
	create_page( 'classic-checkout', 'Classic checkout', '[woocommerce_checkout]' );
	create_tax_rates();
	create_shipping();
	choose_order_storage( $hpos );
	// As in every shop that is a few minutes old: until then Action Scheduler looks into its former tables too, and works otherwise.
	update_option( 'action_scheduler_migration_status', 'complete' );
	if ( ! get_user_by( 'login', 'shop' ) ) {
		wp_insert_user(
			[
				'user_login' => 'shop',
				'user_pass'  => 'password',
				'user_email' => 'shop@example.test',
				'role'       => 'shop_manager',
			]
		);
	}
	delete_transient( '_wc_activation_redirect' );
	delete_option( 'wc_admin_show_legacy_coupon_menu' );
}

function create_page( string $slug, string $title, string $shortcode ): void {
	if ( get_page_by_path( $slug ) ) {
		return;
	}
	wp_insert_post(
		[
			'post_type'    => 'page',
			'post_status'  => 'publish',
			'post_name'    => $slug,
			'post_title'   => $title,
			'post_content' => "<!-- wp:shortcode -->\n" . $shortcode . "\n<!-- /wp:shortcode -->",
		]
	);
}

function create_tax_rates(): void {
	if ( \WC_Tax::get_rates_for_tax_class( '' ) ) {
		return;
	}
	$rates = [ '' => '20.0000', 'reduced-rate' => '10.0000', 'zero-rate' => '0.0000' ];
	foreach ( $rates as $class => $rate ) {
		\WC_Tax::_insert_tax_rate(
			[
				'tax_rate_country'  => 'RS',
				'tax_rate_state'    => '',
				'tax_rate'          => $rate,
				'tax_rate_name'     => 'PDV',
				'tax_rate_priority' => 1,
				'tax_rate_compound' => 0,
				'tax_rate_shipping' => 1,
				'tax_rate_order'    => 0,
				'tax_rate_class'    => $class,
			]
		);
	}
}

/** Flat rate for everyone in Serbia, free from 10.000 RSD. */
function create_shipping(): void {
	foreach ( \WC_Shipping_Zones::get_zones() as $zone ) {
		if ( 'Srbija' === $zone['zone_name'] ) {
			return;
		}
	}
	$zone = new \WC_Shipping_Zone();
	$zone->set_zone_name( 'Srbija' );
	$zone->add_location( 'RS', 'country' );
	$zone->save();
	$flat = $zone->add_shipping_method( 'flat_rate' );
	$free = $zone->add_shipping_method( 'free_shipping' );
	update_option(
		'woocommerce_flat_rate_' . $flat . '_settings',
		[ 'title' => 'Kurirska služba', 'tax_status' => 'taxable', 'cost' => '350' ]
	);
	update_option(
		'woocommerce_free_shipping_' . $free . '_settings',
		[ 'title' => 'Besplatna dostava', 'requires' => 'min_amount', 'min_amount' => '10000' ]
	);
}

function choose_order_storage( bool $hpos ): void {
	$synchronizer = wc_get_container()->get( \Automattic\WooCommerce\Internal\DataStores\Orders\DataSynchronizer::class );
	if ( $hpos && ! $synchronizer->check_orders_table_exists() ) {
		$synchronizer->create_database_tables();
	}
	update_option( 'woocommerce_custom_orders_table_data_sync_enabled', 'no' );
	update_option( 'woocommerce_custom_orders_table_enabled', $hpos ? 'yes' : 'no' );
}

function switch_features_on(): void {
	$controller = wc_get_container()->get( \Automattic\WooCommerce\Internal\Features\FeaturesController::class );
	foreach ( $controller->get_features( true ) as $id => $feature ) {
		// Of these WooCommerce shows no warning, whatever a plugin declares; the order storage is chosen above. Before 10.3 the first had another name.
		$unasked = ! empty( $feature['skip_compatibility_checks'] ) || ! empty( $feature['is_legacy'] );
		if ( ! $unasked && 'custom_order_tables' !== $id ) {
			$controller->change_feature_enable( $id, true );
		}
	}
}
