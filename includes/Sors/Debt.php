<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** What a customer owes by SORS' books. */
final class Debt extends Record {

	public ?string $customerId = null;
	/** Decimals in `currency`. */
	public ?string $balance = null;
	public ?string $overdue = null;
	/** ISO 4217, e.g. RSD. */
	public ?string $currency = null;

	/** Y-m-d. */
	public ?string $asOf = null;
}
