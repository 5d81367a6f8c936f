<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * How WooCommerce rounded what it added up to an order's total: each line or only the sum, and to how many decimals.
 * Read from the order, since a shop's settings change. Pure.
 *
 * By line it rounds the net of goods, and each tax of goods, shipping and fees; the net of shipping and fees it adds as
 * it is (WC_Cart_Totals::calculate_totals(), WC_Abstract_Order::calculate_totals() and update_taxes()).
 */
final class Rounding {

	private const MOST_DECIMALS = 4;

	public bool $byLine;
	public int $decimals;
	/** Half a unit of tax is rounded down where prices include it: wc_get_tax_rounding_mode(). */
	private bool $pricesIncludeTax;

	public function __construct( bool $byLine, int $decimals, bool $pricesIncludeTax ) {
		$this->byLine           = $byLine;
		$this->decimals         = $decimals;
		$this->pricesIncludeTax = $pricesIncludeTax;
	}

	/**
	 * The rounding that explains an order's stored taxes and total best; of several the one that is first.
	 *
	 * @param self               $today     By the shop's settings.
	 * @param list<OrderLine>    $lines     With net and taxes.
	 * @param array<int, string> $taxTotals Id of a tax rate => what the order says it comes to, shipping included.
	 * @param string             $total     Of the order.
	 */
	public static function of( self $today, array $lines, array $taxTotals, string $total ): self {
		$best  = $today;
		$least = null;
		foreach ( $today->candidates() as $candidate ) {
			$distance = $candidate->distance( $lines, $taxTotals, $total );
			if ( null === $least || Decimal::compare( $distance, $least ) < 0 ) {
				$best  = $candidate;
				$least = $distance;
			}
			if ( '0' === $least ) {
				break;
			}
		}
		return $best;
	}

	/**
	 * What WooCommerce added to the total for a line, VAT included; positive for a refund's line.
	 *
	 * @param string        $type  One of OrderLine's.
	 * @param array<string> $taxes
	 */
	public function amount( string $type, string $net, array $taxes ): string {
		$amount = OrderLine::PRODUCT === $type ? $this->net( $net ) : $net;
		foreach ( $taxes as $tax ) {
			$amount = Decimal::add( $amount, $this->tax( $tax ) );
		}
		return $amount;
	}

	/** What so many roundings may come to: half of the smallest amount each. */
	public function most( int $roundings ): string {
		return Decimal::divide( Decimal::multiply( $this->unit(), (string) $roundings ), '2' );
	}

	/** @return \Generator<self> */
	private function candidates(): \Generator {
		yield $this;
		yield new self( ! $this->byLine, $this->decimals, $this->pricesIncludeTax );
		for ( $decimals = 0; $decimals <= self::MOST_DECIMALS; $decimals++ ) {
			yield new self( $this->byLine, $decimals, $this->pricesIncludeTax );
			yield new self( ! $this->byLine, $decimals, $this->pricesIncludeTax );
		}
	}

	/**
	 * How far the order's taxes and total are from what this rounding makes of its lines.
	 *
	 * @param list<OrderLine>    $lines
	 * @param array<int, string> $taxTotals
	 */
	private function distance( array $lines, array $taxTotals, string $total ): string {
		$taxes  = [];
		$ofCart = [];
		$sum    = '0';
		foreach ( $lines as $line ) {
			$sum = Decimal::add( $sum, $this->amount( $line->type, $line->net, $line->taxes ) );
			foreach ( $line->taxes as $rate => $tax ) {
				$rounded         = $this->tax( $tax );
				$taxes[ $rate ]  = Decimal::add( $taxes[ $rate ] ?? '0', $rounded );
				// The cart notes the taxes of fees as they are.
				$ofCart[ $rate ] = Decimal::add( $ofCart[ $rate ] ?? '0', OrderLine::FEE === $line->type ? $tax : $rounded );
			}
		}
		$distance = '0';
		foreach ( $taxTotals as $rate => $stored ) {
			$distance = Decimal::add( $distance, Decimal::min( self::between( $stored, $taxes[ $rate ] ?? '0' ), self::between( $stored, $ofCart[ $rate ] ?? '0' ) ) );
		}
		$distance = Decimal::add( $distance, self::between( $total, Decimal::round( $sum, $this->decimals ) ) );
		// Stored with six decimals.
		return Decimal::round( $distance, 3 );
	}

	private static function between( string $one, string $other ): string {
		return Decimal::absolute( Decimal::subtract( $one, $other ) );
	}

	private function net( string $amount ): string {
		return $this->byLine ? Decimal::round( $amount, $this->decimals ) : $amount;
	}

	private function tax( string $amount ): string {
		$rounded = $this->net( $amount );
		if ( ! $this->byLine || ! $this->pricesIncludeTax ) {
			return $rounded;
		}
		$up = Decimal::subtract( Decimal::absolute( $rounded ), Decimal::absolute( $amount ) );
		if ( ! Decimal::equals( $up, Decimal::divide( $this->unit(), '2' ) ) ) {
			return $rounded;
		}
		return '-' === $amount[0] ? Decimal::add( $rounded, $this->unit() ) : Decimal::subtract( $rounded, $this->unit() );
	}

	/** The smallest amount, such as 0.01. */
	private function unit(): string {
		return Decimal::divide( '1', '1' . str_repeat( '0', $this->decimals ) );
	}
}
