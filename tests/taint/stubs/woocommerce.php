<?php
/** What psalm cannot know of WooCommerce: see wordpress.php. What a buyer types ends up in these. */

'cli' === PHP_SAPI || exit;

abstract class WC_Data {
	/** @psalm-taint-source input */
	public function get_meta( $key = '', $single = true, $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_meta_data() {}
}

class WC_Order extends WC_Abstract_Order {
	/** @psalm-taint-sink html $note */
	public function add_order_note( $note, $is_customer_note = 0, $added_by_user = false, $meta_data = [] ) {}
	/** @psalm-taint-source input */
	public function get_billing_first_name( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_last_name( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_company( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_address_1( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_address_2( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_city( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_state( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_postcode( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_country( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_email( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_billing_phone( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_first_name( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_last_name( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_company( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_address_1( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_address_2( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_city( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_state( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_postcode( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_country( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_shipping_phone( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_customer_note( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_payment_method_title( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_transaction_id( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_customer_user_agent( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_formatted_billing_full_name() {}
	/** @psalm-taint-source input */
	public function get_formatted_shipping_full_name() {}
	/** @psalm-taint-source input */
	public function get_order_number() {}
}

class WC_Order_Item extends WC_Data {
	/** @psalm-taint-source input */
	public function get_name( $context = 'view' ) {}
}

class WC_Product extends WC_Abstract_Legacy_Product {
	/** @psalm-taint-source input */
	public function get_name( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_sku( $context = 'view' ) {}
	/** @psalm-taint-source input */
	public function get_description( $context = 'view' ) {}
}

/**
 * @psalm-taint-escape html
 * @psalm-taint-specialize
 * @psalm-flow ( $var ) -> return
 */
function wc_clean( $var ) {}
/** @psalm-taint-sink html $message */
function wc_add_notice( $message, $notice_type = 'success', $data = [] ) {}
/** @psalm-taint-sink html $message */
function wc_print_notice( $message, $notice_type = 'success', $data = [], $return = false ) {}
/**
 * Its script makes HTML of what the browser decodes.
 *
 * @psalm-taint-sink tooltip $tip
 */
function wc_help_tip( $tip, $allow_html = false ) {}

class WC_Emails {
	/**
	 * @psalm-taint-sink header $to
	 * @psalm-taint-sink header $headers
	 * @psalm-taint-sink html $message
	 * @psalm-taint-sink file $attachments
	 */
	public function send( $to, $subject, $message, $headers = "Content-Type: text/html\r\n", $attachments = '' ) {}
	/**
	 * @psalm-taint-specialize
	 * @psalm-flow ( $email_heading, $message ) -> return
	 */
	public function wrap_message( $email_heading, $message, $plain_text = false ) {}
}
