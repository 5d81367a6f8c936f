<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\Document;

/** Makes the return document of a refund whose goods came back. Pure. */
final class ReturnMapper {

	/**
	 * @param OrderSnapshot                                       $order    As it is after the refund.
	 * @param array<int, array{total: string, quantity: string}> $refunded Order item id => what this refund took off it, positive.
	 * @param array<int, string>                                  $returned Product or variation id => what came back and no document says so yet.
	 * @param Document                                            $source   The sale: its kind is not used, its customer and unit are.
	 *
	 * @throws MappingRefused
	 */
	public function map( OrderSnapshot $order, array $refunded, array $returned, MappingContext $context, Document $source ): MappedDocument {
		$drafts     = [];
		$quantities = [];
		foreach ( $order->lines as $line ) {
			$taken = $refunded[ $line->itemId ] ?? null;
			if ( null === $taken ) {
				continue;
			}
			if ( OrderLine::PRODUCT !== $line->type ) {
				if ( '0' !== Decimal::round( $taken['total'], 2 ) ) {
					$drafts[] = new DraftLine( $line->type, $line, '1', $taken['total'] );
				}
				continue;
			}
			$objectId = $line->objectId();
			$quantity = self::least( $taken['quantity'], $returned[ $objectId ] ?? '0' );
			if ( '0' === $quantity ) {
				continue;
			}
			$returned[ $objectId ]   = Decimal::subtract( $returned[ $objectId ], $quantity );
			$quantities[ $objectId ] = Decimal::add( $quantities[ $objectId ] ?? '0', $quantity );
			$gross                   = Decimal::divide( Decimal::multiply( $taken['total'], $quantity ), $taken['quantity'], 6 );
			$drafts[]                = new DraftLine( OrderLine::PRODUCT, self::withoutListPrice( $line ), $quantity, $gross );
		}
		$items = new LineItems( $context->items, $context->settings );
		$items->assign( $drafts );
		$total = '0';
		foreach ( $drafts as $draft ) {
			$total = Decimal::add( $total, Decimal::round( $draft->gross, 2 ) );
		}
		$withVat  = 'withVat' === $context->settings->priceType;
		$document = new Document(
			[
				'kind'              => 'return',
				'businessUnitId'    => $source->businessUnitId,
				'customerId'        => $source->customerId,
				'sourceDocumentId'  => $source->id,
				'date'              => $order->date,
				'externalReference' => $context->reference,
				'paymentMethod'     => PaymentMethods::of( $order->gateway, $context->settings->paymentMethodMap ),
				'currency'          => $order->currency,
				'pricesIncludeVat'  => $withVat,
				'buyerName'         => $order->buyer->displayName(),
				/* translators: 1: order number, 2: number of a document. */
				'note'              => sprintf( __( 'Return of web order %1$s (%2$s)', 'sors-api-for-woocommerce' ), $order->number, (string) ( $source->number ?? $source->id ) ),
				'lines'             => PricedLines::of( $drafts, $total, $withVat, $items->rounding() ),
				'total'             => $total,
			]
		);
		return new MappedDocument( $document, $quantities );
	}

	private static function least( string $a, string $b ): string {
		$least = Decimal::compare( $a, $b ) <= 0 ? $a : $b;
		return Decimal::compare( $least, '0' ) <= 0 ? '0' : $least;
	}

	/** What was given back is the price; a discount is of no use on a return. */
	private static function withoutListPrice( OrderLine $line ): OrderLine {
		$bare            = clone $line;
		$bare->listPrice = null;
		return $bare;
	}
}
