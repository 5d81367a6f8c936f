<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** Money for a document that was made before it came. */
final class Payment extends Record {

	public const NAMED_BY  = [ 'id', 'documentId', 'externalReference' ];
	public const ONLY_TOLD = [ 'currency', 'paymentMethod', 'paidAt' ];

	public ?string $id = null;
	public ?string $documentId = null;

	/** Our own reference, by which a payment is found again. */
	public ?string $externalReference = null;

	/** Decimal in `currency`. */
	public ?string $amount = null;
	public ?string $currency = null;

	/** As of a document. */
	public ?string $paymentMethod = null;
	public ?\DateTimeImmutable $paidAt = null;
}
