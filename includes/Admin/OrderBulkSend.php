<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Settings\Access;

/** "Send to SORS" for several orders at once. WordPress asks the same handler whichever of both menus was used. */
final class OrderBulkSend {

	private const ACTION = 'sors_send';
	private const RESULT = 'sors_bulk_result_';
	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	public function register(): void {
		foreach ( [ 'woocommerce_page_wc-orders', 'edit-shop_order' ] as $screen ) {
			add_filter( 'bulk_actions-' . $screen, [ $this, 'add' ] );
			add_filter( 'handle_bulk_actions-' . $screen, [ $this, 'handle' ], 10, 3 );
		}
		add_action( 'admin_notices', [ $this, 'showResult' ] );
	}

	/**
	 * @param array<string, string> $actions
	 *
	 * @return array<string, string>
	 */
	public function add( array $actions ): array {
		if ( current_user_can( Access::CAPABILITY ) ) {
			$actions[ self::ACTION ] = __( 'Send to SORS', 'sors-api-for-woocommerce' );
		}
		return $actions;
	}

	/** @param array<int|string> $ids */
	public function handle( string $redirect, string $action, array $ids ): string {
		if ( self::ACTION !== $action || ! current_user_can( Access::CAPABILITY ) ) {
			return $redirect;
		}
		try {
			$result  = $this->outbox->send( array_values( array_map( 'intval', $ids ) ) );
			$waiting = array_filter(
				$result['items'],
				static function ( OutboxEntry $row ): bool {
					return OutboxEntry::SENT !== $row->state;
				}
			);
			$lines   = [ self::summary( count( $waiting ), count( $result['items'] ) - count( $waiting ) ) ];
			foreach ( $result['refused'] as $refused ) {
				/* translators: 1: order number, 2: why. */
				$lines[] = sprintf( __( 'Order %1$d: %2$s', 'sors-api-for-woocommerce' ), $refused['orderId'], $refused['reason'] );
			}
		} catch ( StorageError $error ) {
			Log::error( $error, 'Sending the chosen orders' );
			$lines = [ $error->getMessage() ];
		} catch ( OutboxRefused $refused ) {
			$lines = [ $refused->getMessage() ];
		}
		// Not in the address: reloading the page would say it again.
		set_transient( self::RESULT . get_current_user_id(), $lines, 60 );
		return $redirect;
	}

	public function showResult(): void {
		$lines = get_transient( self::RESULT . get_current_user_id() );
		if ( ! is_array( $lines ) ) {
			return;
		}
		delete_transient( self::RESULT . get_current_user_id() );
		echo '<div class="notice notice-info is-dismissible">';
		foreach ( array_slice( array_filter( $lines, 'is_string' ), 0, 20 ) as $line ) {
			echo '<p>' . esc_html( $line ) . '</p>';
		}
		echo '</div>';
	}

	private static function summary( int $waiting, int $before ): string {
		$sentences = [];
		if ( $waiting > 0 || 0 === $before ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d order is in line and goes to SORS within a minute.', '%d orders are in line and go to SORS within minutes.', $waiting, 'sors-api-for-woocommerce' ), $waiting );
		}
		if ( $before > 0 ) {
			/* translators: %d: number of orders. */
			$sentences[] = sprintf( _n( '%d order was in SORS already and is not sent again.', '%d orders were in SORS already and are not sent again.', $before, 'sors-api-for-woocommerce' ), $before );
		}
		return implode( ' ', $sentences );
	}
}
