<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderStorage;
use SorsApi\Outbox\Transitions;

/** Says on a sent row that its order is in the bin, or deleted: its document stays in SORS until somebody decides. */
final class OrphanedDocuments {

	public const BINNED = 'order_binned';
	public const DELETED = 'order_deleted';

	public const CODES = [ self::BINNED, self::DELETED ];

	/** In the column `accepted`: SORS has no open document of it either, so it is no difference. */
	public const WITH_DOCUMENT = 'gone_with_document';

	/** In the column `accepted`: the document stays though its order is gone. What left the bin since needs no second answer. */
	public const KEPT = 'gone_kept';

	private const DECIDED = [ self::WITH_DOCUMENT, self::KEPT ];

	/** Days after which nobody asks any more what became of an order. */
	private const DAYS = 366;

	private const LIMIT = 200;

	private OutboxTable $rows;
	private History $history;

	public function __construct( OutboxTable $rows, History $history ) {
		$this->rows    = $rows;
		$this->history = $history;
	}

	public function note( int $orderId, bool $deleted ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null === $sale || OutboxEntry::SENT !== $sale->state || in_array( $sale->accepted, self::DECIDED, true ) || Reconciliation::DOUBLED === $sale->errorCode ) {
			// Of several documents all but one are cancelled first: nobody looks for the others of a cancelled one.
			return;
		}
		if ( Reconciliation::MISSING === $sale->errorCode ) {
			$this->over( $sale );
			return;
		}
		$words = self::words( $sale, $deleted );
		if ( $words === $sale->errorMessage ) {
			return;
		}
		$code = $deleted ? self::DELETED : self::BINNED;
		$this->rows->update( $sale->id, Transitions::error( $code, $words ) );
		$this->history->add( $sale->id, $code, $words );
	}

	/** SORS has no open document of the order either. */
	public function over( OutboxEntry $row ): void {
		$this->rows->updateIdle( $row, [ 'accepted' => self::WITH_DOCUMENT ] + Transitions::NO_ERROR );
		$this->history->add( $row->id, 'decided', __( 'Neither the shop nor SORS has it any more: nothing is to be done.', 'sors-api-for-woocommerce' ) );
	}

	public static function isGone( int $orderId ): bool {
		$order = wc_get_order( $orderId );
		return ! $order instanceof \WC_Order || 'trash' === $order->get_status();
	}

	private static function words( OutboxEntry $sale, bool $deleted ): string {
		$number  = (string) ( $sale->documentNumber ?? $sale->documentId );
		$meaning = self::meaning( (string) $sale->kind );
		return $deleted
			/* translators: 1: number of a document, 2: sentences: what the document does to stock and debt. */
			? sprintf( __( 'The order was deleted from the shop, and its document %1$s is still in SORS. %2$s If nothing was sold, cancel the document in SORS; if it was sold, leave it as it is.', 'sors-api-for-woocommerce' ), $number, $meaning )
			/* translators: 1: number of a document, 2: sentences: what the document does to stock and debt. */
			: sprintf( __( 'The order is in the bin, and its document %1$s is still in SORS. %2$s If nothing was sold, cancel the document in SORS; if it was sold, restore the order, or leave it as it is.', 'sors-api-for-woocommerce' ), $number, $meaning );
	}

	/** By its kind alone, not by settings: what is said of an order must not change while nothing happens to it. */
	private static function meaning( string $kind ): string {
		switch ( $kind ) {
			case 'invoice':
				return __( 'By it the buyer owes its amount, and where invoices lower stock, its goods have left it.', 'sors-api-for-woocommerce' );
			case 'invoiceDeliveryNote':
				return __( 'By it its goods have left the stock, and the buyer owes its amount.', 'sors-api-for-woocommerce' );
			case 'deliveryNote':
				return __( 'By it its goods have left the stock. It makes no debt.', 'sors-api-for-woocommerce' );
			default:
				return __( 'By it goods stay reserved for nobody, so fewer can be sold. It makes no debt.', 'sors-api-for-woocommerce' );
		}
	}

	public function restored( int $orderId ): void {
		$sale = $this->rows->sale( $orderId );
		if ( null !== $sale && ( in_array( $sale->errorCode, self::CODES, true ) || in_array( $sale->accepted, self::DECIDED, true ) ) ) {
			$accepted = in_array( $sale->accepted, self::DECIDED, true ) ? '' : $sale->accepted;
			$this->rows->update( $sale->id, [ 'accepted' => $accepted ] + Transitions::NO_ERROR );
			$this->history->add( $sale->id, 'restored', __( 'The order was restored.', 'sors-api-for-woocommerce' ) );
		}
	}

	/** What no hook saw: WordPress' own lists, and whoever deletes past WooCommerce. */
	public function sweep(): void {
		global $wpdb;
		$storage = OrderStorage::current();
		$since   = DatabaseClock::datetime( time() - self::DAYS * DAY_IN_SECONDS );
		$codes   = Sql::quoted( self::CODES );
		$others  = Sql::quoted( array_merge( self::CODES, [ Reconciliation::DOUBLED ] ) );
		$decided = Sql::quoted( self::DECIDED );
		$table   = Tables::name( Tables::OUTBOX );
		// One look at all of them, for both: a big shop has hundreds of thousands.
		$rows = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT r.order_id, o.{$storage->status} AS status FROM $table r LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->type} = 'shop_order'
				WHERE r.role = 'sale' AND r.state = 'sent' AND r.created_at >= %s AND CASE WHEN o.{$storage->id} IS NULL OR o.{$storage->status} = 'trash'
				THEN r.accepted NOT IN ($decided) AND (r.error_code IS NULL OR r.error_code NOT IN ($others)) ELSE r.error_code IN ($codes) OR r.accepted IN ($decided) END LIMIT %d",
				$since,
				self::LIMIT
			),
			ARRAY_A
		);
		foreach ( is_array( $rows ) ? $rows : [] as $row ) {
			/** @var array{order_id: string, status: string|null} $row */
			if ( null === $row['status'] || 'trash' === $row['status'] ) {
				$this->note( (int) $row['order_id'], null === $row['status'] );
			} else {
				$this->restored( (int) $row['order_id'] );
			}
		}
	}
}
