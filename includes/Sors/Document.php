<?php
declare( strict_types=1 );

namespace SorsApi\Sors;

defined( 'ABSPATH' ) || exit;

/** A document of the books: reservation, invoice, invoice-delivery note, delivery note or return. */
final class Document extends Record {

	public const NAMED_BY = [ 'id', 'number' ];

	public ?string $id     = null;
	public ?string $number = null;

	/** One of invoice, invoiceDeliveryNote, reservation, deliveryNote, return. */
	public ?string $kind           = null;
	public ?string $businessUnitId = null;
	public ?string $customerId     = null;
	/** Y-m-d, as `dueDate`. */
	public ?string $date    = null;
	public ?string $dueDate = null;

	/** Our own reference, by which a document is found again. */
	public ?string $externalReference = null;

	/** One of cashOnDelivery, bankTransfer, card, cash, cheque, other. */
	public ?string $paymentMethod  = null;
	public ?string $currency       = null;
	public ?bool $pricesIncludeVat = null;
	/** Decimal in `currency`, as `total`. */
	public ?string $paidAmount = null;

	public ?\DateTimeImmutable $paidAt = null;
	public ?string $buyerName          = null;
	public ?string $buyerEmail         = null;
	public ?string $buyerPhone         = null;
	public ?string $deliveryAddress    = null;
	public ?string $deliveryPostalCode = null;
	public ?string $deliveryCity       = null;
	public ?string $deliveryCountry    = null;
	public ?string $note               = null;

	/** The document that it was made from; of a return: the one whose goods came back. */
	public ?string $sourceDocumentId = null;

	/** @var list<DocumentLine> */
	public array $lines   = [];
	public ?string $total = null;

	/** open or cancelled; null for any other. */
	public ?string $status = null;

	/** For people: its number, or its id where it has none. */
	public function name(): string {
		return (string) ( $this->number ?? $this->id );
	}

	/**
	 * @param list<self> $documents
	 * @return list<string>
	 */
	public static function names( array $documents ): array {
		return array_map( static fn( self $document ): string => $document->name(), $documents );
	}
}
