<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;

/** A product or variation as the database holds it now. */
final class ProductState {

	/** Meta of WooCommerce's => what it is here. */
	private const TEXTS = [
		'_sku'                   => 'sku',
		'_regular_price'         => 'regularPrice',
		'_sale_price'            => 'salePrice',
		'_price'                 => 'price',
		'_sale_price_dates_from' => 'saleFrom',
		'_sale_price_dates_to'   => 'saleUntil',
		'_stock_status'          => 'stockStatus',
		'_backorders'            => 'backorders',
		'_tax_class'             => 'taxClass',
		'_global_unique_id'      => 'gtin',
		'_product_version'       => 'version',
		'_variation_description' => 'description',
	];
	private const FLAGS = [ '_manage_stock' => 'managesStock', '_virtual' => 'isVirtual' ];

	public int $id;
	/** simple, variable, variation, grouped, external, … */
	public string $type;
	public int $parentId;
	public string $status;
	/** As stored, which means escaped. */
	public string $name;
	/** As stored; null where it was not read. */
	public ?string $description = null;
	public string $sku          = '';
	/** @var array<int, string> Term id => name as stored. */
	public array $categories = [];
	/** @var list<string> Names as stored. */
	public array $brands      = [];
	public bool $managesStock = false;
	/** Normalised decimal; null where there is none. */
	public ?string $stock      = null;
	public string $stockStatus = '';
	public string $backorders  = 'no';
	/** As stored; '' = no price. */
	public string $regularPrice = '';
	public string $salePrice    = '';
	public string $price        = '';
	/** Unix timestamps; '' = at once, and for good. */
	public string $saleFrom  = '';
	public string $saleUntil = '';
	public string $taxClass     = '';
	public bool $isVirtual      = false;
	public string $gtin         = '';
	/** Version of the WooCommerce that saved it last. */
	public string $version = '';
	/** @var array<string, int> Meta key => row id, of keys that have exactly one row. */
	public array $metaIds = [];
	/** @var array<int, self>|null By id: what is sold for its item in its place; null = it is sold itself. See SellableObjects. */
	public ?array $variations = null;
	/** @var list<Translation> As which it is sold in other languages, besides. See SellableObjects. */
	public array $translations = [];
	/** Why these are not known, a Sentence; '' = they are. */
	public string $untranslated = '';

	public function __construct( int $id, string $type, int $parentId, string $status, string $name ) {
		$this->id       = $id;
		$this->type     = $type;
		$this->parentId = $parentId;
		$this->status   = $status;
		$this->name     = $name;
	}

	/** What it is by a meta of WooCommerce's; one that says nothing of it is passed over. */
	public function setMeta( string $key, string $value ): void {
		if ( '_stock' === $key ) {
			$this->stock = self::decimal( $value );
		} elseif ( isset( self::FLAGS[ $key ] ) ) {
			$this->{ self::FLAGS[ $key ] } = 'yes' === $value;
		} elseif ( isset( self::TEXTS[ $key ] ) ) {
			$this->{ self::TEXTS[ $key ] } = $value;
		}
	}

	public function isVariation(): bool {
		return 'variation' === $this->type;
	}

	/** The product whose row in the shop's list shows it. */
	public function productId(): int {
		return $this->isVariation() && 0 !== $this->parentId ? $this->parentId : $this->id;
	}

	public function isTrashed(): bool {
		return 'trash' === $this->status;
	}

	/** Whether it is sold itself, rather than through other products. */
	public function hasOwnPrice(): bool {
		return 'grouped' !== $this->type && 0 !== strpos( $this->type, 'variable' );
	}

	/** The highest of a sale that runs or is planned, normalised; null = there is none. WooCommerce keeps the price of one that has ended. */
	public function salePrice( int $now ): ?string {
		$sales = array_filter( array_map( static fn( self $one ): ?string => '' !== $one->saleUntil && (int) $one->saleUntil < $now ? null : self::decimal( $one->salePrice ), $this->variations ?? [ $this ] ), 'is_string' );
		return [] === $sales ? null : array_reduce( $sales, [ Decimal::class, 'max' ], '0' );
	}

	/** What a buyer pays, normalised: the rule of WC_Product::is_on_sale(). */
	public function priceInForce( int $now ): ?string {
		$sale    = '' !== $this->saleFrom && (int) $this->saleFrom > $now ? null : $this->salePrice( $now );
		$regular = self::decimal( $this->regularPrice );
		return null !== $sale && null !== $regular && Decimal::compare( $sale, $regular ) < 0 ? $sale : $regular;
	}

	/** @return array<self> Of what is sold for its item: at another price than WooCommerce writes. */
	public function wronglyPriced( int $now ): array {
		return array_filter( $this->variations ?? [ $this ], static fn( self $one ): bool => $one->isWronglyPriced( $now ) );
	}

	private function isWronglyPriced( int $now ): bool {
		// Of nearly all products no more has to be looked at.
		if ( ( '' === $this->salePrice && $this->price === $this->regularPrice ) || ! in_array( $this->type, [ 'simple', 'variation' ], true ) ) {
			return false;
		}
		$right = $this->priceInForce( $now );
		// WooCommerce begins and ends planned sales within a day.
		return null !== $right && ! in_array( self::decimal( $this->price ), [ $right, $this->priceInForce( $now - 86400 ) ], true );
	}

	public function keepsStock(): bool {
		return ! in_array( $this->type, [ 'grouped', 'external' ], true );
	}

	/** @return list<string> The regular prices at which its item is sold, each once, normalised; '' = none. */
	public function prices(): array {
		$prices = array_map( static fn( self $one ): string => (string) self::decimal( $one->regularPrice ), $this->variations ?? [ $this ] );
		usort( $prices, static fn( string $one, string $other ): int => (float) $one <=> (float) $other ?: strcmp( $one, $other ) );
		return array_values( array_unique( $prices ) );
	}

	/**
	 * @param bool $own Whether they keep a stock of their own; else they have its stock.
	 * @return array<int, self> Variations, by id.
	 */
	public function variationsWith( bool $own ): array {
		return array_filter( $this->variations ?? [], static fn( self $one ): bool => $own === $one->managesStock );
	}

	/** The stock status that WooCommerce gives it with that stock, a decimal: the rule of WC_Product::validate_props(). */
	public function statusWith( string $stock, StockThreshold $threshold ): string {
		return $threshold->isExceededBy( $stock ) ? 'instock' : ( 'no' === $this->backorders ? 'outofstock' : 'onbackorder' );
	}

	/** Whether it can be bought, so far as its stock goes. */
	public function isSold( StockThreshold $threshold ): bool {
		if ( ! $this->managesStock || null === $this->stock ) {
			return ! $this->managesStock && 'outofstock' !== $this->stockStatus;
		}
		// Its status may be from before the threshold was raised.
		return $threshold->isExceededBy( $this->stock ) || ( 'instock' === $this->stockStatus && Decimal::compare( $this->stock, '0' ) > 0 );
	}

	/** For people: its name and number, e.g. “Bušilica” (#12). */
	public function label(): string {
		/* translators: 1: product name, 2: product number */
		return Sentence::__( '“%1$s” (#%2$d)', 'sors-api-for-woocommerce', Text::plain( $this->name ), $this->id );
	}

	/** @param list<self> $states */
	public static function labels( array $states ): string {
		return implode( ', ', array_map( static fn( self $state ): string => $state->label(), $states ) );
	}

	/** @param list<self> $states With the same SKU, two at least: why none of them is the item's, a Sentence. */
	public static function whySkuTwice( array $states ): string {
		/* translators: 1: SKU, 2: list of products */
		return Sentence::__( 'Several products of the shop have the SKU %1$s: %2$s. Leave it on one of them.', 'sors-api-for-woocommerce', $states[0]->sku, self::labels( $states ) );
	}

	/** Normalised; null for what is not a number. */
	public static function decimal( ?string $stored ): ?string {
		return null !== $stored && Decimal::isDecimal( $stored ) ? Decimal::normalise( $stored ) : null;
	}
}
