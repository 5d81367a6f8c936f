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
	 * @param list<OrderLine>                    $lines
	 * @param list<string>                       $grosses What each comes to, VAT included.
	 * @param array<int, array<int, string>>|null $taxes   Of a refund: order item id => id of a tax rate => VAT that it took off; null = the lines less what refunds took.
	 * @return array{list<OrderLine>, list<string>} The same, with the parts of a charge in its place: they come to what it came to, to the para.
	 */
	public static function inParts( array $lines, array $grosses, ?array $taxes = null ): array {
		$all   = [];
		$exact = [];
		foreach ( $lines as $i => $line ) {
			// A negative fee is a discount, see Discounts.
			$parts  = OrderLine::PRODUCT === $line->type || Decimal::compare( $grosses[ $i ], '0' ) <= 0 ? [ $line ] : self::ofGross( $line, $grosses[ $i ], null === $taxes ? self::left( $line ) : $taxes[ $line->itemId ] ?? $line->taxes );
			$shares = [ $grosses[ $i ] ];
			if ( count( $parts ) > 1 ) {
				$weights = array_map( static fn( OrderLine $part ): string => array_reduce( $part->taxes, [ Decimal::class, 'add' ], $part->net ), $parts );
				$shares  = array_map( static fn( string $share ): string => Decimal::round( $share, 2 ), Apportion::shares( $grosses[ $i ], $weights ) );
				$largest = (int) array_search( array_reduce( $weights, [ Decimal::class, 'max' ], '0' ), $weights, true );

				$shares[ $largest ] = Decimal::add( $shares[ $largest ], Decimal::subtract( $grosses[ $i ], array_reduce( $shares, [ Decimal::class, 'add' ], '0' ) ) );
			}
			array_push( $all, ...$parts );
			array_push( $exact, ...array_values( $shares ) );
		}
		return [ $all, $exact ];
	}

	/** @return array<int, string> Id of a tax rate => VAT that refunds left of the line. */
	private static function left( OrderLine $line ): array {
		$taxes = $line->taxes;
		foreach ( $line->refundedTaxes as $id => $tax ) {
			$taxes[ $id ] = Decimal::subtract( $taxes[ $id ] ?? '0', $tax );
		}
		return $taxes;
	}

	/**
	 * Of a charge of which refunds took something, or of a refund: by its taxes, where they are those of parts, else in
	 * proportion to the charge.
	 *
	 * @param array<int, string> $taxes Id of a tax rate => VAT in the gross.
	 * @return non-empty-list<OrderLine>
	 */
	private static function ofGross( OrderLine $line, string $gross, array $taxes ): array {
		if ( $taxes === $line->taxes ) {
			return self::parts( $line );
		}
		$rest        = clone $line;
		$rest->taxes = array_replace( array_fill_keys( array_keys( $line->taxes ), '0' ), array_intersect_key( $taxes, $line->taxes ) );
		$rest->net   = Decimal::subtract( $gross, array_reduce( $rest->taxes, [ Decimal::class, 'add' ], '0' ) );
		$parts       = self::parts( $rest );
		return [ $rest ] === $parts ? self::parts( $line ) : $parts;
	}

	/** @return non-empty-list<OrderLine> By rate; the line itself where its taxes are not those of its parts. Their totals are the whole line's. */
	public static function parts( OrderLine $line ): array {
		if ( count( $line->taxes ) < 2 || count( $line->taxes ) !== count( $line->rates ) ) {
			return [ $line ];
		}
		$parts = [];
		$rest  = $line->net;
		$most  = '0.01';
		foreach ( $line->rates as $id => $rate ) {
			$tax  = $line->taxes[ $id ];
			$part = $parts[ $rate ] ?? clone $line;
			$net  = '0' === $rate ? '0' : Decimal::divide( Decimal::multiply( $tax, '100' ), $rate, 6 );
			$rest = Decimal::subtract( $rest, $net );
			// In shops of whole dinars the tax may be rounded.
			$most          = '0' === $rate ? $most : Decimal::add( $most, Decimal::divide( 0 === Decimal::places( $tax ) ? '50' : '0.5', $rate, 6 ) );
			$part->net     = isset( $parts[ $rate ] ) ? Decimal::add( $part->net, $net ) : $net;
			$part->taxes   = [ $id => $tax ] + ( isset( $parts[ $rate ] ) ? $part->taxes : [] );
			$part->taxRate = $rate;

			$parts[ $rate ] = $part;
		}
		// Less is what rounding left.
		if ( isset( $parts['0'] ) && Decimal::compare( $rest, $most ) > 0 ) {
			$parts['0']->net = $rest;
			$rest            = '0';
		}
		$parts  = array_filter( $parts, static fn( OrderLine $part ): bool => '0' !== Decimal::round( $part->net, 2 ) );
		$isPart = static fn( OrderLine $part ): bool => Decimal::compare( $part->net, '0' ) > 0;
		return [] !== $parts && array_filter( $parts, $isPart ) === $parts && Decimal::areWithin( $rest, '0', $most ) ? array_values( $parts ) : [ $line ];
	}
}
