<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Sync\Pending;

use PHPUnit\Framework\TestCase;
use SorsApi\Store\PendingChange;
use SorsApi\Sync\Pending\SafetyLimit;

'cli' === PHP_SAPI || exit;

/** Written, or asked about: by what waits already, what a person has agreed to, and how much there is of it. */
final class SafetyLimitTest extends TestCase {

	/** @dataProvider cases */
	public function testWhyAChangeWaits( array $reasons, string $danger, ?PendingChange $pending, int $prices = 0 ): void {
		self::assertSame( $reasons, self::limit( $prices )->reasons( $danger, $pending ) );
	}

	public function cases(): array {
		return [
			'below the limit'                             => [ [], 'price 100 150', null, 4 ],
			'over it'                                     => [ [ 'price' ], 'price 100 150', null, 5 ],
			'of another class than the one that is over'  => [ [], 'zero', null, 5 ],
			'harmless'                                    => [ [], '', null, 5 ],
			'held once'                                   => [ [ 'price' ], 'price 100 110', self::pending( 'price 100 150' ) ],
			'discarded'                                   => [ [ 'price' ], 'price 100 150', self::pending( 'price 100 150', 'discarded' ) ],
			'what was held no longer differs'             => [ [], '', self::pending( 'price 100 150' ) ],
			'another class than what is held'             => [ [], 'hide', self::pending( 'categories' ) ],
			'one of two classes'                          => [ [ 'price' ], 'zero price 100 150', self::pending( 'price 100 150' ) ],
			'approved'                                    => [ [], 'price 100 150', self::pending( 'price 100 150', 'approved' ), 5 ],
			'approved, and less than that'                => [ [], 'price 100 120', self::pending( 'price 100 150', 'approved' ), 5 ],
			'approved, and more than that'                => [ [ 'price' ], 'price 100 151', self::pending( 'price 100 150', 'approved' ) ],
			'approved, and another class'                 => [ [ 'price' ], 'zero price 100 150', self::pending( 'price 100 150', 'approved' ) ],
			'approved by other settings'                  => [ [ 'price' ], 'price 100 150', self::pending( 'price 100 150', 'approved', 'other' ) ],
			'missing, and approved'                       => [ [], 'hide', self::pending( 'missing', 'approved' ) ],
			'missing, and nobody agreed'                  => [ [ 'missing' ], 'missing', null ],
			'left alone until now'                        => [ [ 'back' ], 'back', null ],
			'left alone until now, and approved'          => [ [], 'back price 100 150', self::pending( 'back price 100 150', 'approved' ), 5 ],
			'of a unit that shows nothing'                => [ [ 'emptied' ], 'emptied', null ],
			'SORS showed nothing'                         => [ [ 'empty' ], 'empty', null ],
			'not chosen of a preview'                     => [ [ SafetyLimit::NOT_CHOSEN ], '', self::pending( '', 'asked', '', true ) ],
			'not chosen, and dangerous'                   => [ [ SafetyLimit::NOT_CHOSEN ], 'price 100 150', self::pending( 'price 100 150', 'asked', '', true ), 5 ],
		];
	}

	public function testWhatIsApprovedOrWaitsAlwaysDoesNotCount(): void {
		$limit = self::limit( 4, false );
		$limit->count( 'price 100 150', self::pending( 'price 100 150', 'approved' ) );
		$limit->count( 'back price 100 150', null );
		$limit->count( 'emptied price 100 150', null );
		$limit->close( 0 );
		self::assertSame( [], $limit->reasons( 'price 100 150', null ) );
	}

	public function testAllClassesWaitWhereOnlyTheirSumIsOver(): void {
		$limit = self::limit( 3, false );
		$limit->count( 'zero', null );
		$limit->close( 1 );
		self::assertSame( [ 'zero' ], $limit->reasons( 'zero', null ) );
		self::assertTrue( $limit->hidesTooMany() );
	}

	public function testNewProductsOfARunThatAPersonStartedDoNotCount(): void {
		foreach ( [ [ true, [] ], [ false, [ 'publish' ] ] ] as [ $isAsked, $reasons ] ) {
			$limit = new SafetyLimit( 'settings', 20, 15, $isAsked );
			for ( $item = 1; $item <= 5; $item++ ) {
				$limit->count( 'publish', null );
			}
			$limit->close( 0 );
			self::assertSame( $reasons, $limit->reasons( 'publish', null ) );
		}
	}

	/** @dataProvider questions */
	public function testWhatBecomesOfAQuestionThatIsAskedAgain( array $expected, string $danger, ?PendingChange $before ): void {
		$found         = new PendingChange( 'stock', 'A', 'A' );
		$found->danger = $danger;
		$asked         = SafetyLimit::ask( $found, $before, 'now' );
		self::assertSame( $expected, [ $asked->state, $asked->isQuiet, $asked->isTold, $asked->createdAt, $asked->updatedAt ] );
	}

	public function questions(): array {
		return [
			'new'                             => [ [ 'asked', false, false, 'now', 'now' ], 'zero', null ],
			'the same'                        => [ [ 'asked', false, true, 'first', 'last' ], 'zero', self::pending( 'zero' ) ],
			'changed'                         => [ [ 'asked', false, true, 'first', 'now' ], 'price 1 2', self::pending( 'price 1 3' ) ],
			'discarded'                       => [ [ 'asked', false, false, 'now', 'now' ], 'zero', self::pending( 'zero', 'discarded' ) ],
			'beyond what was approved'        => [ [ 'asked', false, false, 'now', 'now' ], 'zero', self::pending( 'hide', 'approved' ) ],
			'not chosen'                      => [ [ 'asked', true, true, 'first', 'last' ], 'zero', self::pending( 'zero', 'asked', '', true ) ],
			'more than what was not chosen'   => [ [ 'asked', false, false, 'first', 'now' ], 'zero hide', self::pending( 'zero', 'asked', '', true ) ],
		];
	}

	private static function limit( int $prices, bool $closed = true ): SafetyLimit {
		$limit = new SafetyLimit( 'settings', 20, 15, true );
		for ( $item = 1; $item <= $prices; $item++ ) {
			$limit->count( 'price 100 150', null );
		}
		if ( $closed ) {
			$limit->close( 0 );
		}
		return $limit;
	}

	private static function pending( string $danger, string $state = 'asked', string $settings = 'settings', bool $quiet = false ): PendingChange {
		$pending            = new PendingChange( 'stock', 'A', 'A' );
		$pending->danger    = $danger;
		$pending->state     = $state;
		$pending->settings  = $settings;
		$pending->isQuiet   = $quiet;
		$pending->isTold    = true;
		$pending->runId     = 7;
		$pending->createdAt = 'first';
		$pending->updatedAt = 'last';
		return $pending;
	}
}
