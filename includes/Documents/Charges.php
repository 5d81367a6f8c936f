<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * A charge that WooCommerce, or a plugin, taxed in parts, as a courier by the goods of several rates: each rate's part is a
 * line of its own, since an item has one rate. Pure.
 */
final class Charges {

	/**
	 * @param list<DraftLine> $drafts
	 * @return list<DraftLine> The parts of a charge come to what it came to, to the para.
	 */
	public static function inParts( array $drafts ): array {
		$all = [];
		foreach ( $drafts as $draft ) {
			$parts   = OrderLine::PRODUCT === $draft->type ? [ $draft->source ] : self::parts( $draft->source );
			$grosses = array_map( static fn( OrderLine $part ): string => array_reduce( $part->taxes, [ Decimal::class, 'add' ], $part->net ), $parts );
			$largest = array_search( array_reduce( $grosses, [ Decimal::class, 'max' ], '0' ), $grosses, true );
			$left    = $draft->gross;
			$first   = count( $all );
			foreach ( $parts as $part ) {
				$all[] = new DraftLine( $draft->type, $part, $draft->quantity, $draft->gross );
			}
			foreach ( count( $parts ) > 1 ? Apportion::shares( $draft->gross, $grosses ) : [] as $at => $share ) {
				$all[ $first + $at ]->gross = Decimal::round( $share, 2 );

				$left = $at === $largest ? $left : Decimal::subtract( $left, $all[ $first + $at ]->gross );
			}
			$all[ $first + (int) $largest ]->gross = $left;
		}
		return $all;
	}

	/** @return non-empty-list<OrderLine> By rate; the line itself where its taxes do not tell. Their totals are the whole line's. */
	public static function parts( OrderLine $line ): array {
		if ( count( $line->taxes ) < 2 || count( $line->taxes ) !== count( $line->rates ) ) {
			return [ $line ];
		}
		$taxes = [];
		$nets  = [];
		foreach ( $line->rates as $id => $rate ) {
			$taxes[ $rate ][ $id ] = $line->taxes[ $id ];
			$nets[ $rate ]         = '0' === $rate ? '0' : Decimal::add( $nets[ $rate ] ?? '0', Decimal::divide( Decimal::multiply( $line->taxes[ $id ], '100' ), $rate, 6 ) );
		}
		if ( isset( $nets['0'] ) ) {
			$nets['0'] = Decimal::subtract( $line->net, array_reduce( $nets, [ Decimal::class, 'add' ], '0' ) );
		}
		$nets  = array_filter( $nets, static fn( string $net ): bool => Decimal::compare( Decimal::round( $net, 2 ), '0' ) > 0 );
		$parts = [];
		foreach ( Apportion::shares( $line->net, array_values( $nets ) ) as $at => $net ) {
			$rate          = (string) array_keys( $nets )[ $at ];
			$part          = clone $line;
			$part->net     = $net;
			$part->taxes   = $taxes[ $rate ];
			$part->rates   = array_intersect_key( $line->rates, $part->taxes );
			$part->taxRate = $rate;
			$parts[]       = $part;
		}
		return [] === $parts ? [ $line ] : $parts;
	}
}
