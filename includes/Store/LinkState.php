<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Tables;
use SorsApi\Sentence;

/** What a link says of its product, as the shop's owner sees it. Of a product with variations the worst one counts. */
final class LinkState {

	public const NONE         = 'none';
	public const LINKED       = 'linked';
	public const LEFT_ALONE   = 'left_alone';
	public const DISCONTINUED = 'discontinued';
	public const CONFLICT     = 'conflict';
	public const FAILED       = 'failed';

	/**
	 * @var array<string, string> Condition on a link l that is in that state or in a worse one, the better states first. Nearly all links
	 * are not left alone: LENGTH keeps the database from looking for these by the key, when the others are few.
	 */
	private const SQL = [
		self::LINKED       => '1 = 1',
		self::LEFT_ALONE   => "l.state <> 'active' OR l.problem <> '' OR l.left_alone <> ''",
		self::DISCONTINUED => "(l.state <> 'active' OR l.problem <> '') AND LENGTH(l.left_alone) = 0",
		self::CONFLICT     => "(l.state = 'duplicate' OR l.problem <> '') AND LENGTH(l.left_alone) = 0",
		self::FAILED       => "l.problem = 'failed' AND LENGTH(l.left_alone) = 0",
	];

	/** @return list<string> */
	public static function all(): array {
		return array_merge( array_keys( self::SQL ), [ self::NONE ] );
	}

	public static function of( Link $link ): string {
		if ( $link->isLeftAlone() ) {
			return self::LEFT_ALONE;
		}
		if ( Link::FAILED === $link->problem ) {
			return self::FAILED;
		}
		if ( '' !== $link->problem || Link::DUPLICATE === $link->state ) {
			return self::CONFLICT;
		}
		return $link->isWithdrawn() ? self::DISCONTINUED : self::LINKED;
	}

	public static function label( string $state ): string {
		return [
			self::LINKED       => __( 'Linked', 'sors-api-for-woocommerce' ),
			self::LEFT_ALONE   => __( 'Left alone', 'sors-api-for-woocommerce' ),
			self::DISCONTINUED => __( 'Discontinued', 'sors-api-for-woocommerce' ),
			self::CONFLICT     => __( 'Conflict', 'sors-api-for-woocommerce' ),
			self::FAILED       => __( 'Failed', 'sors-api-for-woocommerce' ),
		][ $state ] ?? __( 'Not in SORS', 'sors-api-for-woocommerce' );
	}

	/** A Sentence. */
	public static function whyLeftAlone( Link $link ): string {
		return Link::BY_GROUP === $link->leftAlone
			? Sentence::__( 'Its group in SORS is left alone, so the product stays as it is. Orders with it go to SORS all the same. To have the group kept up to date again, press “Bring in again” beside it under SORS API → Products → Categories and taxes.', 'sors-api-for-woocommerce' )
			: Sentence::__( 'You left this product alone, so it stays as it is. Orders with it go to SORS all the same. To have it kept up to date again, press “Bring in again” on the product.', 'sors-api-for-woocommerce' );
	}

	/** Why no product is made of an item. A Sentence. */
	public static function whyGroupLeftAlone(): string {
		return Sentence::__( 'Its group in SORS is left alone, so no product is made of it. To have it, press “Bring in again” beside the group under SORS API → Products → Categories and taxes.', 'sors-api-for-woocommerce' );
	}

	/** Why it is in that state; '' = nothing is wrong. */
	public static function reason( Link $link ): string {
		if ( $link->isLeftAlone() ) {
			return Sentence::shown( self::whyLeftAlone( $link ) );
		}
		if ( '' !== $link->problemReason ) {
			return Sentence::shown( $link->problemReason );
		}
		return [
			Link::INACTIVE     => __( 'The item is not active in SORS.', 'sors-api-for-woocommerce' ),
			Link::DISCONTINUED => __( 'SORS no longer shows the item.', 'sors-api-for-woocommerce' ),
			Link::DUPLICATE    => __( 'Several items in SORS have this code.', 'sors-api-for-woocommerce' ),
		][ $link->state ] ?? '';
	}

	/**
	 * @param list<Link> $links Of one product.
	 * @return Link|null The one in the worst state.
	 */
	public static function worst( array $links ): ?Link {
		$order = array_keys( self::SQL );
		usort( $links, static fn( Link $one, Link $other ): int => array_search( self::of( $other ), $order, true ) <=> array_search( self::of( $one ), $order, true ) );
		return $links[0] ?? null;
	}

	/** Condition on a product `{$wpdb->posts}.ID` that is in that state. Read from the links alone: WordPress counts all that it finds, so whatever is asked product by product is asked of each that the shop has. */
	public static function sql( string $state ): string {
		global $wpdb;
		if ( self::NONE === $state ) {
			return "{$wpdb->posts}.ID NOT IN (" . self::products( self::LINKED ) . ')';
		}
		$order = array_keys( self::SQL );
		$worse = $order[ 1 + (int) array_search( $state, $order, true ) ] ?? null;
		return "{$wpdb->posts}.ID IN (" . self::products( $state ) . ')' . ( null === $worse ? '' : " AND {$wpdb->posts}.ID NOT IN (" . self::products( $worse ) . ')' );
	}

	/** When something of a product `{$wpdb->posts}.ID`, or of its variations, was last changed: one row of an index. */
	public static function sqlChanged(): string {
		global $wpdb;
		return '(SELECT l.changed_at FROM ' . Tables::name( Tables::LINKS ) . " l WHERE l.product_id = {$wpdb->posts}.ID ORDER BY l.changed_at DESC LIMIT 1)";
	}

	/** @param string $state That one, or a worse one. */
	private static function products( string $state ): string {
		return 'SELECT l.product_id FROM ' . Tables::name( Tables::LINKS ) . ' l WHERE ' . self::SQL[ $state ];
	}
}
