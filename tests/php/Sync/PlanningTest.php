<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\Price;
use SorsApi\Sync\Pending\SafetyLimit;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Pending\Danger;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\Schedules;
use SorsApi\Sync\Engine\StepBudget;

'cli' === PHP_SAPI || exit;

/** Small decisions, by table. */
final class PlanningTest extends TestCase {

	public function prices(): array {
		return [
			[ '120', '100', '20', 'withVat', '120', false ],
			[ '120', '100', '20', 'withoutVat', '100', false ],
			[ null, '100', '20', 'withVat', '120', false ],
			[ '120', null, '20', 'withoutVat', '100', false ],
			[ '99.99', null, '10', 'withoutVat', '90.9', false ],
			[ '116.6', null, '20', 'withoutVat', '97.1667', false ],
			[ null, '100', null, 'withVat', null, false ],
			[ null, null, '20', 'withVat', null, false ],
			[ '0', '0', '20', 'withVat', null, false ],
			[ '100', '100', '0', 'withVat', '100', false ],
			[ '-1', null, '20', 'withVat', null, true ],
			[ '1000000000', null, '20', 'withVat', null, true ],
			[ '100', '120', '20', 'withVat', null, true ],
		];
	}

	/** @dataProvider prices */
	public function testPrice( ?string $with, ?string $without, ?string $rate, string $type, ?string $value, bool $isAbsurd ): void {
		$price = Price::of( $with, $without, $rate, Shop::settings( [ 'priceType' => $type ] ) );
		self::assertSame( [ $value, $isAbsurd ], [ $price->value, null !== $price->problem ] );
	}

	/** @dataProvider wholePrices */
	public function testAShopWithoutDecimalsSellsAtWholeDinars( ?string $with, ?string $without, ?string $rate, string $type, ?string $value ): void {
		update_option( 'woocommerce_price_num_decimals', '0' );
		$price = Price::of( $with, $without, $rate, Shop::settings( [ 'priceType' => $type ] ) );
		$kept  = Price::of( $with, $without, $rate, Shop::settings( [ 'priceType' => $type, 'wholePrices' => false ] ) );
		delete_option( 'woocommerce_price_num_decimals' );
		self::assertSame( $value, $price->value );
		self::assertSame( ( 'withVat' === $type ? $with : $without ) ?? $kept->value, $kept->value );
		$factor = 1 + (float) $rate / 100;
		if ( 'withoutVat' === $type && null !== $rate ) {
			self::assertEqualsWithDelta( round( (float) ( $with ?? (float) $without * $factor ) ), (float) $value * $factor, 0.0001 );
		}
	}

	public function wholePrices(): array {
		return [
			[ '116.6', '97.17', '20', 'withVat', '117' ],
			[ '116.5', null, '20', 'withVat', '117' ],
			[ null, '97.08', '20', 'withVat', '116' ],
			[ '116.6', '97.17', '20', 'withoutVat', '97.5' ],
			[ null, '97.17', '10', 'withoutVat', '97.2727' ],
			[ '99.6', null, '0', 'withoutVat', '100' ],
			'no VAT rate to reckon by' => [ null, '97.17', null, 'withoutVat', '97.17' ],
			'nothing is sold for 0'    => [ '0.4', null, '20', 'withVat', '0.4' ],
		];
	}

	/**
	 * @testWith [true, "stock", "5", "2"]
	 *           [false, "stock", "2", "5"]
	 *           [true, "stock", null, "5"]
	 *           [false, "stock", "5", null]
	 *           [true, "variationStock", "5", "2"]
	 *           [true, "stockStatus", "instock", "outofstock"]
	 *           [false, "price", "5", "2"]
	 */
	public function testWhatSellsMoreThanThereIsIsWrittenWhileThePriceWaits( bool $isWritten, string $field, ?string $from, ?string $to ): void {
		$item          = new RunItem( 'A1', 'Naziv', RunItem::UPDATE, RunItem::PLANNED );
		$item->changes = [ compact( 'field', 'from', 'to' ) ];
		self::assertSame( $isWritten, $item->lowersStock() );
	}

	public function dangers(): array {
		return [
			[ 4, 10, 20, false ],
			[ 5, 10, 20, true ],
			[ 2, 2, 20, true ],
			[ 3, 2, 20, true ],
			[ 2, 3, 20, false ],
			[ 1, 1, 20, false ],
			[ 4, 0, 20, false ],
			[ 5, 25, 20, false ],
			[ 10, 10, 20, true ],
			[ 20, 100, 20, false ],
			[ 21, 100, 20, true ],
			[ 100, 100, 100, false ],
			[ 10, 0, 20, true ],
			[ 0, 0, 20, false ],
		];
	}

	/** @dataProvider dangers */
	public function testSafetyLimit( int $dangerous, int $onSale, int $limit, bool $stops ): void {
		self::assertSame( $stops, SafetyLimit::isOver( $dangerous, $onSale, $limit ) );
	}

	public function testAStepEndsBeforeItsTime(): void {
		$budget = new StepBudget( 7.0, 0, 100.0 );
		self::assertTrue( $budget->allows( 102.0, 1 ) );
		self::assertTrue( $budget->allows( 104.0, 1 ) );
		self::assertTrue( $budget->allows( 105.0, 1 ) );
		self::assertFalse( $budget->allows( 105.5, 1 ), 'another two seconds would not fit' );
	}

	public function testAStepEndsBeforeItsMemory(): void {
		$budget = new StepBudget( 7.0, 1000, 100.0 );
		self::assertTrue( $budget->allows( 100.1, 800 ) );
		self::assertFalse( $budget->allows( 100.2, 801 ) );
	}

	public function testACursorComesBackAsItWas(): void {
		$cursor = new Cursor();
		$cursor->enter( 'products' );
		$cursor->page     = '{"page":3}';
		$cursor->units    = [ '1', '2' ];
		$cursor->approved = true;
		self::assertEquals( $cursor, Cursor::fromJson( $cursor->toJson() ) );
	}

	public function testACursorOfAnotherVersionStartsOver(): void {
		self::assertEquals( new Cursor(), Cursor::fromJson( 'nonsense' ) );
		self::assertEquals( new Cursor(), Cursor::fromJson( '{"phase":7,"units":"x","unknown":1}' ) );
	}

	public function approved(): array {
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
			'of unlike variations the same'      => [ 'sizes 100 120', 'sizes 140 120', true ],
			'of unlike variations a price between' => [ 'sizes 100 139', 'sizes 140 120', false ],
			'more digits are not a higher price' => [ 'price 100 99.5', 'price 9 100', true ],
		];
	}

	/** @dataProvider approved */
	public function testWhetherAPersonHasAgreedToIt( string $danger, string $approved, bool $agreed ): void {
		self::assertSame( $agreed, Danger::isWithin( $danger, $approved ) );
	}

	public function testClassesAreNotFoundInFigures(): void {
		self::assertSame( [ 'zero', 'price' ], Danger::classes( 'zero ' . Danger::ofPrice( '100', '150' ) ) );
		self::assertSame( [], Danger::classes( '' ) );
	}

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
