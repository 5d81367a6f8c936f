<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\Sql;
use SorsApi\Database\Transaction;
use SorsApi\Entries\History;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Log\Log;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Outbox\OrderNotes;
use SorsApi\Sentence;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Document;

/**
 * What became in SORS of the document of an order: told once, on the order and in its story, whichever reader found it. Of a
 * document with which something is wrong Reconciliation speaks, and nothing is said here.
 */
final class Outcomes {

	private const FULFILLED = 'fulfilled';
	private const INVOICED  = 'invoiced';

	/** With the receipt's number behind it, where SORS says it. */
	private const RECEIPT = 'receipt ';

	private const INVOICES = [ 'invoice', 'invoiceDeliveryNote' ];
	private const HANDED   = [ 'deliveryNote', 'invoiceDeliveryNote' ];

	/** All goods left: noted once, whether or not orders are completed then. */
	private const LEFT = 'left';

	/** Facts that are told of an entry: what comes beyond is not. */
	private const MOST = 40;

	private const LONGEST_ADDRESS = 2000;

	private OutboxTable $entries;
	private History $history;
	private SettingsStore $settings;
	private OrderNotes $notes;
	private GoodsLeft $goods;

	public function __construct( OutboxTable $entries, History $history, SettingsStore $settings, OrderNotes $notes, GoodsLeft $goods ) {
		$this->entries  = $entries;
		$this->history  = $history;
		$this->settings = $settings;
		$this->notes    = $notes;
		$this->goods    = $goods;
	}

	/** @param list<Document> $documents Any of that database. */
	public function take( string $database, array $documents ): void {
		$derived = new DerivedDocuments( $documents );
		foreach ( array_chunk( $derived->ids(), 500 ) as $ids ) {
			foreach ( $this->entries->salesOf( $database, $ids ) as $entry ) {
				$this->note( $entry, self::documentsOf( $entry, $derived ) );
			}
		}
	}

	/** @return list<Document> The entry's own, what was made from it, and what was made from that. */
	private static function documentsOf( OutboxEntry $entry, DerivedDocuments $derived ): array {
		return $derived->of( array_merge( [ (string) $entry->documentId ], OutboxEntry::madeIds( $entry->outcome ) ), false );
	}

	/** @param list<Document> $documents Of which some may be the entry's own, or made from it. */
	public function note( OutboxEntry $entry, array $documents ): void {
		if ( OutboxEntry::ROLE_SALE !== $entry->role || OutboxEntry::SENT !== $entry->state || $entry->hasIssue( Reconciliation::CODES ) ) {
			return;
		}
		$own  = SentDocuments::own( $documents, $entry );
		$made = $this->madeFrom( $entry, $documents );
		if ( null !== $own && 'cancelled' === $own->status ) {
			if ( [] === self::sold( $made ) && [] === OutboxEntry::madeIds( $entry->outcome ) ) {
				return;
			}
			// Closed, since what was made from it stands for it now.
			$own = null;
		}
		$knew  = in_array( self::LEFT, $entry->outcome, true );
		$left  = ! $knew && $this->goods->areAllGone( $entry, $own, $made );
		$back  = $knew && $this->goods->isTakenBack( $entry, $own, $made, $documents );
		$facts = array_slice( self::facts( $entry, $own, $made, $left ), 0, max( 0, self::MOST - count( $entry->outcome ) ), true );
		$new   = array_map( 'strval', array_keys( $facts ) );
		$marks = array_merge( $back ? array_values( array_diff( $entry->outcome, [ self::LEFT ] ) ) : $entry->outcome, $new, $left ? [ self::LEFT ] : [] );
		if ( $marks === $entry->outcome ) {
			return;
		}
		$made      = array_slice( OutboxEntry::madeIds( $new ), -1 )[0] ?? null;
		$completes = $left && $this->settings->load()->completeOrders ? true : ( $back ? false : null );
		$written   = Transaction::run(
			function () use ( $entry, $facts, $marks, $made, $completes ): bool {
				if ( ! $this->entries->outcome( $entry, $marks, $made, $completes ) ) {
					return false;
				}
				foreach ( $facts as $mark => $sentence ) {
					$this->history->add( $entry->id, self::isReceipt( (string) $mark ) ? History::RECEIPT : History::OUTCOME, $sentence );
				}
				return true;
			}
		);
		if ( $written && [] !== $facts ) {
			// Who listens to notes may take long, or break.
			Log::guard( "The note of what became of entry $entry->id", fn() => $this->notes->note( $entry->orderId, implode( ' ', $facts ) ) );
		}
	}

	/**
	 * @param list<Document> $documents
	 *
	 * @return list<Document> Open ones that SORS made from the entry's, or from those, and not for an entry of the order.
	 */
	private function madeFrom( OutboxEntry $entry, array $documents ): array {
		$made = array_values( array_filter( self::documentsOf( $entry, new DerivedDocuments( $documents ) ), static fn( Document $document ): bool => 'cancelled' !== $document->status && $document->id !== $entry->documentId ) );
		$ours = [];
		foreach ( [] === $made ? [] : $this->entries->ofOrder( $entry->orderId ) as $other ) {
			if ( $other->id !== $entry->id ) {
				$ours[ 'id ' . $other->documentId ]       = true;
				$ours[ 'reference ' . $other->reference ] = true;
			}
		}
		unset( $ours['id '], $ours['reference '] );
		return array_values( array_filter( $made, static fn( Document $document ): bool => ! isset( $ours[ 'id ' . $document->id ] ) && ! isset( $ours[ 'reference ' . $document->externalReference ] ) ) );
	}

	/**
	 * Pure.
	 *
	 * @param list<Document> $made
	 *
	 * @return array<string, string> Mark => sentence, of what was not told yet.
	 */
	private static function facts( OutboxEntry $entry, ?Document $own, array $made, bool $left ): array {
		$name  = $entry->documentName();
		$told  = array_fill_keys( $entry->outcome, true );
		$facts = [];
		foreach ( $made as $document ) {
			/* translators: 1: number of a document, 2: kind of document, 3: its number. */
			$facts[ self::mark( $document ) ] = Sentence::__( 'From %1$s, the %2$s %3$s was made in SORS.', 'sors-api-for-woocommerce', $name, OrderNotes::kindName( (string) $document->kind ), self::short( $document->name() ) );
		}
		// Of a return, its receipt and the rest are those of goods that came back.
		$sold = self::sold( $made );
		$all  = null === $own ? $sold : array_merge( [ $own ], $sold );
		$seen = implode( "\n", array_keys( $told + $facts ) );
		if ( null !== $own && true === $own->invoiced && ! in_array( $entry->kind, self::INVOICES, true ) && ! self::names( $seen, self::INVOICES ) ) {
			/* translators: %s: number of a document. */
			$facts[ self::INVOICED ] = Sentence::__( 'SORS says that %s was invoiced.', 'sors-api-for-woocommerce', $name );
		}
		// What was made may be over a part.
		if ( ( $left || ( null !== $own && true === $own->fulfilled ) ) && ! self::names( $seen, self::HANDED ) ) {
			/* translators: %s: number of a document. */
			$facts[ self::FULFILLED ] = Sentence::__( 'SORS says that the goods of %s were handed over.', 'sors-api-for-woocommerce', $name );
		}
		foreach ( $all as $document ) {
			$facts += self::receipt( $entry, $document, implode( "\n", array_keys( $told + $facts ) ) );
		}
		return array_diff_key( $facts, $told );
	}

	/** @return array<string, string> */
	private static function receipt( OutboxEntry $entry, Document $document, string $seen ): array {
		$name   = $entry->documentName();
		$number = self::short( trim( (string) $document->fiscalNumber ) );
		if ( '' === $number && ( true !== $document->fiscalised || false !== strpos( $seen, self::RECEIPT ) ) ) {
			return [];
		}
		// Its page may name the buyer.
		$address = '' === $entry->erasure ? trim( (string) $document->fiscalQr ) : '';
		$words   = '' === $number
			/* translators: %s: number of a document. */
			? Sentence::__( 'The fiscal receipt for %s was issued.', 'sors-api-for-woocommerce', $name )
			/* translators: 1: number of a fiscal receipt, 2: number of a document. */
			: Sentence::__( 'The fiscal receipt %1$s was issued for %2$s.', 'sors-api-for-woocommerce', $number, $name );
		return [ self::RECEIPT . $number => $words . ( 1 === preg_match( '~^https://[^\s<>"]+$~D', $address ) && strlen( $address ) <= self::LONGEST_ADDRESS ? ' ' . $address : '' ) ];
	}

	/**
	 * @param list<Document> $made
	 *
	 * @return list<Document>
	 */
	private static function sold( array $made ): array {
		return array_values( array_filter( $made, static fn( Document $document ): bool => 'return' !== $document->kind ) );
	}

	/** @param list<string> $kinds */
	private static function names( string $marks, array $kinds ): bool {
		return 1 === preg_match( '/^' . OutboxEntry::MADE . '(?:' . implode( '|', $kinds ) . ') /m', $marks );
	}

	private static function mark( Document $document ): string {
		return OutboxEntry::MADE . $document->kind . ' ' . self::short( $document->id ?? $document->name() );
	}

	private static function isReceipt( string $mark ): bool {
		return 0 === strpos( $mark, self::RECEIPT );
	}

	private static function short( string $text ): string {
		return mb_substr( Sql::words( $text ), 0, OutboxEntry::LONGEST_NUMBER );
	}
}
