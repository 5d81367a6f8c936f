<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Stock;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Decimal;
use SorsApi\Store\Level;
use SorsApi\Store\Link;
use SorsApi\Store\Price;

/**
 * Pure: what SORS says of the stock and the price of one item, over all chosen
 * units. Figure and moment belong together, and are kept until it is applied.
 */
final class StockFigure {

	/** Decimal; null = no unit has a level of it. */
	public ?string $quantity = null;
	/** The earliest moment over all units, also those that have none of it, in microseconds; 0 = none was read. */
	public int $readAt = 0;
	/** @var array<string, int> Unit => moment, of those whose stock is in it: see also soughtAt(). PHP makes integers of ids that look like one. */
	public array $moments = [];
	/** Decimals of the price unit; null = it has none. */
	public ?string $priceWithVat    = null;
	public ?string $priceWithoutVat = null;
	/** As of Level: why it is not known. */
	public int $conflict = 0;
	/** Why SORS' record of it could not be read, a Sentence; '' = it could. Without a quantity nothing of it is known. */
	public string $unreadable = '';
	/** What failed over it, a Sentence; '' = nothing. What SORS has is the most that may be sold all the same. */
	public string $failure = '';

	/** @param list<Level> $levels Of one item. */
	public static function of( array $levels, Settings $settings ): self {
		$figure = new self();
		$ids    = array_filter( array_column( $levels, 'sorsId' ) );
		// Two items that share a code, each in a unit of its own.
		$figure->conflict = count( array_unique( $ids ) ) > 1 ? Level::TWO_ITEMS : 0;
		foreach ( $levels as $level ) {
			$figure->conflict = 0 === $figure->conflict ? $level->conflict : $figure->conflict;
			if ( $level->unitId === $settings->priceUnit() ) {
				$figure->priceWithVat    = $level->priceWithVat;
				$figure->priceWithoutVat = $level->priceWithoutVat;
			}
			$quantity = self::ofLevel( $level, $settings->stockMode );
			if ( null !== $quantity && in_array( $level->unitId, $settings->businessUnitIds, true ) ) {
				$figure->quantity                  = null === $figure->quantity ? $quantity : Decimal::add( $figure->quantity, $quantity );
				$figure->moments[ $level->unitId ] = $level->readAt;
				$figure->readAt                    = 0 === $figure->readAt ? $level->readAt : min( $figure->readAt, $level->readAt );
			}
		}
		return $figure;
	}

	/**
	 * In units without a level the item was looked for at that moment, or later, and not found.
	 *
	 * @param int $told The last such moment at which all records could be told: of later documents of such a unit, the level
	 *                  may have been one of the others.
	 */
	public function soughtAt( int $moment, Settings $settings, int $told ): void {
		$absent = array_diff( $settings->businessUnitIds, array_keys( $this->moments ) );
		if ( 0 === $this->readAt ) {
			$this->readAt = $moment;
		} elseif ( [] !== $absent ) {
			$this->readAt = min( $this->readAt, $moment );
		}
		if ( $told < $this->readAt ) {
			$this->moments += array_fill_keys( $absent, $told );
		}
	}

	public function price( Link $link, Settings $settings ): Price {
		return Price::of( $this->priceWithVat, $this->priceWithoutVat, '' === $link->vatRate ? null : $link->vatRate, $settings );
	}

	/** @param array<string, mixed> $payload What toPayload() gave. */
	public static function fromPayload( array $payload ): self {
		$figure = new self();
		foreach ( [ 'quantity', 'priceWithVat', 'priceWithoutVat' ] as $name ) {
			$figure->$name = isset( $payload[ $name ] ) && is_string( $payload[ $name ] ) ? $payload[ $name ] : null;
		}
		$figure->readAt   = isset( $payload['readAt'] ) && is_int( $payload['readAt'] ) ? $payload['readAt'] : 0;
		$figure->moments  = isset( $payload['moments'] ) && is_array( $payload['moments'] ) ? array_filter( $payload['moments'], 'is_int' ) : [];
		$figure->conflict = isset( $payload['conflict'] ) && is_int( $payload['conflict'] ) ? $payload['conflict'] : 0;

		$figure->unreadable = isset( $payload['unreadable'] ) && is_string( $payload['unreadable'] ) ? $payload['unreadable'] : '';
		return $figure;
	}

	/** @return array<string, mixed> */
	public function toPayload(): array {
		return get_object_vars( $this );
	}

	/** @return list<string> Fields of a level that need not be read. */
	public static function unneeded( Settings $settings ): array {
		return array_merge(
			'onHand' === $settings->stockMode ? [ 'reserved', 'available' ] : [],
			'never' === $settings->fields['price'] ? [ 'priceWithVat', 'priceWithoutVat' ] : []
		);
	}

	/** What one unit adds to the figure; null = it does not say. */
	public static function ofLevel( Level $level, string $mode ): ?string {
		if ( 'onHand' === $mode || ( null === $level->available && null === $level->reserved ) ) {
			return $level->onHand;
		}
		if ( null !== $level->available ) {
			return $level->available;
		}
		return null === $level->onHand ? null : Decimal::subtract( $level->onHand, (string) $level->reserved );
	}
}
