<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Lifecycle;

use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Automattic\WooCommerce\Utilities\PluginUtil;
use SorsApi\Tests\StoreTestCase;

'cli' === PHP_SAPI || exit;

/** What WooCommerce asks each plugin about its optional features. @group real-store */
final class CompatibilityTest extends StoreTestCase {

	/** A feature that is new in WooCommerce has to be tried first: the stage with contract names of its own runs with all of them on. */
	public function testEveryFeatureThatWooCommerceAsksAboutIsDeclared(): void {
		$declared = FeaturesUtil::get_compatible_features_for_plugin( plugin_basename( SORS_API_FILE ) );
		$asked    = array_filter( FeaturesUtil::get_features( true ), static fn( array $feature ): bool => empty( $feature['skip_compatibility_checks'] ) && empty( $feature['is_legacy'] ) );
		self::assertContains( 'custom_order_tables', array_keys( $asked ) );
		self::assertSame( [], array_values( array_diff( array_keys( $asked ), $declared['compatible'] ) ) );
		self::assertSame( [], $declared['incompatible'] );
		self::assertContains( 'cart_checkout_blocks', $declared['compatible'] );
	}

	/** As the list of plugins and the switch of a feature judge it. */
	public function testNoWarningNamesThePlugin(): void {
		$plugins = wc_get_container()->get( PluginUtil::class );
		$ours    = plugin_basename( SORS_API_FILE );
		self::assertContains( $ours, $plugins->get_woocommerce_aware_plugins( true ) );
		foreach ( array_keys( FeaturesUtil::get_features( true ) ) as $feature ) {
			self::assertNotContains( $ours, $plugins->get_items_considered_incompatible( $feature, FeaturesUtil::get_compatible_plugins_for_feature( $feature ) ), $feature );
		}
	}
}
