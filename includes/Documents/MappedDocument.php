<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Document;

/** A document ready to be sent, and what it will mean for the stock ledger. */
final class MappedDocument {

	public Document $document;
	/** @var array<int, string> Product or variation id => quantity. */
	public array $quantities;
	public SentLines $lines;

	/** @param array<int, string> $quantities */
	public function __construct( Document $document, array $quantities, SentLines $lines ) {
		$this->document   = $document;
		$this->quantities = $quantities;
		$this->lines      = $lines;
	}
}
