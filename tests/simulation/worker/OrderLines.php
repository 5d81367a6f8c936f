<?php
declare( strict_types=1 );

namespace SorsApi\Simulation;

/** Lines of an order as the order screen changes them; it lets nobody edit an order that is being processed. */
final class OrderLines {

	private \WC_Order $order;

	public function __construct( \WC_Order $order ) {
		$this->order = $order;
		require_once WC_ABSPATH . 'includes/admin/wc-admin-functions.php';
	}

	public function quantity( int $index, int $quantity ): void {
		$line = $this->line( $index );
		if ( null !== $line ) {
			$this->save( $line, $quantity, $quantity / max( 1, $line->get_quantity() ) );
		}
	}

	/** @param float $share Of the former price; 0 gives it away. */
	public function price( int $index, float $share ): void {
		$line = $this->line( $index );
		if ( null !== $line ) {
			$this->save( $line, $line->get_quantity(), $share );
		}
	}

	/** @param bool $free Its price is then set to 0. */
	public function add( int $product, int $quantity, bool $free ): void {
		if ( 0 === $product || ! $this->order->is_editable() ) {
			return;
		}
		$before = array_keys( $this->order->get_items() );
		$this->ask( 'add_order_item', [ 'data' => [ [ 'id' => $product, 'qty' => $quantity ] ] ] );
		$this->order = wc_get_order( $this->order->get_id() );
		foreach ( $this->order->get_items() as $id => $line ) {
			if ( ! in_array( $id, $before, true ) && $line instanceof \WC_Order_Item_Product ) {
				$this->save( $line, $line->get_quantity(), $free ? 0.0 : 1.0 );
			}
		}
		$this->recalculate();
	}

	public function remove( int $index ): void {
		$line = $this->line( $index );
		if ( null !== $line ) {
			$this->ask( 'remove_order_item', [ 'order_item_ids' => [ $line->get_id() ] ] );
		}
	}

	/** "Recalculate". */
	private function recalculate(): void {
		$this->order = wc_get_order( $this->order->get_id() );
		$this->order->calculate_taxes();
		$this->order->calculate_totals( false );
	}

	private function ask( string $action, array $form ): void {
		ShopRequest::of( [ \WC_AJAX::class, $action ], $form + [ 'order_id' => $this->order->get_id(), 'security' => wp_create_nonce( 'order-item' ) ] );
	}

	private function line( int $index ): ?\WC_Order_Item_Product {
		$lines = array_values( $this->order->get_items() );
		$line  = $lines[ $index % max( 1, count( $lines ) ) ] ?? null;
		return $line instanceof \WC_Order_Item_Product && $this->order->is_editable() ? $line : null;
	}

	private function save( \WC_Order_Item_Product $line, int $quantity, float $share ): void {
		$id    = $line->get_id();
		$taxes = array_map( static fn( $tax ): string => (string) ( (float) $tax * $share ), $line->get_taxes()['total'] );
		wc_save_order_items(
			$this->order->get_id(),
			[
				'order_item_id'        => [ $id ],
				'order_item_name'      => [ $id => $line->get_name() ],
				'order_item_qty'       => [ $id => (string) $quantity ],
				'order_item_tax_class' => [ $id => $line->get_tax_class() ],
				'line_total'           => [ $id => (string) ( (float) $line->get_total() * $share ) ],
				'line_subtotal'        => [ $id => (string) ( (float) $line->get_subtotal() * $share ) ],
				'line_tax'             => [ $id => $taxes ],
				'line_subtotal_tax'    => [ $id => $taxes ],
			]
		);
	}
}
