<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\Database;

'cli' === PHP_SAPI || exit;

final class DatabaseTest extends TestCase {

	/** @return array<string, array{string, list<string>, string|null}> Database in use, all databases, the newer one. */
	public function names(): array {
		return [
			'the next year'              => [ 'Prodavnica2025', [ 'Prodavnica2025', 'Prodavnica2026' ], 'Prodavnica2026' ],
			'the newest of several'      => [ 'Prodavnica2024', [ 'Prodavnica2026', 'Prodavnica2025', 'Prodavnica2024' ], 'Prodavnica2026' ],
			'none newer'                 => [ 'Prodavnica2026', [ 'Prodavnica2025', 'Prodavnica2026' ], null ],
			'another business'           => [ 'Prodavnica2025', [ 'Magacin2026', 'Prodavnica2025' ], null ],
			'a name within another'      => [ 'Prodavnica2025', [ 'StaraProdavnica2026' ], null ],
			'no year in the name'        => [ 'Demo2', [ 'Demo2', 'Demo2026', 'Demo3' ], null ],
			'the year in front'          => [ '2025 Prodavnica', [ '2026 Prodavnica' ], '2026 Prodavnica' ],
			'the year in the middle'     => [ 'Firma_2025_doo', [ 'Firma_2026_doo', 'Firma_2026_ad' ], 'Firma_2026_doo' ],
			'letters of another case'    => [ 'PRODAVNICA2025', [ 'Prodavnica2026' ], 'Prodavnica2026' ],
			'Cyrillic'                   => [ 'Продавница2025', [ 'ПРОДАВНИЦА2026' ], 'ПРОДАВНИЦА2026' ],
			'a number that is no year'   => [ 'Firma12025', [ 'Firma12026' ], null ],
			'a number and a year'        => [ 'Firma1900_2025', [ 'Firma1900_2026' ], 'Firma1900_2026' ],
			'nothing chosen'             => [ '', [ 'Prodavnica2026' ], null ],
			'SORS lists none'            => [ 'Prodavnica2025', [], null ],
		];
	}

	/** @dataProvider names */
	public function testTheNewerYearOfTheSameBusinessIsFound( string $current, array $all, ?string $newer ): void {
		$found = Database::newerThan( $current, array_map( static fn( string $name ): Database => new Database( [ 'name' => $name ] ), $all ) );
		self::assertSame( $newer, null === $found ? null : $found->name );
	}
}
