<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

use SorsApi\Services;
use SorsApi\Tests\Site\FilledShop;

/** A shop that has all of a long price list. Made once, kept with its site: what SORS has on later days is told to it anew. */
final class CatalogueShop {

	private const RECIPE = [ 'bench/shop/CatalogueShop.php', 'bench/shop/Variations.php', 'php/Site/FilledShop.php', 'sors/assortment/generated.ts' ];

	/** Option: by how much stock and prices of all went up since. */
	private const DAY = 'bench_day';

	/** None is out of stock: that would be another piece of work for WooCommerce. */
	private const ON_HAND = 50;

	private Shop $shop;

	public function __construct( Shop $shop, int $size ) {
		$this->shop = $shop;
		OrderShop::database();
		$recipe = Recipe::of( $size, self::RECIPE );
		if ( Recipe::isFollowed( $recipe ) ) {
			Kept::restore();
			$this->raise( (int) get_option( self::DAY ), self::ON_HAND );
		} else {
			$this->make( $size );
			Recipe::follow( $recipe );
		}
		// What the last bench changed, and all caches.
		$shop->run( 'catalog' );
		$shop->run( 'stock' );
	}

	private function make( int $size ): void {
		$this->shop->clear();
		// Categories are the shop's own in both: FilledShop gives it none.
		$this->shop->connect( [ 'fields' => [ 'categories' => 'never' ] ] );
		$this->raise( 0, self::ON_HAND );
		FilledShop::fill( ( new Services() )->api(), Shop::DATABASE, $this->shop->unit(), $size );
		Variations::make();
		update_option( self::DAY, 0, false );
		// What FilledShop left out.
		$this->shop->run( 'catalog' );
		$this->shop->run( 'stock' );
		Kept::mark();
	}

	/** Stock and price of all, in SORS. */
	public function nextDay(): void {
		$this->raise( 1, 1 );
		update_option( self::DAY, 1 + (int) get_option( self::DAY ), false );
	}

	private function raise( int $price, int $onHand ): void {
		$this->shop->patch(
			[ [ 'do' => 'raiseAll', 'unit' => Shop::UNIT, 'onHand' => $onHand, 'priceWithVat' => $price ] ]
		);
	}

	/** Changes prices of one item in a hundred, in SORS, and answers how many. */
	public function someDay( int $turn ): int {
		global $wpdb;
		$changes = [];
		foreach ( $wpdb->get_results( "SELECT l.code, k.min_price FROM {$wpdb->prefix}sors_links l JOIN {$wpdb->prefix}wc_product_meta_lookup k ON k.product_id = l.object_id WHERE l.id % 100 = 50" ) as $row ) {
			$changes[] = [
				'do'           => 'setPrice',
				'code'         => $row->code,
				'unit'         => Shop::UNIT,
				'priceWithVat' => round( $row->min_price + 1 + $turn, 2 ),
			];
		}
		$this->shop->patch( $changes );
		return count( $changes );
	}

	/** Items that no shop has yet. */
	public function addNew( int $count, string $description = '' ): void {
		$new = [];
		for ( $at = 0; $at < $count; $at++ ) {
			$new[] = [
				'do'    => 'addItem',
				'item'  => [
					'code'         => ( '' === $description ? 'NOVI-' : 'DUGI-' ) . $at,
					'name'         => "Novi artikal $at",
					'itemType'     => 'goods',
					'vatRate'      => 20,
					'priceWithVat' => 100 + $at,
					'description'  => $description,
				],
				'stock' => [ Shop::UNIT => 5 ],
			];
		}
		$this->shop->patch( $new );
	}

	/** The first items, as the importer gets them. */
	public function first( int $count ): array {
		global $wpdb;
		$codes = $wpdb->get_col( "SELECT l.code FROM {$wpdb->prefix}sors_links l JOIN $wpdb->posts p ON p.ID = l.object_id AND p.post_type = 'product' ORDER BY l.id LIMIT $count" );
		$items = [];
		foreach ( $this->shop->items( $codes ) as $item ) {
			$items[] = $item;
		}
		return $items;
	}
}
