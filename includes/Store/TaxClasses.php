<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sors\Decimal;

/** Which tax class of the shop a VAT rate of SORS is. */
final class TaxClasses {

	/** @var array<int|string, string> What WooCommerce's own classes mean in Serbia. */
	private const USUAL = [
		'20' => '',
		'10' => 'reduced-rate',
		'0'  => 'zero-rate',
	];

	/** @var array<int|string, string> Normalised rate => slug; PHP makes integers of keys like "20". */
	private array $chosen;

	/** @var list<string> Slugs that the shop has, '' included. */
	private array $existing;

	/**
	 * @param array<int|string, string> $chosen The owner's own mapping.
	 * @param list<string>              $existing
	 */
	public function __construct( array $chosen, array $existing ) {
		$this->chosen   = $chosen;
		$this->existing = $existing;
	}

	/**
	 * With taxes switched off, tax classes mean nothing and are left alone.
	 *
	 * @param array<int|string, string> $chosen
	 */
	public static function ofShop( array $chosen ): self {
		$existing = wc_tax_enabled() && class_exists( 'WC_Tax' ) ? array_merge( [ '' ], array_values( \WC_Tax::get_tax_class_slugs() ) ) : [];
		return new self( $chosen, $existing );
	}

	/** @return 'chosen'|'usual'|'none' Who says so. */
	public function source( string $rate ): string {
		if ( null === $this->forRate( $rate ) ) {
			return 'none';
		}
		return isset( $this->chosen[ Decimal::normalise( $rate ) ] ) ? 'chosen' : 'usual';
	}

	/** Slug of the class; null where nobody can tell, so that the product keeps the one it has. */
	public function forRate( ?string $rate ): ?string {
		if ( null === $rate ) {
			return null;
		}
		$rate  = Decimal::normalise( $rate );
		$class = $this->chosen[ $rate ] ?? self::USUAL[ $rate ] ?? null;
		return null !== $class && in_array( $class, $this->existing, true ) ? $class : null;
	}
}
