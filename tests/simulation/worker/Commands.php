<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

use SorsApi\Background\Sweep;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Tests\Site\CleanSlate;

/** What may happen in one request to the shop. Each answers what the controller has to know of it. */
final class Commands {

	/**
	 * @param array<string, mixed> $args
	 *
	 * @return mixed
	 */
	public function carryOut( string $name, array $args ) {
		switch ( $name ) {
			case 'reset':
				return $this->reset( $args );
			case 'orders':
				return array_map( fn( array $order ) => $this->carryOut( 'order', $order ), (array) $args['orders'] );
			case 'rest':
				return $this->rest( (string) $args['method'], (string) $args['route'], (array) ( $args['params'] ?? [] ) );
			case 'work':
				return $this->work( (array) $args['hooks'] );
			case 'sweep':
				update_option( Sweep::SWEPT_OPTION, 0, false );
				return $this->work( [ \SorsApi\Outbox\Worker::HOOK ] );
			case 'sync':
				return $this->sync( (string) $args['kind'] );
			default:
				return in_array( $name, Buyers::NAMES, true ) ? ( new Buyers() )->carryOut( $name, $args ) : ( new Staff() )->carryOut( $name, $args );
		}
	}

	/**
	 * An empty shop, as it was when the site was made.
	 *
	 * @param array<string, mixed> $args
	 *
	 * @return array<string, mixed>
	 */
	private function reset( array $args ): array {
		global $wpdb;
		CleanSlate::begin( (string) constant( 'ABSPATH' ) );
		foreach ( [ 'posts', 'wc_orders', 'woocommerce_order_items', 'sors_outbox', 'sors_runs' ] as $table ) {
			$wpdb->query( "ALTER TABLE {$wpdb->prefix}$table AUTO_INCREMENT = 1" );
		}
		update_option( 'woocommerce_calc_taxes', $args['taxes'] ? 'yes' : 'no' );
		Buyers::printCoupons();
		// No order of this shop is older than the plugin.
		delete_option( OpenOrders::BEGAN_OPTION );
		OpenOrders::begin();
		( new \SorsApi\Settings\StoreIdentity( new \SorsApi\Settings\SettingsStore() ) )->storeId();
		return $this->rest( 'PUT', 'settings', (array) $args['settings'] );
	}

	/**
	 * As an administrator in the plugin's screens.
	 *
	 * @param array<string, mixed> $params
	 *
	 * @return array<string, mixed>
	 */
	private function rest( string $method, string $route, array $params ): array {
		wp_set_current_user( 1 );
		$request = new \WP_REST_Request( $method, '/sors/v1/' . $route );
		if ( 'GET' === $method ) {
			$request->set_query_params( $params );
		} else {
			$request->set_header( 'Content-Type', 'application/json' );
			$request->set_body( (string) wp_json_encode( (object) $params ) );
		}
		$response = rest_do_request( $request );
		return [
			'status' => $response->get_status(),
			'data'   => $response->get_data(),
		];
	}

	/**
	 * What Action Scheduler would start now; the real one does this and much of WooCommerce's own.
	 *
	 * @param list<string> $hooks
	 */
	private function work( array $hooks ): ?bool {
		foreach ( $hooks as $hook ) {
			do_action( $hook );
		}
		return null;
	}

	/**
	 * A run as the open page drives it, with a person who approves what it found.
	 *
	 * @return array<string, mixed>
	 */
	private function sync( string $kind ): array {
		$answer = $this->rest( 'POST', 'runs', [ 'kind' => $kind, 'mode' => 'apply' ] );
		if ( ! isset( $answer['data']['id'] ) ) {
			return $answer;
		}
		$run = (int) $answer['data']['id'];
		do {
			$answer = $this->rest( 'POST', "runs/$run/step", [] );
			$state  = $answer['data']['state'] ?? '';
			if ( 'awaiting_approval' === $state ) {
				$answer = $this->rest( 'POST', "runs/$run/approve", [] );
				$state  = $answer['data']['state'] ?? '';
			}
		} while ( in_array( $state, [ 'queued', 'reading', 'applying' ], true ) && null === ( $answer['data']['resumesAt'] ?? null ) );
		return $answer;
	}
}
