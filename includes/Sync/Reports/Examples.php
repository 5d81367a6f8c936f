<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Database\DatabaseClock;
use SorsApi\Settings\Settings;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\Level;
use SorsApi\Store\Levels;
use SorsApi\Store\Price;
use SorsApi\Store\StockThreshold;
use SorsApi\Sync\Stock\LevelPage;
use SorsApi\Sync\Stock\StockFigure;

/** What SORS has by which the settings are chosen. */
final class Examples {

	/** Seconds that the count of one unit after the other may take; units beyond that stay uncounted. */
	private const SECONDS = 10;

	private Api $api;

	public function __construct( Api $api ) {
		$this->api = $api;
	}

	/**
	 * How many items each business unit has: SORS says the total with the first page of a unit's stock. How many of them are in
	 * stock is known after a stock run.
	 *
	 * @return list<array{id: string, items: int|null, inStock: int|null}> Null where it is not known.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function unitItems( Settings $settings ): array {
		$counts   = [];
		$isAsked  = $this->api->supportsQuery( 'listInventory', 'businessUnitId' );
		$inStock  = Levels::inStock();
		$deadline = microtime( true ) + self::SECONDS;
		foreach ( $this->api->listBusinessUnits( $settings->database ) as $unit ) {
			$items    = $isAsked && microtime( true ) < $deadline ? $this->api->listInventory( $settings->database, [ 'businessUnitId' => $unit->id ], null, false )->total : null;
			$counts[] = [ 'id' => $unit->id, 'items' => $items, 'inStock' => $inStock[ $unit->id ] ?? null ];
		}
		return $counts;
	}

	/**
	 * One real item, and what the settings would do with it. Two requests: the first page of stock, and that of items for its name.
	 *
	 * @return array<string, mixed> Zod `firstRunExamplesResponse`.
	 * @throws \SorsApi\Sors\SorsError
	 */
	public function of( Settings $settings ): array {
		$items    = $this->api->listProducts( $settings->database, [], null, false )->items;
		$products = array_column( $items, null, 'code' );
		$levels   = [];
		foreach ( $this->levels( $settings, $items ) as $level ) {
			$levels[ $level->code ][] = $level;
		}
		$best = '';
		$most = -1;
		foreach ( $levels as $code => $ofItem ) {
			$worth = self::worth( $ofItem, $products[ $code ] ?? null, $settings );
			if ( $worth > $most ) {
				$best = $code;
				$most = $worth;
			}
		}
		return self::shown( $levels[ $best ] ?? [], $products[ $best ] ?? null, $settings );
	}

	/**
	 * With one unit, its own page is requested; with several, a page of all of them shows how they add up.
	 *
	 * @param list<Product> $products
	 * @return list<Level> Of the chosen units.
	 */
	private function levels( Settings $settings, array $products ): array {
		$wanted = array_values( array_unique( array_filter( array_merge( $settings->businessUnitIds, [ $settings->priceUnit() ] ) ) ) );
		$byUnit = $this->api->supportsQuery( 'listInventory', 'businessUnitId' );
		$unit   = $byUnit && 1 === count( $wanted ) ? $wanted[0] : '';
		$found  = $this->page( $settings->database, $unit, $wanted, $products );
		// A long list that begins with other units.
		return [] === $found && '' === $unit && $byUnit ? $this->page( $settings->database, $settings->priceUnit(), $wanted, $products ) : $found;
	}

	/**
	 * @param list<string>  $wanted
	 * @param list<Product> $products
	 * @return list<Level>
	 */
	private function page( string $database, string $unit, array $wanted, array $products ): array {
		$page = new LevelPage( array_column( $products, 'code', 'id' ), $unit, $wanted, [], 0, DatabaseClock::now(), true );
		$page->read( $this->api->listInventory( $database, '' === $unit ? [] : [ 'businessUnitId' => $unit ], null, false )->items );
		return array_values( $page->levels );
	}

	/**
	 * More where the choices differ more: a price, something reserved, several units, a name to know it by.
	 *
	 * @param list<Level> $levels Of one item.
	 */
	private static function worth( array $levels, ?Product $product, Settings $settings ): int {
		$onHand    = self::figure( $levels, $settings, 'onHand' )->quantity;
		$figure    = self::figure( $levels, $settings, 'available' );
		$available = $figure->quantity;
		return ( null === self::price( $figure, $product, $settings, 'withVat' ) ? 0 : 8 )
			+ ( null !== $onHand && null !== $available && ! Decimal::equals( $onHand, $available ) ? 8 : 0 )
			+ ( null !== $onHand && Decimal::compare( $onHand, '0' ) > 0 ? 4 : 0 )
			+ ( null !== $product && false !== $product->active ? 4 : 0 )
			+ min( 3, count( self::addedUp( $levels, $settings ) ) );
	}

	/**
	 * @param list<Level> $levels Of one item; [] = there is none.
	 * @return array<string, mixed>
	 */
	private static function shown( array $levels, ?Product $product, Settings $settings ): array {
		$figure = self::figure( $levels, $settings, 'available' );
		$item   = [] === $levels ? null : [
			'code'    => $levels[0]->code,
			'name'    => $product->name ?? $levels[0]->code,
			'vatRate' => isset( $product->vatRate ) ? Decimal::normalise( $product->vatRate ) : null,
		];
		$shown  = static fn( Level $level ): array => [ 'businessUnitId' => $level->unitId, 'onHand' => $level->onHand, 'reserved' => $level->reserved, 'available' => $level->available ];
		$prices = [ 'withVat' => self::price( $figure, $product, $settings, 'withVat' ), 'withoutVat' => self::price( $figure, $product, $settings, 'withoutVat' ) ];
		return [
			'item'    => $item,
			'problem' => null !== $item ? null : __( 'SORS shows no item with stock in these business units, so there is nothing to explain the choices by. Check whether the right units were chosen.', 'sors-api-for-woocommerce' ),
			'levels'  => array_map( $shown, self::addedUp( $levels, $settings ) ),
			'price'   => [ 'withVat' => $figure->priceWithVat, 'withoutVat' => $figure->priceWithoutVat, 'shop' => $prices ],
			'stock'   => [ 'onHand' => self::sellable( self::figure( $levels, $settings, 'onHand' )->quantity ), 'available' => self::sellable( $figure->quantity ) ],
		];
	}

	/**
	 * The price unit's may be another one.
	 *
	 * @param list<Level> $levels
	 * @return list<Level>
	 */
	private static function addedUp( array $levels, Settings $settings ): array {
		return array_values( array_filter( $levels, static fn( Level $level ): bool => in_array( $level->unitId, $settings->businessUnitIds, true ) ) );
	}

	/** @param list<Level> $levels */
	private static function figure( array $levels, Settings $settings, string $stockMode ): StockFigure {
		return StockFigure::of( $levels, $settings->with( [ 'stockMode' => $stockMode ] ) );
	}

	private static function price( StockFigure $figure, ?Product $product, Settings $settings, string $type ): ?string {
		return Price::of( $figure->priceWithVat, $figure->priceWithoutVat, $product->vatRate ?? null, $settings->with( [ 'priceType' => $type ] ) )->value;
	}

	private static function sellable( ?string $quantity ): ?string {
		return null === $quantity || StockThreshold::sellsFractions() ? $quantity : Decimal::floor( $quantity, 0 );
	}
}
