<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Reports;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Store\Level;
use SorsApi\Store\Price;
use SorsApi\Sync\Stock\StockFigure;

/** Pure: picks the item that explains the choices best, and shows what each choice makes of it. */
final class ExampleItem {

	/** @var list<Level> */
	private array $levels;
	private ?Product $product;
	private Settings $settings;

	/** @param list<Level> $levels Of one item. */
	public function __construct( array $levels, ?Product $product, Settings $settings ) {
		$this->levels   = $levels;
		$this->product  = $product;
		$this->settings = $settings;
	}

	/**
	 * @param list<Level>   $levels   Of the chosen units.
	 * @param list<Product> $products
	 */
	public static function choose( array $levels, array $products, Settings $settings ): ?self {
		$perCode = [];
		$byCode  = [];
		foreach ( $levels as $level ) {
			$perCode[ $level->code ][] = $level;
		}
		foreach ( $products as $product ) {
			$byCode[ $product->code ] = $product;
		}
		$best = null;
		foreach ( $perCode as $code => $ofItem ) {
			$item = new self( $ofItem, $byCode[ $code ] ?? null, $settings );
			$best = null === $best || $item->worth() > $best->worth() ? $item : $best;
		}
		return $best;
	}

	/** @return array<string, mixed> Zod `firstRunExamplesResponse`. */
	public function toArray( bool $fractions ): array {
		$figure = $this->figure( 'available' );
		return [
			'item'    => [
				'code'    => $this->levels[0]->code,
				'name'    => null === $this->product || null === $this->product->name ? $this->levels[0]->code : $this->product->name,
				'vatRate' => $this->vatRate(),
			],
			'problem' => null,
			'levels'  => array_map(
				static function ( Level $level ): array {
					return [
						'businessUnitId' => $level->unitId,
						'onHand'         => $level->onHand,
						'reserved'       => $level->reserved,
						'available'      => $level->available,
					];
				},
				$this->ofChosenUnits()
			),
			'price'   => [
				'withVat'    => $figure->priceWithVat,
				'withoutVat' => $figure->priceWithoutVat,
				'shop'       => [
					'withVat'    => $this->price( 'withVat' ),
					'withoutVat' => $this->price( 'withoutVat' ),
				],
			],
			'stock'   => [
				'onHand'    => self::sellable( $this->figure( 'onHand' )->quantity, $fractions ),
				'available' => self::sellable( $figure->quantity, $fractions ),
			],
		];
	}

	/** More where the choices differ more: a price, something reserved, several units, a name to know it by. */
	private function worth(): int {
		$onHand    = $this->figure( 'onHand' )->quantity;
		$available = $this->figure( 'available' )->quantity;
		return ( null === $this->price( 'withVat' ) ? 0 : 8 )
			+ ( null !== $onHand && null !== $available && ! Decimal::equals( $onHand, $available ) ? 8 : 0 )
			+ ( null !== $onHand && Decimal::compare( $onHand, '0' ) > 0 ? 4 : 0 )
			+ ( null !== $this->product && false !== $this->product->active ? 4 : 0 )
			+ min( 3, count( $this->ofChosenUnits() ) );
	}

	/** @return list<Level> Those that are added up; the price unit's may be another one. */
	private function ofChosenUnits(): array {
		return array_values( array_filter( $this->levels, fn( Level $level ): bool => in_array( $level->unitId, $this->settings->businessUnitIds, true ) ) );
	}

	private function figure( string $stockMode ): StockFigure {
		$settings            = clone $this->settings;
		$settings->stockMode = $stockMode;
		return StockFigure::of( $this->levels, $settings );
	}

	private function price( string $type ): ?string {
		$figure = $this->figure( 'available' );
		return Price::of( $figure->priceWithVat, $figure->priceWithoutVat, $this->vatRate(), $this->settings->with( [ 'priceType' => $type ] ) )->value;
	}

	private function vatRate(): ?string {
		return null === $this->product || null === $this->product->vatRate ? null : Decimal::normalise( $this->product->vatRate );
	}

	private static function sellable( ?string $quantity, bool $fractions ): ?string {
		return null === $quantity || $fractions ? $quantity : Decimal::floor( $quantity, 0 );
	}
}
