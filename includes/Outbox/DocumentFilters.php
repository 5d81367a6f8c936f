<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Documents\MappedDocument;
use SorsApi\Documents\PricedLines;
use SorsApi\Log\Log;
use SorsApi\Settings\Settings;
use SorsApi\Settings\SettingsNotices;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;

/**
 * Lets other code of the site change a document before it is stored and sent: its texts, and how its lines are put. What
 * the document is recognised, compared and counted by stays: reference, kind, dates, customer, money, goods.
 */
final class DocumentFilters {

	private const KINDS = [ 'reservation', 'deliveryNote', 'invoiceDeliveryNote', 'invoice' ];

	private const TEXTS = [ 'buyerName', 'buyerEmail', 'buyerPhone', 'deliveryAddress', 'deliveryPostalCode', 'deliveryCity', 'deliveryCountry', 'note' ];

	/** @param string $kind As the settings say. */
	public static function kind( string $kind, \WC_Order $order, Settings $settings ): string {
		/**
		 * Which kind of document an order becomes. Asked again for each document that is made of it.
		 *
		 * @param string    $kind  reservation, deliveryNote, invoiceDeliveryNote or invoice.
		 * @param \WC_Order $order
		 */
		$answer = apply_filters( 'sors_document_kind', $kind, $order );
		if ( is_string( $answer ) && in_array( $answer, self::KINDS, true ) && [] === SettingsNotices::errors( $settings->with( [ 'documentKind' => $answer ] ) ) ) {
			return $answer;
		}
		Log::ignored( 'sors_document_kind', $answer, 'no kind, or one that the settings would refuse' );
		return $kind;
	}

	public static function apply( MappedDocument $mapped, \WC_Order $order ): MappedDocument {
		$fields          = self::texts( $mapped->document, $order ) + get_object_vars( $mapped->document );
		$fields['lines'] = self::lines( $mapped->document, $order );
		return new MappedDocument( new Document( $fields ), $mapped->lines );
	}

	/** @return array<string, string|null> */
	private static function texts( Document $document, \WC_Order $order ): array {
		$texts = array_intersect_key( get_object_vars( $document ), array_flip( self::TEXTS ) );
		/**
		 * The texts of a document.
		 *
		 * @param array<string, string|null> $texts
		 * @param \WC_Order                  $order
		 * @param string                     $kind  invoice, invoiceDeliveryNote, reservation, deliveryNote or return.
		 */
		$answer = apply_filters( 'sors_document', $texts, $order, (string) $document->kind );
		if ( ! is_array( $answer ) ) {
			Log::ignored( 'sors_document', $answer );
			return [];
		}
		foreach ( $answer as $name => $text ) {
			if ( ! in_array( $name, self::TEXTS, true ) || ! ( null === $text || is_string( $text ) ) ) {
				Log::ignored( 'sors_document', $text, "as $name" );
				unset( $answer[ $name ] );
			}
		}
		/** @var array<string, string|null> $answer */
		return array_map( static fn( ?string $text ): ?string => '' === $text ? null : $text, $answer );
	}

	/** @return list<DocumentLine> */
	private static function lines( Document $document, \WC_Order $order ): array {
		$lines = array_map( 'get_object_vars', $document->lines );
		/**
		 * The lines of a document.
		 *
		 * @param list<array<string, string|null>> $lines
		 * @param \WC_Order                        $order
		 * @param string                           $kind  As of sors_document.
		 */
		$answer = apply_filters( 'sors_document_lines', $lines, $order, (string) $document->kind );
		if ( $answer === $lines ) {
			return $document->lines;
		}
		$changed = [];
		try {
			foreach ( is_array( $answer ) ? $answer : [] as $line ) {
				$changed[] = new DocumentLine( is_array( $line ) ? $line : [ 'no' => 'line' ] );
			}
		} catch ( \InvalidArgumentException | \TypeError $error ) {
			$changed = [];
		}
		if ( ! self::areSame( $document->lines, $changed ) ) {
			Log::ignored( 'sors_document_lines', $answer, 'other goods, quantities or amounts, or no lines' );
			return $document->lines;
		}
		return $changed;
	}

	/**
	 * Whether the lines are of the same goods, in the same quantities and for the same money.
	 *
	 * @param list<DocumentLine> $lines
	 * @param list<DocumentLine> $changed
	 */
	private static function areSame( array $lines, array $changed ): bool {
		$priced = array_map( 'get_object_vars', $lines );
		foreach ( $changed as $line ) {
			if ( ! in_array( [ 'name' => null ] + get_object_vars( $line ), array_map( static fn( array $own ): array => [ 'name' => null ] + $own, $priced ), true ) && ! self::isPriced( $line ) ) {
				return false;
			}
		}
		return self::sums( $lines ) === self::sums( $changed );
	}

	/** SORS works out the same amount. */
	private static function isPriced( DocumentLine $line ): bool {
		foreach ( [ $line->quantity, $line->unitPrice, $line->lineTotal, $line->discountPercent ?? '0' ] as $figure ) {
			if ( null === $figure || ! Decimal::isDecimal( $figure ) ) {
				return false;
			}
		}
		return Decimal::equals( PricedLines::lineTotal( (string) $line->quantity, (string) $line->unitPrice, $line->discountPercent ?? '0' ), (string) $line->lineTotal );
	}

	/**
	 * @param list<DocumentLine> $lines
	 * @return array<string, array{string, string}> Item and VAT rate => quantity and amount.
	 */
	private static function sums( array $lines ): array {
		$sums = [];
		foreach ( $lines as $line ) {
			$key          = (string) wp_json_encode( [ $line->productId, $line->productCode, $line->unit, $line->vatRate ] );
			$sums[ $key ] = [ Decimal::add( $sums[ $key ][0] ?? '0', (string) $line->quantity ), Decimal::add( $sums[ $key ][1] ?? '0', (string) $line->lineTotal ) ];
		}
		ksort( $sums );
		return $sums;
	}
}
