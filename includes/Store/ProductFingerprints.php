<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Settings\Uptime;

/**
 * Tells which products need not be compared: one comparison found nothing to do, and nothing that it goes by has changed since.
 *
 * The metas of a product take longer to read than all the rest of it. Each change that WordPress or WooCommerce makes of them
 * shows in its row, in its look-up row, or as `touched` beside its link. Plain SQL may change a meta alone: so each fingerprint
 * ends within a day, those of different products at different hours. One is kept where it was the same before the comparison
 * and after it, and of no product that may be saved again within the same second.
 */
final class ProductFingerprints {

	/** Seconds. */
	private const YOUNG = 2;
	/** Links whose fingerprints end together: of so many groups one every other hour. */
	private const GROUPS = 12;

	/** @var array<array-key, array<string, string|null>> By product. */
	private array $rows;
	/** @var array<int, array<string, int>> See Translations::of(). */
	private array $translations;
	private string $rules;
	private int $now;
	/** @var array{string, string} What was saved between these moments, UTC, may be saved again within the same second. */
	private array $young;

	/**
	 * @param array<Link>  $links
	 * @param array<mixed> $rules What all comparisons go by, besides versions.
	 * @param array<int, array<string, int>> $translations Of their products, where these are compared: see Translations::of().
	 */
	public function __construct( array $links, array $rules, array $translations = [] ) {
		$this->rows         = self::rows( array_merge( array_map( static fn( Link $link ): int => $link->objectId, array_values( $links ) ), ...array_map( 'array_values', array_values( $translations ) ) ) );
		$this->translations = $translations;
		$this->rules        = md5( (string) wp_json_encode( [ SORS_API_VERSION, WC_VERSION, Uptime::since(), $rules ] ) );
		$this->now          = time();
		$this->young        = [ gmdate( 'Y-m-d H:i:s', $this->now - self::YOUNG ), gmdate( 'Y-m-d H:i:s', $this->now + self::YOUNG ) ];
	}

	/**
	 * @param array<int|string|null> $sors What SORS says of the item.
	 * @return string '' = it has to be compared.
	 */
	public function of( Link $link, array $sors ): string {
		$others = $this->translations[ $link->objectId ] ?? [];
		foreach ( [ $link->objectId, ...array_values( $others ) ] as $id ) {
			$row = $this->rows[ $id ] ?? null;
			if ( null === $row || ( $row['saved'] > $this->young[0] && $row['saved'] < $this->young[1] ) ) {
				return '';
			}
			array_push( $sors, ...array_values( $row ) );
		}
		$day = intdiv( $this->now + ( $link->id % self::GROUPS ) * intdiv( DAY_IN_SECONDS, self::GROUPS ), DAY_IN_SECONDS );
		return md5( "$this->rules\n$day\n" . $link->fingerprint() . "\n" . implode( "\n", $sors ) );
	}

	/**
	 * Those that may be kept, since nothing moved while the products were compared.
	 *
	 * @param array<string, string> $before Code => fingerprint, as $after.
	 * @param array<string, string> $after
	 * @param array<Link>           $links  By code.
	 * @return array<int, string> By row id of the link.
	 */
	public static function unmoved( array $before, array $after, array $links ): array {
		$kept = [];
		foreach ( array_intersect_assoc( $after, $before ) as $code => $print ) {
			$kept[ $links[ $code ]->id ] = $print;
		}
		return $kept;
	}

	/**
	 * @param array<int> $ids
	 * @return array<array-key, array<string, string|null>> By product; one without a look-up row is absent.
	 */
	private static function rows( array $ids ): array {
		global $wpdb;
		$found = [];
		foreach ( array_chunk( $ids, 500 ) as $chunk ) {
			$rows = Sql::rows(
				"SELECT p.ID AS id, p.post_type, p.post_status, p.post_parent, p.post_title, p.post_modified_gmt AS saved, w.sku, w.`virtual`, w.min_price, w.max_price, w.onsale, w.stock_quantity, w.stock_status, w.tax_class, parent.post_status AS parent_status, parent.post_modified_gmt AS parent_saved
				FROM {$wpdb->posts} p INNER JOIN {$wpdb->wc_product_meta_lookup} w ON w.product_id = p.ID LEFT JOIN {$wpdb->posts} parent ON parent.ID = p.post_parent AND p.post_type = 'product_variation'
				WHERE p.ID IN (" . implode( ', ', $chunk ) . ')'
			);
			$found += array_column( $rows, null, 'id' );
		}
		return $found;
	}
}
