<?php
declare( strict_types=1 );

namespace SorsApi\Checkout;

/** A company's PIB and registration number where its order is shown and in mails. WooCommerce shows them of orders of the block checkout alone. */
final class CompanyNumbers {

	/** @param mixed $order Its own buyer alone sees them, as with all else of the customer: an order can be tracked by its number. */
	public static function show( $order ): void {
		$isTheirs = $order instanceof \WC_Order && $order->get_user_id() === get_current_user_id();
		foreach ( $isTheirs ? self::of( $order ) : [] as $field => $number ) {
			printf( '<p class="sors-company"><strong>%s:</strong> %s</p>', esc_html( CompanyFields::labels()[ $field ] ), esc_html( $number ) );
		}
	}

	/**
	 * @param mixed $fields
	 * @param mixed $sentToAdmin
	 * @param mixed $order
	 * @return mixed The same, and ours.
	 */
	public static function addToMail( $fields, $sentToAdmin, $order ) {
		if ( ! is_array( $fields ) ) {
			return $fields;
		}
		foreach ( self::of( $order ) as $field => $number ) {
			$fields[ $field ] = [
				'label' => esc_html( CompanyFields::labels()[ $field ] ),
				'value' => esc_html( $number ),
			];
		}
		return $fields;
	}

	/**
	 * @param mixed $order
	 * @return array<string, string> By field.
	 */
	private static function of( $order ): array {
		if ( ! $order instanceof \WC_Order || 'store-api' === $order->get_created_via() || ! CompanyFields::areWanted() ) {
			return [];
		}
		$numbers = [];
		foreach ( CompanyFields::METAS as $field => $meta ) {
			$number = CompanyFields::shown( $field, $order->get_meta( $meta ), strtoupper( (string) $order->get_billing_country() ) );
			if ( '' !== $number ) {
				$numbers[ $field ] = CompanyFields::TYPE === $field ? CompanyFields::types()[ $number ] ?? $number : $number;
			}
		}
		return $numbers;
	}
}
