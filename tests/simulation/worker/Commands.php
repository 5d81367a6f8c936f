<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

use SorsApi\Background\Sweep;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\OpenOrders;
use SorsApi\Tests\Integration\Baskets\DrawnShop;
use SorsApi\Tests\Site\AtWork;
use SorsApi\Tests\Site\CleanSlate;

/** What may happen in one request to the shop. Each answers what the controller has to know of it. */
final class Commands {

	private const PLUGIN = 'sors-api-for-woocommerce/sors-api-for-woocommerce.php';

	/** Actions that a queue takes at once. */
	private const BATCH = 25;

	/** @return mixed */
	public function carryOut( string $name, array $args ) {
		switch ( $name ) {
			case 'reset':
				return $this->reset( $args );
			case 'orders':
				// Their mails, and an action for each of them in WooCommerce's analytics, would take longer than all the rest.
				update_option( 'woocommerce_analytics_scheduled_import', 'yes' );
				add_filter( 'woocommerce_email_enabled_new_order', '__return_false' );
				add_filter( 'woocommerce_email_enabled_customer_processing_order', '__return_false' );
				return array_map( fn( array $order ) => $this->carryOut( 'order', $order ), (array) $args['orders'] );
			case 'rest':
				return $this->rest( (string) $args['method'], (string) $args['route'], (array) ( $args['params'] ?? [] ) );
			case 'remedy':
				return $this->remedy( (int) $args['entry'], (float) $args['choice'], (array) $args['never'], (array) $args['document'] );
			case 'work':
				return $this->work( (array) $args['hooks'] );
			case 'queue':
				return $this->queue( (string) $args['group'] );
			case 'sweep':
				update_option( Sweep::SWEPT_OPTION, 0, false );
				return $this->work( [ \SorsApi\Outbox\Worker::HOOK ] );
			case 'pluginOff':
				require_once ABSPATH . 'wp-admin/includes/plugin.php';
				deactivate_plugins( self::PLUGIN );
				return null;
			case 'pluginOn':
				require_once ABSPATH . 'wp-admin/includes/plugin.php';
				$problem = activate_plugin( self::PLUGIN );
				return is_wp_error( $problem ) ? $problem->get_error_message() : null;
			case 'siteAddress':
				update_option( 'siteurl', (string) $args['url'] );
				update_option( 'home', (string) $args['url'] );
				return null;
			case 'product':
				return $this->edit( $this->product( $args ), $args );
			case 'translate':
				Languages::translate();
				return null;
			case 'sizes':
				( new Sizes() )->change( $this->product( $args ), (string) $args['change'], (int) $args['size'] );
				return null;
			case 'sale':
				$sold = wc_get_product( Cart::idOf( $args ) );
				Sales::set( $sold instanceof \WC_Product ? $sold : new \WC_Product(), $args );
				return null;
			case 'looks':
				return Shopper::looks( (array) $args['goods'] );
			case 'deleteProduct':
				return $this->product( $args )->delete( true );
			case 'sync':
				return $this->sync( $args );
			case 'runStep':
				$this->runStep();
				return null;
			case 'run':
				return $this->lastRun( (string) $args['action'] );
			default:
				if ( in_array( $name, Choices::NAMES, true ) ) {
					return ( new Choices( fn( string $method, string $route, array $params ): array => $this->rest( $method, $route, $params ) ) )->carryOut( $name, $args );
				}
				return in_array( $name, Buyers::NAMES, true ) ? ( new Buyers() )->carryOut( $name, $args ) : ( new Staff() )->carryOut( $name, $args );
		}
	}

	/** An empty shop, as it was when the site was made, with drawn settings of WooCommerce. */
	private function reset( array $args ): array {
		global $wpdb;
		CleanSlate::begin( (string) constant( 'ABSPATH' ) );
		foreach ( [ 'posts', 'wc_orders', 'woocommerce_order_items', 'sors_outbox', 'sors_runs' ] as $table ) {
			$wpdb->query( "ALTER TABLE {$wpdb->prefix}$table AUTO_INCREMENT = 1" );
		}
		$shop = $this->open( (int) $args['shop'] );
		Buyers::printCoupons();
		OpenOrders::begin();
		( new \SorsApi\Settings\StoreIdentity( new \SorsApi\Settings\SettingsStore() ) )->storeId();
		$this->rest( 'PUT', 'settings', [ 'priceType' => $shop->sendsWithVat ? 'withVat' : 'withoutVat' ] + (array) $args['settings'] );
		( new Sizes() )->make( (array) $args['sizes'] );
		// Not since a moment ago: a clock that is set back would make every order older.
		AtWork::since( time() - DAY_IN_SECONDS );
		return array_diff_key( get_object_vars( $shop ), [ 'prices' => 1, 'baskets' => 1 ] );
	}

	/** The stand-in has none of these settings, and charges no taxes. */
	private function open( int $seed ): DrawnShop {
		$shop = new DrawnShop( $seed, 0 );
		// A filter, which only this process would have.
		$shop->allowsFractions = false;
		if ( Buyers::hasCart() ) {
			$shop->open();
		} else {
			$shop->sendsWithVat = true;
			$shop->hasTaxes     = false;
			update_option( 'woocommerce_calc_taxes', 'no' );
		}
		return $shop;
	}

	private function product( array $args ): \WC_Product {
		$product = wc_get_product( wc_get_product_id_by_sku( (string) $args['code'] ) );
		return $product instanceof \WC_Product ? $product : new \WC_Product();
	}

	/** With a category and a picture that are put beside those that it has; the category is empty where the product was in it. */
	private function edit( \WC_Product $product, array $args ): array {
		wp_set_current_user( 1 );
		$found   = term_exists( (string) $args['category'], 'product_cat' );
		$term    = is_array( $found ) ? $found : wp_insert_term( (string) $args['category'], 'product_cat' );
		$picture = wp_insert_attachment( [ 'post_title' => (string) $args['name'], 'post_mime_type' => 'image/png' ] );
		$isNew   = ! in_array( (int) $term['term_id'], $product->get_category_ids(), true );
		$product->set_name( (string) $args['name'] );
		$product->set_description( (string) $args['description'] );
		$product->set_category_ids( array_merge( $product->get_category_ids(), [ (int) $term['term_id'] ] ) );
		$product->set_gallery_image_ids( array_merge( $product->get_gallery_image_ids(), [ $picture ] ) );
		$product->save();
		return [ 'picture' => $picture, 'category' => $isNew ? (string) $args['category'] : '' ];
	}

	/** As an administrator in the plugin's screens. */
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
		return [ 'status' => $response->get_status(), 'data' => $response->get_data() ];
	}

	/** One of the buttons that the plugin offers for an entry, but none that would be a lie. */
	private function remedy( int $entry, float $choice, array $never, array $document ): array {
		$order   = OutboxTable::get( $entry )->orderId ?? 0;
		$asks    = $this->rest( 'GET', "orders/$order", [] )['data']['asks'] ?? [];
		$offered = array_column( $asks, 'buttons', 'entryId' )[ $entry ] ?? [];
		$honest  = array_values( array_diff( array_column( $offered, 'as' ), $never ) );
		$pressed = $honest[ (int) ( $choice * count( $honest ) ) ] ?? null;
		if ( null === $pressed ) {
			return [ 'pressed' => null ];
		}
		$answer = 'send' === $pressed
			? $this->rest( 'POST', "outbox/$entry/send", [] )
			: $this->rest( 'POST', "outbox/$entry/resolve", [ 'as' => $pressed ] + ( 'sent' === $pressed ? $document : [] ) );
		return $answer + [ 'pressed' => $pressed ];
	}

	/** What Action Scheduler would start now; the real one does this and much of WooCommerce's own. */
	private function work( array $hooks ): ?bool {
		foreach ( $hooks as $hook ) {
			do_action( $hook );
		}
		return null;
	}

	/** What Action Scheduler has to do of one group, and its clean-up, as its queue does it each minute. */
	private function queue( string $group ): void {
		$store = \ActionScheduler::store();
		$claim = $store->stake_claim( self::BATCH, null, [], $group );
		foreach ( $claim->get_actions() as $id ) {
			\ActionScheduler::runner()->process_action( $id, 'simulation' );
		}
		$store->release_claim( $claim );
		( new \ActionScheduler_QueueCleaner() )->delete_old_actions();
	}

	/** A run as the open page drives it, until it is closed, with a person who says what is to become of what it found. */
	private function sync( array $args ): array {
		$answer = $this->rest( 'POST', 'runs', [ 'kind' => $args['kind'], 'mode' => $args['mode'] ?? 'apply' ] );
		$steps  = $args['steps'] ?? PHP_INT_MAX;
		$as     = ( $args['approves'] ?? true ) ? 'approve' : 'discard';
		$answer = $this->drive( $answer, $steps, $as );
		while ( 'succeeded' === ( $answer['data']['state'] ?? '' ) && 0 < $steps && $this->waits( (string) $args['kind'] ) ) {
			$decided = $this->rest( 'POST', 'pending/decide', [ 'kind' => $args['kind'], 'as' => $as ] );
			if ( ! isset( $decided['data']['run']['id'] ) ) {
				return $answer;
			}
			$answer = $this->drive( [ 'data' => $decided['data']['run'] ] + $decided, $steps, $as );
		}
		return $answer;
	}

	/** The run of an answer; `$steps` are those that are left. */
	private function drive( array $answer, int &$steps, string $as ): array {
		$run = (int) ( $answer['data']['id'] ?? 0 );
		do {
			if ( 0 === $run || --$steps < 0 ) {
				return $answer;
			}
			$answer = $this->rest( 'POST', "runs/$run/step", [] );
			$state  = $answer['data']['state'] ?? '';
			if ( 'awaiting_approval' === $state ) {
				$answer = $this->rest( 'POST', "runs/$run/$as", [] );
				$state  = $answer['data']['state'] ?? '';
			}
		} while ( in_array( $state, [ 'queued', 'reading', 'applying' ], true ) && null === ( $answer['data']['resumesAt'] ?? null ) );
		return $answer;
	}

	private function waits( string $kind ): bool {
		$kinds = $this->rest( 'GET', 'pending', [ 'per_page' => 1 ] )['data']['kinds'] ?? [];
		return in_array( $kind, array_column( $kinds, 'kind' ), true );
	}

	/** What Action Scheduler would go on with. */
	private function runStep(): void {
		global $wpdb;
		foreach ( $wpdb->get_col( "SELECT id FROM {$wpdb->prefix}sors_runs WHERE state IN ('queued', 'reading', 'applying')" ) as $id ) {
			do_action( 'sors_run_step', (int) $id );
		}
	}

	private function lastRun( string $action ): ?array {
		global $wpdb;
		$id = (int) $wpdb->get_var( "SELECT MAX(id) FROM {$wpdb->prefix}sors_runs" );
		return 0 === $id ? null : $this->rest( 'POST', "runs/$id/$action", [] );
	}
}
