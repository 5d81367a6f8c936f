<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\DatabaseClock;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Database\Transaction;

/**
 * Items whose products the owner deleted for good: they are not made a second time unless the owner asks for it, or makes a
 * product with that SKU. The only class that writes that table.
 *
 * Every method throws a StorageError when the database fails.
 */
final class Tombstones {

	private Links $links;

	public function __construct( Links $links ) {
		$this->links = $links;
	}

	/**
	 * @param array<int|string, string> $names Code => name; those that are there stay as they are.
	 *
	 * @throws StorageError
	 */
	public function add( array $names ): void {
		foreach ( array_chunk( $names, 200, true ) as $chunk ) {
			$rows = [];
			foreach ( $chunk as $code => $name ) {
				$rows[] = Sql::prepare( '(%s, %s, %s, %s)', Links::hash( (string) $code ), mb_substr( (string) $code, 0, 191 ), mb_substr( $name, 0, 255 ), DatabaseClock::utc() );
			}
			Sql::run( 'INSERT IGNORE INTO ' . Tables::name( Tables::TOMBSTONES ) . ' (code_hash, code, name, deleted_at) VALUES ' . implode( ', ', $rows ) );
		}
	}

	/**
	 * @param list<string> $codes
	 *
	 * @return array<int|string, true> Those of them that have one.
	 *
	 * @throws StorageError
	 */
	public function of( array $codes ): array {
		$found = [];
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			$hashes = array_fill_keys( array_map( 'strval', Sql::column( 'SELECT code_hash FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash IN (' . Links::hashes( $chunk ) . ')' ) ), true );
			foreach ( $chunk as $code ) {
				if ( isset( $hashes[ Links::hash( $code ) ] ) ) {
					$found[ $code ] = true;
				}
			}
		}
		return $found;
	}

	/** @throws StorageError */
	public function end( string $code ): void {
		Sql::run( 'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash = %s', Links::hash( $code ) );
	}

	/**
	 * Ends those whose items have a product by now, however it came.
	 *
	 * @throws StorageError
	 */
	public function endWhereLinked(): void {
		global $wpdb;
		Sql::run(
			'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code_hash IN (SELECT l.code_hash FROM ' . Tables::name( Tables::LINKS )
			. " l INNER JOIN {$wpdb->posts} p ON p.ID = l.object_id WHERE p.post_type IN ('product', 'product_variation'))"
		);
	}

	/**
	 * All items of deleted products are new ones to the next catalogue run.
	 *
	 * @return int How many.
	 *
	 * @throws StorageError
	 */
	public function bringBack(): int {
		return Transaction::run(
			function (): int {
				$this->endWhereLinked();
				$count = (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::TOMBSTONES ) );
				// A link to a product that is not there would look like a deleted product once more.
				$this->links->forgetBuried();
				Sql::run( 'DELETE FROM ' . Tables::name( Tables::TOMBSTONES ) );
				return $count;
			}
		);
	}

	/**
	 * @param string $search Part of a code or a name; '' = all.
	 *
	 * @return array{items: list<array{code: string, name: string, deletedAt: string}>, total: int} Zod `deletedProductsResponse`, the newest first.
	 *
	 * @throws StorageError
	 */
	public function list( int $page, int $size, string $search ): array {
		global $wpdb;
		$like  = '%' . $wpdb->esc_like( $search ) . '%';
		$from  = Sql::prepare( 'FROM ' . Tables::name( Tables::TOMBSTONES ) . ' WHERE code LIKE %s OR name LIKE %s', $like, $like );
		$start = ( $page - 1 ) * $size;
		$items = [];
		foreach ( Sql::rows( "SELECT code, name, deleted_at $from ORDER BY id DESC LIMIT $size OFFSET $start" ) as $row ) {
			$items[] = [
				'code'      => (string) $row['code'],
				'name'      => (string) $row['name'],
				'deletedAt' => str_replace( ' ', 'T', (string) $row['deleted_at'] ) . 'Z',
			];
		}
		return [
			'items' => $items,
			'total' => (int) Sql::value( "SELECT COUNT(*) $from" ),
		];
	}
}
