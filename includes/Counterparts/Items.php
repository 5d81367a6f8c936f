<?php
declare( strict_types=1 );

namespace SorsApi\Counterparts;

use SorsApi\Documents\Item;
use SorsApi\Documents\LineItems;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Store\Link;
use SorsApi\Store\Links;

/** Finds the SORS items of an order, with the ids that they have in one database. */
final class Items {

	private Links $links;
	private ItemReading $reading;

	public function __construct( Links $links, ItemReading $reading ) {
		$this->links   = $links;
		$this->reading = $reading;
	}

	/**
	 * @throws \SorsApi\Documents\Postponed
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function of( OrderSnapshot $order, string $database, Settings $settings, Api $api ): LineItems {
		$objectIds = [];
		foreach ( $order->lines as $line ) {
			$objectIds[] = $line->objectId();
			$objectIds[] = $line->productId;
		}
		$objectIds = array_values( array_unique( array_filter( $objectIds ) ) );
		$codes     = array_values( array_unique( array_filter( [ $settings->shippingItemCode, $settings->feeItemCode, $settings->roundingItemCode ] ) ) );
		$byObject  = $this->links->byObjectIds( $objectIds );
		$byCode    = $this->links->byCodes( $codes );
		$elsewhere = self::elsewhere( array_merge( array_values( $byObject ), array_values( $byCode ) ), $database );
		if ( [] !== $elsewhere ) {
			// Ids change with the yearly database, codes do not.
			$this->reading->find( $elsewhere, $database, $api );
			$byObject = $this->links->byObjectIds( $objectIds );
			$byCode   = $this->links->byCodes( $codes );
		}
		$items = [];
		foreach ( $byObject as $objectId => $link ) {
			$items[ $objectId ] = self::item( $link, $database );
		}
		$others = [];
		foreach ( $byCode as $link ) {
			$others[] = self::item( $link, $database );
		}
		return new LineItems( $items, $others, $settings );
	}

	/**
	 * @param list<Link> $links
	 *
	 * @return list<string> Codes of items that were last seen in another database.
	 */
	private static function elsewhere( array $links, string $database ): array {
		$codes = [];
		foreach ( $links as $link ) {
			if ( $link->database !== $database ) {
				$codes[] = $link->code;
			}
		}
		return array_values( array_unique( $codes ) );
	}

	private static function item( Link $link, string $database ): Item {
		$id = $link->database === $database && '' !== $link->sorsId ? $link->sorsId : null;
		return new Item( $link->code, $id, '' === $link->vatRate ? null : $link->vatRate, '' === $link->unit ? null : $link->unit );
	}
}
