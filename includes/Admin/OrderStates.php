<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;

/** Names and colours of the outbox' states on WooCommerce's own screens. */
final class OrderStates {

	/** @return array{string, string} Name; class of WooCommerce's order status badges. */
	public static function of( OutboxEntry $entry ): array {
		if ( OutboxEntry::SENT === $entry->state && null !== IssueText::problem( $entry ) ) {
			return [ __( 'Needs attention', 'sors-api-for-woocommerce' ), 'status-on-hold' ];
		}
		switch ( $entry->state ) {
			case OutboxEntry::SENT:
				return [ __( 'In SORS', 'sors-api-for-woocommerce' ), 'status-completed' ];
			case OutboxEntry::SENDING:
				return [ __( 'Being sent', 'sors-api-for-woocommerce' ), 'status-processing' ];
			case OutboxEntry::WAITING:
				return [ __( 'Will be retried', 'sors-api-for-woocommerce' ), 'status-processing' ];
			case OutboxEntry::REJECTED:
				return [ __( 'Refused', 'sors-api-for-woocommerce' ), 'status-failed' ];
			case OutboxEntry::UNCERTAIN:
				return [ __( 'Uncertain', 'sors-api-for-woocommerce' ), 'status-failed' ];
			case OutboxEntry::SKIPPED:
				return [ __( 'Not sent', 'sors-api-for-woocommerce' ), 'status-pending' ];
			case OutboxEntry::CANCELLED:
				return [ __( 'Cancelled', 'sors-api-for-woocommerce' ), 'status-cancelled' ];
			default:
				return [ __( 'Queued', 'sors-api-for-woocommerce' ), 'status-processing' ];
		}
	}

	public static function badge( OutboxEntry $entry ): string {
		[ $name, $class ] = self::of( $entry );
		// WooCommerce's script makes HTML of what the browser decodes, so it is escaped twice; esc_attr() would not.
		$tip = htmlspecialchars( htmlspecialchars( (string) IssueText::problem( $entry ), ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' ), ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' );
		return sprintf( '<mark class="order-status %s tips" data-tip="%s"><span>%s</span></mark>', esc_attr( $class ), $tip, esc_html( $name ) );
	}
}
