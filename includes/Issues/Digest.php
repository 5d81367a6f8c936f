<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Outbox\Outbox;
use SorsApi\Outbox\Pause;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;

/** Says by e-mail, at most once an hour, what has gone wrong with orders since the last one. Success is silent. */
final class Digest {

	public const OPTION = 'sors_digest';

	private const EVERY = 3600;

	/** Events of the history that are worth a mail. */
	private const EVENTS = [ 'rejected', 'uncertain', OutboxEntry::BROKEN, ChangedOrders::CODE, Issue::REFUND, Issue::DISCOUNTED_TWICE, Issue::MISSING, Issue::DOUBLED, Reconciliation::TOTAL ];

	/** Orders named in one mail. */
	private const MOST = 50;

	private Outbox $outbox;

	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	public function sendIfDue(): void {
		$stored = get_option( self::OPTION );
		$last   = [
			'at'    => is_array( $stored ) && is_int( $stored['at'] ?? null ) ? $stored['at'] : 0,
			'event' => is_array( $stored ) && is_int( $stored['event'] ?? null ) ? $stored['event'] : 0,
			'pause' => is_array( $stored ) && is_int( $stored['pause'] ?? null ) ? $stored['pause'] : 0,
		];
		if ( abs( time() - $last['at'] ) < self::EVERY ) {
			return;
		}
		[ $many, $entries ] = $this->troubled( $last['event'] );
		$pause              = Pause::current();
		$newPause           = null !== $pause && $pause['since'] > $last['pause'] && time() - $pause['since'] >= 600;
		$last['event']      = self::newestEvent();
		if ( [] === $entries && ! $newPause ) {
			if ( ! is_array( $stored ) || $stored !== $last ) {
				update_option( self::OPTION, $last, false );
			}
			return;
		}
		// Noted first: a mail that fails must not be tried again every minute.
		$last['at']    = time();
		$last['pause'] = null === $pause ? $last['pause'] : $pause['since'];
		update_option( self::OPTION, $last, false );
		Mail::send( SettingsStore::load(), static fn(): array => self::written( $many, $entries, $newPause && null !== $pause ? $pause['message'] : '' ) );
	}

	/** @return array{int, list<OutboxEntry>} How many, and the first of them with their orders' names. */
	private function troubled( int $after ): array {
		$events = Sql::quoted( self::EVENTS );
		$ids    = Sql::ids( 'SELECT DISTINCT outbox_id FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) . " WHERE id > %d AND event IN ($events) ORDER BY outbox_id", $after );
		$many   = 0;
		$first  = [];
		// There may be thousands, of which no more than these are read at a time.
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			foreach ( OutboxTable::many( 'SELECT * FROM ' . OutboxTable::name() . ' WHERE id IN (' . implode( ', ', $chunk ) . ') ORDER BY id' ) as $entry ) {
				// What was solved meanwhile is no news.
				if ( null === IssueText::problem( $entry ) || ( ! in_array( $entry->state, [ OutboxEntry::SENT, OutboxEntry::REJECTED, OutboxEntry::UNCERTAIN ], true ) && OutboxEntry::BROKEN !== $entry->errorCode ) ) {
					continue;
				}
				++$many;
				if ( $many <= self::MOST ) {
					$first[] = $this->outbox->get( $entry->id ) ?? $entry;
				}
			}
		}
		return [ $many, $first ];
	}

	/**
	 * @param int               $many    How many orders.
	 * @param list<OutboxEntry> $entries The first of them.
	 * @return array{string, string}
	 */
	private static function written( int $many, array $entries, string $pause ): array {
		$heading = [] === $entries
			? __( 'Orders are not being sent to SORS', 'sors-api-for-woocommerce' )
			/* translators: %d: number of orders. */
			: sprintf( _n( '%d order needs your attention', '%d orders need your attention', $many, 'sors-api-for-woocommerce' ), $many );
		$html = '' === $pause ? '' : '<p>' . esc_html( Sentence::shown( $pause ) ) . '</p>';
		foreach ( $entries as $entry ) {
			$url = (string) $entry->orderUrl;
			/* translators: %s: order number. */
			$name  = sprintf( __( 'Order %s', 'sors-api-for-woocommerce' ), (string) $entry->orderNumber );
			$html .= '<p><strong>' . ( '' === $url ? esc_html( $name ) : '<a href="' . esc_url( $url ) . '">' . esc_html( $name ) . '</a>' ) . '</strong><br>' . esc_html( (string) IssueText::problem( $entry ) ) . '</p>';
		}
		if ( $many > count( $entries ) ) {
			/* translators: %d: number of orders. */
			$html .= '<p>' . esc_html( sprintf( _n( 'And %d more order.', 'And %d more orders.', $many - count( $entries ), 'sors-api-for-woocommerce' ), $many - count( $entries ) ) ) . '</p>';
		}
		$orders = admin_url( 'admin.php?page=sors-api&path=orders' . ( [] === $entries ? '' : '&state=attention' ) );
		$html  .= '<p><a href="' . esc_url( $orders ) . '">' . esc_html__( 'Open the orders under SORS API', 'sors-api-for-woocommerce' ) . '</a></p>';
		return [ $heading, $html ];
	}

	private static function newestEvent(): int {
		return (int) Sql::value( 'SELECT MAX(id) FROM ' . Tables::name( Tables::OUTBOX_HISTORY ) );
	}
}
