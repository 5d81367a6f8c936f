<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

/** What is stored with a row before its first send, and sent again as it is. */
final class Prepared {

	public string $reference;
	public string $database;
	public string $kind;
	public string $body;
	/** Y-m-d. */
	public string $date;
	public string $total;
	/** @var array<int, string> Product or variation id => quantity. */
	public array $quantities;
	/** Row of the customers' table; 0 = none was needed. */
	public int $customerRow = 0;

	/** @param array<int, string> $quantities */
	public function __construct( string $reference, string $database, string $kind, string $body, string $date, string $total, array $quantities ) {
		$this->reference  = $reference;
		$this->database   = $database;
		$this->kind       = $kind;
		$this->body       = $body;
		$this->date       = $date;
		$this->total      = $total;
		$this->quantities = $quantities;
	}
}
