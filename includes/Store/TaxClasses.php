<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** Which tax class of the shop stands for a VAT rate of SORS. */
final class TaxClasses {

	/** @var array<int|string, string> Rate => slug: what WooCommerce's own classes mean in Serbia. */
	public const USUAL = [
		'20' => '',
		'10' => 'reduced-rate',
		'0'  => 'zero-rate',
	];

	/** @var array<int|string, string> Normalised rate => slug; PHP makes integers of keys like "20". */
	private array $chosen;

	/** @var array<string, string> Slug => name of what the shop has; '' is the standard class. */
	private array $existing;

	/**
	 * @param array<int|string, string> $chosen The owner's own mapping.
	 * @param array<string, string>     $existing
	 */
	public function __construct( array $chosen, array $existing ) {
		$this->chosen   = $chosen;
		$this->existing = $existing;
	}

	/**
	 * With taxes switched off, tax classes mean nothing and are left alone.
	 *
	 * @param array<int|string, string> $chosen The owner's own mapping: rate => slug.
	 */
	public static function ofShop( array $chosen ): self {
		return new self( $chosen, wc_tax_enabled() ? self::names() : [] );
	}

	/** @return array<string, string> Slug => name, whether taxes are switched on or not; '' is the standard class. */
	public static function names(): array {
		$names = [ '' => Sentence::__( 'Standard', 'sors-api-for-woocommerce' ) ];
		foreach ( \WC_Tax::get_tax_rate_classes() as $class ) {
			$names[ (string) $class->slug ] = (string) $class->name;
		}
		return $names;
	}

	/** The name that people see; the slug of a class that the shop does not have. */
	public function name( string $slug ): string {
		return $this->existing[ $slug ] ?? $slug;
	}

	/** @return 'chosen'|'usual'|'none' Where the mapping of the rate comes from: the owner, our default, or nowhere. */
	public function source( string $rate ): string {
		if ( null === $this->forRate( $rate ) ) {
			return 'none';
		}
		return isset( $this->chosen[ Decimal::normalise( $rate ) ] ) ? 'chosen' : 'usual';
	}

	/** Slug of the class for a rate in percent; null where none is known, so that the product keeps the one it has. */
	public function forRate( ?string $rate ): ?string {
		if ( null === $rate ) {
			return null;
		}
		$rate  = Decimal::normalise( $rate );
		$class = $this->chosen[ $rate ] ?? self::USUAL[ $rate ] ?? null;
		return null !== $class && isset( $this->existing[ $class ] ) ? $class : null;
	}
}
