<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

/** The note of a document: what a person at the till or in the warehouse wants to know of the order. */
final class DocumentNote {

	public static function of( OrderSnapshot $order, bool $withBuyer ): string {
		$buyer = $order->buyer;
		$parts = [
			/* translators: %s: order number. */
			sprintf( __( 'Web order %s', 'sors-api-for-woocommerce' ), $order->number ),
			self::part( __( 'Buyer', 'sors-api-for-woocommerce' ), $withBuyer ? self::joined( [ $buyer->company, $buyer->name, $buyer->email, $buyer->phone, $buyer->address, trim( $buyer->postalCode . ' ' . $buyer->city ) ] ) : '' ),
			self::part( __( 'PIB', 'sors-api-for-woocommerce' ), $withBuyer ? $buyer->taxId : '' ),
			self::part( __( 'Payment', 'sors-api-for-woocommerce' ), $order->gatewayTitle ),
			self::part( __( 'Shipping', 'sors-api-for-woocommerce' ), $order->shippingTitle ),
			self::part( __( 'Deliver to', 'sors-api-for-woocommerce' ), $order->deliveryName !== $buyer->displayName() ? $order->deliveryName : '' ),
			self::part( __( 'Note', 'sors-api-for-woocommerce' ), $order->customerNote ),
		];
		return implode( "\n", array_filter( $parts ) );
	}

	private static function part( string $label, string $text ): string {
		return '' === $text ? '' : $label . ': ' . $text;
	}

	/** @param list<string> $parts */
	private static function joined( array $parts ): string {
		return implode( ', ', array_filter( $parts ) );
	}
}
