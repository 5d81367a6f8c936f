<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\Deposits;
use SorsApi\Orders\OrderStorage;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;

/** What was paid of orders, and of those that follow them, beyond what their documents say and people entered in SORS. */
final class DuePayments {

	/** In these an order owes nothing, or is not paid, whatever was paid before. */
	private const DEAD = [ 'wc-pending', 'wc-on-hold', 'wc-cancelled', 'wc-refunded', 'wc-failed', 'trash' ];

	private const IN_SORS = "(r.paid_amount + COALESCE(r.paid_by_hand, '0'))";

	/** Sales r of which it is known what their documents say was paid, with their orders o. By the index of what is unpaid: in most shops that is little of them, and the database does not know. */
	public static function from( OrderStorage $storage, bool $byIndex = false ): string {
		$sales = OutboxTable::name() . ' r' . ( $byIndex ? IndexHint::on( OutboxTable::name(), 'by_hand' ) : '' );
		return "FROM $sales LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id WHERE r.role = 'sale' AND r.paid_amount IS NOT NULL";
	}

	/** SQL for what the shop holds of the buyer's money, if the order is paid; perhaps without the order's own total. */
	public static function held( OrderStorage $storage, Settings $settings, bool $hasTotal = true ): string {
		return 'CAST(' . ( $hasTotal ? $storage->owed() : "0 - {$storage->refunded()}" ) . ' + ' . Deposits::paidLater( $storage, $settings, 'r.order_id' ) . ' AS DECIMAL(26,4))';
	}

	/** What SORS lacks of that: no more than its document is over. */
	public static function rest( OutboxEntry $sale, string $held ): string {
		return Decimal::subtract( Decimal::min( $sale->total ?? '0', Decimal::round( $held, 2 ) ), Decimal::add( $sale->paidAmount ?? '0', $sale->paidByHand ?? '0' ) );
	}

	/** That is more than rounding leaves; in SQL, since a list of it has pages. */
	public static function open( OrderStorage $storage, Settings $settings ): string {
		// Half a para more than OutboxEntry::isMissing(), since these are no exact decimals.
		$more = self::IN_SORS . ' + 0.015';
		return Sql::prepare( "((r.by_hand = '' AND r.paid_amount = '0' OR r.by_hand = %s) AND r.total + 0 > $more AND ", OutboxEntry::IN_PART ) . "({$storage->owed()} > $more OR " . self::held( $storage, $settings ) . " > $more))";
	}

	/** Its document stands in SORS, and the order is paid. */
	public static function condition( OrderStorage $storage, Settings $settings ): string {
		$dead = Sql::quoted( array_merge( OrderStorage::DRAFTS, self::DEAD ) );
		return Sql::prepare( 'r.state = %s AND (r.issue_code IS NULL OR r.issue_code <> %s)', OutboxEntry::SENT, Issue::MISSING )
			. " AND o.{$storage->status} NOT IN ($dead) AND {$storage->received( $settings )}"
			// A cancelling that has not been given up takes it away, and what comes in its place says itself that it is paid.
			. ' AND NOT ' . Sql::exists( 'FROM ' . OutboxTable::name() . ' x' . IndexHint::on( OutboxTable::name(), 'order_id' ) . " WHERE x.order_id = r.order_id AND ((x.role = 'sale' AND x.revision > r.revision) OR (x.role = 'cancel' AND x.revision = r.revision AND x.state <> 'skipped'))" );
	}
}
