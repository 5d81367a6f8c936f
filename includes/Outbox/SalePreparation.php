<?php
declare( strict_types=1 );

namespace SorsApi\Outbox;

use SorsApi\Counterparts\BusinessUnits;
use SorsApi\Counterparts\Customers;
use SorsApi\Counterparts\Items;
use SorsApi\Database\DatabaseClock;
use SorsApi\Documents\DocumentMapper;
use SorsApi\Documents\MappingContext;
use SorsApi\Documents\MappingRefused;
use SorsApi\Documents\Netting;
use SorsApi\Documents\OrderContents;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Postponed;
use SorsApi\Documents\Tenders;
use SorsApi\Entries\OutboxEntry;
use SorsApi\Entries\Reference;
use SorsApi\Orders\OrderReader;
use SorsApi\Sentence;
use SorsApi\Settings\FinancialYear;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;

/** Makes the document of a sale: reads the order, finds its customer and items, and writes the body that will be sent. */
final class SalePreparation {

	/**
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function prepare( OutboxEntry $entry, \WC_Order $order, Settings $settings, Api $api ): Prepared {
		$readAt                 = DatabaseClock::datetime( time() );
		[ $snapshot, $context ] = self::tried( $entry, $order, $settings, $api );
		$database               = $settings->database;
		$customer               = Customers::ofOrder( $order, $snapshot->buyer, $settings, $api );
		$context->customerId    = null === $customer ? null : $customer->customerId;
		$context->buyerInNote   = null === $customer || $customer->isChosen();
		$mapped                 = DocumentFilters::apply( DocumentMapper::map( $snapshot, $context ), $order );
		$prepared               = new Prepared( $database, $mapped, $api->documentBody( $mapped->document ) );
		$tendered               = Tenders::paid( $snapshot, (string) $mapped->document->total );
		$prepared->paidAmount   = $api->supportsField( 'document', 'paidAmount' ) ? Decimal::max( '0', Decimal::subtract( (string) $mapped->document->paidAmount, $tendered ) ) : null;
		$prepared->refundIds    = array_keys( $snapshot->refunds );
		$prepared->contents     = OrderContents::of( $snapshot );
		$prepared->readAt       = $readAt;
		return $prepared;
	}

	/**
	 * Whether a document could be made of the order as it is: maps it once without its customer. An order that cannot
	 * be sent shall not leave a customer behind in SORS, nor lose the document that it has.
	 *
	 * @return array{OrderSnapshot, MappingContext}
	 * @throws MappingRefused
	 * @throws Postponed
	 * @throws Skip
	 * @throws \SorsApi\Sors\SorsError
	 */
	public static function tried( OutboxEntry $entry, \WC_Order $order, Settings $settings, Api $api ): array {
		if ( ! $settings->isConfigured() ) {
			( new Postponed( 'not_configured', 300, Sentence::__( 'No SORS database and business unit were chosen yet.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$snapshot = OrderReader::snapshot( $order, $settings );
		$database = $settings->database;
		Readiness::checkRefunds( $entry, $snapshot );

		$snapshot->date    = self::dated( $entry, $database );
		$snapshot->dueDate = OrderReader::dueDate( $order, $snapshot->date );
		// A voucher goes back by its own plugin, without a refund.
		if ( 'refunded' === $snapshot->status || ( '0' !== $snapshot->refunded && '0' === Netting::total( $snapshot ) ) ) {
			self::refundedInFull()->throw();
		}
		DocumentMapper::checkCurrency( $snapshot );
		$kind = DocumentFilters::kind( $settings->kindFor( Customers::isCompany( $order, $snapshot->buyer ) ), $order, $settings );
		if ( ! $api->supports( 'create' . ucfirst( $kind ) ) ) {
			/* translators: %s: kind of document. */
			( new MappingRefused( 'kind_unsupported', Sentence::__( 'SORS’ interface cannot take this kind of document: %s. Choose another one in the settings.', 'sors-api-for-woocommerce', OrderNotes::kindName( $kind ) ) ) )->throw();
		}
		$unit      = BusinessUnits::check( $database, $settings->documentUnit(), $api );
		$reference = Reference::of( $entry );
		$items     = Items::of( $snapshot, $database, $settings, $api );
		$context   = new MappingContext( $kind, $reference, $unit, null, $items, $settings );
		try {
			DocumentMapper::map( $snapshot, $context );
		} catch ( MappingRefused $refused ) {
			if ( 'empty' === $refused->code() ) {
				self::refundedInFull()->throw();
			}
			throw $refused;
		}
		return [ $snapshot, $context ];
	}

	/**
	 * The day of a document's first request, within the books of its database: that of its order may lie in a VAT period
	 * which is closed. What may have arrived keeps its day.
	 *
	 * @throws Postponed
	 */
	public static function dated( OutboxEntry $entry, string $database ): string {
		$day  = ( $entry->mayHaveArrived() || $entry->wasInDoubt() ? $entry->documentDate : null ) ?? OrderReader::day( null );
		$year = FinancialYear::otherThan( (int) $day, $database );
		if ( null === $year ) {
			return $day;
		}
		if ( (int) $day < $year ) {
			// The shop has moved into the books of the next year already.
			return $year . '-01-01';
		}
		/* translators: 1: year, 2: name of a database, 3: year. */
		( new Postponed( OutboxEntry::NEWER_YEAR, 3600, Sentence::__( 'This is of %1$d, and the database %2$s holds the books of %3$d. It waits until you have moved the shop to the database of the new year, or said that you go on in this one, in the settings.', 'sors-api-for-woocommerce', (int) $day, $database, $year ) ) )->throw();
	}

	private static function refundedInFull(): Skip {
		return new Skip( 'refunded', Sentence::__( 'The order was refunded in full, so SORS needs no document of it.', 'sors-api-for-woocommerce' ) );
	}

	/** SORS refused the document: perhaps its customer was deleted there, so that the next try asks again. */
	public static function refused( OutboxEntry $entry ): void {
		Customers::forget( (string) $entry->database, (string) $entry->customerId );
	}
}
