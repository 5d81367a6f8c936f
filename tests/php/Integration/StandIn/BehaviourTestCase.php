<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\StandIn;

use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;


/**
 * One suite for WooCommerce and its stand-in (tests/store): where an expectation
 * holds for one of them only, the stand-in is wrong. Taxes are off, since the
 * stand-in knows no tax rates, and mails too: WooCommerce saves an order once
 * more to note that it sent one.
 */
abstract class BehaviourTestCase extends StoreTestCase {

	protected function setUp(): void {
		parent::setUp();
		update_option( 'woocommerce_calc_taxes', 'no' );
		add_filter( 'woocommerce_email_enabled_new_order', '__return_false' );
	}
}
