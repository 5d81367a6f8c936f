<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sentence;
use SorsApi\Sors\Decimal;
use SorsApi\Sors\DocumentLine;

/** Prices the lines of a document so that it comes to the total that the buyer was shown, to the para. */
final class PricedLines {

	/** Code of a question: what lowered the order's total, see TenderReader::ANSWERS. */
	public const LOWERED = 'total_differs';

	/**
	 * @param list<DraftLine> $drafts With items and rates.
	 * @param string          $total  VAT included, two decimals.
	 * @param string          $most   By how much rounding alone may part the lines from the total.
	 * @return array<int, DocumentLine> By the place of its draft.
	 * @throws MappingRefused
	 */
	public static function of( array $drafts, string $total, bool $withVat, string $most ): array {
		$grosses = self::grosses( $drafts, $total, $most );
		$amounts = $withVat ? $grosses : self::nets( $drafts, $grosses );
		$lines   = [];
		foreach ( $drafts as $i => $draft ) {
			// Rounding may have taken all of a small charge.
			if ( OrderLine::PRODUCT === $draft->type || '0' !== $grosses[ $i ] ) {
				$lines[ $i ] = self::line( $draft, $amounts[ $i ], $withVat );
			}
		}
		return $lines;
	}

	/**
	 * What each line comes to, such that all come to the total. What WooCommerce's rounding left over goes into the largest
	 * charge, then into goods: no item stands for it, and a para matters least there.
	 *
	 * @param list<DraftLine> $drafts
	 * @return list<string> VAT included, two decimals.
	 * @throws MappingRefused
	 */
	private static function grosses( array $drafts, string $total, string $most ): array {
		$exact   = array_map( static fn( DraftLine $draft ): string => $draft->gross, $drafts );
		$grosses = Apportion::toTotal( $exact, $total );
		if ( null !== $grosses ) {
			return $grosses;
		}
		$grosses = array_map( static fn( string $gross ): string => Decimal::round( $gross, 2 ), $exact );
		$left    = Decimal::subtract( $total, array_reduce( $grosses, [ Decimal::class, 'add' ], '0' ) );
		$takers  = array_keys( array_filter( $grosses, static fn( string $gross ): bool => Decimal::compare( $gross, '0' ) > 0 ) );
		if ( '0' !== $left && ( [] === $takers || Decimal::compare( Decimal::absolute( $left ), Decimal::add( $most, '0.01' ) ) > 0 ) ) {
			self::differs( $total, $left )->throw();
		}
		usort(
			$takers,
			static function ( int $a, int $b ) use ( $drafts, $grosses ): int {
				$isGoods = static fn( int $at ): int => (int) ( OrderLine::PRODUCT === $drafts[ $at ]->type );
				$order   = $isGoods( $a ) <=> $isGoods( $b );
				return 0 !== $order ? $order : Decimal::compare( $grosses[ $b ], $grosses[ $a ] );
			}
		);
		foreach ( $takers as $at ) {
			$now            = Decimal::max( '0', Decimal::add( $grosses[ $at ], $left ) );
			$left           = Decimal::subtract( $left, Decimal::subtract( $now, $grosses[ $at ] ) );
			$grosses[ $at ] = $now;
		}
		if ( '0' !== $left ) {
			self::differs( $total, $left )->throw();
		}
		return array_values( $grosses );
	}

	/**
	 * Unit price and discount that give a line's total again when SORS multiplies as lineTotal() does: the list price with a
	 * discount where that gives the total exactly, else the price that was paid; few decimals before many.
	 *
	 * @param string      $quantity  Not zero.
	 * @param string|null $listPrice Unit price before discounts; null = none is known.
	 * @param string      $total     Of the line, two decimals.
	 * @return array{string, string|null} Null = no discount.
	 */
	public static function unitPrice( string $quantity, ?string $listPrice, string $total ): array {
		if ( null !== $listPrice && ! Decimal::equals( Decimal::round( Decimal::multiply( $quantity, $listPrice ), 2 ), $total ) ) {
			$listPrice = Decimal::round( $listPrice, 2 );
			$discount  = self::discount( $quantity, $listPrice, $total );
			if ( null !== $discount ) {
				return [ $listPrice, $discount ];
			}
		}
		$paid = '0';
		foreach ( [ 2, 4, 6 ] as $scale ) {
			$paid = Decimal::divide( $total, $quantity, $scale );
			if ( Decimal::equals( self::lineTotal( $quantity, $paid, '0' ), $total ) ) {
				break;
			}
		}
		return [ $paid, null ];
	}

	/** As SORS works it out. */
	public static function lineTotal( string $quantity, string $unitPrice, string $discountPercent ): string {
		$full = Decimal::multiply( $quantity, $unitPrice );
		return Decimal::round( Decimal::multiply( $full, Decimal::subtract( '1', Decimal::divide( $discountPercent, '100' ) ) ), 2 );
	}

	/** Percent; null where none gives the total exactly. */
	private static function discount( string $quantity, string $unitPrice, string $total ): ?string {
		$full = Decimal::multiply( $quantity, $unitPrice );
		if ( Decimal::compare( $full, $total ) <= 0 || Decimal::compare( $total, '0' ) < 0 ) {
			return null;
		}
		foreach ( [ 2, 4 ] as $scale ) {
			$discount = Decimal::divide( Decimal::multiply( Decimal::subtract( $full, $total ), '100' ), $full, $scale );
			if ( Decimal::equals( self::lineTotal( $quantity, $unitPrice, $discount ), $total ) ) {
				return $discount;
			}
		}
		return null;
	}

	/**
	 * Amounts without VAT, such that each rate's sum gives its gross again as nearly as two decimals allow: within a para.
	 * Where two rates would miss to the same side, the second misses to the other one.
	 *
	 * @param list<DraftLine> $drafts
	 * @param list<string>    $grosses
	 * @return list<string>
	 */
	private static function nets( array $drafts, array $grosses ): array {
		$groups = [];
		foreach ( $drafts as $i => $draft ) {
			if ( null === $draft->vatRate ) {
				/* translators: %s: name of a product. */
				( new MappingRefused( 'vat_unknown', Sentence::__( 'The VAT rate of “%s” is not known, and documents are sent with prices without VAT. Set the rate in SORS and run the catalogue sync, or send prices with VAT.', 'sors-api-for-woocommerce', $draft->source->name ) ) )->throw();
			}
			$groups[ 'r' . $draft->vatRate ][] = $i;
		}
		$nets = [];
		$off  = '0';
		foreach ( $groups as $rate => $members ) {
			$factor = self::factor( substr( $rate, 1 ) );
			$exact  = [];
			$sum    = '0';
			foreach ( $members as $i ) {
				$exact[] = Decimal::divide( $grosses[ $i ], $factor );
				$sum     = Decimal::add( $sum, $grosses[ $i ] );
			}
			$net    = Decimal::round( Decimal::divide( $sum, $factor ), 2 );
			$parts  = Apportion::toTotal( $exact, $net ) ?? array_map( static fn( string $part ): string => Decimal::round( $part, 2 ), $exact );
			$missed = static fn( string $net ): string => Decimal::add( $off, Decimal::subtract( Decimal::round( Decimal::multiply( $net, $factor ), 2 ), $sum ) );
			if ( Decimal::compare( Decimal::absolute( $missed( $net ) ), '0.01' ) > 0 ) {
				$step         = '-' === $missed( $net )[0] ? '0.01' : '-0.01';
				$at           = (int) array_search( array_reduce( $exact, [ Decimal::class, 'max' ], $exact[0] ), $exact, true );
				$parts[ $at ] = Decimal::add( $parts[ $at ], $step );
				$net          = Decimal::add( $net, $step );
			}
			$off = $missed( $net );
			foreach ( $members as $at => $i ) {
				$nets[ $i ] = $parts[ $at ];
			}
		}
		ksort( $nets );
		return array_values( $nets );
	}

	private static function line( DraftLine $draft, string $amount, bool $withVat ): DocumentLine {
		$list = $draft->listPrice();
		if ( null !== $list && ! $withVat ) {
			$list = Decimal::divide( $list, self::factor( (string) $draft->vatRate ) );
		}
		[ $unitPrice, $discount ] = self::unitPrice( $draft->quantity, $list, $amount );
		return new DocumentLine(
			[
				'productId'       => null === $draft->item ? null : $draft->item->id,
				'productCode'     => null === $draft->item ? null : $draft->item->code,
				'name'            => $draft->source->name,
				'quantity'        => Decimal::normalise( $draft->quantity ),
				'unit'            => null === $draft->item ? null : $draft->item->unit,
				'unitPrice'       => $unitPrice,
				'discountPercent' => $discount,
				'vatRate'         => $draft->vatRate,
				'lineTotal'       => $amount,
			]
		);
	}

	private static function differs( string $total, string $left ): MappingRefused {
		$amounts = array_map( [ Sentence::class, 'amount' ], [ $total, Decimal::subtract( $total, $left ), Decimal::absolute( $left ) ] );
		if ( '-' === $left[0] ) {
			/* translators: 1: total of the order, 2: total of its lines, 3: the difference. */
			return new MappingRefused( self::LOWERED, Sentence::__( 'The order’s total is %1$s, but its lines come to %2$s: something without a line of its own has lowered it by %3$s, perhaps a gift card or store credit of another plugin. Press “Paid with a voucher or credit” if it was a payment, so that the goods keep their value, or “It is a discount” if they became cheaper. A fee on the order would be deducted once more.', 'sors-api-for-woocommerce', ...$amounts ) );
		}
		/* translators: 1: total of the order, 2: total of its lines, 3: the difference. */
		return new MappingRefused( 'total_raised', Sentence::__( 'The order’s total is %1$s, but its lines come to %2$s: something without a line of its own has raised it by %3$s. Enter it as a fee on the order and recalculate it; if its total is no longer right then, enter the document in SORS by hand and press “SORS has it already”.', 'sors-api-for-woocommerce', ...$amounts ) );
	}

	/** By what an amount without VAT is multiplied. */
	public static function factor( string $rate ): string {
		return '' === $rate ? '1' : Decimal::add( '1', Decimal::divide( $rate, '100' ) );
	}
}
