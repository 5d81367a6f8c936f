<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Database\StorageError;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\Findings;
use SorsApi\Log\Log;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Overview\BackgroundDelay;
use SorsApi\Sentence;
use SorsApi\Settings\Access;

/** The bulk action "Send to SORS" in WooCommerce's list of orders, of both order storages. Several are asked about first. */
final class BulkSending {

	private const ACTION = 'sors_send';

	/** Transient, with the user's id. */
	private const RESULT = 'sors_bulk_result_';

	/** Lines that are shown of it. */
	private const MOST = 20;

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	public function register(): void {
		foreach ( OrderList::SCREENS as $screen ) {
			add_filter( 'bulk_actions-' . $screen, [ $this, 'add' ] );
			add_filter( 'handle_bulk_actions-' . $screen, [ $this, 'handle' ], 10, 3 );
		}
		add_action( 'admin_notices', fn() => in_array( get_current_screen()->id ?? '', OrderList::SCREENS, true ) ? $this->showResult() : null );
	}

	/**
	 * @param array<string, string> $actions
	 * @return array<string, string>
	 */
	public function add( array $actions ): array {
		if ( current_user_can( Access::CAPABILITY ) ) {
			$actions[ self::ACTION ] = __( 'Send to SORS', 'sors-api-for-woocommerce' );
		}
		return $actions;
	}

	/** @param array<int|string> $ids WordPress calls this whichever of the two menus was used, once it has checked the nonce. */
	public function handle( string $redirect, string $action, array $ids ): string {
		if ( self::ACTION !== $action || ! current_user_can( Access::CAPABILITY ) ) {
			return $redirect;
		}
		$ids = array_values( array_map( 'intval', $ids ) );
		try {
			// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Checked by WordPress.
			$asked = isset( $_REQUEST['sure'] ) ? [] : $this->notInSors( $ids );
			if ( count( $asked ) > 1 ) {
				self::ask( $asked, $redirect );
			}
			$lines = $this->send( $ids );
		} catch ( StorageError $error ) {
			Log::error( $error, 'Sending the chosen orders' );
			$lines = [ $error->getMessage() ];
		} catch ( OutboxRefused $refused ) {
			$lines = [ $refused->getMessage() ];
		}
		// Not in the address: reloading the page would say it again.
		set_transient( self::RESULT . get_current_user_id(), Sentence::allShown( $lines ), 60 );
		return $redirect;
	}

	public function showResult(): void {
		$lines = get_transient( self::RESULT . get_current_user_id() );
		if ( ! is_array( $lines ) ) {
			return;
		}
		delete_transient( self::RESULT . get_current_user_id() );
		echo '<div class="notice notice-info is-dismissible">';
		$lines = array_filter( $lines, 'is_string' );
		foreach ( array_slice( $lines, 0, self::MOST ) as $line ) {
			echo '<p>' . esc_html( $line ) . '</p>';
		}
		$more = count( $lines ) - self::MOST;
		if ( $more > 0 ) {
			/* translators: %d: number of orders. */
			echo '<p>' . esc_html( sprintf( _n( 'And %d more order.', 'And %d more orders.', $more, 'sors-api-for-woocommerce' ), $more ) ) . '</p>';
		}
		echo '</div>';
	}

	/**
	 * @param list<int> $ids
	 * @return list<int>
	 */
	private function notInSors( array $ids ): array {
		$entries = OutboxTable::ofOrders( $ids );
		return array_values(
			array_filter(
				array_unique( $ids ),
				static function ( int $id ) use ( $entries ): bool {
					$sale = OrderQueries::newestSale( $entries[ $id ] ?? [] );
					return null === $sale || OutboxEntry::SENT !== $sale->state;
				}
			)
		);
	}

	/**
	 * The same request again, with its nonce, is the answer: the list asks by GET.
	 *
	 * @param list<int> $ids
	 */
	private static function ask( array $ids, string $back ): void {
		/* translators: %s: number of orders */
		$title = sprintf( _n( 'Send %s order to SORS?', 'Send %s orders to SORS?', count( $ids ), 'sors-api-for-woocommerce' ), number_format_i18n( count( $ids ) ) );
		$names = implode( ', ', array_map( [ self::class, 'name' ], $ids ) );
		Question::ask( '<h1>' . esc_html( $title ) . '</h1><p>' . esc_html( $names ) . '</p>', $title, __( 'Send', 'sors-api-for-woocommerce' ), add_query_arg( 'sure', '1' ), $back );
	}

	/**
	 * @param list<int> $ids
	 * @return list<string> What became of them.
	 */
	private function send( array $ids ): array {
		$result = $this->outbox->send( $ids );
		Findings::forgetCounts();
		$waiting = count( array_filter( $result['items'], static fn( OutboxEntry $entry ): bool => OutboxEntry::SENT !== $entry->state ) );
		$before  = count( $result['items'] ) - $waiting;
		$lines   = [];
		if ( $waiting > 0 || ( 0 === $before && [] === $result['refused'] ) ) {
			$lines[] = sprintf( $this->queued( $waiting ), number_format_i18n( $waiting ) );
		}
		if ( $before > 0 ) {
			/* translators: %d: number of orders. */
			$lines[] = sprintf( _n( '%d order is already in SORS and is not sent again.', '%d orders are already in SORS and are not sent again.', $before, 'sors-api-for-woocommerce' ), $before );
		}
		foreach ( $result['refused'] as $refused ) {
			$lines[] = self::name( $refused['orderId'] ) . ': ' . Sentence::shown( $refused['reason'] );
		}
		return $lines;
	}

	/** As src/screens/orders/useSending.ts says it: no time is promised while nothing is sent. */
	private function queued( int $count ): string {
		return null === $this->outbox->paused() && '' === BackgroundDelay::advice()
			/* translators: %s: number of orders */
			? _n( '%s order was queued. It is sent within a minute or two.', '%s orders were queued. They are sent within a minute or two.', $count, 'sors-api-for-woocommerce' )
			/* translators: %s: number of orders */
			: _n( '%s order was queued.', '%s orders were queued.', $count, 'sors-api-for-woocommerce' );
	}

	private static function name( int $id ): string {
		$order = wc_get_order( $id );
		/* translators: %s: number of an order */
		return sprintf( __( 'Order %s', 'sors-api-for-woocommerce' ), $order instanceof \WC_Order ? (string) $order->get_order_number() : (string) $id );
	}
}
