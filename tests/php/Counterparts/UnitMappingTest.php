<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Counterparts;

use PHPUnit\Framework\TestCase;
use SorsApi\Counterparts\UnitMapping;
use SorsApi\Sors\BusinessUnit;
use SorsApi\Tests\Sync\Shop;

'cli' === PHP_SAPI || exit;

/** The chosen units in the database of the new year. */
final class UnitMappingTest extends TestCase {

	/**
	 * @return array<string, array{list<array{string, string|null, bool|null}>, string|null}> Units of the new database, by id, code and
	 *         whether they are active, and the id that the unit with the code 01 gets.
	 */
	public function databases(): array {
		return [
			'one with that code'            => [ [ [ '7', '01', true ], [ '8', '02', true ] ], '7' ],
			'of the answer nobody knows'    => [ [ [ '7', '01', null ] ], '7' ],
			'none'                          => [ [ [ '8', '02', true ], [ '9', null, true ], [ '10', '', true ] ], null ],
			'one that is not active'        => [ [ [ '7', '01', false ] ], null ],
			'two'                           => [ [ [ '7', '01', true ], [ '8', '02', true ], [ '9', '01', true ] ], null ],
			'three'                         => [ [ [ '7', '01', true ], [ '8', '01', true ], [ '9', '01', true ] ], null ],
			'two, and one is not active'    => [ [ [ '7', '01', true ], [ '9', '01', false ] ], '7' ],
		];
	}

	/** @dataProvider databases */
	public function testAUnitIsFoundAgainByItsCodeWhereOnlyOneHasIt( array $new, ?string $id ): void {
		$units   = new UnitMapping( Shop::settings( [ 'businessUnitIds' => [ '1' ] ] ), [ self::unit( '1', '01', true ) ], array_map( static fn( array $unit ): BusinessUnit => self::unit( ...$unit ), $new ) );
		$missing = null === $id ? [ 'Unit 1' ] : [];
		self::assertSame( [ $id, $missing ], [ $units->units[0]['newId'], $units->missing() ] );
	}

	private static function unit( string $id, ?string $code, ?bool $active ): BusinessUnit {
		return new BusinessUnit( [ 'id' => $id, 'code' => $code, 'name' => "Unit $id", 'active' => $active ] );
	}
}
