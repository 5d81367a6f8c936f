<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sors;

use PHPUnit\Framework\TestCase;
use SorsApi\Sors\RepeatRule;

'cli' === PHP_SAPI || exit;

final class RepeatRuleTest extends TestCase {

	/**
	 * @dataProvider losses
	 *
	 * @param int|null $after Seconds until the repeat; null = there is none.
	 */
	public function testWhenARepeatIsAllowed( int $answered, int $silent, ?int $after ): void {
		self::assertFalse( ( new RepeatRule( $answered, $silent, 1, PHP_INT_MAX ) )->mayRepeat(), 'One miss is none.' );
		self::assertSame( null === $after, ( new RepeatRule( $answered, $silent, 0, 0 ) )->isOver() );
		self::assertSame( null !== $after, ( new RepeatRule( $answered, $silent, 2, $after ?? PHP_INT_MAX ) )->mayRepeat() );
		self::assertFalse( ( new RepeatRule( $answered, $silent, 9, ( $after ?? PHP_INT_MAX ) - 1 ) )->mayRepeat() );
	}

	public function losses(): array {
		return [
			'answered once'                     => [ 1, 0, 240 ],
			'twice'                             => [ 2, 0, 900 ],
			'three times'                       => [ 3, 0, 3600 ],
			'four times'                        => [ 4, 0, 14400 ],
			'five times'                        => [ 5, 0, 43200 ],
			'six times'                         => [ 6, 0, 86400 ],
			'seven times'                       => [ 7, 0, null ],
			'silent once'                       => [ 0, 1, 3600 ],
			'silent twice'                      => [ 0, 2, null ],
			'silent, then answered: as careful' => [ 1, 1, 3600 ],
			'silent, then answered five times'  => [ 5, 1, 43200 ],
		];
	}

	/** @dataProvider losses */
	public function testLookUpsComeMinutesApartAndOneRightWhenTheRepeatIsDue( int $answered, int $silent, ?int $after ): void {
		$age     = RepeatRule::FIRST_LOOKUP;
		$lookUps = 1;
		while ( null !== $after && $age < $after ) {
			$next = ( new RepeatRule( $answered, $silent, $lookUps, $age ) )->nextLookUp();
			self::assertGreaterThanOrEqual( RepeatRule::BETWEEN_LOOKUPS, $next );
			self::assertLessThanOrEqual( 3780, $next );
			$age += $next;
			++$lookUps;
		}
		self::assertSame( null === $after ? RepeatRule::FIRST_LOOKUP : $after, $age );
		self::assertLessThan( 40, $lookUps );
	}

	public function testAnUncertainWriteIsLookedUpHourlyThenDailyForAWeek(): void {
		$ages = [ 0 => 3600, 86399 => 3600, 86400 => 86400, 86400 * 8 - 1 => 86400, 86400 * 8 => null ];
		foreach ( $ages as $age => $next ) {
			self::assertSame( $next, ( new RepeatRule( 0, 2, 0, $age ) )->lateLookUp() );
		}
	}
}
