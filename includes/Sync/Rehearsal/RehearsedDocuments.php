<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Rehearsal;

use SorsApi\Ledger\CountedDocuments;
use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Page;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\ReadAhead;
use SorsApi\Sync\Engine\Run;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;

/** Open documents of the database in use, looked for by their references among those of the new one. */
final class RehearsedDocuments {

	private const ENTRIES = 500;

	/** So many documents are not in books that are just being opened. */
	private const MOST = 100000;

	private Api $api;
	private RunItems $items;

	public function __construct( Api $api, RunItems $items ) {
		$this->api   = $api;
		$this->items = $items;
	}

	/** What the new database has. */
	public function list( Run $run, Lease $lease, Settings $settings ): void {
		$cursor = $run->cursor;
		$open   = CountedDocuments::openDocuments( $run->database )[ $settings->database ] ?? 0;
		if ( 0 === $open || ! $this->api->supports( 'listDocuments' ) || ! $this->api->supportsField( 'document', 'externalReference' ) ) {
			/* translators: %s: number of orders. */
			$found = 0 === $open ? [] : [ RunItem::skipped( Sentence::__( 'documents', 'sors-api-for-woocommerce' ), '', Sentence::_n( '%s order has an open document. SORS cannot be asked whether it was carried over.', '%s orders have open documents. SORS cannot be asked whether they were carried over.', $open, 'sors-api-for-woocommerce', Sentence::number( $open ) ), 0, Findings::DOCUMENT ) ];
			$cursor->enter( Cursor::FINISH );
			$lease->hold( $run, fn() => $this->items->put( $run->id, $cursor->reading, $found ) );
			return;
		}
		// Those of the whole year before: a reservation that was carried over may keep its day.
		$from  = new \DateTimeImmutable( '-366 days' );
		$until = new \DateTimeImmutable( '+31 days' );
		$ahead = ReadAhead::from( $cursor, fn( ?string $at ): Page => $this->api->listDocuments( $run->database, [ 'from' => $from, 'to' => $until ], $at ) );
		$last  = $ahead->pages[ count( $ahead->pages ) - 1 ];
		$found = [];
		foreach ( $ahead->records() as $document ) {
			if ( '' !== (string) $document->externalReference && 'cancelled' !== $document->status ) {
				$found[] = new RunItem( (string) $document->externalReference, (string) $document->number, RunItem::NONE, RunItem::UNCHANGED );
			}
		}
		$cursor->page     = $last->next;
		$cursor->seen    += count( $ahead->records() );
		$cursor->attempts = 0;
		$run->message     = Sentence::__( 'Looking for open documents.', 'sors-api-for-woocommerce' );
		$complete         = null === $last->next || $cursor->seen > self::MOST;
		if ( $complete ) {
			$cursor->enter( Cursor::CARRIED_OVER );
		}
		$lease->hold( $run, fn() => $this->items->put( $run->id, $cursor->reading, $found ) );
		if ( ! $complete ) {
			$ahead->complain();
		}
	}

	/** Those of ours that it does not have. */
	public function compare( Run $run, Lease $lease, Settings $settings ): void {
		$entries = CountedDocuments::openIn( $settings->database, $run->cursor->after, self::ENTRIES );
		$there   = $this->items->known( $run->id, $run->cursor->reading, array_map( static fn( $entry ): string => (string) $entry->reference, $entries ) );
		$found   = [];
		foreach ( $entries as $entry ) {
			$run->cursor->after = $entry->id;
			if ( ! isset( $there[ (string) $entry->reference ] ) ) {
				/* translators: %d: number of the order. */
				$found[] = RunItem::skipped( (string) $entry->reference, (string) $entry->documentNumber, Sentence::__( 'The document of order %d is open, and the new database has none with its reference.', 'sors-api-for-woocommerce', $entry->orderId ), 0, Findings::DOCUMENT );
			}
		}
		if ( [] === $entries ) {
			$run->cursor->enter( Cursor::FINISH );
		}
		$lease->hold( $run, fn() => $this->items->put( $run->id, $run->cursor->reading, $found ) );
	}
}
