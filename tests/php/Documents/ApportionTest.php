<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Documents;

use PHPUnit\Framework\TestCase;
use SorsApi\Documents\Apportion;

'cli' === PHP_SAPI || exit;

final class ApportionTest extends TestCase {

	/** @dataProvider sums */
	public function testPartsAddUpToTheTarget( array $exact, string $target, ?array $expected ): void {
		self::assertSame( $expected, Apportion::toTotal( $exact, $target ) );
	}

	public function sums(): array {
		return [
			'nothing to do'                      => [ [ '10', '20' ], '30', [ '10', '20' ] ],
			'thirds'                             => [ [ '33.333333', '33.333333', '33.333333' ], '100', [ '33.34', '33.33', '33.33' ] ],
			'one para too many'                  => [ [ '0.005', '0.005' ], '0.01', [ '0', '0.01' ] ],
			'the para goes where it is nearest'  => [ [ '1.001', '1.004' ], '2.01', [ '1', '1.01' ] ],
			'negative parts'                     => [ [ '100.004', '-10.004' ], '90', [ '100', '-10' ] ],
			'more than rounding'                 => [ [ '10', '20' ], '29', null ],
			'one para without a fraction to it'  => [ [ '10', '20' ], '30.01', null ],
			'a target of three decimals'         => [ [ '10' ], '10.001', null ],
			'nothing'                            => [ [], '0', [] ],
		];
	}

	public function testSharesAreExactInSum(): void {
		self::assertSame( [ '33.333333', '66.666667', '0' ], Apportion::shares( '100', [ '1', '2', '0' ] ) );
		self::assertSame( [ '0', '0' ], Apportion::shares( '100', [ '0', '-5' ] ) );
	}
}
