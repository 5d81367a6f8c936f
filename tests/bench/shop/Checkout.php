<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** A buyer at WooCommerce's classic checkout, as its AJAX request does it. */
final class Checkout {

	private Own $own;
	private Processor $processor;

	public function __construct() {
		$this->processor = new Processor();
		add_filter( 'wp_doing_ajax', '__return_true' );
		add_filter( 'wp_die_ajax_handler', static fn(): callable => static function (): void {
			throw new \DomainException( 'The request is over.' );
		} );
		wc_load_cart();
		$this->own = new Own();
		$this->own->watchAll();
	}

	/** @return array{ms: float, queries: int, ownMs: float, ownQueries: int} */
	public function once( string $email ): array {
		global $wpdb;
		$product = (int) $wpdb->get_var( "SELECT product_id FROM {$wpdb->prefix}wc_product_meta_lookup ORDER BY stock_quantity DESC, product_id LIMIT 1" );
		WC()->cart->empty_cart();
		WC()->cart->add_to_cart( $product, 2 );
		$_POST    = [
			'woocommerce-process-checkout-nonce' => wp_create_nonce( 'woocommerce-process_checkout' ),
			'payment_method'                     => 'cod',
			'billing_first_name'                 => 'Petar',
			'billing_last_name'                  => 'Petrović',
			'billing_email'                      => $email,
			'billing_phone'                      => '0641234567',
			'billing_address_1'                  => 'Bulevar oslobođenja 12',
			'billing_city'                       => 'Novi Sad',
			'billing_postcode'                   => '21000',
			'billing_country'                    => 'RS',
			'billing_state'                      => 'RS06',
		];
		$_REQUEST = $_POST;
		$queries  = $wpdb->num_queries;
		$since    = $this->processor->seconds();

		$this->own->seconds = 0.0;
		$this->own->queries = 0;
		ob_start();
		try {
			WC()->checkout()->process_checkout();
		} catch ( \DomainException $over ) {
			$answer = (string) ob_get_clean();
		}
		$lap = [
			'ms'         => ( $this->processor->seconds() - $since ) * 1000,
			'queries'    => $wpdb->num_queries - $queries,
			'ownMs'      => $this->own->seconds * 1000,
			'ownQueries' => $this->own->queries,
		];
		if ( false === strpos( $answer ?? '', '"result":"success"' ) ) {
			throw new \RuntimeException( 'The checkout was refused: ' . ( $answer ?? '' ) );
		}
		return $lap;
	}
}
