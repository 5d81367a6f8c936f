<?php
declare( strict_types=1 );

namespace SorsApi\Documents;

use SorsApi\Sors\Decimal;

/**
 * How WooCommerce rounded what it added up to an order's total: each line or only the sum, to how many decimals, and
 * where half a unit of tax went. Read from the order, since a shop's settings change. Pure.
 *
 * By line it rounds the net of goods, and each tax of goods, shipping and fees; the net of shipping and fees it adds as
 * it is (WC_Cart_Totals::calculate_totals(), WC_Abstract_Order::calculate_totals() and update_taxes()).
 */
final class Rounding {

	/** Half a unit of tax goes up: where prices are without tax, see wc_get_tax_rounding_mode(). */
	public const UP = 'up';
	/** It goes down: where prices include tax, and an order was recalculated. */
	public const DOWN = 'down';
	/** It goes down, but for shipping: where prices include tax, in the cart. */
	public const CART = 'cart';

	/** The usual ones first: of two roundings that explain an order the first is taken. */
	private const DECIMALS = [ 0, 2, 1, 3, 4 ];

	public bool $byLine;
	private int $decimals;
	/** @var self::UP|self::DOWN|self::CART */
	private string $halves;

	/** @param self::UP|self::DOWN|self::CART $halves */
	public function __construct( bool $byLine, int $decimals, string $halves = self::CART ) {
		$this->byLine   = $byLine;
		$this->decimals = $decimals;
		$this->halves   = $halves;
	}

	/**
	 * The rounding that explains the taxes that an order notes best. Of several the first that explains its total as well; a
	 * gift card may have lowered that, and then its decimals count, and lines are left as they are stored.
	 *
	 * @param self               $today     By the shop's settings.
	 * @param list<OrderLine>    $lines     With net and taxes.
	 * @param array<int, string> $taxTotals Id of a tax rate => what the order says it comes to, shipping included.
	 * @param string             $total     Of the order.
	 */
	public static function of( self $today, array $lines, array $taxTotals, string $total ): self {
		$best     = $today;
		$least    = null;
		$agrees   = 0;
		$decimals = 0 === Decimal::places( $total ) ? 0 : max( $today->decimals, Decimal::places( $total ) );
		foreach ( $today->candidates() as $candidate ) {
			$distance = $candidate->distance( $lines, $taxTotals );
			$nearer   = null === $least ? 1 : Decimal::compare( $least, $distance );
			$how      = $candidate->explains( $lines, $total ) ? 2 : (int) ( $decimals === $candidate->decimals && ! $candidate->byLine );
			if ( $nearer > 0 || ( 0 === $nearer && $how > $agrees ) ) {
				$best   = $candidate;
				$least  = $distance;
				$agrees = $how;
			}
			if ( 2 === $agrees && '0' === $least ) {
				break;
			}
		}
		return $best;
	}

	/**
	 * What WooCommerce added to the total for a line, VAT included.
	 *
	 * @param string        $type  One of OrderLine's.
	 * @param array<string> $taxes
	 */
	public function amount( string $type, string $net, array $taxes ): string {
		$amount = OrderLine::PRODUCT === $type ? $this->net( $net ) : $net;
		foreach ( $taxes as $tax ) {
			$amount = Decimal::add( $amount, $this->tax( $type, $tax ) );
		}
		return $amount;
	}

	/** To the order's decimals, of which SORS takes two. */
	public function rounded( string $amount ): string {
		return Decimal::round( $amount, min( 2, $this->decimals ) );
	}

	/** What so many roundings may come to: half of the smallest amount each. */
	public function most( int $roundings ): string {
		return Decimal::divide( Decimal::multiply( $this->unit(), (string) $roundings ), '2' );
	}

	/** @return \Generator<self> Today's first. */
	private function candidates(): \Generator {
		$halves = array_unique( [ $this->halves, self::CART, self::DOWN, self::UP ] );
		foreach ( array_unique( [ $this->decimals, ...self::DECIMALS ] ) as $decimals ) {
			foreach ( [ $this->byLine, ! $this->byLine ] as $byLine ) {
				foreach ( $byLine ? $halves : [ $this->halves ] as $half ) {
					yield new self( $byLine, $decimals, $half );
				}
			}
		}
	}

	/**
	 * How far the taxes that the order notes are from what this rounding makes of its lines.
	 *
	 * @param list<OrderLine>    $lines
	 * @param array<int, string> $taxTotals
	 */
	private function distance( array $lines, array $taxTotals ): string {
		$distance = '0';
		foreach ( $taxTotals as $rate => $stored ) {
			$taxes  = '0';
			$ofCart = '0';
			foreach ( $lines as $line ) {
				$tax     = $line->taxes[ $rate ] ?? '0';
				$rounded = $this->tax( $line->type, $tax );
				$taxes   = Decimal::add( $taxes, $rounded );
				// The cart notes the taxes of fees as they are.
				$ofCart = Decimal::add( $ofCart, OrderLine::FEE === $line->type ? $tax : $rounded );
			}
			$distance = Decimal::add( $distance, Decimal::min( Decimal::absolute( Decimal::subtract( $stored, $taxes ) ), Decimal::absolute( Decimal::subtract( $stored, $ofCart ) ) ) );
		}
		// Stored with six decimals.
		return Decimal::round( $distance, 3 );
	}

	/**
	 * Of an order that was recalculated the net of shipping is rounded, of one from the cart it is not.
	 *
	 * @param list<OrderLine> $lines
	 */
	private function explains( array $lines, string $total ): bool {
		$sum          = '0';
		$recalculated = '0';
		foreach ( $lines as $line ) {
			$sum          = Decimal::add( $sum, $this->amount( $line->type, $line->net, $line->taxes ) );
			$net          = OrderLine::SHIPPING === $line->type ? Decimal::round( $line->net, $this->decimals ) : $line->net;
			$recalculated = Decimal::add( $recalculated, $this->amount( $line->type, $net, $line->taxes ) );
		}
		return Decimal::equals( Decimal::round( $sum, $this->decimals ), $total ) || Decimal::equals( Decimal::round( $recalculated, $this->decimals ), $total );
	}

	private function net( string $amount ): string {
		return $this->byLine ? Decimal::round( $amount, $this->decimals ) : $amount;
	}

	private function tax( string $type, string $amount ): string {
		$rounded = $this->net( $amount );
		$goesUp  = self::UP === $this->halves || ( self::CART === $this->halves && OrderLine::SHIPPING === $type );
		if ( ! $this->byLine || $goesUp || Decimal::places( $amount ) !== $this->decimals + 1 || '5' !== substr( $amount, -1 ) ) {
			return $rounded;
		}
		return '-' === $amount[0] ? Decimal::add( $rounded, $this->unit() ) : Decimal::subtract( $rounded, $this->unit() );
	}

	/** The smallest amount, such as 0.01. */
	private function unit(): string {
		return Decimal::divide( '1', '1' . str_repeat( '0', $this->decimals ) );
	}
}
