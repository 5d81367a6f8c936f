<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\LinkedCustomers;
use SorsApi\Database\Sql;
use SorsApi\Documents\Postponed;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\WholeRead;
use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** Orders with a standing discount are sent at their reduced prices. A SORS that takes it off by itself does so once more. */
final class DiscountedTwice {

	/** Seconds. */
	private const WAIT = HOUR_IN_SECONDS;

	/** For each line, which both sides round. */
	private const SLACK = '0.05';

	/**
	 * While one was, no other is sent, unless a person wants it.
	 *
	 * @throws Postponed
	 */
	public static function check( OutboxEntry $entry, \WC_Order $order ): void {
		if ( $entry->askedFor ) {
			return;
		}
		WholeRead::items( $order, 'coupon' );
		if ( ! self::isDiscounted( $order ) ) {
			return;
		}
		$open = Sql::value( 'SELECT id FROM ' . OutboxTable::name() . ' WHERE state = %s AND issue_code = %s AND order_id <> %d LIMIT 1', OutboxEntry::SENT, Issue::DISCOUNTED_TWICE, $entry->orderId );
		if ( null !== $open ) {
			( new Postponed( Issue::DISCOUNTED_TWICE, self::WAIT, Sentence::__( 'SORS took the standing discount off twice on another order. This one waits until that is settled, or until you press “Send now”.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** @param string|null $total Of the document, by SORS; null = it did not say. */
	public static function issue( OutboxEntry $entry, ?string $total ): ?Issue {
		if ( OutboxEntry::ROLE_SALE !== $entry->role || null === $total || null === $entry->total ) {
			return null;
		}
		$total   = Decimal::round( $total, 2 );
		$missing = Decimal::subtract( $entry->total, $total );
		$issue   = new Issue(
			Issue::DISCOUNTED_TWICE,
			[
				'order'    => Decimal::round( $entry->total, 2 ),
				'document' => $total,
			]
		);
		// Staff may have taken the coupon off the order since.
		if ( in_array( $issue->fingerprint(), [ $entry->issueAccepted, null === $entry->issue ? '' : $entry->issue->fingerprint() ], true ) ) {
			return $issue;
		}
		$order = Decimal::compare( $missing, '0.01' ) > 0 ? wc_get_order( $entry->orderId ) : false;
		return $order instanceof \WC_Order && self::isDiscounted( $order ) && self::isSecond( $missing, $order, $entry ) ? $issue : null;
	}

	public static function words( string $number, Issue $issue ): string {
		$amount = static fn( string $name ): string => is_string( $issue->data[ $name ] ?? null ) ? Sentence::amount( $issue->data[ $name ] ) : '';
		/* translators: 1: number of a document, 2: amount by SORS, 3: amount of the order. */
		return Sentence::__( 'SORS gave %1$s a total of %2$s; the order’s is %3$s, with the buyer’s standing discount already taken off. SORS seems to take it off once more. Other orders with a standing discount wait until this is settled: let SORS not discount the documents of the shop, or take the link off the user.', 'sors-api-for-woocommerce', $number, $amount( 'document' ), $amount( 'order' ) );
	}

	/** Never of a discount so small that rounding alone may look like it. */
	private static function isSecond( string $missing, \WC_Order $order, OutboxEntry $entry ): bool {
		$slack   = Decimal::multiply( self::SLACK, (string) count( $order->get_items() ) );
		$percent = self::percent( $order );
		$lines   = $entry->lines();
		foreach ( [ null === $lines ? (string) $entry->total : $lines->ofGoods(), (string) $entry->total ] as $discounted ) {
			$second = Decimal::divide( Decimal::multiply( $discounted, $percent ), '100', 2 );
			if ( Decimal::compare( $second, Decimal::multiply( $slack, '2' ) ) > 0 && Decimal::areWithin( $missing, $second, $slack ) ) {
				return true;
			}
		}
		return false;
	}

	private static function percent( \WC_Order $order ): string {
		$percent = '0';
		foreach ( $order->get_items( 'coupon' ) as $item ) {
			if ( $item instanceof \WC_Order_Item_Coupon && LinkedCustomers::COUPON === $item->get_code() ) {
				// Of the coupon WooCommerce keeps: id, code, kind, amount.
				$coupon  = $item->get_meta( 'coupon_info' );
				$percent = OrderReader::decimal( ( (array) json_decode( is_string( $coupon ) ? $coupon : '', true ) )[3] ?? 0 );
			}
		}
		return $percent;
	}

	private static function isDiscounted( \WC_Order $order ): bool {
		return in_array( LinkedCustomers::COUPON, $order->get_coupon_codes(), true );
	}
}
