<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Balance;
use SorsApi\Sors\Document;
use SorsApi\Sors\DocumentLine;

'cli' === PHP_SAPI || exit;

/** What SORS shows of a document otherwise than it was sent; its head is compared in AgreementTest. */
final class BalanceTest extends TestCase {

	/** Lines are [ code, pieces, amount ]. */
	private const SENT = [ [ '17', '2', '598' ], [ '18', '1', '1490' ], [ '17', '1', '299' ] ];

	/** @dataProvider shown */
	public function testLinesAreComparedByItems( array $lines, array $head, array $expected ): void {
		$sent  = self::document( self::SENT, [] );
		$found = Balance::of( $sent, self::document( $lines, $head ) )['lines'] ?? [];
		self::assertSame( $expected, array_map( static fn( array $line ): string => "{$line['item']} {$line['of']} {$line['shown']} instead of {$line['sent']}", $found ) );
	}

	public function shown(): array {
		$three = [ [ '17', '3', '897' ], [ '18', '1', '1490' ] ];
		return [
			'the same'                             => [ self::SENT, [], [] ],
			'those of an item in one'              => [ $three, [], [] ],
			'not shown'                            => [ [], [], [] ],
			'other pieces'                         => [ [ [ '17', '2', '897' ], [ '18', '1', '1490' ] ], [], [ '17 quantity 2 instead of 3' ] ],
			'another item'                         => [ [ [ '17', '3', '897' ], [ '19', '1', '1490' ] ], [], [ '18 quantity 0 instead of 1', '19 quantity 1 instead of 0' ] ],
			'one that is gone'                     => [ [ [ '17', '3', '897' ] ], [ 'total' => '897' ], [ '18 quantity 0 instead of 1' ] ],
			'other money'                          => [ [ [ '17', '3', '900' ], [ '18', '1', '1487' ] ], [], [ '17 amount 900 instead of 897', '18 amount 1487 instead of 1490' ] ],
			'a para of each line'                  => [ [ [ '17', '3', '897.02' ], [ '18', '1', '1489.99' ] ], [], [] ],
			'money without VAT'                    => [ [ [ '17', '3', '747.5' ], [ '18', '1', '1354.55' ] ], [], [] ],
			'no money'                             => [ [ [ '17', '3', null ], [ '18', '1', null ] ], [], [] ],
			'no pieces'                            => [ [ [ '17', null, '897' ], [ '18', null, '1490' ] ], [], [] ],
			'no pieces, and other money'           => [ [ [ '17', null, '900' ], [ '18', null, '1487' ] ], [], [ '17 amount 900 instead of 897', '18 amount 1487 instead of 1490' ] ],
			'a line without item'                  => [ [ [ '17', '3', '897' ], [ null, '2', '1490' ] ], [], [] ],
		];
	}

	/**
	 * @testWith [null, false]
	 *           ["2387", false]
	 *           ["2386.99", false]
	 *           ["2000", true]
	 *           ["2400", false]
	 *           ["0", false]
	 */
	public function testLessThanWasPaidDiffers( ?string $shown, bool $differs ): void {
		$sent = self::document( self::SENT, [ 'paidAmount' => '2387' ] );
		self::assertSame( $differs ? [ 'paid' => $shown ] : [], Balance::of( $sent, self::document( self::SENT, [ 'paidAmount' => $shown ] ) ) );
		self::assertSame( [], Balance::of( self::document( self::SENT, [] ), self::document( self::SENT, [ 'paidAmount' => $shown ] ) ), 'It was not said.' );
	}

	private static function document( array $lines, array $head ): Document {
		$head['lines'] = array_map( static fn( array $line ): DocumentLine => new DocumentLine( [ 'productId' => null === $line[0] ? null : "id$line[0]", 'productCode' => $line[0], 'quantity' => $line[1], 'lineTotal' => $line[2] ] ), $lines );
		return new Document( $head + [ 'total' => '2387', 'pricesIncludeVat' => true ] );
	}
}
