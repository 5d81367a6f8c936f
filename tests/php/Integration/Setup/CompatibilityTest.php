<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Setup;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use SorsApi\Tests\StoreTestCase;

/** @group real-store */
final class CompatibilityTest extends StoreTestCase {

	public function testOrderTablesAndBlockCheckoutAreDeclared(): void {
		self::requireRealStore();
		$features = FeaturesUtil::get_compatible_features_for_plugin( plugin_basename( SORS_API_FILE ) );
		self::assertContains( 'custom_order_tables', $features['compatible'] );
		self::assertContains( 'cart_checkout_blocks', $features['compatible'] );
		self::assertNotContains( 'custom_order_tables', $features['incompatible'] );
	}
}
