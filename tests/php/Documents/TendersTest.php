<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\OrderLine;
use SorsApi\Documents\OrderSnapshot;
use SorsApi\Documents\Rounding;
use SorsApi\Documents\Tenders;

'cli' === PHP_SAPI || exit;

final class TendersTest extends TestCase {

	/**
	 * @dataProvider orders
	 *
	 * @param list<string> $known Amounts of vouchers that the order knows.
	 * @param list<string> $taken Of them, those that paid a part of the order.
	 */
	public function testTheVouchersThatExplainTheGapArePayments( string $lines, string $total, array $known, bool $isExplained, array $taken ): void {
		$order           = new OrderSnapshot();
		$order->rounding = new Rounding( true, 0 );
		$order->total    = $total;
		$line            = new OrderLine();
		$line->type      = OrderLine::PRODUCT;
		$line->total     = $lines;
		$order->lines    = [ $line ];
		$tenders         = array_map( static fn( string $amount ): array => [ 'label' => 'vaučer', 'amount' => $amount, 'refunded' => '0' ], $known );
		self::assertSame( $isExplained, Tenders::explain( $order, $tenders ) );
		self::assertSame( $taken, array_column( $order->tenders, 'amount' ) );
	}

	public static function orders(): array {
		return [
			'one'                                         => [ '1998', '1498', [ '500' ], true, [ '500' ] ],
			'one of two: the other has lowered the lines' => [ '1998', '1498', [ '120', '500' ], true, [ '500' ] ],
			'none: all have lowered the lines'            => [ '1998', '1998', [ '500' ], true, [] ],
			'half a dinar, which WooCommerce rounded up'  => [ '0.5', '0', [ '1' ], true, [ '1' ] ],
			'half a dinar that nothing paid'              => [ '0.5', '0', [], true, [] ],
			'another amount'                              => [ '1998', '1498', [ '400' ], false, [] ],
		];
	}
}
