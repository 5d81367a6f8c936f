<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Integration\Sync\Pending;

use Eris\Facade;
use Eris\Generators;
use SorsApi\Database\Tables;
use SorsApi\Settings\SettingsStore;
use SorsApi\Store\Links;
use SorsApi\Store\PendingChange;
use SorsApi\Store\PendingChanges;
use SorsApi\Sync\Engine\Approval;
use SorsApi\Sync\Engine\Cursor;
use SorsApi\Sync\Engine\Lease;
use SorsApi\Sync\Engine\RunItem;
use SorsApi\Sync\Engine\RunItems;
use SorsApi\Sync\Engine\RunTable;
use SorsApi\Sync\Pending\PendingList;
use SorsApi\Tests\Integration\Sync\Engine\HeldTestCase;

'cli' === PHP_SAPI || exit;

/**
 * Whatever the prices in SORS do, whichever runs are of some items only, and whatever cannot be read: what is over the
 * limit is never written unless a person has agreed to it, and what a person has agreed to is written by the next run
 * that can read it.
 *
 * Each run is decided and ended by the code of all runs; what it would have read and written is noted in its items.
 */
final class PendingPropertyTest extends HeldTestCase {

	private const TRIES = 60;

	private const PRICES = [ 100, 110, 150, 300 ];

	/** @var array<string, int> Code => price in SORS. */
	private array $theirs = [];

	/** @var array<string, int> Code => price in the shop. */
	private array $ours = [];

	/** @var array<string, int> Code => the price that waits for a person, since a run held it. */
	private array $asked = [];

	/** @var array<string, array{int, int}> Code => prices before and after to which a person agreed. */
	private array $approved = [];

	public function testNothingOverTheLimitIsWrittenUnseenAndNothingApprovedIsForgotten(): void {
		if ( ! class_exists( Facade::class ) ) {
			self::markTestSkipped( 'giorgiosironi/eris is not installed.' );
		}
		$some = Generators::choose( 0, 2 ** self::ITEMS - 1 );
		$step = Generators::tuple( Generators::elements( 'prices', 'prices', 'run', 'run', 'few', 'approve', 'discard' ), $some, Generators::choose( 0, 3 ) );
		( new Facade() )->limitTo( self::TRIES )->forAll( Generators::seq( $step ) )->then(
			function ( array $steps ): void {
				$this->begin();
				foreach ( $steps as [ $do, $bits, $choice ] ) {
					$codes = self::chosen( $bits );
					if ( 'prices' === $do ) {
						$this->theirs = array_fill_keys( $codes, self::PRICES[ $choice ] ) + $this->theirs;
					} elseif ( 'run' === $do || ( 'few' === $do && [] !== $codes ) ) {
						// A third of them cannot be read now and then.
						$this->sync( 'few' === $do ? $codes : array_keys( $this->theirs ), 0 === $choice ? self::chosen( $bits & 0b1001001001001001 ) : [], 'few' === $do );
					} elseif ( 'approve' === $do || 'discard' === $do ) {
						$this->answer( $do, $codes );
					}
				}
				$this->sync( array_keys( $this->theirs ), [], false );
				self::assertSame( [], $this->approved, 'What was approved is written once it can be.' );
			}
		);
	}

	/**
	 * @param list<string> $codes  That it is of.
	 * @param list<string> $unread Of which nothing can be read.
	 */
	private function sync( array $codes, array $unread, bool $isLimited ): void {
		$differ = array_filter( array_diff( $codes, $unread ), fn( string $code ): bool => $this->theirs[ $code ] !== $this->ours[ $code ] );
		$agreed = array_filter( $differ, fn( string $code ): bool => isset( $this->approved[ $code ] ) && $this->isWithin( $code ) );
		$others = array_diff( $differ, $agreed );
		$isOver = count( $others ) >= 5; // More than a fifth of fifteen.
		$held   = array_values( array_filter( $others, fn( string $code ): bool => $isOver || isset( $this->asked[ $code ] ) || isset( $this->approved[ $code ] ) ) );
		$wanted = array_values( array_diff( $differ, $held ) );

		$written = $this->begun( $codes, $unread, $isLimited );
		self::assertEqualsCanonicalizing( $wanted, $written );
		foreach ( array_diff( $codes, $unread ) as $code ) {
			unset( $this->asked[ $code ], $this->approved[ $code ] );
		}
		foreach ( $held as $code ) {
			$this->asked[ $code ] = $this->theirs[ $code ];
		}
		foreach ( $written as $code ) {
			$this->ours[ $code ] = $this->theirs[ $code ];
		}
		self::assertSame( [], array_diff( $held, array_keys( $this->waiting( 'stock' ) ) ), 'Whoever looks sees it.' );
	}

	/** @return list<string> Codes of what it wrote. */
	private function begun( array $codes, array $unread, bool $isLimited ): array {
		$settings     = SettingsStore::load();
		$cursor       = new Cursor();
		$cursor->only = $isLimited ? array_values( $codes ) : [];
		$cursor->bindTo( $settings );
		$run = RunTable::start( 'stock', 'apply', 'schedule', self::DATABASE, $cursor );
		$lease = Lease::claim( $run->id );
		$run     = $lease->run();
		$links   = Links::byCodes( $codes );
		$waiting = PendingChanges::codes( 'stock', $codes );
		$items   = [];
		foreach ( $codes as $code ) {
			if ( in_array( $code, $unread, true ) ) {
				$items[] = RunItem::skipped( $code, $code, 'x', $links[ $code ]->objectId, 'unreadable' );
			} elseif ( $this->theirs[ $code ] !== $this->ours[ $code ] ) {
				$item           = new RunItem( $code, $code, RunItem::UPDATE, RunItem::PLANNED );
				$item->objectId = $links[ $code ]->objectId;
				$item->danger   = "price {$this->ours[ $code ]} {$this->theirs[ $code ]}";
				$items[]        = $item;
			} elseif ( isset( $waiting[ $code ] ) ) {
				$items[] = RunItem::same( $code, $code, $links[ $code ]->objectId );
			}
		}
		$lease->hold(
			$run,
			static function () use ( $run, $items, $settings ): void {
				RunItems::put( $run->id, 1, $items );
				Approval::decide( $run, $settings, Cursor::ITEMS );
			}
		);
		$written = RunItems::planned( $run->id, 0, 100 );
		foreach ( $written as $item ) {
			$item->outcome = 'updated';
		}
		RunItems::finish( $written );
		while ( ! Approval::end( $run, $lease, static function (): void {} ) ) {
			continue;
		}
		$lease->release();
		self::assertSame( 'succeeded', $run->state );
		self::db()->query( 'DELETE FROM ' . Tables::name( Tables::RUN_ITEMS ) );
		return array_map( static fn( RunItem $item ): string => $item->code, $written );
	}

	/** A person is shown what waits, and chooses some of it. */
	private function answer( string $as, array $codes ): void {
		$waiting = array_intersect_key( $this->waiting( 'stock' ), array_flip( $codes ) );
		$ids     = array_values( array_map( static fn( PendingChange $change ): int => $change->id, $waiting ) );
		if ( [] === $ids ) {
			return;
		}
		PendingList::decide( 'approve' === $as ? PendingChange::APPROVED : PendingChange::DISCARDED, $ids, '', '', Cursor::fingerprint( SettingsStore::load() ) );
		foreach ( 'approve' === $as ? array_keys( $waiting ) : [] as $code ) {
			$this->approved[ $code ] = [ $this->ours[ $code ], $this->asked[ $code ] ];
		}
	}

	private function isWithin( string $code ): bool {
		[ $from, $to ] = $this->approved[ $code ];
		return min( $from, $to ) <= $this->theirs[ $code ] && $this->theirs[ $code ] <= max( $from, $to );
	}

	private function begin(): void {
		foreach ( [ Tables::RUNS, Tables::RUN_ITEMS, Tables::PENDING ] as $table ) {
			self::db()->query( 'DELETE FROM ' . Tables::name( $table ) );
		}
		$codes          = array_map( [ self::class, 'code' ], range( 1, self::ITEMS ) );
		$this->theirs     = array_fill_keys( $codes, 100 );
		$this->ours     = $this->theirs;
		$this->asked    = [];
		$this->approved = [];
	}

	private static function chosen( int $bits ): array {
		return array_values( array_map( [ self::class, 'code' ], array_filter( range( 1, self::ITEMS ), static fn( int $number ): bool => 0 !== ( $bits & ( 1 << ( $number - 1 ) ) ) ) ) );
	}
}
