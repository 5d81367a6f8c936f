<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Site;

use SorsApi\Database\Tables;
use SorsApi\Sors\Api;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\Product;
use SorsApi\Sors\StockLevel;
use SorsApi\Store\Gtin;
use SorsApi\Store\Links;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Text;

/**
 * A shop that has thousands of products of SORS already, with the stock and the price that SORS says: the rows that
 * WooCommerce's save() would leave, in seconds in place of an hour.
 */
final class FilledShop {

	private const ROWS = 500;

	/** @var array<string, list<string>> Table with its columns => rows to be inserted. */
	private array $rows = [];

	/** @var array<string, StockLevel> By code. */
	private array $levels = [];
	private int $type;

	/** @return int How many products it has now: the first ones that are in order, `$most` at most. */
	public static function fill( Api $api, string $database, string $unit, int $most ): int {
		global $wpdb;
		$shop = new self();
		foreach ( self::pages( static fn( ?string $cursor ) => $api->listInventory( $database, [ 'businessUnitId' => $unit ], $cursor ) ) as $level ) {
			$shop->levels[ (string) $level->productCode ] = $level;
		}
		$shop->type = (int) get_term_by( 'slug', 'simple', 'product_type' )->term_taxonomy_id;
		$id         = (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->posts" );
		$filled     = 0;
		$taxes      = TaxClasses::ofShop( [] );
		foreach ( self::pages( static fn( ?string $cursor ) => $api->listProducts( $database, [], $cursor ) ) as $item ) {
			if ( $filled >= $most ) {
				break;
			}
			if ( $shop->suits( $item ) ) {
				++$filled;
				$shop->add( ++$id, $item, $database, (string) $taxes->forRate( $item->vatRate ) );
			}
		}
		$shop->flush( 1 );
		wp_cache_flush();
		return $filled;
	}

	/**
	 * @template T
	 *
	 * @param callable(string|null): \SorsApi\Sors\Page<T> $ask
	 *
	 * @return iterable<T>
	 */
	private static function pages( callable $ask ): iterable {
		$cursor = null;
		do {
			$page   = $ask( $cursor );
			$cursor = $page->next;
			yield from $page->items;
		} while ( null !== $cursor );
	}

	/** Goods that a run would find to be just so. */
	private function suits( Product $item ): bool {
		$level = $this->levels[ $item->code ] ?? null;
		return true === $item->active && 'goods' === $item->itemType && null !== Gtin::valid( (string) $item->gtin )
			&& null !== $level && null !== $level->available && null !== $level->priceWithVat;
	}

	private function add( int $id, Product $item, string $database, string $taxClass ): void {
		global $wpdb;
		$level  = $this->levels[ $item->code ];
		$price  = (string) $level->priceWithVat;
		$stock  = Decimal::floor( (string) $level->available, 0 );
		$status = Decimal::compare( $stock, '0' ) > 0 ? 'instock' : 'outofstock';
		$name   = Text::line( (string) $item->name );
		$now    = '2026-01-01 00:00:00';
		$this->row( $wpdb->posts . ' (ID, post_author, post_type, post_status, post_title, post_name, post_content, post_excerpt, to_ping, pinged, post_content_filtered, post_date, post_date_gmt, post_modified, post_modified_gmt)', [ $id, 1, 'product', 'publish', $name, 'p-' . $id, '', '', '', '', '', $now, $now, $now, $now ] );
		$meta = [
			'_sku'              => $item->code,
			'_regular_price'    => $price,
			'_price'            => $price,
			'_manage_stock'     => 'yes',
			'_stock'            => $stock,
			'_stock_status'     => $status,
			'_backorders'       => 'no',
			'_tax_status'       => 'taxable',
			'_tax_class'        => $taxClass,
			'_virtual'          => 'no',
			'_downloadable'     => 'no',
			'total_sales'       => '0',
			'_global_unique_id' => (string) Gtin::valid( (string) $item->gtin ),
			'_product_version'  => WC_VERSION,
		];
		foreach ( $meta as $key => $value ) {
			$this->row( $wpdb->postmeta . ' (post_id, meta_key, meta_value)', [ $id, $key, $value ] );
		}
		$this->row( $wpdb->term_relationships . ' (object_id, term_taxonomy_id)', [ $id, $this->type ] );
		$this->row( $wpdb->prefix . 'wc_product_meta_lookup (product_id, sku, global_unique_id, min_price, max_price, stock_quantity, stock_status, tax_class)', [ $id, $item->code, $meta['_global_unique_id'], $price, $price, $stock, $status, $taxClass ] );
		$this->row( Tables::name( Tables::LINKS ) . ' (code, code_hash, object_id, product_id, database_name, sors_id, item_type, unit, vat_rate)', [ $item->code, Links::hash( $item->code ), $id, $id, $database, (string) $item->id, 'goods', trim( (string) $item->unit ), Decimal::normalise( (string) $item->vatRate ) ] );
		$this->flush( self::ROWS );
	}

	private function row( string $table, array $values ): void {
		global $wpdb;
		$this->rows[ $table ][] = $wpdb->prepare( '(' . implode( ', ', array_fill( 0, count( $values ), '%s' ) ) . ')', ...$values );
	}

	private function flush( int $from ): void {
		global $wpdb;
		foreach ( $this->rows as $table => $rows ) {
			if ( count( $rows ) >= $from ) {
				if ( false === $wpdb->query( "INSERT INTO $table VALUES " . implode( ', ', $rows ) ) ) {
					throw new \RuntimeException( $wpdb->last_error );
				}
				$this->rows[ $table ] = [];
			}
		}
	}
}
