<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Log\Log;
use SorsApi\Sors\Decimal;

/**
 * Prices in force that have ended, whoever ended them: of each product and day the lowest. With the price in force now they
 * tell the lowest of the last 30 days, and a product has no more than a row a day, however often its price changes.
 */
final class PriceHistory {

	public const DAYS = 30;

	/** @var array<int, array<int, string>> Site => product or variation => price that was deleted, and that the next one is compared with. */
	private static array $deleted = [];

	/** @param mixed ...$meta Row, product, key (_price, that in force) and value, ahead of any change by WordPress, and so by WooCommerce, imports and other plugins. */
	public static function beforeMeta( ...$meta ): void {
		$id  = self::product( $meta[1] );
		$old = self::price( $id );
		if ( null !== $old && is_scalar( $meta[3] ) ) {
			self::note( $id, $old, (string) $meta[3] );
		}
	}

	/** @param mixed ...$meta Rows and product, ahead of it. WooCommerce's own way to change the price of a product with variations: the next one comes at once. */
	public static function beforeDeletion( ...$meta ): void {
		$id  = self::product( $meta[1] );
		$old = self::price( $id );
		if ( null !== $old ) {
			add_action( 'shutdown', [ self::class, 'endDeleted' ] );
			self::$deleted[ get_current_blog_id() ][ $id ] ??= $old;
		}
	}

	/** @param mixed ...$meta Row, product, key and value. */
	public static function afterAddition( ...$meta ): void {
		$id  = self::product( $meta[1] );
		$old = self::$deleted[ get_current_blog_id() ][ $id ] ?? null;
		if ( null !== $old && is_scalar( $meta[3] ) ) {
			unset( self::$deleted[ get_current_blog_id() ][ $id ] );
			self::note( $id, $old, (string) $meta[3] );
		}
	}

	/** No other price came after them. A product that was deleted itself has no history. */
	public static function endDeleted(): void {
		$site = get_current_blog_id();
		foreach ( self::$deleted[ $site ] ?? [] as $id => $old ) {
			if ( false !== get_post_type( $id ) ) {
				self::note( $id, $old, '' );
			}
		}
		self::$deleted = [];
	}

	/**
	 * @param mixed $id
	 * @return int Product or variation; 0 = it is none.
	 */
	private static function product( $id ): int {
		return is_numeric( $id ) && (int) $id > 0 && in_array( get_post_type( (int) $id ), [ 'product', 'product_variation' ], true ) ? (int) $id : 0;
	}

	/** @return string|null In force until now. */
	private static function price( int $id ): ?string {
		$price = 0 !== $id ? get_post_meta( $id, '_price', true ) : null;
		return is_scalar( $price ) ? (string) $price : null;
	}

	private static function note( int $id, string $old, string $new ): void {
		Log::guard( "The price history of product $id", static fn() => self::add( [ $id => [ $old, $new ] ] ) );
	}

	/** @param array<int, array{string, string}> $changes Product or variation => its price until now, and from now on. */
	public static function add( array $changes ): void {
		$rows = [];
		foreach ( $changes as $id => [ $old, $new ] ) {
			$old = ProductState::decimal( $old );
			$new = ProductState::decimal( $new );
			if ( null !== $old && ( null === $new || ! Decimal::equals( $old, $new ) ) ) {
				$rows[] = Sql::prepare( '(%d, %s, %s)', $id, self::day( 0 ), $old );
			}
		}
		if ( [] !== $rows ) {
			Sql::run( 'INSERT INTO ' . Tables::name( Tables::PRICES ) . ' (object_id, day, price) VALUES ' . implode( ', ', $rows ) . ' ON DUPLICATE KEY UPDATE price = CASE WHEN VALUES(price) < price THEN VALUES(price) ELSE price END' );
		}
	}

	/**
	 * @param list<int> $ids Products and variations.
	 * @return array<int, list<array{day: string, price: string}>> The newest first: the last day of each price, and decimals. A product without any is absent.
	 */
	public static function of( array $ids ): array {
		$found = [];
		$rows  = [] === $ids ? [] : Sql::rows( 'SELECT object_id, day, price FROM ' . Tables::name( Tables::PRICES ) . ' WHERE object_id IN (' . implode( ', ', $ids ) . ') AND day >= %s ORDER BY day DESC', self::day( self::DAYS ) );
		foreach ( $rows as $row ) {
			$found[ (int) $row['object_id'] ][] = [ 'day' => (string) $row['day'], 'price' => Decimal::normalise( (string) $row['price'] ) ];
		}
		return $found;
	}

	/** Unix time since which all prices of a product are known, by Uptime::since(); null where that is 30 days already. */
	public static function since( int $id, int $atWork ): ?int {
		$since = max( intdiv( $atWork, 1000000 ), (int) get_post_timestamp( $id ) );
		return $since > time() - self::DAYS * DAY_IN_SECONDS ? $since : null;
	}

	public static function forget(): void {
		Sql::deleteFound( Tables::name( Tables::PRICES ), Sql::prepare( 'day < %s', self::day( self::DAYS ) ) );
	}

	private static function day( int $ago ): string {
		return (string) wp_date( 'Y-m-d', time() - $ago * DAY_IN_SECONDS );
	}
}
