<?php
/** Makes a shop in dinars, connects it, brings the assortment in and sends an order: as an owner does, by the plugin's routes. */

declare( strict_types=1 );

namespace SorsApi\LivePreview;

// Played as a text, it lies in no folder of ours: from here it is asked for over the web, and would act as the first user.
'live-preview' === basename( __DIR__ ) && exit;

require_once '/wordpress/wp-load.php';

wp_set_current_user( 1 );

$options = [
	'blogname'                                 => 'Prodavnica',
	'woocommerce_default_country'              => 'RS',
	'woocommerce_currency'                     => 'RSD',
	'woocommerce_currency_pos'                 => 'right_space',
	'woocommerce_prices_include_tax'           => 'yes',
	'woocommerce_coming_soon'                  => 'no',
	'woocommerce_onboarding_profile'           => [ 'skipped' => true ],
	'woocommerce_cod_settings'                 => [ 'enabled' => 'yes' ],
	'woocommerce_show_marketplace_suggestions' => 'no',
];
foreach ( $options as $name => $value ) {
	update_option( $name, $value );
}
delete_transient( '_wc_activation_redirect' );

function ask( string $method, string $route, ?array $body = null ): array {
	$request = new \WP_REST_Request( $method, '/sors/v1/' . $route );
	if ( null !== $body ) {
		$request->set_header( 'Content-Type', 'application/json' );
		$request->set_body( (string) wp_json_encode( $body ) );
	}
	$response = rest_do_request( $request );
	$data     = json_decode( (string) wp_json_encode( $response->get_data() ), true );
	if ( $response->is_error() ) {
		throw new \RuntimeException( $method . ' ' . $route . ': ' . wp_json_encode( $data ) );
	}
	return $data;
}

function bring_in( string $kind ): void {
	$run = ask( 'POST', 'runs', [ 'kind' => $kind, 'mode' => 'apply' ] );
	while ( in_array( $run['state'], [ 'queued', 'reading', 'applying' ], true ) ) {
		$run = ask( 'POST', 'runs/' . $run['id'] . '/step' );
	}
	if ( 'succeeded' !== $run['state'] ) {
		throw new \RuntimeException( $kind . ': ' . $run['message'] );
	}
}

// A site of another type sends nothing before it is said that it is the shop.
if ( 'production' !== wp_get_environment_type() ) {
	ask( 'POST', 'store-identity', [ 'as' => 'moved' ] );
}
ask( 'PUT', 'settings/api-key', [ 'apiKey' => 'key-of-the-live-preview' ] );
ask( 'PUT', 'settings', [ 'database' => 'Prodavnica' ] );
$unit = ask( 'GET', 'business-units' )['items'][0]['id'];
ask(
	'PUT',
	'settings',
	[
		'businessUnitIds'  => [ $unit ],
		'newProductStatus' => 'publish',
		'shippingItemCode' => 'USL-DOSTAVA',
		'exportOrders'     => true,
	]
);
ask( 'POST', 'connection/test', [ 'database' => 'Prodavnica' ] );
bring_in( 'catalog' );
bring_in( 'stock' );

$order = wc_create_order( [ 'created_via' => 'checkout' ] );
foreach ( [ 'KAF-001' => 2, 'SLA-002' => 1 ] as $code => $quantity ) {
	$order->add_product( wc_get_product( wc_get_product_id_by_sku( $code ) ), $quantity );
}
$order->set_address(
	[
		'first_name' => 'Jelena',
		'last_name'  => 'Đorđević',
		'address_1'  => 'Bulevar kralja Aleksandra 73',
		'postcode'   => '11000',
		'city'       => 'Beograd',
		'country'    => 'RS',
		'email'      => 'jelena@example.com',
		'phone'      => '0641234567',
	]
);
$order->set_payment_method( 'cod' );
$order->calculate_totals();
$order->update_status( 'processing' );
$entry = ask( 'POST', 'outbox/send', [ 'orderIds' => [ $order->get_id() ] ] )['items'][0];
if ( 'sent' !== $entry['state'] ) {
	$entry = ask( 'POST', 'outbox/' . $entry['id'] . '/send' );
}
if ( 'sent' !== $entry['state'] ) {
	throw new \RuntimeException( 'The order is ' . wp_json_encode( $entry ) );
}
