<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Issues\SentDocuments;
use SorsApi\Outbox\DocumentSearch;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Documents in SORS that may be the one of an entry, so that a person can choose instead of typing a number. */
final class FoundDocuments {

	/** More would be no help. */
	private const MOST = 20;

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @return array{items: list<array<string, mixed>>} Zod `foundDocuments`; empty where there is none, or SORS cannot be asked.
	 * @throws OutboxRefused not_found.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function ofEntry( int $id ): array {
		$entry = OutboxTable::get( $id );
		if ( null === $entry ) {
			OutboxRefused::noEntry()->throw();
		}
		$items = null === $entry->database ? [] : array_map( [ self::class, 'item' ], array_slice( $this->candidates( $entry, (string) $entry->database ), 0, self::MOST ) );
		foreach ( $entry->shown as $shown ) {
			if ( ! in_array( $shown['id'], array_column( $items, 'id' ), true ) ) {
				$items[] = self::item( new Document( $shown ) );
			}
		}
		return compact( 'items' );
	}

	/** @return list<Document> Those with its very reference, else those of its day that no other entry has and that agree in kind and total. */
	private function candidates( OutboxEntry $entry, string $database ): array {
		$documents = new SentDocuments( $this->api );
		$own       = null === $entry->reference ? [] : $documents->ofEntry( $entry );
		if ( [] !== $own || ! $documents->canList() || null === $entry->total ) {
			return $own;
		}
		$alike = [];
		foreach ( DocumentSearch::listed( $entry, $database, SentDocuments::day( $entry ), $this->api ) as $document ) {
			$isOthers = null !== $document->externalReference || ( null !== $document->id && OutboxTable::knowsDocument( $database, $document->id ) );
			if ( ! $isOthers && $document->kind === $entry->kind && null !== $document->total && Decimal::areWithin( $document->total, (string) $entry->total, '0.01' ) ) {
				$alike[] = $document;
			}
		}
		return $alike;
	}

	/** @return array<string, mixed> */
	private static function item( Document $document ): array {
		$facts = [
			null === $document->date ? '' : Words::day( $document->date ),
			null === $document->total ? '' : Words::amount( $document->total, $document->currency ?? 'RSD' ),
			'cancelled' === $document->status ? __( 'cancelled in SORS', 'sors-api-for-woocommerce' ) : '',
		];
		return [
			'id'     => $document->id,
			'number' => $document->number,
			'about'  => implode( ' · ', array_filter( $facts ) ),
		];
	}
}
