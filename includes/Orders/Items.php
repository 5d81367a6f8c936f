<?php
declare( strict_types=1 );

namespace SorsApi\Orders;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Product;
use SorsApi\Store\Link;
use SorsApi\Store\Links;

/** Finds the SORS items of an order, with the ids that they have in one database. */
final class Items {

	private Links $links;

	/** @var array<string, array<string, Product>> Database => "c" and code => item; what this process has read already. */
	private array $products = [];
	/** @var array<string, string|null> Database => where reading goes on. */
	private array $next = [];
	/** @var array<string, true> Databases of which every item was read. */
	private array $complete = [];

	public function __construct( Links $links ) {
		$this->links = $links;
	}

	/** @throws \SorsApi\Sors\SorsError */
	public function of( OrderSnapshot $order, string $database, Settings $settings, Api $api ): ItemCatalog {
		$objectIds = [];
		foreach ( $order->lines as $line ) {
			$objectIds[] = $line->objectId();
			$objectIds[] = $line->productId;
		}
		$byObject = $this->links->byObjectIds( array_values( array_unique( array_filter( $objectIds ) ) ) );
		$codes    = array_values( array_unique( array_filter( [ $settings->shippingItemCode, $settings->feeItemCode, $settings->roundingItemCode ] ) ) );
		$byCode   = array_values( $this->links->byCodes( $codes ) );
		$products = $this->productsIn( $database, array_merge( array_values( $byObject ), $byCode ), $api );
		$items    = [];
		foreach ( $byObject as $objectId => $link ) {
			$items[ $objectId ] = self::item( $link, $database, $products );
		}
		$others = [];
		foreach ( $byCode as $link ) {
			$others[] = self::item( $link, $database, $products );
		}
		return new ItemCatalog( $items, $others );
	}

	/**
	 * Ids change with the yearly database, codes do not: items last seen in another database are found again by code.
	 *
	 * @param list<Link> $links
	 *
	 * @return array<string, Product> "c" and code => the item as this database has it; only of those last seen in another one.
	 *
	 * @throws \SorsApi\Sors\SorsError
	 */
	private function productsIn( string $database, array $links, Api $api ): array {
		$missing = [];
		foreach ( $links as $link ) {
			if ( $link->database !== $database && ! isset( $this->products[ $database ][ 'c' . $link->code ] ) ) {
				$missing[ 'c' . $link->code ] = true;
			}
		}
		$next = $this->next[ $database ] ?? null;
		while ( [] !== $missing && ! isset( $this->complete[ $database ] ) ) {
			$page = $api->listProducts( $database, [], $next );
			foreach ( $page->items as $product ) {
				$this->products[ $database ][ 'c' . $product->code ] = $product;
				unset( $missing[ 'c' . $product->code ] );
			}
			$next                    = $page->next;
			$this->next[ $database ] = $next;
			if ( null === $next ) {
				$this->complete[ $database ] = true;
			}
		}
		return $this->products[ $database ] ?? [];
	}

	/** @param array<string, Product> $products */
	private static function item( Link $link, string $database, array $products ): Item {
		$unit    = '' === $link->unit ? null : $link->unit;
		$rate    = '' === $link->vatRate ? null : $link->vatRate;
		$product = $products[ 'c' . $link->code ] ?? null;
		if ( $link->database === $database || null === $product ) {
			$id = $link->database === $database && '' !== $link->sorsId ? $link->sorsId : null;
			return new Item( $link->code, $id, $rate, $unit );
		}
		return new Item( $link->code, $product->id, $product->vatRate ?? $rate, $product->unit ?? $unit );
	}
}
