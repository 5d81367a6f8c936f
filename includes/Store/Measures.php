<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sors\Decimal;

/** Weight and dimensions of items, in the shop's units. */
final class Measures {

	/** Property of a product => the choice of the owner that it goes by. */
	public const CHOICES = [
		'weight' => 'weight',
		'length' => 'dimensions',
		'width'  => 'dimensions',
		'height' => 'dimensions',
	];

	private const DECIMALS = 6;

	/** @var array<string, string> */
	private array $units;

	/** @param array<string, string> $units Of SORS, by property: those that it has. */
	public function __construct( array $units ) {
		$this->units = $units;
	}

	/**
	 * Those that go by one of the choices.
	 *
	 * @param array<string> $choices
	 *
	 * @return list<string> Properties.
	 */
	public function by( array $choices ): array {
		return array_values( array_filter( array_keys( $this->units ), static fn( string $property ): bool => in_array( self::CHOICES[ $property ], $choices, true ) ) );
	}

	/** @return list<string> Choices that stand for something, since SORS has it. */
	public function choices(): array {
		return array_values( array_unique( array_intersect_key( self::CHOICES, $this->units ) ) );
	}

	/** @param string|null $figure As SORS has it. Nothing and zero say the same of goods: not known. */
	public function inShop( string $property, ?string $figure ): ?string {
		if ( null === $figure || Decimal::compare( $figure, '0' ) <= 0 ) {
			return null;
		}
		$isWeight = 'weight' === $property;
		$unit     = get_option( $isWeight ? 'woocommerce_weight_unit' : 'woocommerce_dimension_unit' );
		$unit     = is_string( $unit ) && '' !== $unit ? strtolower( $unit ) : $this->units[ $property ];
		if ( $unit === $this->units[ $property ] ) {
			return Decimal::round( $figure, self::DECIMALS );
		}
		$converted = $isWeight ? wc_get_weight( (float) $figure, $unit, $this->units[ $property ] ) : wc_get_dimension( (float) $figure, $unit, $this->units[ $property ] );
		$figure    = Decimal::normalise( number_format( (float) $converted, self::DECIMALS, '.', '' ) );
		return '0' === $figure ? null : $figure;
	}
}
