<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Sending\Transitions;
use SorsApi\Setup\Tables;

/** Says on a sent row that its order is in the bin, or deleted: its document stays in SORS until somebody decides. */
final class GoneOrders {

	public const BINNED = 'order_binned';
	public const DELETED = 'order_deleted';

	public const CODES = [ self::BINNED, self::DELETED ];

	/** Days after which nobody asks any more what became of an order. */
	private const DAYS = 366;

	private const LIMIT = 200;

	private Rows $rows;
	private History $history;

	public function __construct( Rows $rows, History $history ) {
		$this->rows    = $rows;
		$this->history = $history;
	}

	public function note( int $orderId, bool $deleted ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null === $sale || OutboxRow::SENT !== $sale->state ) {
			return;
		}
		$number = (string) ( $sale->documentNumber ?? $sale->documentId );
		$words  = $deleted
			/* translators: %s: number of a document. */
			? sprintf( __( 'The order was deleted from the shop, and its document %s is still in SORS. Cancel it there, or leave it as it is.', 'sors-api-for-woocommerce' ), $number )
			/* translators: %s: number of a document. */
			: sprintf( __( 'The order is in the bin, and its document %s is still in SORS. Restore the order, cancel the document, or leave it as it is.', 'sors-api-for-woocommerce' ), $number );
		if ( $words === $sale->errorMessage || Changes::fingerprint( $words ) === $sale->accepted ) {
			return;
		}
		$code = $deleted ? self::DELETED : self::BINNED;
		$this->rows->update( $sale->id, Transitions::error( $code, $words ) );
		$this->history->add( $sale->id, $code, $words );
	}

	public function restored( int $orderId ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null !== $sale && in_array( $sale->errorCode, self::CODES, true ) ) {
			$free = [
				'error_code'    => null,
				'error_message' => null,
			];
			$this->rows->update( $sale->id, $free );
			$this->history->add( $sale->id, 'restored', __( 'The order was restored.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** What no hook saw: WordPress' own lists, and whoever deletes past WooCommerce. */
	public function sweep(): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$since   = Intake::datetime( time() - self::DAYS * DAY_IN_SECONDS );
		$codes   = OrderStorage::quoted( self::CODES );
		$table   = Tables::name( Tables::OUTBOX );
		$sent    = "FROM $table r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->type} = 'shop_order' WHERE r.role = 'sale' AND r.state = 'sent' AND r.created_at >= %s";
		$gone    = $wpdb->get_results( $wpdb->prepare( "SELECT r.order_id, o.{$storage->id} AS id $sent AND (o.{$storage->id} IS NULL OR o.{$storage->status} = 'trash') AND r.accepted = '' AND (r.error_code IS NULL OR r.error_code NOT IN ($codes)) LIMIT %d", $since, self::LIMIT ), ARRAY_A );
		foreach ( is_array( $gone ) ? $gone : [] as $row ) {
			/** @var array{order_id: string, id: string|null} $row */
			$this->note( (int) $row['order_id'], null === $row['id'] );
		}
		foreach ( $wpdb->get_col( $wpdb->prepare( "SELECT r.order_id $sent AND o.{$storage->status} <> 'trash' AND r.error_code IN ($codes) LIMIT %d", $since, self::LIMIT ) ) as $orderId ) {
			$this->restored( (int) $orderId );
		}
	}
}
