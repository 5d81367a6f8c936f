<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\MappedDocument;
use SorsApi\Entries\OutboxEntry;

/**
 * What is stored with an entry before its first send, and sent again as it is.
 *
 * @phpstan-import-type Contents from \SorsApi\Documents\OrderContents
 */
final class Prepared {

	public string $database;
	public MappedDocument $mapped;
	public string $body;
	/** @var list<int> Refunds taken off the document already. */
	public array $refundIds = [];
	/** @var Contents|null Of the order; null for a return. */
	public ?array $contents = null;
	/** When the order was read: a change since then is not in the document. UTC DATETIME by PHP's clock, as the order's own is. */
	public ?string $readAt = null;
	/** As OutboxEntry's. */
	public ?string $paidAmount = null;

	public function __construct( string $database, MappedDocument $mapped, string $body ) {
		$this->database = $database;
		$this->mapped   = $mapped;
		$this->body     = $body;
	}

	/** @return array<string, string|null> */
	public function columns(): array {
		$document = $this->mapped->document;
		$share    = null === $this->paidAmount ? '' : OutboxEntry::share( $document->total, $document->paidAmount );
		return ( '' === $share ? [] : [ 'by_hand' => $share ] ) + [
			'reference'        => $document->externalReference,
			'database_name'    => $this->database,
			'kind'             => $document->kind,
			'body'             => $this->body,
			'document_date'    => $document->date,
			'total'            => $document->total,
			'paid_amount'      => $this->paidAmount,
			'customer_id'      => $document->customerId,
			'business_unit_id' => $document->businessUnitId,
			'quantities'       => (string) wp_json_encode( (object) $this->mapped->lines->quantities() ),
			'refund_ids'       => (string) wp_json_encode( $this->refundIds ),
			'contents'         => null === $this->contents ? null : (string) wp_json_encode( $this->contents ),
			'sent_lines'       => (string) wp_json_encode( $this->mapped->lines ),
			'compared_at'      => $this->readAt,
		];
	}
}
