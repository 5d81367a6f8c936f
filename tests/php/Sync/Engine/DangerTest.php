<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Engine;

use PHPUnit\Framework\TestCase;
use SorsApi\Sync\Engine\Danger;

'cli' === PHP_SAPI || exit;

final class DangerTest extends TestCase {

	/** @return array<string, array{string, string, bool}> */
	public function dangers(): array {
		return [
			'the same'                           => [ 'zero', 'zero', true ],
			'nothing approved'                   => [ 'zero', '', false ],
			'less than approved'                 => [ 'zero', 'zero price 100 150', true ],
			'more than approved'                 => [ 'zero price 100 150', 'zero', false ],
			'another class'                      => [ 'hide', 'zero', false ],
			'pictures'                           => [ 'pictures', 'pictures', true ],
			'the same price'                     => [ 'price 100 150', 'price 100 150', true ],
			'a price between'                    => [ 'price 100 140', 'price 100 150', true ],
			'a price beyond'                     => [ 'price 100 150.01', 'price 100 150', false ],
			'a price on the other side'          => [ 'price 100 99', 'price 100 150', false ],
			'a fall, a price between'            => [ 'price 100 60', 'price 100 50', true ],
			'a fall, a price beyond'             => [ 'price 100 49', 'price 100 50', false ],
			'the shop has another price by now'  => [ 'price 200 150', 'price 100 150', true ],
			'more digits are not a higher price' => [ 'price 100 99.5', 'price 9 100', true ],
		];
	}

	/** @dataProvider dangers */
	public function testWhetherAPersonHasAgreedToIt( string $danger, string $approved, bool $agreed ): void {
		self::assertSame( $agreed, Danger::isWithin( $danger, $approved ) );
	}

	public function testClassesAreNotFoundInFigures(): void {
		self::assertSame( [ 'zero', 'price' ], Danger::classes( 'zero ' . Danger::ofPrice( '100', '150' ) ) );
		self::assertSame( [], Danger::classes( '' ) );
	}
}
