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
final class Tombstones {

	/** As long as its column. */
	private const LONGEST_CODE = 191;

	/** Their totals. */
	private const DELETED  = 'tombstones';
	private const UNLINKED = 'unlinked';

	/** @param array<int|string, string> $names Code => name; those that are there stay as they are. */
	public static function add( array $names ): void {
		foreach ( array_chunk( $names, 200, true ) as $chunk ) {
			$rows = [];
			foreach ( $chunk as $code => $name ) {
				$rows[] = Sql::prepare( '(%s, %s, %s, %s)', Links::hash( (string) $code ), mb_substr( (string) $code, 0, self::LONGEST_CODE ), mb_substr( $name, 0, 255 ), DatabaseClock::utc() );
			}
			Sql::run( 'INSERT IGNORE INTO ' . Tables::name( Tables::TOMBSTONES ) . ' (code_hash, code, name, deleted_at) VALUES ' . implode( ', ', $rows ) );
		}
		PendingChanges::drop( array_map( 'strval', array_keys( $names ) ) );
		self::changed();
	}

	/**
	 * The owner never wants a product of that item, whether SORS has it yet or not.
	 *
	 * @return string|null Why not, a Sentence.
	 */
	public static function keepOut( string $code ): ?string {
		$refused = [] === self::of( [ $code ] ) ? self::reasonAgainst( $code ) : null;
		if ( null === $refused ) {
			self::add( [ $code => '' ] );
		}
		return $refused;
	}

	private static function reasonAgainst( string $code ): ?string {
		if ( '' === $code ) {
			return Sentence::__( 'Enter the code that the item has in SORS.', 'sors-api-for-woocommerce' );
		}
		if ( mb_strlen( $code, 'UTF-8' ) > self::LONGEST_CODE ) {
			/* translators: %s: number */
			return Sentence::__( 'A code has at most %s characters.', 'sors-api-for-woocommerce', Sentence::number( self::LONGEST_CODE ) );
		}
		$link = Links::byCodes( [ $code ] )[ $code ] ?? null;
		if ( null !== $link && in_array( get_post_type( $link->objectId ), [ 'product', 'product_variation' ], true ) ) {
			/* translators: 1: code of an item, 2: name of a product */
			return Sentence::__( '%1$s is linked to the product “%2$s”. On its page you can leave the product alone or unlink it.', 'sors-api-for-woocommerce', $code, self::title( $link->objectId ) );
		}
		$own = wc_get_product_id_by_sku( $code );
		return 0 === $own
			? null
			/* translators: 1: name of a product, 2: code of an item */
			: Sentence::__( 'The SKU of the product “%1$s” is %2$s, so a sync links it with that item. Change the SKU first.', 'sors-api-for-woocommerce', self::title( $own ), $code );
	}

	private static function title( int $productId ): string {
		return Text::plain( get_post_field( 'post_title', $productId, 'raw' ) );
	}

	/**
	 * @param list<string> $codes
	 * @return array<int|string, int> Those of them that have one => the product that the owner unlinked; 0 = none.
	 */
	public static function of( array $codes ): array {
		$found = [];
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			$hashes = array_column( Sql::rows( 'SELECT code_hash, unlinked_from FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ')' ), 'unlinked_from', 'code_hash' );
			foreach ( $chunk as $code ) {
				if ( isset( $hashes[ Links::hash( $code ) ] ) ) {
					$found[ $code ] = (int) $hashes[ Links::hash( $code ) ];
				}
			}
		}
		return $found;
	}

	/** The owner unlinked it: no run links it again, whatever the product's SKU is. */
	public static function unlink( Link $link, string $name ): void {
		self::add( [ $link->code => $name ] );
		Sql::run( 'UPDATE ' . Tables::name( Tables::TOMBSTONES ) . ' SET unlinked_from = %d WHERE code_hash = %s', $link->objectId, Links::hash( $link->code ) );
		self::changed();
		Links::forget( [ $link->id ] );
	}

	/** @return array<int|string, int> Code => product or variation that the owner unlinked from it, of a product and its variations. */
	public static function unlinkedOf( int $productId ): array {
		global $wpdb;
		$rows = Sql::rows(
			'SELECT code, unlinked_from FROM ' . Tables::name( Tables::TOMBSTONES ) . " WHERE unlinked_from = %d OR unlinked_from IN (SELECT v.ID FROM {$wpdb->posts} v WHERE v.post_parent = %d AND v.post_type = 'product_variation') ORDER BY id",
			$productId,
			$productId
		);
		return array_map( 'intval', array_column( $rows, 'unlinked_from', 'code' ) );
	}

	/**
	 * @param list<int> $objectIds
	 * @return list<int> Those of them that the owner unlinked.
	 */
	public static function unlinkedAmong( array $objectIds ): array {
		return [] === $objectIds ? [] : Sql::ids( 'SELECT DISTINCT unlinked_from FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE unlinked_from IN (' . implode( ', ', $objectIds ) . ')' );
	}

	/**
	 * @param list<int> $productIds
	 * @return list<int> Those of them that the owner unlinked, or variations of theirs.
	 */
	public static function unlinkedProducts( array $productIds ): array {
		global $wpdb;
		if ( [] === $productIds ) {
			return [];
		}
		$table = Tables::name( Tables::TOMBSTONES );
		$in    = implode( ', ', $productIds );
		return Sql::ids( "SELECT unlinked_from FROM $table WHERE unlinked_from IN ($in) UNION SELECT v.post_parent FROM {$wpdb->posts} v INNER JOIN $table t ON t.unlinked_from = v.ID WHERE v.post_parent IN ($in) AND v.post_type = 'product_variation'" );
	}

	public static function end( string $code ): void {
		Sql::run( 'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash = %s', Links::hash( $code ) );
		self::changed();
	}

	/** Ends those whose items have a product by now, however it came. */
	public static function endWhereLinked(): void {
		global $wpdb;
		Sql::run(
			'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash IN (SELECT l.code_hash FROM ' . Tables::name( Tables::LINKS )
			. " l INNER JOIN {$wpdb->posts} p ON p.ID = l.object_id WHERE p.post_type IN ('product', 'product_variation'))"
		);
		self::changed();
	}

	/**
	 * All items of deleted products, and those that the owner did not want, are new ones to the next catalogue run.
	 *
	 * @return int How many.
	 */
	public static function bringBack(): int {
		$back = Transaction::run(
			function (): int {
				self::endWhereLinked();
				$count = (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE unlinked_from = 0' );
				// A link to a product that is not there would look like a deleted product once more.
				Links::forgetBuried();
				Sql::run( 'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE unlinked_from = 0' );
				return $count;
			}
		);
		self::changed();
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
		$from  = 'FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE unlinked_from ' . ( $unlinked ? '>' : '=' ) . ' 0' . ( '' === $search ? '' : Sql::prepare( ' AND (code LIKE %s OR name LIKE %s)', $like, $like ) );
		$count = static fn(): int => (int) Sql::value( "SELECT COUNT(*) $from" );
		$start = ( $page - 1 ) * $size;
		$items = [];
		foreach ( Sql::rows( "SELECT code, name, unlinked_from $from ORDER BY id DESC LIMIT $size OFFSET $start" ) as $row ) {
			$items[] = [
				'code'      => (string) $row['code'],
				'name'      => (string) $row['name'],
				'productId' => '0' === (string) $row['unlinked_from'] ? null : (int) $row['unlinked_from'],
			];
		}
		return [
			'items' => $items,
			'total' => CachedCount::ofPage( '' === $search ? ( $unlinked ? self::UNLINKED : self::DELETED ) : null, $count, $start, count( $items ), $size ),
		];
	}

	private static function changed(): void {
		CachedCount::forget( self::DELETED );
		CachedCount::forget( self::UNLINKED );
	}
}
