<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Product;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Level;
use SorsApi\Store\StockThreshold;
use SorsApi\Sync\Stock\LevelPage;

/** Shows with one real item what the settings would do. Two requests: the first page of stock, and the first page of items for its name. */
final class Examples {
	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * @return array<string, mixed> Zod `firstRunExamplesResponse`.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function of( Settings $settings ): array {
		$products = $this->api->listProducts( $settings->database, [], null, false )->items;
		$item     = ExampleItem::choose( $this->levels( $settings, $products ), $products, $settings );
		return null === $item ? self::none() : $item->toArray( StockThreshold::sellsFractions() );
	}

	/**
	 * With one unit, its own page is requested; with several, a page of all of them shows how they add up.
	 *
	 * @param list<Product> $products
	 * @return list<Level>
	 */
	private function levels( Settings $settings, array $products ): array {
		$wanted = array_values( array_unique( array_filter( array_merge( $settings->businessUnitIds, [ $settings->priceUnit() ] ) ) ) );
		$unit   = 1 === count( $wanted ) && $this->api->supportsQuery( 'listInventory', 'businessUnitId' ) ? $wanted[0] : '';
		$found  = self::page( $this->api, $settings->database, $unit, $wanted, $products );
		if ( [] === $found && '' === $unit && $this->api->supportsQuery( 'listInventory', 'businessUnitId' ) ) {
			// A long list that begins with other units.
			$found = self::page( $this->api, $settings->database, $settings->priceUnit(), $wanted, $products );
		}
		return $found;
	}

	/**
	 * @param list<string>  $wanted
	 * @param list<Product> $products
	 * @return list<Level>
	 */
	private static function page( Api $api, string $database, string $unit, array $wanted, array $products ): array {
		$codes = [];
		foreach ( $products as $product ) {
			$codes[ (string) $product->id ] = $product->code;
		}
		$readAt = DatabaseClock::now();
		/** @var list<StockLevel> $records */
		$records = $api->listInventory( $database, '' === $unit ? [] : [ 'businessUnitId' => $unit ], null, false )->items;
		$page    = new LevelPage( $codes, $unit, $wanted, [], 0, $readAt, true );
		$page->read( $records );
		return array_values( $page->levels );
	}

	/** @return array<string, mixed> */
	private static function none(): array {
		return [
			'item'    => null,
			'problem' => __( 'SORS shows no item with stock in these business units, so there is nothing to explain the choices by. Check whether the right units were chosen.', 'sors-api-for-woocommerce' ),
			'levels'  => [],
			'price'   => [
				'withVat'    => null,
				'withoutVat' => null,
				'shop'       => [
					'withVat'    => null,
					'withoutVat' => null,
				],
			],
			'stock'   => [
				'onHand'    => null,
				'available' => null,
			],
		];
	}
}
