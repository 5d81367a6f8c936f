<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Document;

/** A document ready to be sent, and its lines as code of the site cannot change them. */
final class MappedDocument {

	public Document $document;
	public SentLines $lines;

	public function __construct( Document $document, SentLines $lines ) {
		$this->document = $document;
		$this->lines    = $lines;
	}
}
