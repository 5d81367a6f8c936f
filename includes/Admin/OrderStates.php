<?php
declare( strict_types=1 );

namespace SorsApi\Admin;

use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\IssueText;
use SorsApi\OrderView\Words;

/** Colours of the states of orders on WooCommerce's own screens. */
final class OrderStates {

	/** Classes of WooCommerce's order status badges, in the colours that the app has for these states: src/orders/texts.ts. */
	private const CLASSES = [
		OutboxEntry::QUEUED    => 'status-completed',
		OutboxEntry::SENDING   => 'status-completed',
		OutboxEntry::WAITING   => 'status-on-hold',
		OutboxEntry::SENT      => 'status-processing',
		OrderQueries::DIFFERS  => 'status-failed',
		OutboxEntry::REJECTED  => 'status-failed',
		OutboxEntry::UNCERTAIN => 'status-failed',
		OutboxEntry::SKIPPED   => 'status-pending',
		OutboxEntry::CANCELLED => 'status-cancelled',
	];

	/** @param OutboxEntry $leading That of an order which says in what state it is. */
	public static function badge( OutboxEntry $leading ): string {
		$state   = OrderQueries::state( $leading );
		$problem = in_array( $state, [ OutboxEntry::SENT, OutboxEntry::CANCELLED ], true ) ? '' : (string) IssueText::problem( $leading );
		// WooCommerce's script makes HTML of what the browser decodes, so it is escaped twice; esc_attr() would not.
		$tip = htmlspecialchars( htmlspecialchars( $problem, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' ), ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8' );
		return sprintf( '<mark class="order-status %s tips" data-tip="%s"><span>%s</span></mark>', esc_attr( self::CLASSES[ $state ] ?? '' ), $tip, esc_html( Words::state( $leading ) ) );
	}
}
