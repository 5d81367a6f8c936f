<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Outbox;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Ledger\FigureMoments;
use SorsApi\Ledger\Ledger;

'cli' === PHP_SAPI || exit;

/** Orders of one product that were sent, and what SORS keeps of it. */
abstract class FollowupTestCase extends OutboxTestCase {

	protected \WC_Product $product;

	protected function setUp(): void {
		parent::setUp();
		$this->product = $this->soldProduct();
	}

	/** @return list<OutboxEntry> */
	protected function rows( \WC_Order $order ): array {
		return OutboxTable::ofOrder( $order->get_id() );
	}

	protected function rowsOf( \WC_Order $order ): array {
		return array_map( static fn( OutboxEntry $row ): string => "$row->role $row->revision $row->state", $this->rows( $order ) );
	}

	protected function unsynced( int $readAt = PHP_INT_MAX ): string {
		return Ledger::sum( $this->services->ledger()->byOrder( [ $this->product->get_id() => new FigureMoments( $readAt ) ] )[ $this->product->get_id() ] ?? [] );
	}

	/** What the shop has of it. */
	protected function shopStock(): int {
		wp_cache_flush();
		return (int) wc_get_product( $this->product->get_id() )->get_stock_quantity();
	}

	/** @return int|float What SORS holds reserved by our documents. */
	protected function reserved() {
		return $this->level( 'reserved' ) - $this->before( 'reserved' );
	}

	/** @return int|float */
	protected function onHand() {
		return $this->level( 'onHand' );
	}

	/** @return int|float */
	protected function level( string $figure ) {
		$code  = $this->product->get_sku();
		$stock = $this->sors->get( 'state?database=' . self::DATABASE . '&include=stock&codes=' . $code );
		return $stock['databases'][ self::DATABASE ]['stock'][ $code ]['01'][ $figure ];
	}

	/** @return int|float */
	protected function before( string $figure ) {
		static $before = [];
		$key           = $this->getName() . $figure;
		if ( ! isset( $before[ $key ] ) ) {
			$sum = 0;
			foreach ( $this->documents() as $document ) {
				if ( 'open' === $document['status'] && 'reservation' === $document['kind'] ) {
					$sum += array_sum( array_column( $document['lines'], 'quantity' ) );
				}
			}
			$before[ $key ] = $this->level( $figure ) - $sum;
		}
		return $before[ $key ];
	}

	protected function settle( int $limit = 500 ): int {
		return $this->services->ledger()->settle( $limit );
	}

	/** @return int Id of the refund. */
	protected function refund( \WC_Order $order, int $quantity, bool $restock, string $more = '0' ): int {
		$order  = $this->freshOrder( $order->get_id() );
		$price  = (float) $this->product->get_price();
		$itemId = array_key_first( $order->get_items() );
		$refund = wc_create_refund(
			[
				'order_id'      => $order->get_id(),
				'amount'        => (string) ( ( 0 === $quantity ? 100 : $price * $quantity ) + (float) $more ),
				'line_items'    => 0 === $quantity ? [] : [ $itemId => [ 'qty' => $quantity, 'refund_total' => $price * $quantity ] ],
				'restock_items' => $restock,
			]
		);
		self::assertInstanceOf( \WC_Order_Refund::class, $refund );
		return $refund->get_id();
	}
}
