<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Makes SORS documents: of an order, and of a refund whose goods came back. Pure. */
final class DocumentMapper {

	/** @throws MappingRefused */
	public static function map( OrderSnapshot $order, MappingContext $context ): MappedDocument {
		self::checkCurrency( $order );
		self::checkDeposit( $order );
		$total = Netting::total( $order );
		if ( Decimal::compare( $total, '0' ) < 0 ) {
			( new MappingRefused( 'total_negative', Sentence::__( 'The order’s total is below zero, and SORS has no document for that. Check its fees and refunds.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		Bundles::checkTakenOnce( $order, $context->items );
		$drafts = Netting::drafts( Bundles::opened( $order, [ $context->items, 'knows' ] )[0] );
		if ( [] === $drafts ) {
			( new MappingRefused( 'empty', Sentence::__( 'There is nothing left in this order to send.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
		$buyer  = $order->buyer;
		$method = OrderPayment::method( $order->gateway, $context->settings );
		$isPaid = OrderPayment::isReceived( $order, $context->settings );
		$paid   = $isPaid ? Decimal::max( '0', Decimal::subtract( $total, $order->deferred ?? '0' ) ) : Tenders::paid( $order, $total );
		$paidAt = $isPaid ? OrderPayment::moment( $order->gateway, $order->paidAt, $order->completedAt, $context->settings ) : null;
		$fields = [
			'kind'               => $context->kind,
			'businessUnitId'     => $context->businessUnitId,
			'customerId'         => $context->customerId,
			'date'               => $order->date,
			'dueDate'            => $order->dueDate,
			'externalReference'  => $context->reference,
			'paymentMethod'      => $method,
			'currency'           => $order->currency,
			'pricesIncludeVat'   => $context->settings->withVat(),
			'paidAmount'         => $paid,
			'paidAt'             => $paidAt,
			'buyerName'          => self::orNull( $buyer->displayName() ),
			'buyerEmail'         => self::orNull( $buyer->email ),
			'buyerPhone'         => self::orNull( $buyer->phone ),
			'deliveryAddress'    => self::orNull( $order->deliveryAddress ),
			'deliveryPostalCode' => self::orNull( $order->deliveryPostalCode ),
			'deliveryCity'       => self::orNull( $order->deliveryCity ),
			'deliveryCountry'    => self::orNull( $order->deliveryCountry ),
			'note'               => Note::of( $order, $total, $paid, $method, $paidAt, $context->buyerInNote ),
		];
		$context->items->assign( $drafts );
		return self::document( $fields, $drafts, $total, $order->mostRounding() );
	}

	/**
	 * @param OrderSnapshot                                       $order    As it is after the refund.
	 * @param array<int, array{total: string, quantity: string, taxes?: array<int, string>}> $refunded Order item id => what this refund took off it, positive.
	 * @param array<int, string>                                  $returned Product or variation id => what came back and no document says so yet.
	 * @param Document                                            $sale     The document that the goods were sold by.
	 * @param SentLines                                           $sold     Its lines.
	 * @throws MappingRefused
	 */
	public static function mapReturn( OrderSnapshot $order, array $refunded, array $returned, Document $sale, SentLines $sold, string $reference, Settings $settings ): MappedDocument {
		self::checkDeposit( $order );
		[ $opened, $refunded ] = Bundles::opened( $order, static fn( OrderLine $line ): bool => null !== $sold->of( $line ), $refunded );

		$drafts = Netting::returnDrafts( $opened, $refunded, $returned );
		$sold->assign( $drafts, $sale->name() );
		$total = '0';
		foreach ( $drafts as $draft ) {
			$total = Decimal::add( $total, Decimal::round( $draft->gross, 2 ) );
		}
		$fields = [
			'kind'              => 'return',
			'businessUnitId'    => $sale->businessUnitId,
			'customerId'        => $sale->customerId,
			'sourceDocumentId'  => $sale->id,
			'date'              => $order->date,
			'externalReference' => $reference,
			'paymentMethod'     => OrderPayment::method( $order->gateway, $settings ),
			'currency'          => $order->currency,
			'pricesIncludeVat'  => $sold->withVat,
			'buyerName'         => $order->buyer->displayName(),
			'note'              => Note::ofReturn( $order, $sale->name() ),
		];
		return self::document( $fields, $drafts, $total, '0' );
	}

	/** @throws MappingRefused Where a refund takes a deposit off a line whose price is higher. */
	private static function checkDeposit( OrderSnapshot $order ): void {
		if ( null !== $order->deferred && '0' !== $order->refunded ) {
			( new MappingRefused( 'deposit_refunded', Sentence::__( 'Something of this order was refunded, and only a deposit of its price was paid with it. Correct it in SORS by hand, then mark this as done.', 'sors-api-for-woocommerce' ) ) )->throw();
		}
	}

	/** @throws MappingRefused */
	public static function checkCurrency( OrderSnapshot $order ): void {
		if ( 'RSD' !== $order->currency ) {
			/* translators: %s: currency code. */
			( new MappingRefused( 'currency', Sentence::__( 'The order is in %s, and SORS keeps its books in RSD: only orders in dinars can be sent. Enter this one in SORS by hand.', 'sors-api-for-woocommerce', $order->currency ) ) )->throw();
		}
	}

	/**
	 * @param array<string, mixed> $fields Without lines and total.
	 * @param list<DraftLine>      $drafts With items and rates.
	 */
	private static function document( array $fields, array $drafts, string $total, string $most ): MappedDocument {
		$withVat = true === $fields['pricesIncludeVat'];
		$lines   = PricedLines::of( $drafts, $total, $withVat, $most );
		$sent    = new SentLines( $withVat );
		foreach ( $lines as $i => $line ) {
			$sent->add( $drafts[ $i ]->type, $drafts[ $i ]->source, $line );
		}
		return new MappedDocument( new Document( $fields + [ 'lines' => array_values( $lines ), 'total' => $total ] ), $sent );
	}

	private static function orNull( string $text ): ?string {
		return '' === $text ? null : $text;
	}
}
