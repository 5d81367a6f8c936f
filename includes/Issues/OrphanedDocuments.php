<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Entries\History;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\OrderSlice;
use SorsApi\Orders\OrderStorage;
use SorsApi\Sentence;

/** Notes on a sent entry that its order is in the trash, or deleted: its document stays in SORS until a person decides. */
final class OrphanedDocuments {

	public const TRASHED = 'order_trashed';
	public const DELETED = 'order_deleted';

	public const CODES = [ self::TRASHED, self::DELETED ];

	/** In the column `issue_accepted`: SORS has no open document of the order either, so there is no difference. */
	public const WITH_DOCUMENT = 'orphaned_with_document';

	/** In the column `issue_accepted`: the document stays although its order does not. Deleting the order from the trash asks no second time. */
	public const KEPT = 'orphaned_kept';

	private const DECIDED = [ self::WITH_DOCUMENT, self::KEPT ];

	/** Orders older than this many days are no longer looked at. */
	private const DAYS = 366;

	private const LIMIT = 1000;

	public static function note( int $orderId, bool $deleted ): void {
		$sale = OutboxTable::sale( $orderId );
		if ( null === $sale || OutboxEntry::SENT !== $sale->state || in_array( $sale->issueAccepted, self::DECIDED, true ) || $sale->hasIssue( [ Issue::DOUBLED ] ) ) {
			// Of several documents all but one are cancelled first: once the known one is cancelled, the others are no longer looked for.
			return;
		}
		if ( $sale->hasIssue( [ Issue::MISSING ] ) ) {
			self::over( $sale );
			return;
		}
		$issue = new Issue( $deleted ? self::DELETED : self::TRASHED );
		if ( ! $sale->hasIssue( [ $issue->code ] ) ) {
			OutboxTable::update( $sale->id, OutboxTable::issue( $issue ) );
			History::add( $sale->id, $issue->code, IssueText::of( $sale, $issue ) );
		}
	}

	/** SORS has no open document of the order either. */
	public static function over( OutboxEntry $entry ): void {
		OutboxTable::updateIdle( $entry, [ 'issue_accepted' => self::WITH_DOCUMENT ] + OutboxTable::NO_ISSUE );
		History::add( $entry->id, 'decided', Sentence::__( 'Neither the shop nor SORS has it any more: there is nothing to do.', 'sors-api-for-woocommerce' ) );
	}

	/** @throws \SorsApi\Database\StorageError */
	public static function isOrphaned( int $orderId ): bool {
		$order = OrderReader::load( $orderId );
		return null === $order || 'trash' === $order->get_status();
	}

	public static function restored( int $orderId ): void {
		$sale = OutboxTable::sale( $orderId );
		if ( null !== $sale && ( $sale->hasIssue( self::CODES ) || in_array( $sale->issueAccepted, self::DECIDED, true ) ) ) {
			$accepted = in_array( $sale->issueAccepted, self::DECIDED, true ) ? '' : $sale->issueAccepted;
			OutboxTable::update( $sale->id, [ 'issue_accepted' => $accepted ] + OutboxTable::NO_ISSUE );
			History::add( $sale->id, 'restored', Sentence::__( 'The order was restored.', 'sors-api-for-woocommerce' ) );
		}
	}

	/**
	 * What no hook saw: WordPress' own lists, and code that deletes without WooCommerce.
	 *
	 * @return int Orders of which there is something to note.
	 */
	public static function sweep( OrderSlice $slice ): int {
		$storage = OrderStorage::current();
		$since   = DatabaseClock::datetime( time() - self::DAYS * DAY_IN_SECONDS );
		$codes   = Sql::quoted( self::CODES );
		$others  = Sql::quoted( array_merge( self::CODES, [ Issue::DOUBLED ] ) );
		$decided = Sql::quoted( self::DECIDED );
		$sales   = OutboxTable::among( $slice );
		// One query for both directions: a big shop has hundreds of thousands of entries.
		$rows = Sql::rows(
			"SELECT r.order_id, o.{$storage->status} AS status FROM $sales LEFT JOIN {$storage->table} o ON o.{$storage->id} = r.order_id AND o.{$storage->type} = 'shop_order'
			WHERE r.role = 'sale' AND r.state = 'sent' AND r.created_at >= %s AND {$slice->in( 'r.order_id' )} AND CASE WHEN o.{$storage->id} IS NULL OR o.{$storage->status} = 'trash'
			THEN r.issue_accepted NOT IN ($decided) AND (r.issue_code IS NULL OR r.issue_code NOT IN ($others)) ELSE r.issue_code IN ($codes) OR r.issue_accepted IN ($decided) END LIMIT %d",
			$since,
			self::LIMIT
		);
		foreach ( $rows as $row ) {
			if ( null === $row['status'] || 'trash' === $row['status'] ) {
				self::note( (int) $row['order_id'], null === $row['status'] );
			} else {
				self::restored( (int) $row['order_id'] );
			}
		}
		return count( $rows );
	}
}
