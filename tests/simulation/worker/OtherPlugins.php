<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** What a shop has of other plugins: a bank's payment page, and an order status of its own. */
final class OtherPlugins {

	private const STATUS = 'wc-spremno';

	/** Before anything asks for gateways or statuses. */
	public static function load(): void {
		add_filter( 'woocommerce_payment_gateways', static fn( array $gateways ): array => array_merge( $gateways, [ CardGateway::class ] ) );
		register_post_status( self::STATUS, [ 'label' => 'Spremno', 'show_in_admin_status_list' => true, 'show_in_admin_all_list' => true, 'exclude_from_search' => false, 'public' => false ] );
		add_filter( 'wc_order_statuses', static fn( array $statuses ): array => $statuses + [ self::STATUS => 'Spremno za isporuku' ] );
	}
}
