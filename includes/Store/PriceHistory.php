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
	/** WooCommerce's meta of the price in force: the regular one, or that of a sale. */
	private const META = '_price';

	/** @var array<int, array<int, string>> Site => product or variation => price that was deleted, and that the next one is compared with. */
	private static array $deleted = [];

	/** @param mixed ...$meta Row, product, key and value, ahead of any change by WordPress, and so by WooCommerce, imports and other plugins. */
	public static function beforeMeta( ...$meta ): void {
		[ , $id, $key, $value ] = $meta;

		$product = self::product( $id, $key );
		$old     = self::price( $product );
		if ( null !== $old && is_scalar( $value ) ) {
			self::note( $product, $old, (string) $value );
		}
	}

	/** @param mixed ...$meta Rows, product and key, ahead of it. WooCommerce's own way to change the price of a product with variations: the next one comes at once. */
	public static function beforeDeletion( ...$meta ): void {
		$product = self::product( $meta[1], $meta[2] );
		$old     = self::price( $product );
		if ( null !== $old ) {
			add_action( 'shutdown', [ self::class, 'endDeleted' ] );
			self::$deleted[ get_current_blog_id() ] = ( self::$deleted[ get_current_blog_id() ] ?? [] ) + [ $product => $old ];
		}
	}

	/** @param mixed ...$meta Row, product, key and value. */
	public static function afterAddition( ...$meta ): void {
		[ , $id, $key, $value ] = $meta;

		$product = self::product( $id, $key );
		$site    = get_current_blog_id();
		$old     = self::$deleted[ $site ][ $product ] ?? null;
		if ( null !== $old && is_scalar( $value ) ) {
			unset( self::$deleted[ $site ][ $product ] );
			self::note( $product, $old, (string) $value );
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
	 * @param mixed $key
	 * @return int Whose price it may be; 0 = it is none.
	 */
	private static function product( $id, $key ): int {
		return self::META === $key && is_numeric( $id ) ? (int) $id : 0;
	}

	/** @return string|null In force until now; null = that is no product. */
	private static function price( int $id ): ?string {
		if ( 0 === $id || ! in_array( get_post_type( $id ), [ 'product', 'product_variation' ], true ) ) {
			return null;
		}
		$price = get_post_meta( $id, self::META, true );
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
