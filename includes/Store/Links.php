<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\CachedCount;
use SorsApi\Database\DatabaseClock;
use SorsApi\Database\IndexHint;
use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\Tables;
use SorsApi\Sors\Product;

/**
 * Which SORS item is which product: with LinkNotes and LinkChoices the only code that writes that table.
 *
 * Every method throws a StorageError when the database fails: nothing found really means that there is nothing.
 */
final class Links {

	/** Links of each VAT rate: see CachedCount. */
	public const VAT_RATES = 'vat_rates';

	/** Codes are compared exactly, although the collation folds case and accents. */
	public static function hash( string $code ): string {
		return hash( 'sha256', $code );
	}

	/** @param non-empty-list<string> $codes For an IN of code_hash. Hexadecimal digits are written out: for hundreds of them prepare() takes longer than the query. */
	public static function hashes( array $codes ): string {
		return "'" . implode( "', '", array_map( [ self::class, 'hash' ], $codes ) ) . "'";
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, string> Hash => code: a stored code may be cut off.
	 */
	public static function byHash( array $codes ): array {
		$byHash = [];
		foreach ( $codes as $code ) {
			$byHash[ self::hash( $code ) ] = $code;
		}
		return $byHash;
	}

	/**
	 * @param list<string> $codes
	 * @return array<string, Link> By code (PHP makes numeric codes integer keys).
	 */
	public static function byCodes( array $codes ): array {
		$links = [];
		foreach ( array_chunk( $codes, 500 ) as $chunk ) {
			$links += array_column( self::many( 'SELECT * FROM ' . Tables::name( Tables::LINKS ) . ' WHERE code_hash IN (' . self::hashes( $chunk ) . ')' ), null, 'code' );
		}
		return $links;
	}

	/**
	 * @param list<int> $objectIds
	 * @return array<int, Link> By product or variation id.
	 */
	public static function byObjectIds( array $objectIds ): array {
		$links = [];
		foreach ( array_chunk( $objectIds, 500 ) as $chunk ) {
			$links += array_column( self::many( 'SELECT * FROM ' . Tables::name( Tables::LINKS ) . ' WHERE object_id IN (' . implode( ', ', $chunk ) . ')' ), null, 'objectId' );
		}
		return $links;
	}

	/**
	 * @param list<int> $productIds
	 * @return array<int, list<Link>> By product: its own and those of its variations, in one query. A product without any is absent.
	 */
	public static function ofProducts( array $productIds ): array {
		global $wpdb;
		$links = Tables::name( Tables::LINKS );
		$ids   = implode( ', ', $productIds );
		$found = [];
		$rows  = [] === $productIds ? [] : Sql::rows(
			"SELECT l.*, l.object_id AS shown_by FROM $links l WHERE l.object_id IN ($ids) UNION ALL
			SELECT l.*, v.post_parent AS shown_by FROM {$wpdb->posts} v INNER JOIN $links l ON l.object_id = v.ID WHERE v.post_parent IN ($ids) AND v.post_type = 'product_variation'"
		);
		foreach ( $rows as $row ) {
			$found[ (int) $row['shown_by'] ][] = Link::fromRow( $row );
		}
		return $found;
	}

	/**
	 * @param list<string> $sorsIds
	 * @return list<Link> Those with one of these ids in the database.
	 */
	public static function bySorsIds( string $database, array $sorsIds ): array {
		$links = [];
		foreach ( array_chunk( $sorsIds, 500 ) as $chunk ) {
			$found = self::many( Sql::prepare( 'SELECT * FROM ' . Tables::name( Tables::LINKS ) . ' WHERE database_name = %s AND sors_id IN (' . Sql::quoted( $chunk ) . ') ORDER BY id', $database ) );
			array_push( $links, ...array_values( array_filter( $found, static fn( Link $link ): bool => in_array( $link->sorsId, $chunk, true ) ) ) );
		}
		return $links;
	}

	/** @return list<Link> In the order of their row ids. */
	public static function after( int $id, int $limit ): array {
		return self::many( Sql::prepare( 'SELECT * FROM ' . Tables::name( Tables::LINKS ) . ' WHERE id > %d ORDER BY id LIMIT %d', $id, $limit ) );
	}

	/** @return array<int|string, int> Normalised percent => linked items, e.g. 20 => 310; PHP makes integers of such keys. Unknown rates are left out. */
	public static function countByVatRate(): array {
		$rates = 'SELECT vat_rate, COUNT(*) AS products FROM ' . Tables::name( Tables::LINKS ) . " WHERE vat_rate <> '' GROUP BY vat_rate";
		return CachedCount::each( self::VAT_RATES, static fn(): array => array_map( 'intval', array_column( Sql::rows( $rates ), 'products', 'vat_rate' ) ) );
	}

	/**
	 * @param non-empty-list<string> $vatRates
	 * @param non-empty-list<string> $besides Codes that do not count.
	 */
	public static function haveOtherVat( array $vatRates, array $besides ): bool {
		return null !== Sql::value( 'SELECT id FROM ' . Tables::name( Tables::LINKS ) . ' WHERE vat_rate NOT IN (' . Sql::quoted( [ '', ...$vatRates ] ) . ') AND code_hash NOT IN (' . self::hashes( $besides ) . ') LIMIT 1' );
	}

	public static function count(): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::LINKS ) );
	}

	/** Whether an id of this database would find its link: of all whose items may still be there. */
	public static function haveIds( string $database ): bool {
		return null === Sql::value( 'SELECT id FROM ' . Tables::name( Tables::LINKS ) . " WHERE (database_name <> %s OR sors_id = '') AND state <> %s LIMIT 1", $database, Link::DISCONTINUED );
	}

	/** Those that can be bought now, and that a run of the kind may change unseen: what the safety limit is a share of. */
	public static function countOnSale( string $kind, string $among = '' ): int {
		return (int) Sql::value( 'SELECT COUNT(*) FROM ' . Tables::name( Tables::LINKS ) . " l WHERE left_alone = '' $among AND NOT " . PendingChanges::isBack( $kind ) . ' AND ' . ProductReader::isOnSale( 'l.object_id' ) );
	}

	/** Those of them that a catalogue run has missed for the first time, and a person has not agreed to. */
	public static function countMissingOnSale( string $kind, int $runId, int $reading, string $settings ): int {
		return self::countOnSale( $kind, Sql::prepare( 'AND missing_passes = 0 AND state <> %s AND NOT (seen_run_id = %d AND seen_reading = %d)', Link::DISCONTINUED, $runId, $reading ) . ' AND NOT ' . PendingChanges::areMissing( 'l', true, $settings ) );
	}

	/** @return array{int, int} Those that can be bought now and are not left alone, and how many of them are as SORS says: nothing of them waits, failed or was left out. Of many, as they were counted some minutes ago, unless $asked is another. */
	public static function countAgreeing( string $asked ): array {
		$agree  = "l.problem = '' AND l.fresh <> 1 AND NOT " . Sql::exists( 'FROM ' . Tables::name( Tables::PENDING ) . ' p WHERE p.code_hash = l.code_hash' );
		$counts = CachedCount::each( 'agreement', static fn(): array => array_map( 'intval', Sql::rows( "SELECT COUNT(*) AS total, SUM(CASE WHEN $agree THEN 1 ELSE 0 END) AS agreeing FROM " . Tables::name( Tables::LINKS ) . " l WHERE l.left_alone = '' AND " . ProductReader::isOnSale( 'l.object_id' ) )[0] ?? [] ), CachedCount::MANY, $asked );
		return [ $counts['total'] ?? 0, $counts['agreeing'] ?? 0 ];
	}

	/** @return list<Link> Links that this reading did not see, in the order of their row ids. */
	public static function unseen( int $runId, int $reading, int $after, int $limit ): array {
		$sql = 'SELECT * FROM ' . Tables::name( Tables::LINKS ) . ' WHERE id > %d AND NOT (seen_run_id = %d AND seen_reading = %d) ORDER BY id LIMIT %d';
		return self::many( Sql::prepare( $sql, $after, $runId, $reading, $limit ) );
	}

	/** @param list<int> $ids Row ids that a page of this reading has shown. */
	public static function markSeen( array $ids, int $runId, int $reading ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET seen_run_id = %d, seen_reading = %d WHERE id IN ($in)", $runId, $reading ) );
	}

	/** A complete pass is over. What it did not show was missing once more, unless it is left alone, or a person is yet to say whether it is meant. */
	public static function countPass( int $runId, int $reading, bool $countsMissing, string $settings ): void {
		$table = Tables::name( Tables::LINKS );
		if ( $countsMissing ) {
			Sql::run( "UPDATE $table SET missing_passes = missing_passes + 1 WHERE left_alone = '' AND NOT (seen_run_id = %d AND seen_reading = %d) AND NOT " . PendingChanges::areMissing( $table, false, $settings ), $runId, $reading );
		}
		Sql::run( "UPDATE $table SET missing_passes = 0 WHERE missing_passes > 0 AND seen_run_id = %d AND seen_reading = %d", $runId, $reading );
	}

	/** @throws StorageError Also when the code or the product is linked already. A new link is given its id. */
	public static function save( Link $link ): void {
		global $wpdb;
		$values = $link->changes();
		if ( [] === $values ) {
			return;
		}
		if ( isset( $values['code'] ) ) {
			$values['code_hash'] = self::hash( $link->code );
		}
		if ( isset( $values['object_id'] ) && 0 === ( $values['product_id'] ?? 0 ) ) {
			$parent = (int) Sql::value( "SELECT post_parent FROM {$wpdb->posts} WHERE ID = %d AND post_type = 'product_variation'", $link->objectId );

			$link->productId      = 0 === $parent ? $link->objectId : $parent;
			$values['product_id'] = $link->productId;
		}
		if ( isset( $values['state'] ) ) {
			$values['changed_at'] = DatabaseClock::utc();
		}
		if ( 0 === $link->id ) {
			$link->id = Sql::insert( Tables::name( Tables::LINKS ), $values );
		} else {
			Sql::update( Tables::name( Tables::LINKS ), $values, $link->id );
		}
	}

	/**
	 * Takes over the ids, groups, rates and units that these items have in another database. Links that a catalogue run has already
	 * moved there stay as they are, and so do the passes that such a run has counted.
	 *
	 * @param list<Product> $products
	 */
	public static function moveTo( string $database, array $products ): void {
		$links = self::byCodes( array_map( static fn( Product $product ): string => $product->code, $products ) );
		foreach ( $products as $product ) {
			$link = $links[ $product->code ] ?? null;
			if ( null === $link || $link->database === $database ) {
				continue;
			}
			$sql = 'UPDATE ' . Tables::name( Tables::LINKS ) . ' SET database_name = %s, sors_id = %s, group_id = %s, vat_rate = %s, unit = %s WHERE id = %d AND database_name = %s';
			Sql::run( $sql, $database, (string) $product->id, (string) $product->groupId, $product->vatRate ?? $link->vatRate, mb_substr( $product->unit ?? $link->unit, 0, 32 ), $link->id, $link->database );
		}
	}

	/** @param list<int> $ids Row ids. */
	public static function forget( array $ids ): void {
		Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( 'DELETE FROM ' . Tables::name( Tables::LINKS ) . " WHERE id IN ($in)" ) );
	}

	/** @param list<int> $ids Row ids of links whose products a stock run has given stock, and the price if there is one: else they go on waiting for it. */
	public static function markStocked( array $ids ): void {
		global $wpdb;
		if ( [] === $ids ) {
			return;
		}
		$table = Tables::name( Tables::LINKS );
		$hint  = IndexHint::on( $wpdb->postmeta, 'post_id' );
		$fresh = "CASE WHEN EXISTS (SELECT 1 FROM {$wpdb->postmeta} m$hint WHERE m.post_id = l.object_id AND m.meta_key = '_regular_price' AND m.meta_value <> '') THEN 0 ELSE 2 END";
		// Looked up first: an UPDATE would lock the prices that it reads.
		$found = Sql::rows( "SELECT l.id, $fresh AS fresh FROM $table l WHERE l.fresh > 0 AND l.fresh <> $fresh AND l.id IN (" . implode( ', ', $ids ) . ')' );
		$found = array_map( 'intval', array_column( $found, 'fresh', 'id' ) );
		foreach ( [ 0, 2 ] as $to ) {
			Sql::inChunks( array_map( 'intval', array_keys( $found, $to, true ) ), static fn( string $in ): int => Sql::run( "UPDATE $table SET fresh = $to WHERE id IN ($in)" ) );
		}
	}

	/**
	 * @param 'catalog_print'|'stock_print' $column
	 * @param array<int, string>            $prints Row id => see ProductFingerprints.
	 */
	public static function putPrints( string $column, array $prints ): void {
		foreach ( array_chunk( $prints, 500, true ) as $chunk ) {
			$cases = '';
			foreach ( $chunk as $id => $print ) {
				$cases .= " WHEN $id THEN '$print'";
			}
			Sql::run( 'UPDATE ' . Tables::name( Tables::LINKS ) . " SET $column = CASE id$cases END WHERE id IN (" . implode( ', ', array_keys( $chunk ) ) . ')' );
		}
	}

	/** @return list<Link> */
	private static function many( string $sql ): array {
		return array_map( [ Link::class, 'fromRow' ], Sql::rows( $sql ) );
	}
}
