<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Documents\OrderContents;
use SorsApi\Entries\History;
use SorsApi\Entries\OrderQueries;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Ledger\CountedDocuments;
use SorsApi\Orders\BuyerReader;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Api;

/**
 * Orders as their owner sees them: a line each, and the story of one.
 *
 * @phpstan-import-type Event from TimeLine
 * @phpstan-import-type Ask from Asks
 * @phpstan-import-type Sent from SentDocument
 */
final class OrderDesk {

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @param array{page?: int, per_page?: int, search?: string, state?: string} $query
	 * @return array{items: list<array<string, mixed>>, total: int, needing: int} Zod `ordersResponse`, newest first.
	 */
	public function list( array $query ): array {
		wp_prime_option_caches( [ CountedDocuments::OPTION, ...OrderQueries::options( $query['state'] ?? '' ) ] );
		$page      = OrderQueries::page( $query );
		$canCancel = $this->api->can( 'cancelDocument' );
		return [
			'items'   => array_map( static fn( OrderRecord $record ): array => self::line( $record, $canCancel ), OrderRecord::of( $page['ids'] ) ),
			'total'   => $page['total'],
			'needing' => '' === trim( $query['search'] ?? '' ) && OrderQueries::ATTENTION === ( $query['state'] ?? '' ) ? $page['total'] : OrderQueries::lastNeeding(),
		];
	}

	public function record( int $orderId ): ?OrderRecord {
		return OrderRecord::of( [ $orderId ] )[0] ?? null;
	}

	/** @return array<string, mixed> Zod `orderDetails`. */
	public function details( OrderRecord $record ): array {
		$canCancel = $this->api->can( 'cancelDocument' );
		$events    = $this->events( $record );
		return self::line( $record, $canCancel ) + [
			'story'     => TimeLine::of( $record, $events ),
			'asks'      => ( new Asks( $record, $canCancel ) )->all(),
			'documents' => $this->documents( $record ),
			'events'    => self::noted( $events ),
			'refunded'  => $record->refunded(),
		];
	}

	/** @return list<Sent> Zod `sentDocument`, the newest first. */
	public function documents( OrderRecord $record ): array {
		$buyer     = null === $record->order ? null : BuyerReader::of( $record->order, SettingsStore::load() );
		$documents = [];
		foreach ( array_reverse( $record->entries ) as $entry ) {
			if ( in_array( $entry->role, [ OutboxEntry::ROLE_SALE, OutboxEntry::ROLE_RETURN ], true ) && null !== $entry->reference ) {
				$sale        = $record->saleOf( $entry ) ?? $entry;
				$isSame      = null !== $buyer && null !== $sale->contents && OrderContents::hasNumbersOf( $sale->contents, $buyer );
				$documents[] = SentDocument::of( $entry, $this->api, $isSame ? $buyer : null );
			}
		}
		return $documents;
	}

	/**
	 * A cancelling is noted on the document and on itself: in the same minute the same is told once.
	 *
	 * @param list<Event> $events
	 * @return list<array{at: string, message: string, by: ?string}>
	 */
	public static function noted( array $events ): array {
		$noted = [];
		foreach ( $events as [ 'at' => $at, 'message' => $message, 'by' => $by ] ) {
			$noted[ substr( $at, 0, 16 ) . " $by $message" ] ??= compact( 'at', 'message', 'by' );
		}
		return array_values( $noted );
	}

	/** @return list<Ask> What can be done about an order now. */
	public function asks( int $orderId ): array {
		$record = $this->record( $orderId );
		return null === $record ? [] : ( new Asks( $record, $this->api->can( 'cancelDocument' ) ) )->all();
	}

	/** @return list<Event> Of all entries of the order, oldest first. */
	public function events( OrderRecord $record ): array {
		return History::ofEntries( array_map( static fn( OutboxEntry $entry ): int => $entry->id, $record->entries ) );
	}

	/** @return array<string, mixed> Zod `orderLine`. */
	private static function line( OrderRecord $record, bool $canCancel ): array {
		$leading  = $record->leading();
		$document = $record->document();
		return [
			'id'       => $record->id,
			'number'   => $record->number(),
			'url'      => null === $record->order ? null : $record->order->get_edit_order_url(),
			'buyer'    => $record->buyer(),
			'total'    => $record->total(),
			'placedAt' => $record->placedAt(),
			'state'    => OrderQueries::state( $leading ),
			'label'    => Words::state( $leading ),
			'document' => null === $document ? null : [
				'name'     => Words::document( $document ),
				'database' => $document->database,
				'isOpen'   => OutboxEntry::SENT === $document->state,
			],
			'why'      => $record->why(),
			'entryId'  => $leading->id,
			'role'     => $leading->role,
			'sendable' => ( new Asks( $record, $canCancel ) )->isSentByOnePress(),
		];
	}
}
