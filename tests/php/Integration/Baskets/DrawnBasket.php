<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Baskets;

'cli' === PHP_SAPI || exit;

/**
 * What a buyer puts into the cart, how the order comes, and what other plugins make of it.
 *
 * A quantity may be a part of a piece, which WooCommerce's annotations do not know.
 *
 * @phpstan-type Line array{product: string, price: string, sale: string, quantity: mixed, isInside: bool}
 */
final class DrawnBasket {

	public const WAYS = [
		'classic' => 'Classic checkout',
		'block'   => 'Block checkout',
		'rest'    => 'WooCommerce’s REST API',
		'admin'   => 'Made in wp-admin',
	];

	private const COUPONS = [ [ 'percent', '13' ], [ 'percent', '5' ], [ 'percent', '33.3' ], [ 'percent', '100' ], [ 'fixed_cart', '150.50' ], [ 'fixed_cart', '500' ], [ 'fixed_product', '9.99' ] ];

	/** Amount, whether it is taxed, tax class. */
	private const FEES = [ [ '41.67', true, '' ], [ '120', true, '' ], [ '249.99', false, '' ], [ '100', true, 'reduced-rate' ], [ '-140', true, '' ], [ '-33.33', true, '' ], [ '-999', true, '' ] ];

	/** @var key-of<self::WAYS> */
	public string $way;
	/** @var list<Line> */
	public array $lines = [];
	/** @var list<array{string, string}> Type and amount. */
	public array $coupons = [];
	public array $fees = [];
	/** One of Neighbours' plugins; empty = none. */
	public string $tender = '';
	/** Which part of the total is paid so. */
	public float $share = 0;
	/** One of Neighbours' plugins, where the basket has a bundle. */
	public string $bundle = '';
	/** The bundle itself costs something, and what is in it nothing. */
	public bool $bundleCosts = false;
	/** By what a plugin changes the total and says nothing of it. */
	public int $gap = 0;
	/** Which part of the first product's price is asked for as a deposit; 0 = it is none. */
	public float $deposit = 0;
	/** @var 'cod'|'bacs'|'card'|'none' */
	public string $payment;
	public bool $isAbroad = false;
	/** Staff press "Recalculate" before it is sent. */
	public bool $isRecalculated = false;
	/** Staff type another price. */
	public bool $isEdited = false;

	public function __construct( DrawnShop $shop ) {
		$this->way = DrawnShop::of( [ 'classic', 'classic', 'classic', 'block', 'rest', 'rest', 'admin' ] );
		$products  = array_slice( DrawnShop::PRODUCTS, 0, 13 );
		shuffle( $products );
		foreach ( array_slice( $products, 0, mt_rand( 1, 4 ) ) as $product ) {
			$this->lines[] = $this->line( $product, $shop );
		}
		$isOffice      = in_array( $this->way, [ 'rest', 'admin' ], true );
		$this->payment = DrawnShop::of( $isOffice ? [ 'cod', 'bacs', 'card', 'none' ] : [ 'cod', 'cod', 'bacs', 'card' ] );
		for ( $n = DrawnShop::of( [ 0, 0, 0, 0, 1, 1, 2 ] ); $n > 0; $n-- ) {
			$this->coupons[] = DrawnShop::of( self::COUPONS );
		}
		if ( in_array( [ 'percent', '100' ], $this->coupons, true ) ) {
			// Beside others WooCommerce may take more than all.
			$this->coupons = [ [ 'percent', '100' ] ];
		}
		for ( $n = DrawnShop::of( [ 0, 0, 0, 1, 1, 2 ] ); $n > 0; $n-- ) {
			$this->fees[] = DrawnShop::of( self::FEES );
		}
		$what = mt_rand( 1, 25 );
		if ( $what < 3 && ! $isOffice ) {
			// The plugin defers discounts.
			$this->deposit = DrawnShop::of( [ .3, .5, .25 ] );
			$this->coupons = [];
			$this->fees    = [];
			return;
		}
		if ( 1 === mt_rand( 1, 5 ) && ! $isOffice ) {
			$this->addBundle( $shop );
		}
		switch ( $what ) {
			case 11:
				$this->isAbroad = $isOffice;
				break;
			case 12:
				$this->gap = DrawnShop::of( [ -47, 47 ] );
				break;
			case 3:
			case 4:
			case 5:
			case 6:
				$this->pay( $isOffice );
				break;
			case 7:
			case 8:
				$this->isRecalculated = true;
				break;
			case 9:
			case 10:
				$this->isEdited = true;
		}
	}

	/** @return array<string, bool> What there is in it that has to do with money. */
	public function features(): array {
		$amounts = array_map( static fn( array $fee ): float => (float) $fee[0], $this->fees );
		return [
			'coupons'                     => [] !== $this->coupons,
			'fees'                        => [] !== array_filter( $amounts, static fn( float $amount ): bool => $amount > 0 ),
			'negative fees'               => [] !== array_filter( $amounts, static fn( float $amount ): bool => $amount < 0 ),
			'gift cards, credit, wallets' => '' !== $this->tender,
			'deposits'                    => $this->deposit > 0,
			'bundles'                     => '' !== $this->bundle,
			'sale prices'                 => [] !== array_filter( array_column( $this->lines, 'sale' ) ),
			'parts of a piece'            => [] !== array_filter( array_column( $this->lines, 'quantity' ), static fn( $quantity ): bool => floor( (float) $quantity ) !== (float) $quantity ),
			'changed by staff'            => $this->isRecalculated || $this->isEdited,
		];
	}

	/** @return Line */
	private function line( string $product, DrawnShop $shop ): array {
		$isWeight = $shop->allowsFractions && 0 === strpos( $product, 'weight' );
		return $shop->prices[ $product ] + [
			'product'  => $product,
			'quantity' => $isWeight ? DrawnShop::of( [ .25, .5, 1.75, .333, 2.4 ] ) : (float) mt_rand( 1, 5 ),
			'isInside' => false,
		];
	}

	private function addBundle( DrawnShop $shop ): void {
		$this->bundle      = DrawnShop::of( Neighbours::BUNDLES );
		$this->bundleCosts = DrawnShop::of( [ true, false ] );
		$this->lines[]     = [ 'quantity' => 1.0 ] + $this->line( 'bundle', $shop );
		$inside            = DrawnShop::of( [ [ 'full4', 'full5' ], [ 'full4', 'full5' ], [ 'full4', 'reduced2' ], [ 'untaxed1', 'full5' ] ] );
		foreach ( $inside as $product ) {
			$this->lines[] = [ 'isInside' => true ] + $this->line( $product, $shop );
		}
	}

	private function pay( bool $isOffice ): void {
		$this->tender = DrawnShop::of( array_slice( Neighbours::TENDERS, $isOffice ? 1 : 0 ) );
		$this->share  = DrawnShop::of( [ .1, .37, .5, 1 ] );
		if ( Neighbours::BEFORE_TAX === $this->tender ) {
			$this->coupons = [ [ 'fixed_cart', '77' ] ];
		}
	}
}
