<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Engine;

use PHPUnit\Framework\TestCase;
use SorsApi\Sync\Engine\Schedules;

'cli' === PHP_SAPI || exit;

final class ScheduleRuleTest extends TestCase {

	/** @return array<string, array{string, string|null, string, string|null}> Rule, last run, since when the rule is in force, next run; all in Belgrade. */
	public function rules(): array {
		return [
			'off'                          => [ 'off', null, '2026-03-01 10:00', null ],
			'nonsense'                     => [ 'sometimes', null, '2026-03-01 10:00', null ],
			'first of an interval'         => [ 'hourly', null, '2026-03-01 10:00', '2026-03-01 10:00' ],
			'every quarter of an hour'     => [ '15min', '2026-03-01 12:00', '2026-03-01 10:00', '2026-03-01 12:15' ],
			'hourly'                       => [ 'hourly', '2026-03-01 12:00', '2026-03-01 10:00', '2026-03-01 13:00' ],
			'twice a day'                  => [ 'twicedaily', '2026-03-01 12:00', '2026-03-01 10:00', '2026-03-02 00:00' ],
			'daily, later today'           => [ 'daily@18:30', null, '2026-03-01 10:00', '2026-03-01 18:30' ],
			'daily, tomorrow'              => [ 'daily@03:00', null, '2026-03-01 10:00', '2026-03-02 03:00' ],
			'daily, was there today'       => [ 'daily@03:00', '2026-03-02 03:04', '2026-03-01 10:00', '2026-03-03 03:00' ],
			'daily, was missed for days'   => [ 'daily@03:00', '2026-03-02 03:04', '2026-03-01 10:00', '2026-03-03 03:00' ],
			'daily, at the very moment'    => [ 'daily@03:00', '2026-03-02 03:00', '2026-03-01 10:00', '2026-03-03 03:00' ],
			'daily, over to summer time'   => [ 'daily@03:30', '2026-03-28 03:30', '2026-03-01 10:00', '2026-03-29 03:30' ],
			'daily, in the hour that is not' => [ 'daily@02:30', '2026-03-28 02:30', '2026-03-01 10:00', '2026-03-29 03:30' ],
			'daily, over to winter time'   => [ 'daily@03:30', '2026-10-24 03:30', '2026-03-01 10:00', '2026-10-25 03:30' ],
			'daily, a new rule'            => [ 'daily@12:00', '2026-03-02 03:00', '2026-03-02 13:00', '2026-03-03 12:00' ],
		];
	}

	/** @dataProvider rules */
	public function testNext( string $rule, ?string $last, string $since, ?string $next ): void {
		$zone = new \DateTimeZone( 'Europe/Belgrade' );
		$time = static fn( string $local ): int => ( new \DateTimeImmutable( $local, $zone ) )->getTimestamp();
		$is   = Schedules::byRule( $rule, null === $last ? null : $time( $last ), $time( $since ), $zone );
		self::assertSame( $next, null === $is ? null : ( new \DateTimeImmutable( '@' . $is ) )->setTimezone( $zone )->format( 'Y-m-d H:i' ) );
	}
}
