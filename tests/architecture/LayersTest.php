<?php
declare( strict_types=1 );

namespace SorsApi\Tests\Architecture;

use PHPat\Selector\Selector;
use PHPat\Selector\SelectorInterface;
use PHPat\Test\Attributes\TestRule;
use PHPat\Test\Builder\Rule;
use PHPat\Test\PHPat;
use SorsApi\Fault;
use SorsApi\OrderServices;
use SorsApi\Plugin;
use SorsApi\Refusal;
use SorsApi\Sentence;
use SorsApi\Services;
use SorsApi\SyncServices;
use SorsApi\Throwing;

/** Which folder of includes/ may use which: docs/ARCHITECTURE.md says why. PHPStan runs this. */
final class LayersTest {

	/** Each may use those in the lines above its own, and the classes beside it in its own folder. */
	private const LAYERS = [
		[ 'Sors' ],
		[ 'Log' ],
		[ 'Database' ],
		[ 'Settings' ],
		[ 'Store' ],
		[ 'Documents' ],
		[ 'Orders' ],
		[ 'Entries' ],
		[ 'Ledger' ],
		[ 'Counterparts' ],
		[ 'Outbox' ],
		[ 'Issues' ],
		[ 'Sync', 'Backfill', 'YearChange', 'Checkout', 'OrderView' ],
		[ 'Overview' ],
		[ 'Rest', 'Admin', 'Cli' ],
		[ 'Background', 'Lifecycle' ],
	];

	/** The same within Sync/. */
	private const SYNC = [
		[ 'Sync\Pending' ],
		[ 'Sync\Engine' ],
		[ 'Sync\Catalog', 'Sync\Stock', 'Sync\Images' ],
		[ 'Sync\Reports' ],
	];

	/** @return iterable<Rule> */
	#[TestRule]
	public function folders_use_only_those_below_them(): iterable {
		yield from self::rules( self::LAYERS );
	}

	/** @return iterable<Rule> */
	#[TestRule]
	public function parts_of_a_sync_use_only_those_below_them(): iterable {
		yield from self::rules( self::SYNC );
	}

	#[TestRule]
	public function the_sors_side_uses_nothing_but_itself(): Rule {
		return PHPat::rule()
			->classes( self::folder( 'Sors' ) )
			->shouldNot()->dependOn()
			->classes( Selector::inNamespace( 'SorsApi' ) )
			->excluding( self::folder( 'Sors' ), Selector::classname( Sentence::class ), Selector::classname( Throwing::class ) )
			->because( 'it is the SORS side alone, but for the sentences in which it tells what went wrong' );
	}

	/** The log knows SORS, for it writes down what is asked of it; the database has nothing to do with either. */
	#[TestRule]
	public function the_database_side_uses_the_log_alone(): Rule {
		return PHPat::rule()
			->classes( self::folder( 'Database' ) )
			->shouldNot()->dependOn()
			->classes( self::folder( 'Sors' ) )
			->because( 'it is below SORS, too' );
	}

	/** A class in a folder that no layer names would escape every rule. */
	#[TestRule]
	public function every_class_is_in_a_layer(): Rule {
		return PHPat::rule()
			->classes( Selector::inNamespace( 'SorsApi' ) )
			->excluding(
				Selector::inNamespace( 'SorsApi\Tests' ),
				Selector::classname( Fault::class ),
				Selector::classname( Refusal::class ),
				Selector::classname( Sentence::class ),
				Selector::classname( Throwing::class ),
				...self::root(),
				...array_map( [ self::class, 'folder' ], array_merge( ...self::LAYERS ) )
			)
			->shouldNot()->exist()
			->because( 'its folder stands in no layer' );
	}

	/**
	 * @param list<list<string>> $layers
	 *
	 * @return iterable<string, Rule>
	 */
	private static function rules( array $layers ): iterable {
		foreach ( $layers as $level => $folders ) {
			$above = array_merge( [], ...array_slice( $layers, $level + 1 ) );
			foreach ( $folders as $folder ) {
				$beside = array_diff( $folders, [ $folder ] );
				yield $folder => PHPat::rule()
					->classes( self::folder( $folder ) )
					->shouldNot()->dependOn()
					->classes( ...self::root(), ...array_map( [ self::class, 'folder' ], array_merge( $above, array_values( $beside ) ) ) )
					->because( "$folder stands below or beside it" );
			}
		}
	}

	private static function folder( string $name ): SelectorInterface {
		return Selector::inNamespace( 'SorsApi\\' . $name );
	}

	/** @return list<SelectorInterface> What registers hooks and builds everything: nothing uses it. */
	private static function root(): array {
		return array_map(
			static fn( string $class ): SelectorInterface => Selector::classname( $class ),
			[ Plugin::class, Services::class, OrderServices::class, SyncServices::class ]
		);
	}
}
