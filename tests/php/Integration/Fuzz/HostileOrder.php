<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Fuzz;

'cli' === PHP_SAPI || exit;

/** An order as careless plugins, strange buyers and hands in the database leave one. */
final class HostileOrder {

	private Dice $dice;
	private \WC_Order $order;

	/** @var list<\WC_Product> Linked to items of SORS. */
	private array $products;

	/** @var array<string, string> Field => value that only the database takes. */
	private array $rows = [];

	/** @param list<\WC_Product> $products */
	public function __construct( Dice $dice, array $products, \WC_Order $order ) {
		$this->dice     = $dice;
		$this->products = $products;
		$this->order    = $order;
	}

	public function make(): void {
		$order = $this->order;
		$order->save();
		for ( $i = $this->dice->upTo( 3 ); $i >= 0; $i-- ) {
			$this->addGoods();
		}
		for ( $i = $this->dice->upTo( 2 ); $i > 0; $i-- ) {
			$this->addExtra();
		}
		$order->save();
		$this->address();
		if ( ! $this->dice->onceIn( 6 ) ) {
			$order->calculate_totals( ! $this->dice->onceIn( 4 ) );
		}
		if ( $this->dice->onceIn( 6 ) ) {
			$order->set_total( (string) Hostile::amount( $this->dice ) );
		}
		if ( $this->dice->onceIn( 3 ) ) {
			$order->set_customer_note( Hostile::text( $this->dice ) );
		}
		$order->set_payment_method( $this->dice->onceIn( 4 ) ? Hostile::text( $this->dice ) : $this->dice->pick( [ 'cod', 'bacs', '' ] ) );
		$order->set_payment_method_title( $this->dice->onceIn( 2 ) ? Hostile::text( $this->dice ) : 'Pouzećem' );
		if ( $this->dice->onceIn( 12 ) ) {
			$this->set( 'currency', $this->dice->pick( [ 'EUR', 'rsd', '', 'XXX' ] ) );
		}
		if ( $this->dice->onceIn( 12 ) ) {
			$order->set_date_created( $this->dice->pick( [ 0, 1, time() + 400 * DAY_IN_SECONDS ] ) );
		}
		if ( $this->dice->onceIn( 8 ) ) {
			$order->set_date_paid( $this->dice->pick( [ 0, time() ] ) );
		}
		$order->set_status( $this->dice->pick( [ 'processing', 'processing', 'completed', 'on-hold' ] ) );
		$order->save();
		$this->writeRows();
	}

	private function addGoods(): void {
		$item    = new \WC_Order_Item_Product();
		$product = $this->dice->pick( $this->products );
		$price   = (float) $product->get_price();
		$number  = $this->dice->pick( [ 1, 1, 1, 2, 3, 0, -1, 0.5, 0.333, 1000000, 99999999999 ] );
		$item->set_product( $product );
		$item->set_quantity( $number );
		$item->set_subtotal( (string) ( $this->dice->onceIn( 5 ) ? Hostile::amount( $this->dice ) : $price / 1.2 * $number ) );
		$item->set_total( $this->dice->onceIn( 5 ) ? (string) Hostile::amount( $this->dice ) : $item->get_subtotal() );
		if ( $this->dice->onceIn( 2 ) ) {
			$item->set_name( Hostile::text( $this->dice ) );
		}
		if ( $this->dice->onceIn( 6 ) ) {
			$item->set_tax_class( $this->dice->pick( [ 'zero-rate', 'reduced-rate' ] ) );
		}
		if ( $this->dice->onceIn( 10 ) ) {
			$gone = new \WC_Product_Simple();
			$gone->set_name( Hostile::text( $this->dice ) );
			$gone->save();
			$item->set_product( $gone );
			$gone->delete( true );
		}
		$this->strangeMeta( $item );
		$this->order->add_item( $item );
	}

	private function addExtra(): void {
		switch ( $this->dice->upTo( 4 ) ) {
			case 0:
				$item = new \WC_Order_Item_Fee();
				$item->set_total( (string) $this->dice->pick( [ 10, -10, 0, Hostile::amount( $this->dice ) ] ) );
				break;
			case 1:
				$item = new \WC_Order_Item_Shipping();
				$item->set_method_title( Hostile::text( $this->dice ) );
				$item->set_total( (string) $this->dice->pick( [ 350, 0, Hostile::amount( $this->dice ) ] ) );
				break;
			case 2:
				$item = new \WC_Order_Item_Coupon();
				$item->set_code( Hostile::text( $this->dice ) );
				$item->set_discount( (string) Hostile::amount( $this->dice ) );
				break;
			case 3:
				$this->addOfAnotherPlugin();
				return;
			default:
				$item = new \WC_Order_Item_Tax();
				$item->set_rate( $this->dice->pick( [ 0, 1, 99999 ] ) );
				$item->set_tax_total( (string) Hostile::amount( $this->dice ) );
		}
		$item->set_name( mb_substr( Hostile::text( $this->dice ), 0, 200 ) );
		$this->strangeMeta( $item );
		$this->order->add_item( $item );
	}

	/** Rows of a type that WooCommerce has no class for. */
	private function addOfAnotherPlugin(): void {
		$id = wc_add_order_item(
			$this->order->get_id(),
			[
				'order_item_name' => mb_substr( Hostile::text( $this->dice ), 0, 200 ),
				'order_item_type' => $this->dice->pick( [ 'gift_card', 'pw_gift', 'line_item_child' ] ),
			]
		);
		wc_add_order_item_meta( (int) $id, '_line_total', (string) Hostile::amount( $this->dice ) );
	}

	private function address(): void {
		foreach ( [ 'first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'postcode', 'country', 'state', 'phone', 'email' ] as $field ) {
			foreach ( [ 'billing', 'shipping' ] as $kind ) {
				$plain = 'email' === $field ? 'kupac' . $this->dice->upTo( 3 ) . '@primer.test' : ( 'country' === $field ? 'RS' : 'Tekst ' . $this->dice->upTo( 9 ) );
				$this->set( "{$kind}_$field", $this->dice->onceIn( 5 ) ? mb_substr( Hostile::text( $this->dice ), 0, 255 ) : $plain );
			}
		}
		foreach ( [ '_sors_pib', '_sors_company', '_sors_registration_number', '_anonymized', 'is_vat_exempt', '_hostile' ] as $meta ) {
			if ( $this->dice->onceIn( 6 ) ) {
				$this->order->update_meta_data( $meta, $this->dice->pick( [ Hostile::text( $this->dice ), '100000024', 'yes', [ 'a' => [ 'b' => 1 ] ], '0101990710006', 7 ] ) );
			}
		}
	}

	private function strangeMeta( \WC_Order_Item $item ): void {
		if ( $this->dice->onceIn( 3 ) ) {
			$item->update_meta_data( $this->dice->pick( [ 'Boja', '_reduced_stock', '_restock_refunded_items', '<b>' ] ), $this->dice->pick( [ Hostile::text( $this->dice ), [ 1, [ 2 ] ], '-3', 'NaN' ] ) );
		}
	}

	private function set( string $field, string $value ): void {
		$setter = "set_$field";
		try {
			if ( is_callable( [ $this->order, $setter ] ) ) {
				$this->order->$setter( $value );
			}
		} catch ( \WC_Data_Exception $refused ) {
			// Imports and other plugins do not ask.
			$this->rows[ $field ] = $value;
		}
	}

	private function writeRows(): void {
		global $wpdb;
		$hpos = 'yes' === get_option( 'woocommerce_custom_orders_table_enabled' );
		foreach ( $this->rows as $field => $value ) {
			if ( ! $hpos ) {
				update_post_meta( $this->order->get_id(), "_$field", wp_slash( $value ) );
			} elseif ( in_array( $field, [ 'currency', 'billing_email' ], true ) ) {
				$wpdb->update( $wpdb->prefix . 'wc_orders', [ $field => $value ], [ 'id' => $this->order->get_id() ] );
			} else {
				[ $kind, $name ] = explode( '_', $field, 2 );
				$wpdb->update( $wpdb->prefix . 'wc_order_addresses', [ $name => $value ], [ 'order_id' => $this->order->get_id(), 'address_type' => $kind ] );
			}
		}
	}
}
