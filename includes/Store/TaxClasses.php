<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** Which tax class of the shop stands for a VAT rate of SORS. */
final class TaxClasses {

	/** @var array<int|string, string> Rate => slug: what WooCommerce's own classes mean in Serbia. */
	public const USUAL = [ '20' => '', '10' => 'reduced-rate', '0' => 'zero-rate' ];

	/** @var array<int|string, string> Normalised rate => slug; PHP makes integers of keys like "20". */
	private array $chosen;
	/** @var array<string, string> Slug => name of what the shop has; '' is the standard class. */
	private array $existing;
	/** @var callable( string ): string Slug => percent that buyers at the shop's address pay. */
	private $percent;

	/**
	 * @param array<int|string, string>   $chosen The owner's own mapping.
	 * @param array<string, string>       $existing
	 * @param callable( string ): string $percent
	 */
	public function __construct( array $chosen, array $existing, callable $percent ) {
		$this->chosen   = $chosen;
		$this->existing = $existing;
		$this->percent  = $percent;
	}

	/**
	 * With taxes switched off, tax classes mean nothing and are left alone.
	 *
	 * @param array<int|string, string> $chosen The owner's own mapping: rate => slug.
	 */
	public static function ofShop( array $chosen ): self {
		return new self( $chosen, wc_tax_enabled() ? self::names() : [], static fn( string $class ): string => (string) array_sum( array_column( \WC_Tax::get_base_tax_rates( $class ), 'rate' ) ) );
	}

	/** @return array<string, string> Slug => name, whether taxes are switched on or not; '' is the standard class. */
	public static function names(): array {
		return [ '' => Sentence::__( 'Standard', 'sors-api-for-woocommerce' ) ] + array_map( 'strval', array_column( \WC_Tax::get_tax_rate_classes(), 'name', 'slug' ) );
	}

	/** @return array<mixed> */
	public function fingerprint(): array {
		return [ $this->chosen, $this->existing, array_map( fn( string $slug ): string => ( $this->percent )( $slug ), array_keys( $this->existing ) ) ];
	}

	/** The name that people see; the slug of a class that the shop does not have. */
	public function name( string $slug ): string {
		return $this->existing[ $slug ] ?? $slug;
	}

	/** @return 'chosen'|'usual'|'none' Where the mapping of the rate comes from: the owner, our default, or nowhere. */
	public function source( string $rate ): string {
		$source = isset( $this->chosen[ Decimal::normalise( $rate ) ] ) ? 'chosen' : 'usual';
		return null === $this->forRate( $rate ) ? 'none' : $source;
	}

	/** Slug of the class for a rate in percent; null where none is known, so that the product keeps the one it has. */
	public function forRate( ?string $rate ): ?string {
		$rate  = null === $rate ? '' : Decimal::normalise( $rate );
		$class = $this->chosen[ $rate ] ?? self::USUAL[ $rate ] ?? null;
		return null !== $class && isset( $this->existing[ $class ] ) ? $class : null;
	}

	/** The class that a product is to have in place of its own; null = its own is right, or none is known. Another class with the same rate is the owner's. */
	public function inPlaceOf( string $own, ?string $rate ): ?string {
		$class = $this->forRate( $rate );
		if ( null === $class || $class === $own ) {
			return null;
		}
		$isSame = 'usual' === $this->source( (string) $rate ) && isset( $this->existing[ $own ] ) && Decimal::equals( ( $this->percent )( $own ), (string) $rate );
		return $isSame ? null : $class;
	}
}
