<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\DocumentLine;

/** Prices the lines of a document so that it comes to the total that the buyer was shown, to the para. */
final class PricedLines {

	/** RSD. More than this is no rounding: something that has no line changed the order's total. */
	private const MOST_ROUNDING = '5';

	/**
	 * @param list<DraftLine> $drafts   With items and rates.
	 * @param string          $total    VAT included, two decimals.
	 * @param Item|null       $rounding The item that takes up what rounding leaves over.
	 *
	 * @return list<DocumentLine>
	 *
	 * @throws MappingRefused
	 */
	public static function of( array $drafts, string $total, bool $withVat, ?Item $rounding ): array {
		$grosses = [];
		foreach ( $drafts as $draft ) {
			$grosses[] = $draft->gross;
		}
		$rounded = Apportion::toTotal( $grosses, $total );
		if ( null === $rounded ) {
			$rounded = [];
			foreach ( $grosses as $gross ) {
				$rounded[] = Decimal::round( $gross, 2 );
			}
		}
		$amounts = $withVat ? $rounded : self::nets( $drafts, $rounded );
		$lines   = [];
		foreach ( $drafts as $i => $draft ) {
			$lines[] = self::line( $draft, $amounts[ $i ], $withVat );
		}
		$missing = Decimal::subtract( $total, self::total( $lines, $withVat ) );
		if ( '0' === $missing ) {
			return $lines;
		}
		return self::withRounding( $lines, $missing, $total, $withVat, $rounding );
	}

	/**
	 * What SORS makes of the lines: VAT included, VAT reckoned for each rate.
	 *
	 * @param list<DocumentLine> $lines
	 */
	public static function total( array $lines, bool $withVat ): string {
		$perRate = [];
		foreach ( $lines as $line ) {
			$rate             = 'r' . $line->vatRate;
			$perRate[ $rate ] = Decimal::add( $perRate[ $rate ] ?? '0', (string) $line->lineTotal );
		}
		$total = '0';
		foreach ( $perRate as $rate => $sum ) {
			$total = Decimal::add( $total, $withVat ? $sum : Decimal::round( Decimal::multiply( $sum, self::factor( substr( $rate, 1 ) ) ), 2 ) );
		}
		return $total;
	}

	/**
	 * Without VAT, so that each rate's sum gives its gross again as nearly as two decimals can.
	 *
	 * @param list<DraftLine> $drafts
	 * @param list<string>    $grosses
	 *
	 * @return list<string>
	 *
	 * @throws MappingRefused
	 */
	private static function nets( array $drafts, array $grosses ): array {
		$groups = [];
		foreach ( $drafts as $i => $draft ) {
			if ( null === $draft->vatRate ) {
				/* translators: %s: name of a product. */
				throw new MappingRefused( 'vat_unknown', sprintf( __( 'Nobody knows the VAT rate of "%s", and documents are sent with prices without VAT. Set the rate in SORS and run the catalogue sync, or send prices with VAT.', 'sors-api-for-woocommerce' ), $draft->source->name ) );
			}
			$groups[ 'r' . $draft->vatRate ][] = $i;
		}
		$nets = [];
		foreach ( $groups as $rate => $members ) {
			$factor = self::factor( substr( $rate, 1 ) );
			$exact  = [];
			$sum    = '0';
			foreach ( $members as $i ) {
				$exact[] = Decimal::divide( $grosses[ $i ], $factor );
				$sum     = Decimal::add( $sum, $grosses[ $i ] );
			}
			$parts = Apportion::toTotal( $exact, Decimal::round( Decimal::divide( $sum, $factor ), 2 ) );
			foreach ( $members as $at => $i ) {
				$nets[ $i ] = $parts[ $at ] ?? Decimal::round( $exact[ $at ], 2 );
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
		$fit = PriceFit::of( $draft->quantity, $list, $amount );
		return new DocumentLine(
			[
				'productId'       => null === $draft->item ? null : $draft->item->id,
				'productCode'     => null === $draft->item ? null : $draft->item->code,
				'name'            => $draft->source->name,
				'quantity'        => Decimal::normalise( $draft->quantity ),
				'unit'            => null === $draft->item ? null : $draft->item->unit,
				'unitPrice'       => $fit->unitPrice,
				'discountPercent' => $fit->discountPercent,
				'vatRate'         => $draft->vatRate,
				'lineTotal'       => $amount,
			]
		);
	}

	/**
	 * @param list<DocumentLine> $lines
	 *
	 * @return list<DocumentLine>
	 *
	 * @throws MappingRefused
	 */
	private static function withRounding( array $lines, string $missing, string $total, bool $withVat, ?Item $rounding ): array {
		$least = Decimal::equals( Apportion::absolute( $missing ), '0.01' );
		if ( null !== $rounding && Decimal::compare( Apportion::absolute( $missing ), self::MOST_ROUNDING ) <= 0 ) {
			$rate            = (string) $rounding->vatRate;
			$draft           = new DraftLine( OrderLine::FEE, new OrderLine(), '1', $missing );
			$draft->item     = $rounding;
			$draft->vatRate  = $rounding->vatRate;
			$draft->source->name = __( 'Rounding', 'sors-api-for-woocommerce' );
			$amount          = $withVat || '' === $rate ? $missing : Decimal::divide( $missing, self::factor( $rate ), 2 );
			$with            = array_merge( $lines, [ self::line( $draft, $amount, $withVat ) ] );
			if ( Decimal::equals( self::total( $with, $withVat ), $total ) ) {
				return $with;
			}
		}
		if ( ! $withVat && $least ) {
			// No price without VAT, of two decimals, gives this total; SORS itself rounds VAT by rate or by line.
			return $lines;
		}
		$lines = Decimal::subtract( $total, $missing );
		throw new MappingRefused(
			'total_differs',
			null === $rounding && Decimal::compare( Apportion::absolute( $missing ), self::MOST_ROUNDING ) <= 0
				/* translators: 1: total of the order, 2: total of its lines, 3: the difference; all in RSD. */
				? sprintf( __( 'The order\'s total is %1$s RSD, and its lines come to %2$s RSD: %3$s RSD are left over because WooCommerce rounds otherwise. Enter the code of a SORS item for rounding in the settings.', 'sors-api-for-woocommerce' ), $total, $lines, $missing )
				/* translators: 1: total of the order, 2: total of its lines, 3: the difference; all in RSD. */
				: sprintf( __( 'The order\'s total is %1$s RSD, but its lines come to %2$s RSD: a difference of %3$s RSD. Something that has no line of its own changed the total, perhaps a gift card or store credit of another plugin. Enter it as a fee on the order, or enter the document in SORS by hand.', 'sors-api-for-woocommerce' ), $total, $lines, $missing )
		);
	}

	private static function factor( string $rate ): string {
		return '' === $rate ? '1' : Decimal::add( '1', Decimal::divide( $rate, '100' ) );
	}
}
