<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

/** What a customer owes. */
final class Debt extends Record {

	public ?string $customerId = null;
	public ?string $balance = null;
	public ?string $overdue = null;
	public ?string $currency = null;
	public ?string $asOf = null;
}
