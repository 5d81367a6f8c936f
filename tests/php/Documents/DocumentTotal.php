<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use SorsApi\Sors\Decimal;
use SorsApi\Sors\DocumentLine;

/** As SORS adds a document up. */
final class DocumentTotal {

	/**
	 * What the lines come to in SORS: VAT included, VAT worked out per rate.
	 *
	 * @param list<DocumentLine> $lines
	 */
	public static function of( array $lines, bool $withVat ): string {
		$perRate = [];
		foreach ( $lines as $line ) {
			$rate             = 'r' . $line->vatRate;
			$perRate[ $rate ] = Decimal::add( $perRate[ $rate ] ?? '0', (string) $line->lineTotal );
		}
		$total = '0';
		foreach ( $perRate as $rate => $sum ) {
			$total = Decimal::add( $total, $withVat ? $sum : Decimal::round( Decimal::divide( Decimal::multiply( $sum, Decimal::add( '100', self::percent( substr( $rate, 1 ) ) ) ), '100' ), 2 ) );
		}
		return $total;
	}

	private static function percent( string $rate ): string {
		return '' === $rate ? '0' : $rate;
	}
}
