<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Outbox\OutboxRow;

/** How states of the outbox are called, and which colour they have, on WooCommerce's own screens. */
final class OrderStates {

	/** @return array{string, string} Name; class of WooCommerce's order status badges. */
	public static function of( OutboxRow $row ): array {
		if ( OutboxRow::SENT === $row->state && null !== $row->errorCode ) {
			return [ __( 'Look at this', 'sors-api-for-woocommerce' ), 'status-on-hold' ];
		}
		switch ( $row->state ) {
			case OutboxRow::SENT:
				return [ __( 'In SORS', 'sors-api-for-woocommerce' ), 'status-completed' ];
			case OutboxRow::SENDING:
				return [ __( 'Being sent', 'sors-api-for-woocommerce' ), 'status-processing' ];
			case OutboxRow::WAITING:
				return [ __( 'Will be retried', 'sors-api-for-woocommerce' ), 'status-processing' ];
			case OutboxRow::REJECTED:
				return [ __( 'Refused', 'sors-api-for-woocommerce' ), 'status-failed' ];
			case OutboxRow::UNCERTAIN:
				return [ __( 'Uncertain', 'sors-api-for-woocommerce' ), 'status-failed' ];
			case OutboxRow::SKIPPED:
				return [ __( 'Not sent', 'sors-api-for-woocommerce' ), 'status-pending' ];
			case OutboxRow::CANCELLED:
				return [ __( 'Cancelled', 'sors-api-for-woocommerce' ), 'status-cancelled' ];
			default:
				return [ __( 'In line', 'sors-api-for-woocommerce' ), 'status-processing' ];
		}
	}

	public static function badge( OutboxRow $row ): string {
		[ $name, $class ] = self::of( $row );
		$title            = (string) $row->errorMessage;
		return sprintf( '<mark class="order-status %s tips" data-tip="%s"><span>%s</span></mark>', esc_attr( $class ), esc_attr( $title ), esc_html( $name ) );
	}
}
