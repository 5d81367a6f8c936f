<?php
declare( strict_types=1 );

namespace SorsApi\OrderView;

use SorsApi\Documents\Buyer;
use SorsApi\Documents\PricedLines;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;
use SorsApi\Sors\SorsError;

/**
 * What was sent for an entry, to be read by people.
 *
 * @phpstan-type SentLine array{code: ?string, name: string, quantity: string, unit: ?string, price: ?string, discount: ?string, vatRate: ?string, total: string}
 * @phpstan-type SentContents array{date: ?string, buyer: list<string>, note: ?string, currency: string, lines: list<SentLine>, vat: list<array{rate: string, amount: string}>, withVat: bool, total: string}
 * @phpstan-type Sent array{entryId: int, title: string, database: ?string, reference: ?string, standing: 'open'|'cancelled'|'none'|'unclear', body: ?string, contents: ?SentContents}
 */
final class SentDocument {

	/**
	 * @param Buyer|null $company Whose numbers they are that the document was made with: SORS has them with its customer.
	 * @return Sent Zod `sentDocument`.
	 */
	public static function of( OutboxEntry $entry, Api $api, ?Buyer $company ): array {
		return [
			'entryId'   => $entry->id,
			'title'     => Words::document( $entry ),
			'database'  => $entry->database,
			'reference' => $entry->reference,
			'standing'  => self::standing( $entry ),
			'body'      => $entry->body,
			'contents'  => self::contents( $entry, self::read( $entry, $api ), $company ),
		];
	}

	/** @return 'open'|'cancelled'|'none'|'unclear' Whether SORS has it. */
	private static function standing( OutboxEntry $entry ): string {
		switch ( $entry->state ) {
			case OutboxEntry::SENT:
				return 'open';
			case OutboxEntry::CANCELLED:
				return '' === $entry->documentName() ? 'none' : 'cancelled';
			case OutboxEntry::REJECTED:
				return 'none';
			default:
				return 'unclear';
		}
	}

	/** @return SentContents|null Zod `sentDocument.contents`. */
	private static function contents( OutboxEntry $entry, ?Document $document, ?Buyer $company ): ?array {
		if ( null === $document ) {
			return null;
		}
		$lines = array_map( [ self::class, 'line' ], $document->lines );
		$sum   = '0';
		foreach ( $lines as $line ) {
			$sum = Decimal::add( $sum, $line['total'] );
		}
		$total   = $document->total ?? $entry->total ?? $sum;
		$withVat = $document->pricesIncludeVat ?? Decimal::equals( $sum, $total );
		return [
			'date'     => $document->date,
			'buyer'    => array_values( array_filter( [ $document->buyerName, ...self::numbers( $company ), $document->buyerEmail, $document->buyerPhone, trim( (string) $document->deliveryAddress ), trim( $document->deliveryPostalCode . ' ' . $document->deliveryCity ) ] ) ),
			'note'     => $document->note,
			'currency' => $document->currency ?? 'RSD',
			'lines'    => $lines,
			'vat'      => self::vat( $lines, $withVat ),
			'withVat'  => $withVat,
			'total'    => $total,
		];
	}

	/** @return list<string> */
	private static function numbers( ?Buyer $company ): array {
		$numbers = null === $company ? [] : [
			__( 'PIB', 'sors-api-for-woocommerce' )                 => $company->taxId,
			__( 'Registration number', 'sors-api-for-woocommerce' ) => $company->registrationNumber,
			__( 'JBKJS', 'sors-api-for-woocommerce' )               => $company->jbkjs,
		];
		$words   = [];
		foreach ( array_filter( $numbers ) as $label => $number ) {
			$words[] = "$label: $number";
		}
		return $words;
	}

	private static function read( OutboxEntry $entry, Api $api ): ?Document {
		if ( null === $entry->body ) {
			return null;
		}
		try {
			$document = $api->writtenDocument( $entry->body );
		} catch ( SorsError $unreadable ) {
			return null;
		}
		// Written by another contract.
		return [] === $document->lines ? null : $document;
	}

	/** @return SentLine */
	private static function line( DocumentLine $line ): array {
		$quantity = $line->quantity ?? '1';
		return [
			'code'     => $line->productCode,
			'name'     => (string) ( $line->name ?? $line->productCode ?? $line->productId ),
			'quantity' => $quantity,
			'unit'     => $line->unit,
			'price'    => $line->unitPrice,
			'discount' => $line->discountPercent,
			'vatRate'  => $line->vatRate,
			'total'    => $line->lineTotal ?? PricedLines::lineTotal( $quantity, $line->unitPrice ?? '0', $line->discountPercent ?? '0' ),
		];
	}

	/**
	 * As SORS works it out: per rate, not per line.
	 *
	 * @param list<array{vatRate: ?string, total: string}> $lines
	 * @return list<array{rate: string, amount: string}>
	 */
	private static function vat( array $lines, bool $withVat ): array {
		$sums = [];
		foreach ( $lines as $line ) {
			if ( null !== $line['vatRate'] ) {
				$key          = 'r' . $line['vatRate'];
				$sums[ $key ] = Decimal::add( $sums[ $key ] ?? '0', $line['total'] );
			}
		}
		$vat = [];
		foreach ( $sums as $key => $sum ) {
			$rate   = substr( $key, 1 );
			$amount = Decimal::round( Decimal::divide( Decimal::multiply( $sum, $rate ), $withVat ? Decimal::add( '100', $rate ) : '100', 4 ), 2 );
			$vat[]  = compact( 'rate', 'amount' );
		}
		return $vat;
	}
}
