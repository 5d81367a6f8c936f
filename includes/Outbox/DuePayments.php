<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Documents\OrderPayment;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\RefundReader;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/** Which documents stand in SORS unpaid although their orders are paid, and how much of each is missing there. */
final class DuePayments {

	/** In these an order owes nothing, or is not paid, whatever was paid before. */
	private const DEAD = [ 'wc-pending', 'wc-on-hold', 'wc-cancelled', 'wc-refunded', 'wc-failed', 'trash' ];

	/**
	 * Whether SORS has less of it than its document, and than the shop holds.
	 *
	 * @param string|null $refunded As rest().
	 */
	public static function isOpen( OutboxEntry $sale, ?string $refunded = null ): bool {
		return null === $sale->paidByHand || OutboxEntry::isMissing( self::rest( $sale, $refunded ) );
	}

	/**
	 * What SORS lacks: of its document no more than the shop holds of the buyer's money.
	 *
	 * @param string|null $refunded What was refunded of its order; null = it is looked for.
	 *
	 * @throws \SorsApi\Database\StorageError
	 */
	public static function rest( OutboxEntry $sale, ?string $refunded = null ): string {
		$order = OrderReader::load( $sale->orderId );
		$held  = null !== $order ? Decimal::subtract( OrderReader::decimal( $order->get_total() ), $refunded ?? RefundReader::total( $sale->orderId ) ) : '0';
		return Decimal::subtract( Decimal::min( $sale->total ?? '0', Decimal::round( Decimal::max( '0', $held ), 2 ) ), $sale->paidByHand ?? '0' );
	}

	/**
	 * Sales r whose document says that nothing was paid, with their orders o.
	 *
	 * @param string|null $sales The table as r; null = as the database finds it best.
	 */
	public static function from( OrderStorage $storage, ?string $sales = null ): string {
		return 'FROM ' . ( $sales ?? OutboxTable::name() . ' r' ) . " LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id WHERE r.role = 'sale' AND r.paid_amount = '0'";
	}

	/** The table as r, read by what is unpaid: in most shops that is little of it, and the database does not know. */
	public static function sales(): string {
		return OutboxTable::name() . ' r' . IndexHint::on( OutboxTable::name(), 'by_hand' );
	}

	/** As isOpen(). */
	public static function open( OrderStorage $storage ): string {
		$paid = "COALESCE(r.paid_by_hand, '0')";
		// Half a para more than OutboxEntry::isMissing(), since these are no exact decimals.
		return '(r.by_hand IN (' . Sql::quoted( [ '', OutboxEntry::IN_PART ] ) . ") AND r.total - $paid > 0.015 AND {$storage->owed()} - $paid > 0.015)";
	}

	/** Its document stands in SORS and says "unpaid", and the order is paid as OrderPayment::isReceived() means it. */
	public static function condition( OrderStorage $storage, Settings $settings ): string {
		$dead = Sql::quoted( array_merge( OrderStorage::DRAFTS, self::DEAD ) );
		return Sql::prepare( 'r.state = %s AND (r.issue_code IS NULL OR r.issue_code <> %s)', OutboxEntry::SENT, Issue::MISSING )
			. " AND o.{$storage->status} NOT IN ($dead) AND " . self::received( $storage, $settings )
			// A cancelling that has not been given up takes it away, and what comes in its place says itself that it is paid.
			. ' AND NOT ' . Sql::exists( 'FROM ' . OutboxTable::name() . ' x' . IndexHint::on( OutboxTable::name(), 'order_id' ) . " WHERE x.order_id = r.order_id AND ((x.role = 'sale' AND x.revision > r.revision) OR (x.role = 'cancel' AND x.revision = r.revision AND x.state <> 'skipped'))" );
	}

	private static function received( OrderStorage $storage, Settings $settings ): string {
		$cases = "WHEN '' THEN COALESCE({$storage->transaction()}, '') <> '' AND " . $storage->wasPaid();
		foreach ( array_diff( OrderPayment::rules( $settings ), [ 'payment' ] ) as $gateway => $rule ) {
			$cases .= Sql::prepare( ' WHEN %s THEN ', (string) $gateway ) . ( 'completion' === $rule ? "o.{$storage->status} = 'wc-completed'" : '0 = 1' );
		}
		return "CASE COALESCE({$storage->payment()}, '') $cases ELSE {$storage->wasPaid()} END";
	}
}
