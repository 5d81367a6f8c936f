<?php
declare( strict_types=1 );

namespace SorsApi\Issues;

use SorsApi\Database\ProgressOption;
use SorsApi\Database\Sql;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\OutboxTable;
use SorsApi\Entries\Person;
use SorsApi\Entries\Reference;
use SorsApi\Log\Log;
use SorsApi\Orders\OrderReader;
use SorsApi\Orders\RefundReader;
use SorsApi\Outbox\AnsweredDocument;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Outbox\OutboxRefused;
use SorsApi\Outbox\SendingPermission;
use SorsApi\Sentence;
use SorsApi\Settings\StoreIdentity;
use SorsApi\Sors\Api;
use SorsApi\Sors\Document;

/**
 * Documents in SORS that carry this shop's id and that the outbox does not know, as after a restored backup. Another revision
 * of an order that is here is told apart from one whose order was lost, or is not to be sent: those a person has cancelled, or leaves.
 *
 * @phpstan-type WithoutOrder array{database: string, documentId: string, number: string, reference: string, kind: string, date: string, total: string|null}
 */
final class DocumentsWithoutOrder {

	/** What is listed, and what a person leaves as it is: "database id" => day of the document. */
	public const OPTION = 'sors_documents_without_order';

	public const CANCEL = 'cancel';
	public const LEAVE  = 'leave';

	/** Documents that are listed at most: the others follow once these are decided. */
	private const MOST = 500;

	/** Days for which it is known what a person leaves: longer than any document is compared unasked. */
	private const REMEMBERED = 400;

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/** @return list<WithoutOrder> Oldest first. */
	public static function all(): array {
		$stored = get_option( self::OPTION, [] );
		return self::stored( is_array( $stored ) ? $stored : [] )['open'];
	}

	public static function count(): int {
		return count( self::all() );
	}

	/** They are those of the shop of which this one is a copy. */
	public static function forget(): void {
		delete_option( self::OPTION );
	}

	/**
	 * Lists those of a day that belong to no order here.
	 *
	 * @param list<Document> $documents All that SORS has of that day.
	 * @return list<array{int, string, string, string}> Those that are another revision of a sent sale: entry, reference, id and day.
	 */
	public static function take( string $database, string $day, array $documents ): array {
		$unknown = self::unknown( $documents );
		$entries = [] === $unknown ? [] : OutboxTable::ofOrders( array_values( array_unique( array_map( static fn( array $one ): int => $one[0]->orderId, $unknown ) ) ) );
		$lost    = [];
		$others  = [];
		foreach ( $unknown as [ $reference, $document ] ) {
			$ofOrder = $entries[ $reference->orderId ] ?? [];
			$sale    = OrderQueries::newestSale( $ofOrder );
			if ( ! self::isHere( $reference, $ofOrder ) || ( OutboxEntry::ROLE_SALE === $reference->role && null !== $sale && in_array( $sale->state, [ OutboxEntry::SKIPPED, OutboxEntry::CANCELLED ], true ) && null === $sale->nextAttemptAt ) ) {
				$lost[] = [
					'database'   => $database,
					'documentId' => (string) $document->id,
					'number'     => mb_substr( Sql::words( $document->name() ), 0, OutboxEntry::LONGEST_NUMBER ),
					'reference'  => (string) $document->externalReference,
					'kind'       => (string) $document->kind,
					'date'       => $day,
					'total'      => $document->total,
				];
			} elseif ( OutboxEntry::ROLE_SALE === $reference->role && null !== $sale && OutboxEntry::SENT === $sale->state ) {
				$others[] = [ $sale->id, (string) $document->externalReference, (string) $document->id, $day ];
			}
		}
		self::change(
			static function ( array $now ) use ( $database, $day, $lost ): array {
				$kept        = array_filter( $now['open'], static fn( array $one ): bool => $one['database'] !== $database || $one['date'] !== $day );
				$new         = array_filter( $lost, static fn( array $one ): bool => ! isset( $now['left'][ self::key( $one['database'], $one['documentId'] ) ] ) );
				$now['open'] = array_slice( array_merge( array_values( $kept ), array_values( $new ) ), 0, self::MOST );
				return $now;
			}
		);
		return $others;
	}

	/**
	 * @return string What happened, a sentence.
	 * @throws OutboxRefused not_open, cannot_cancel, copy.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function decide( string $database, string $documentId, string $as ): string {
		$listed = array_values( array_filter( self::stored( ( new ProgressOption( self::OPTION ) )->read() )['open'], static fn( array $one ): bool => $one['database'] === $database && $one['documentId'] === $documentId ) )[0] ?? null;
		if ( null === $listed ) {
			( new OutboxRefused( 'not_open', Sentence::__( 'There is nothing left to decide.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		if ( self::CANCEL === $as ) {
			$this->cancel( $listed );
		}
		$by = Person::atWork();
		Log::info( "The document $documentId ($listed[reference]), which belongs to no order here: $as, by user $by->userId" );
		self::change(
			static function ( array $now ) use ( $listed, $as ): array {
				$now['open'] = array_values( array_filter( $now['open'], static fn( array $one ): bool => $one !== $listed ) );
				$oldest      = OrderReader::day( new \DateTimeImmutable( '-' . self::REMEMBERED . ' days' ) );
				$now['left'] = array_filter( $now['left'], static fn( string $day ): bool => $day >= $oldest );
				if ( self::LEAVE === $as ) {
					$now['left'][ self::key( $listed['database'], $listed['documentId'] ) ] = $listed['date'];
				}
				return $now;
			}
		);
		return self::CANCEL === $as
			/* translators: %s: number of a document. */
			? Sentence::__( '%s was cancelled in SORS.', 'sors-api-for-woocommerce', $listed['number'] )
			: Sentence::__( 'Noted: it stays as it is.', 'sors-api-for-woocommerce' );
	}

	/**
	 * Read right before: only what is still as it was listed, and was followed by nothing, is touched.
	 *
	 * @param WithoutOrder $listed
	 */
	private function cancel( array $listed ): void {
		SendingPermission::check();
		if ( ! $this->api->supports( 'cancelDocument' ) ) {
			/* translators: %s: number of a document. */
			( new OutboxRefused( 'cannot_cancel', Sentence::__( 'SORS’ interface cannot cancel documents. Cancel %s in SORS by hand, then press “Leave it”.', 'sors-api-for-woocommerce', $listed['number'] ) ) )->throw();
		}
		$sent   = new SentDocuments( $this->api );
		$since  = $this->api->documentsOfDay( $listed['database'], $listed['date'], max( $listed['date'], OrderReader::day( null ) ) );
		$others = array_values( array_filter( $since, static fn( Document $document ): bool => $document->id !== $listed['documentId'] ) );
		$now    = $sent->again( $listed['database'], $listed['documentId'], $listed['reference'], $listed['date'] );
		if ( null === $now || 'cancelled' === $now->status ) {
			// It is over already.
			return;
		}
		if ( $now->externalReference !== $listed['reference'] || ( new DerivedDocuments( array_merge( [ $now ], $others ) ) )->isFollowed( $now ) || OutboxTable::knowsDocument( $listed['database'], $listed['documentId'] ) ) {
			/* translators: %s: number of a document. */
			( new OutboxRefused( 'cannot_cancel', Sentence::__( 'Nothing was cancelled: %s no longer carries the mark of this shop, other documents were made from it, or an order has it by now. Look at it in SORS.', 'sors-api-for-woocommerce', $listed['number'] ) ) )->throw();
		}
		AnsweredDocument::cancel( $listed['database'], $listed['documentId'], $listed['reference'], $this->api, 1 );
	}

	/**
	 * @param list<Document> $documents
	 * @return list<array{Reference, Document}> Open ones with this shop's id, as they were sent, whose reference no entry has.
	 */
	private static function unknown( array $documents ): array {
		$ours = [];
		foreach ( $documents as $document ) {
			$reference = Reference::read( $document->externalReference );
			if ( null !== $reference && null !== $document->id && StoreIdentity::storeId() === $reference->storeId && 'cancelled' !== $document->status && DerivedDocuments::isAsSentBy( $document, $reference->role ) ) {
				$ours[] = [ $reference, $document ];
			}
		}
		$known = array_fill_keys( OutboxTable::knownReferences( array_map( static fn( array $one ): string => (string) $one[1]->externalReference, $ours ) ), true );
		return array_values( array_filter( $ours, static fn( array $one ): bool => ! isset( $known[ (string) $one[1]->externalReference ] ) ) );
	}

	/**
	 * Whether the order, or the refund, is the one that the document was made of: ids are given once more after a restore.
	 *
	 * @param list<OutboxEntry> $entries Of its order.
	 */
	private static function isHere( Reference $reference, array $entries ): bool {
		foreach ( $entries as $entry ) {
			$own = $entry->refundId === $reference->refundId ? Reference::read( $entry->reference ) : null;
			if ( null !== $own ) {
				return $own->moment === $reference->moment;
			}
		}
		$made = 0 === $reference->refundId ? OrderReader::load( $reference->orderId ) : RefundReader::load( $reference->refundId );
		return Reference::momentOf( $made ) === $reference->moment && ( ! $made instanceof \WC_Order_Refund || $made->get_parent_id() === $reference->orderId );
	}

	private static function key( string $database, string $documentId ): string {
		return "$database $documentId";
	}

	/** @param callable(array{open: list<WithoutOrder>, left: array<string, string>}): array{open: list<WithoutOrder>, left: array<string, string>} $change */
	private static function change( callable $change ): void {
		( new ProgressOption( self::OPTION ) )->change(
			static function ( array $before ) use ( $change ): array {
				$now   = self::stored( $before );
				$after = $change( $now );
				return $after === $now ? $before : $after;
			}
		);
	}

	/**
	 * @param array<string, mixed> $option
	 * @return array{open: list<WithoutOrder>, left: array<string, string>}
	 */
	private static function stored( array $option ): array {
		/** @var array{open?: list<WithoutOrder>, left?: array<string, string>} $option Written by change(). */
		return [ 'open' => $option['open'] ?? [], 'left' => $option['left'] ?? [] ];
	}
}
