<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;
use SorsApi\Sentence;

/**
 * Items that are not to become products unasked. Where the owner deleted the product for good, or never wanted one, a
 * product with that SKU ends it; where the owner unlinked it, nothing but the owner does. The only class that writes that table.
 *
 * Every method throws a StorageError when the database fails.
 */
final class ExcludedItems {

	/** As long as its column. */
	private const LONGEST_CODE = 191;

	/** @param array<int|string, string> $names Code => name; those that are there stay as they are. */
	public static function add( array $names ): void {
		$rows = [];
		foreach ( $names as $code => $name ) {
			$rows[] = [ 'code_hash' => Links::hash( (string) $code ), 'code' => mb_substr( (string) $code, 0, self::LONGEST_CODE ), 'name' => mb_substr( $name, 0, 255 ), 'deleted_at' => DatabaseClock::utc() ];
		}
		Sql::put( self::table(), $rows, [ 'code', 'name', 'deleted_at' ] );
		PendingChanges::drop( array_map( 'strval', array_keys( $names ) ) );
		self::forgetTotals();
	}

	/** @return string|null A Sentence: why the owner cannot say that no product of the item is ever wanted, whether SORS has it yet or not. */
	public static function keepOut( string $code ): ?string {
		if ( [] !== self::of( [ $code ] ) ) {
			return null;
		}
		if ( '' === $code ) {
			return Sentence::__( 'Enter the code that the item has in SORS.', 'sors-api-for-woocommerce' );
		}
		if ( mb_strlen( $code, 'UTF-8' ) > self::LONGEST_CODE ) {
			/* translators: %s: number */
			return Sentence::__( 'A code has at most %s characters.', 'sors-api-for-woocommerce', Sentence::number( self::LONGEST_CODE ) );
		}
		$title = static fn( int $id ): string => Text::plain( get_post_field( 'post_title', $id, 'raw' ) );
		$link  = Links::byCodes( [ $code ] )[ $code ] ?? null;
		if ( null !== $link && in_array( get_post_type( $link->objectId ), [ 'product', 'product_variation' ], true ) ) {
			/* translators: 1: code of an item, 2: name of a product */
			return Sentence::__( '%1$s is linked to the product “%2$s”. On its page you can leave the product alone or unlink it.', 'sors-api-for-woocommerce', $code, $title( $link->objectId ) );
		}
		$own = wc_get_product_id_by_sku( $code );
		if ( 0 !== $own ) {
			/* translators: 1: name of a product, 2: code of an item */
			return Sentence::__( 'The SKU of the product “%1$s” is %2$s, so a sync links it with that item. Change the SKU first.', 'sors-api-for-woocommerce', $title( $own ), $code );
		}
		self::add( [ $code => '' ] );
		return null;
	}

	/**
	 * @param list<string> $codes
	 * @return array<int|string, int> Those of them that are excluded => the product that the owner unlinked; 0 = none.
	 */
	public static function of( array $codes ): array {
		$found = [];
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			$rows   = Sql::rows( 'SELECT code_hash, unlinked_from FROM ' . self::table() . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ')' );
			$byHash = [] === $rows ? [] : Links::byHash( $chunk );
			foreach ( $rows as $row ) {
				$found[ $byHash[ (string) $row['code_hash'] ] ] = (int) $row['unlinked_from'];
			}
		}
		return $found;
	}

	/** The owner unlinked it: no run links it again, whatever the product's SKU is. */
	public static function unlink( Link $link, string $name ): void {
		self::add( [ $link->code => $name ] );
		Sql::run( 'UPDATE ' . self::table() . ' SET unlinked_from = %d WHERE code_hash = %s', $link->objectId, Links::hash( $link->code ) );
		Links::forget( [ $link->id ] );
	}

	/**
	 * @param list<int> $productIds
	 * @return array<int, array<int|string, int>> By product: code => what the owner unlinked from it, the product or a variation, the oldest first. A product without any is absent.
	 */
	public static function unlinkedOf( array $productIds ): array {
		global $wpdb;
		$table = self::table();
		$in    = implode( ', ', $productIds );
		$found = [];
		$rows  = [] === $productIds ? [] : Sql::rows(
			"SELECT id, code, unlinked_from, unlinked_from AS product FROM $table WHERE unlinked_from IN ($in) UNION ALL
			SELECT t.id, t.code, t.unlinked_from, v.post_parent AS product FROM {$wpdb->posts} v INNER JOIN $table t ON t.unlinked_from = v.ID
			WHERE v.post_parent IN ($in) AND v.post_type = 'product_variation' ORDER BY id"
		);
		foreach ( $rows as $row ) {
			$found[ (int) $row['product'] ][ (string) $row['code'] ] = (int) $row['unlinked_from'];
		}
		return $found;
	}

	/**
	 * @param list<int> $objectIds
	 * @return list<int> Those of them that the owner unlinked.
	 */
	public static function unlinkedAmong( array $objectIds ): array {
		return [] === $objectIds ? [] : Sql::ids( 'SELECT DISTINCT unlinked_from FROM ' . self::table() . ' WHERE unlinked_from IN (' . implode( ', ', $objectIds ) . ')' );
	}

	public static function end( string $code ): void {
		Sql::run( 'DELETE FROM ' . self::table() . ' WHERE code_hash = %s', Links::hash( $code ) );
		self::forgetTotals();
	}

	/** Ends those whose items have a product by now, however it came. */
	public static function endWhereLinked(): void {
		global $wpdb;
		$linked = 'SELECT l.code_hash FROM ' . Tables::name( Tables::LINKS ) . " l INNER JOIN {$wpdb->posts} p ON p.ID = l.object_id WHERE p.post_type IN ('product', 'product_variation')";
		Sql::run( 'DELETE FROM ' . self::table() . " WHERE code_hash IN ($linked)" );
		self::forgetTotals();
	}

	/** @return int How many items, of deleted products or not wanted by the owner, are new ones to the next catalogue run. */
	public static function bringBack(): int {
		$back = Transaction::run(
			static function (): int {
				self::endWhereLinked();
				$count = (int) Sql::value( 'SELECT COUNT(*) FROM ' . self::table() . ' WHERE unlinked_from = 0' );
				// A link to a product that is not there would look like a deleted product once more. The others have just been ended.
				Sql::run( 'DELETE FROM ' . Tables::name( Tables::LINKS ) . ' WHERE code_hash IN (SELECT code_hash FROM ' . self::table() . ')' );
				Sql::run( 'DELETE FROM ' . self::table() . ' WHERE unlinked_from = 0' );
				return $count;
			}
		);
		self::forgetTotals();
		return $back;
	}

	/**
	 * @param string $search   Part of a code or a name; '' = all.
	 * @param bool   $unlinked Those that the owner unlinked, or the others.
	 * @return array{items: list<array{code: string, name: string, productId: int|null}>, total: int} Zod `deletedProductsResponse`, the newest first.
	 */
	public static function list( int $page, int $size, string $search, bool $unlinked ): array {
		global $wpdb;
		$like  = '%' . $wpdb->esc_like( $search ) . '%';
		$from  = 'FROM ' . self::table() . ' WHERE unlinked_from ' . ( $unlinked ? '>' : '=' ) . ' 0' . ( '' === $search ? '' : Sql::prepare( ' AND (code LIKE %s OR name LIKE %s)', $like, $like ) );
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $from" );
		$start = ( $page - 1 ) * $size;
		$item  = static fn( array $row ): array => [ 'code' => (string) $row['code'], 'name' => (string) $row['name'], 'productId' => $unlinked ? (int) $row['unlinked_from'] : null ];
		$items = array_map( $item, Sql::rows( "SELECT code, name, unlinked_from $from ORDER BY id DESC LIMIT $size OFFSET $start" ) );
		return [ 'items' => $items, 'total' => CachedCount::ofPage( '' !== $search ? null : ( $unlinked ? 'unlinked' : 'excluded' ), $count, $start, count( $items ), $size ) ];
	}

	private static function forgetTotals(): void {
		CachedCount::forget( 'excluded' );
		CachedCount::forget( 'unlinked' );
	}

	private static function table(): string {
		return Tables::name( Tables::EXCLUDED_ITEMS );
	}
}
