<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Issues;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\OrderContents;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Entries\Issue;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Issues\ChangedOrders;
use SorsApi\Issues\Reconciliation;
use SorsApi\Issues\SentDocuments;
use SorsApi\Outbox\DerivedDocuments;
use SorsApi\Sors\Document;

'cli' === PHP_SAPI || exit;

/** A sent order compared with its document, and with what SORS has by now. */
final class ComparisonTest extends TestCase {

	/** @return array<string, array{list<array<string, mixed>>, string|null, 2?: array<string, mixed>}> Documents of SORS; the issue and its data. */
	public function documents(): array {
		$own   = [ 'id' => '5', 'number' => 'R-5', 'total' => '100', 'kind' => 'reservation', 'date' => '2026-11-28' ];
		$other = [ 'id' => '6', 'number' => 'R-6' ] + $own;
		$gone  = [ 'status' => 'cancelled' ];
		return [
			'its own'                       => [ [ $own ], null ],
			'none'                          => [ [], 'missing_in_sors', [] ],
			'its own, cancelled'            => [ [ $gone + $own ], 'missing_in_sors', [] ],
			'its own, and a cancelled one'  => [ [ $own, $gone + $other ], null ],
			'two'                           => [ [ $own, $other ], 'doubled_in_sors', [ 'documents' => [ 'R-5', 'R-6' ] ] ],
			'three, of which one cancelled' => [ [ $gone + $own, $own, $other ], 'doubled_in_sors', [ 'documents' => [ 'R-5', 'R-6' ] ] ],
			'another total'                 => [ [ $gone + $other, [ 'total' => '90' ] + $own ], 'other_total', [ 'document' => 'R-5', 'total' => '90' ] ],
		];
	}

	/** @dataProvider documents */
	public function testWhatSorsHasOfIt( array $documents, ?string $code, array $data = [] ): void {
		$entry = self::entry( [ 'kind' => 'reservation', 'document_date' => '2026-11-28' ] );
		$issue = Reconciliation::judge( $entry, array_map( static fn( array $fields ): Document => new Document( $fields ), $documents ) );
		self::assertSame( [ $code, $data ], [ $issue->code ?? null, $issue->data ?? [] ] );
	}

	/** Whatever they are over: one invoice may be of several orders. */
	public function testADocumentThatSorsClosedWhenItMadeOthersFromItIsNotMissing(): void {
		$entry = self::entry( [ 'kind' => 'reservation', 'document_id' => '5' ] );
		$made  = [ new Document( [ 'id' => 'x', 'number' => 'X-1', 'kind' => 'invoice', 'total' => '40', 'sourceDocumentId' => '5' ] ) ];
		foreach ( [ [], [ new Document( [ 'id' => '5', 'number' => 'R-5', 'status' => 'cancelled' ] ) ] ] as $documents ) {
			self::assertNull( Reconciliation::judge( $entry, $documents, $made ) );
			self::assertSame( Issue::MISSING, Reconciliation::judge( $entry, $documents )->code ?? null );
		}
		self::assertNull( Reconciliation::judge( $entry, [ new Document( [ 'id' => '5', 'number' => 'R-5', 'total' => '100' ] ) ], $made ), 'While it is open, it counts.' );
	}

	/** @return array<string, array{array<string, mixed>, array<string, mixed>, bool, bool}> Columns of the entry; the document; whether it is its own, and whether it is one of its. */
	public function owned(): array {
		return [
			'by id'                                => [ [ 'document_id' => '5', 'document_number' => 'R-9' ], [ 'id' => '5', 'number' => 'R-5' ], true, true ],
			'another id, though the number agrees' => [ [ 'document_id' => '6', 'document_number' => 'R-5' ], [ 'id' => '5', 'number' => 'R-5' ], false, false ],
			'by number, where no id was noted'     => [ [ 'document_number' => 'R-5' ], [ 'id' => '5', 'number' => 'R-5' ], true, true ],
			'by number, where SORS tells no id'    => [ [ 'document_id' => '5', 'document_number' => 'R-5' ], [ 'number' => 'R-5' ], true, true ],
			'by another number'                    => [ [ 'document_number' => 'R-6' ], [ 'id' => '5', 'number' => 'R-5' ], false, false ],
			'neither noted'                        => [ [], [ 'id' => '5' ], false, false ],
			'by its reference'                     => [ [ 'document_id' => '6', 'reference' => 'a1-1-sale-1' ], [ 'id' => '5', 'externalReference' => 'a1-1-sale-1' ], false, true ],
			'by another reference'                 => [ [ 'document_id' => '6', 'reference' => 'a1-1-sale-1' ], [ 'id' => '5', 'externalReference' => 'a1-2-sale-1' ], false, false ],
			'neither has a reference'              => [ [ 'document_id' => '6' ], [ 'id' => '5' ], false, false ],
		];
	}

	/** @dataProvider owned */
	public function testWhoseDocumentItIs( array $columns, array $fields, bool $isOwn, bool $isOfIt ): void {
		$entry    = new OutboxEntry( [ 'id' => 3 ] + $columns );
		$document = new Document( $fields );
		self::assertSame( $isOwn ? $document : null, SentDocuments::own( [ $document ], $entry ) );
		self::assertSame( $isOfIt ? [ $document ] : [], SentDocuments::among( [ $document ], $entry ) );
		self::assertSame( [ 3 => $isOfIt ? [ $document ] : [] ], SentDocuments::byEntry( [ $document ], [ $entry ] ) );
	}

	public function testWhatWasMadeFromItsOwnAtAnyDepthIsNoneOfIts(): void {
		$entry = self::entry( [ 'document_id' => '5', 'reference' => 'a', 'made' => '["deliveryNote 20"]' ] );
		$of    = static fn( string $id, ?string $source, ?string $reference = 'a', string $kind = 'invoice' ): Document => new Document( [ 'id' => $id, 'externalReference' => $reference, 'sourceDocumentId' => $source, 'kind' => $kind ] );
		$own   = $of( '5', null );
		$note  = $of( '6', '5', null, 'deliveryNote' );
		$made  = $of( '7', '6' );
		$ofIt  = $of( '8', '7', 'a', 'return' );
		$more  = $of( '9', '8' );
		$told  = $of( '10', '20' );
		$other = $of( '11', '12' );
		$all   = [ $more, $ofIt, $told, $made, $other, $note, $own ];
		self::assertSame( [ $other, $own ], SentDocuments::among( $all, $entry ) );
		self::assertSame( [ 1 => [ $own, $other ] ], SentDocuments::byEntry( $all, [ $entry ] ), 'One in between need not carry the reference.' );
		self::assertEqualsCanonicalizing( [ '6', '7', '10' ], array_column( SentDocuments::made( new DerivedDocuments( $all ), $entry ), 'id' ), 'What was made of goods that came back is of no sale.' );
	}

	/** @return array<string, array{array<string, mixed>, string|null}> Of a document with its reference, while its own is closed; the issue. */
	public function standIns(): array {
		return [
			'made from what is not known'             => [ [ 'kind' => 'invoice', 'sourceDocumentId' => '77' ], null ],
			'of its kind, made from another'          => [ [ 'kind' => 'reservation', 'sourceDocumentId' => '77' ], null ],
			'of another kind, whatever it is made of' => [ [ 'kind' => 'invoice' ], null ],
			'over another amount'                     => [ [ 'kind' => 'invoice', 'sourceDocumentId' => '77', 'total' => '90' ], null ],
			'as it was sent, over another amount'     => [ [ 'kind' => 'reservation', 'total' => '90' ], 'other_total' ],
		];
	}

	/** @dataProvider standIns */
	public function testWhatMayHaveBeenMadeFromItsOwnStandsForItOnceThatIsClosed( array $fields, ?string $code ): void {
		$entry  = self::entry( [ 'kind' => 'reservation', 'document_id' => '5', 'reference' => 'a' ] );
		$closed = new Document( [ 'id' => '5', 'number' => 'R-5', 'status' => 'cancelled' ] );
		$other  = new Document( $fields + [ 'id' => '8', 'number' => 'X-8', 'externalReference' => 'a', 'total' => '100' ] );
		$issue  = Reconciliation::judge( $entry, [ $closed, $other ] );
		self::assertSame( $code, $issue->code ?? null );
	}

	public function testItsDayIsTheDocumentsOrElseThatOfTheEntry(): void {
		$entry = static fn( ?string $date ): OutboxEntry => new OutboxEntry( [ 'database_name' => 'Demo2', 'document_date' => $date, 'created_at' => '2026-11-27 23:30:00' ] );
		self::assertSame( [ '2026-11-28', 'Demo2 2026-11-27' ], [ SentDocuments::day( $entry( '2026-11-28' ) ), SentDocuments::dayKey( $entry( null ) ) ] );
	}

	/** @return array<string, array{array<string, mixed>, array<string, mixed>, list<array<string, mixed>>, array<string, mixed>}> Of the order; of its sale; its other entries; the difference. */
	public function orders(): array {
		$return = [ 'role' => 'return', 'revision' => 1, 'state' => 'sent', 'quantities' => '{"7":"1"}' ];
		$line   = static fn( string $order, string $document, int $id = 7, string $name = 'Čekić' ): array => [
			'objectId' => $id,
			'name'     => $name,
			'order'    => $order,
			'document' => $document,
		];
		return [
			'the same'                              => [ [], [], [], [] ],
			'written otherwise'                     => [ [ 'total' => '100.000' ], [], [], [] ],
			'less than a para more'                 => [ [ 'total' => '100.004' ], [], [], [] ],
			'another total'                         => [ [ 'total' => '90' ], [], [], [ 'total' => [ 'order' => '90', 'document' => '100' ] ] ],
			'a total that was not noted'            => [ [ 'total' => '90' ], [ 'total' => null ], [], [] ],
			'a refund that the document is without' => [ [ 'total' => '120', 'refunds' => [ 4 => '20' ] ], [ 'refund_ids' => '[4]' ], [], [] ],
			'a refund that was deleted since'       => [ [ 'total' => '120' ], [ 'refund_ids' => '[4]' ], [], [ 'total' => [ 'order' => '120', 'document' => '100' ] ] ],
			'a refund of later'                     => [ [ 'refunds' => [ 4 => '20' ] ], [], [], [] ],
			'other pieces'                          => [ [ 'quantity' => '3' ], [], [], [ 'quantities' => [ $line( '3', '2' ) ] ] ],
			'a product that is gone from it'        => [ [], [ 'quantities' => '{"7":"2","9":"1"}' ], [], [ 'quantities' => [ $line( '0', '1', 9, '#9' ) ] ] ],
			'goods came back, and SORS has them'    => [ [ 'restocked' => '1' ], [], [ $return ], [] ],
			'goods that are to come back'           => [ [ 'restocked' => '1' ], [], [ [ 'state' => 'queued' ] + $return ], [] ],
			'goods that came back unseen'           => [ [ 'restocked' => '1' ], [], [], [ 'quantities' => [ $line( '1', '2' ) ] ] ],
			'goods whose return was left out'       => [ [ 'restocked' => '1' ], [], [ [ 'state' => 'skipped' ] + $return ], [ 'quantities' => [ $line( '1', '2' ) ] ] ],
			'goods whose return was made again'     => [ [ 'restocked' => '1' ], [], [ [ 'state' => 'cancelled' ] + $return, [ 'revision' => 2 ] + $return ], [] ],
			'goods whose return is cancelled'       => [ [ 'restocked' => '1' ], [], [ [ 'state' => 'cancelled' ] + $return ], [ 'quantities' => [ $line( '1', '2' ) ] ] ],
			'a cancelling that waits'               => [ [ 'quantity' => '3' ], [], [ [ 'role' => 'cancel', 'state' => 'queued' ] + $return ], [ 'quantities' => [ $line( '3', '2' ) ] ] ],
			'other pieces, by what was noted too'   => [ [ 'quantity' => '3' ], [ 'contents' => self::contents( '2' ) ], [], [ 'quantities' => [ $line( '3', '2' ) ] ] ],
			'pieces that no document tells'         => [ [ 'quantity' => '3' ], [ 'quantities' => '{}', 'contents' => self::contents( '2' ) ], [], [ 'quantities' => [ $line( '3', '2' ) ] ] ],
		];
	}

	/** @dataProvider orders */
	public function testWhatWasChangedSinceItWasSent( array $order, array $sale, array $others, array $difference ): void {
		$snapshot          = self::snapshot( $order['quantity'] ?? '2', $order['restocked'] ?? '0' );
		$snapshot->total   = $order['total'] ?? '100';
		$snapshot->refunds = $order['refunds'] ?? [];
		$entry             = self::entry( $sale );
		$issue             = ChangedOrders::difference( $snapshot, $entry, array_merge( [ $entry ], array_map( static fn( array $columns ): OutboxEntry => new OutboxEntry( $columns ), $others ) ) );
		self::assertSame( [ [] === $difference ? null : 'changed', $difference ], [ $issue->code ?? null, $issue->data ?? [] ] );
	}

	/** Under other settings the same order may look rounded, or no longer so. */
	public function testLinesAreComparedAsTheyAreStored(): void {
		$order                  = self::snapshot( '2', '0' );
		$order->lines[0]->net   = '374.916667';
		$order->lines[0]->taxes = [ 1 => '74.983333' ];
		$order->lines[0]->total = '450';
		self::assertSame( '449.9', OrderContents::of( $order )['lines']['product 7']['total'] );
	}

	/** Its second line is of the same product, and nothing of it came back. */
	private static function snapshot( string $quantity, string $restocked ): OrderSnapshot {
		$order = new OrderSnapshot();
		foreach ( [ [ '1', '0' ], [ (string) ( (int) $quantity - 1 ), $restocked ] ] as [ $pieces, $back ] ) {
			$line                    = new OrderLine();
			$line->productId         = 7;
			$line->name              = 'Čekić';
			$line->quantity          = $pieces;
			$line->restockedQuantity = $back;
			$order->lines[]          = $line;
		}
		return $order;
	}

	private static function contents( string $quantity ): string {
		return (string) json_encode( OrderContents::of( self::snapshot( $quantity, '0' ) ) );
	}

	/** @param array<string, mixed> $columns What differs. */
	private static function entry( array $columns ): OutboxEntry {
		return new OutboxEntry(
			$columns + [
				'id'              => 1,
				'role'            => 'sale',
				'revision'        => 1,
				'state'           => 'sent',
				'total'           => '100',
				'quantities'      => '{"7":"2"}',
				'acknowledged_at' => 5,
				'acknowledged_by' => 'document',
			]
		);
	}
}
