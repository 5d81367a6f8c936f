<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Documents\DocumentMapper;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderStorage;
use SorsApi\Orders\RefundReader;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Which documents stand in SORS unpaid although their orders are paid, how much of each is missing there, and which of them are recorded from here. */
final class DuePayments {

	/** Database => since when (Unix timestamp) payments are recorded in it from here. */
	public const SINCE_OPTION = 'sors_payments_since';

	/** When the queue looked for payments last (Unix timestamp). */
	private const SEEN_OPTION = 'sors_payments_seen';

	/** Seconds without that, after which somebody may have entered by hand what came meanwhile. */
	private const SILENCE = DAY_IN_SECONDS;

	/** The same where the plugin was switched off: an update takes less. */
	private const OFF = HOUR_IN_SECONDS;

	/** Codes of entries that were left out and may be due again: any other is left to a person for good. */
	public const NOT_DUE = 'not_due';
	public const UNCLEAR = 'payment_unclear';

	/** Code of one that is left to a person for what may be otherwise tomorrow. */
	public const BY_HAND = 'by_hand';

	/** In these an order owes nothing, or is not paid, whatever was paid before. */
	private const DEAD = [ 'wc-pending', 'wc-on-hold', 'wc-cancelled', 'wc-refunded', 'wc-failed', 'trash' ];

	private const FEW = 1000;

	/** Seconds until one that was not due is looked at again. */
	private const RECHECK = 3600;

	/** Notes the moment where there is none. What was paid before it may be in SORS by other hands. */
	public static function begin( string $database ): void {
		$seen = get_option( self::SEEN_OPTION );
		if ( is_numeric( $seen ) && time() - (int) $seen > self::SILENCE ) {
			self::end();
		}
		update_option( self::SEEN_OPTION, time(), false );
		if ( null === self::since( $database ) ) {
			update_option( self::SINCE_OPTION, [ $database => time() ] + self::moments(), false );
		}
	}

	/** Before a document is made: nobody can have entered yet what is paid for it later, though nothing has looked for payments so far. */
	public static function beginWithDocument( string $database ): void {
		if ( null === self::since( $database ) ) {
			self::begin( $database );
		}
	}

	/** @param int $alive Unix timestamp: until when the plugin was at work; 0 = not known. */
	public static function resume( int $alive ): void {
		if ( time() - $alive > self::OFF ) {
			self::end();
		}
	}

	/** SORS does not take payments any more, or the plugin is switched off: a person enters them, until that is over. */
	public static function end(): void {
		if ( [] !== self::moments() ) {
			delete_option( self::SINCE_OPTION );
		}
	}

	private static function since( string $database ): ?int {
		return self::moments()[ $database ] ?? null;
	}

	/** @return array<string, int> */
	private static function moments(): array {
		$stored = get_option( self::SINCE_OPTION );
		return array_filter( is_array( $stored ) ? $stored : [], 'is_int' );
	}

	/**
	 * What is to be entered in SORS for this sale; null = nothing.
	 *
	 * @param bool $bySors Only where it is to be recorded from here.
	 */
	public static function ofSale( ?OutboxEntry $sale, Settings $settings, bool $bySors = false ): ?string {
		$storage = OrderStorage::current();
		$due     = self::open( $storage ) . ' AND ' . self::condition( $storage, $settings ) . ( $bySors ? ' AND ' . self::isRecorded( $storage, $settings ) : '' );
		$id      = null === $sale ? null : Sql::value( 'SELECT r.id ' . self::from( $storage ) . " AND r.id = %d AND $due", $sale->id );
		return null === $sale || null === $id ? null : self::rest( $sale );
	}

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
		$order = ( new OrderReader() )->load( $sale->orderId );
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

	/** Whether all that is unpaid can be looked at each time. */
	public static function areFew(): bool {
		$unpaid = 'SELECT 1 FROM ' . self::sales() . Sql::prepare( " WHERE r.by_hand IN (%s, %s) AND r.paid_amount = '0' AND r.state = %s LIMIT %d", '', OutboxEntry::IN_PART, OutboxEntry::SENT, self::FEW );
		return (int) Sql::value( "SELECT COUNT(*) FROM ($unpaid) unpaid" ) < self::FEW;
	}

	/** As isOpen(). */
	public static function open( OrderStorage $storage ): string {
		$paid = "COALESCE(r.paid_by_hand, '0')";
		// Half a para more than OutboxEntry::isMissing(), since these are no exact decimals.
		return '(r.by_hand IN (' . Sql::quoted( [ '', OutboxEntry::IN_PART ] ) . ") AND r.total - $paid > 0.015 AND {$storage->owed()} - $paid > 0.015)";
	}

	/** Its document stands in SORS and says "unpaid", and the order is paid as DocumentMapper means it. */
	public static function condition( OrderStorage $storage, Settings $settings ): string {
		$onDelivery = Sql::quoted( DocumentMapper::paidOnDelivery( $settings ) );
		$dead       = Sql::quoted( array_merge( OrderStorage::DRAFTS, self::DEAD ) );
		return Sql::prepare( 'r.state = %s AND (r.issue_code IS NULL OR r.issue_code <> %s)', OutboxEntry::SENT, Issue::MISSING )
			. " AND o.{$storage->status} NOT IN ($dead) AND " . $storage->was( 'paid' )
			. " AND (o.{$storage->status} = 'wc-completed' OR COALESCE({$storage->payment()}, '') NOT IN ($onDelivery))"
			// A cancelling that has not been given up takes it away, and what comes in its place says itself that it is paid.
			. ' AND NOT ' . Sql::exists( self::entries( 'x' ) . " AND ((x.role = 'sale' AND x.revision > r.revision) OR (x.role = 'cancel' AND x.revision = r.revision AND x.state <> 'skipped'))" );
	}

	/** Of these, it is recorded from here, now: nobody is asked about its document, no refund is being looked at, and the order has been left alone for a while. */
	public static function isRecorded( OrderStorage $storage, Settings $settings ): string {
		return 'r.issue_code IS NULL AND NOT ' . self::isForeign( $storage, $settings ) . ' AND NOT ' . self::isDoubtful( $storage, $settings ) . ' AND ' . self::isLeftAlone( $storage )
			. ' AND NOT ' . Sql::exists( self::entries( 'b' ) . " AND b.role = 'return' AND b.state NOT IN ('sent', 'skipped', 'cancelled')" );
	}

	/** Of these, it is left to a person, and is to be marked so: what is against it may be over tomorrow, and they have entered it by then. */
	public static function isToBeMarked( OrderStorage $storage, Settings $settings ): string {
		// Completed again, an order gets a new date: that it was listed must be known by more than the date.
		$before = self::wasCollectedBefore( $storage, $settings, self::since( $settings->database ) ?? time() );
		return '(' . self::isDoubtful( $storage, $settings ) . " OR $before) AND " . self::isLeftAlone( $storage ) . ' AND NOT ' . self::isSettled() . ' AND NOT ' . self::isUnderWay();
	}

	/** Of these, what is left to a person, who may enter it any time. */
	public static function isByHand( OrderStorage $storage, Settings $settings ): string {
		return '(' . self::isSettled() . ' OR ' . self::isForeign( $storage, $settings ) . ')';
	}

	/** It was paid before payments were recorded here, or its document is none of ours in this database. */
	private static function isForeign( OrderStorage $storage, Settings $settings ): string {
		$since = self::since( $settings->database );
		if ( null === $since ) {
			return '(1 = 1)';
		}
		return Sql::prepare( "(COALESCE(r.database_name, '') <> %s OR r.document_by = %s OR r.document_id IS NULL", $settings->database, OutboxEntry::NAMED )
			. ' OR ' . self::wasCollectedBefore( $storage, $settings, $since ) . ' OR (NOT ' . self::onDelivery( $storage, $settings ) . ' AND NOT ' . $storage->was( 'paid', $since ) . '))';
	}

	private static function wasCollectedBefore( OrderStorage $storage, Settings $settings, int $since ): string {
		return '(' . self::onDelivery( $storage, $settings ) . ' AND NOT ' . $storage->was( 'completed', $since ) . ')';
	}

	/** Whether all of it was paid, or SORS has it by other ways, the shop cannot tell. */
	private static function isDoubtful( OrderStorage $storage, Settings $settings ): string {
		$paid = Sql::quoted( array_values( array_map( static fn( string $status ): string => "wc-$status", array_filter( array_merge( [ 'completed' ], wc_get_is_paid_statuses() ), 'is_string' ) ) ) );
		// A status of another plugin may mean that a part was paid.
		return "(o.{$storage->status} NOT IN ($paid)"
			// What was completed because the goods left says nothing of the money.
			. Sql::prepare( ' OR (' . self::onDelivery( $storage, $settings ) . ' AND r.completes = %d)', OutboxEntry::COMPLETED )
			// What was made from the document may be paid there already, and at the till it is.
			. " OR r.made_id IS NOT NULL OR INSTR(COALESCE(r.outcome, ''), '\"receipt ') > 0 OR INSTR(COALESCE(r.outcome, ''), '\"invoiced\"') > 0)";
	}

	/** The same of what its document says: a receipt, or an invoice that it is not itself. */
	public static function wentOn( OutboxEntry $sale, Document $document ): bool {
		$isInvoice = in_array( $sale->kind, [ 'invoice', 'invoiceDeliveryNote' ], true );
		return true === $document->fiscalised || '' !== trim( (string) $document->fiscalNumber ) || ( true === $document->invoiced && ! $isInvoice );
	}

	private static function onDelivery( OrderStorage $storage, Settings $settings ): string {
		return "(COALESCE({$storage->payment()}, '') IN (" . Sql::quoted( DocumentMapper::paidOnDelivery( $settings ) ) . '))';
	}

	private static function isLeftAlone( OrderStorage $storage ): string {
		return Sql::prepare( "o.{$storage->modified} <= %s", DatabaseClock::datetime( time() - Intake::settleSeconds() ) );
	}

	/** SQL: that sale r has a payment which is on its way, or of which it is not known whether SORS has it. */
	public static function isUnderWay(): string {
		return self::hasEntry( "q.state IN ('queued', 'waiting', 'sending', 'uncertain') OR (q.state = 'rejected' AND q.payload_lock = 'in_doubt') OR (q.state = 'skipped' AND q.error_code = '" . self::UNCLEAR . "')" );
	}

	/** SQL: that sale r has a payment that is not queued again. */
	public static function isSettled(): string {
		return self::hasEntry( Sql::prepare( "q.state <> 'skipped' OR q.acknowledged_by = 'owner' OR q.error_code NOT IN (%s, %s)", self::NOT_DUE, self::UNCLEAR ) );
	}

	/** SQL: that sale r has a payment that was not due a while ago. */
	public static function wasNotDue(): string {
		return self::hasEntry( Sql::prepare( "q.state = 'skipped' AND q.error_code = %s AND q.updated_at > %s", self::NOT_DUE, DatabaseClock::utc( -self::RECHECK ) ) );
	}

	/** All of the order of sale r. By another key the database may think it has fewer to look at. */
	private static function entries( string $as ): string {
		return 'FROM ' . OutboxTable::name() . " $as" . IndexHint::on( OutboxTable::name(), 'order_id' ) . " WHERE $as.order_id = r.order_id";
	}

	private static function hasEntry( string $condition ): string {
		return Sql::exists( self::entries( 'q' ) . " AND q.role = 'payment' AND q.revision = r.revision AND ($condition)" );
	}
}
