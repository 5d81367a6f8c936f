<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Makes a SORS document of an order. Pure. */
final class DocumentMapper {

	/** @throws MappingRefused */
	public function map( OrderSnapshot $order, MappingContext $context ): MappedDocument {
		self::checkCurrency( $order );
		$drafts  = Netting::drafts( $order );
		$total   = Netting::total( $order );
		$items   = new LineItems( $context->items, $context->settings );
		$withVat = 'withVat' === $context->settings->priceType;
		if ( [] === $drafts ) {
			throw new MappingRefused( 'empty', __( 'Nothing is left in this order that could be sent.', 'sors-api-for-woocommerce' ) );
		}
		if ( Decimal::compare( $total, '0' ) < 0 ) {
			throw new MappingRefused( 'total_negative', __( 'The order\'s total is below zero, which no document can be. Check its fees and refunds.', 'sors-api-for-woocommerce' ) );
		}
		$items->assign( $drafts );
		$document        = self::head( $order, $context, $total );
		$document->lines = PricedLines::of( $drafts, $total, $withVat, $items->rounding() );
		return new MappedDocument( $document, self::quantities( $drafts ) );
	}

	/** @throws MappingRefused */
	public static function checkCurrency( OrderSnapshot $order ): void {
		if ( 'RSD' !== $order->currency ) {
			/* translators: %s: currency code. */
			throw new MappingRefused( 'currency', sprintf( __( 'The order is in %s, and SORS keeps its books in RSD: only orders in dinars can be sent. Enter this one in SORS by hand.', 'sors-api-for-woocommerce' ), $order->currency ) );
		}
	}

	private static function head( OrderSnapshot $order, MappingContext $context, string $total ): Document {
		$buyer  = $order->buyer;
		$method = PaymentMethods::of( $order->gateway, $context->settings->paymentMethodMap );
		$paid   = self::isPaid( $order, $method );
		return new Document(
			[
				'kind'               => $context->kind,
				'businessUnitId'     => $context->businessUnitId,
				'customerId'         => $context->customerId,
				'date'               => $order->date,
				'dueDate'            => $order->dueDate,
				'externalReference'  => $context->reference,
				'paymentMethod'      => $method,
				'currency'           => $order->currency,
				'pricesIncludeVat'   => 'withVat' === $context->settings->priceType,
				'paidAmount'         => $paid ? $total : '0',
				'paidAt'             => $paid ? $order->paidAt : null,
				'buyerName'          => self::orNull( $buyer->displayName() ),
				'buyerEmail'         => self::orNull( $buyer->email ),
				'buyerPhone'         => self::orNull( $buyer->phone ),
				'deliveryAddress'    => self::orNull( $order->deliveryAddress ),
				'deliveryPostalCode' => self::orNull( $order->deliveryPostalCode ),
				'deliveryCity'       => self::orNull( $order->deliveryCity ),
				'deliveryCountry'    => self::orNull( $order->deliveryCountry ),
				'note'               => DocumentNote::of( $order, $context->buyerInNote ),
				'total'              => $total,
			]
		);
	}

	/** WooCommerce notes a payment as soon as an order is in hand; what is collected on delivery is paid once that is done. */
	private static function isPaid( OrderSnapshot $order, string $method ): bool {
		$onDelivery = 'cod' === $order->gateway || 'cashOnDelivery' === $method;
		return null !== $order->paidAt && ( ! $onDelivery || 'completed' === $order->status );
	}

	/**
	 * @param list<DraftLine> $drafts
	 *
	 * @return array<int, string>
	 */
	private static function quantities( array $drafts ): array {
		$quantities = [];
		foreach ( $drafts as $draft ) {
			$objectId = $draft->source->objectId();
			if ( OrderLine::PRODUCT === $draft->type && null !== $draft->item && 0 !== $objectId ) {
				$quantities[ $objectId ] = Decimal::add( $quantities[ $objectId ] ?? '0', $draft->quantity );
			}
		}
		return $quantities;
	}

	private static function orNull( string $text ): ?string {
		return '' === $text ? null : $text;
	}
}
