<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sors\ProductGroup;

/**
 * A group of SORS as it was shown last, and the category that stands for it: the only class that reads and writes that table.
 *
 * Every method that reads or writes throws a StorageError when the database fails.
 */
final class Group {

	/** Row id. */
	public int $id;
	public string $groupId;
	/** '' = a root. */
	public string $parentId;
	/** As SORS writes it. */
	public string $name;
	/** 0 = none yet. */
	public int $termId;
	/** Runs change nothing of its products; null = nobody could choose yet. */
	public ?bool $leftAlone;
	/** What the category was last given; '' = nothing, or another plugin failed over it. As long as SORS' name and parent are still these, the owner's own renaming or moving stays. */
	public string $appliedName;
	public string $appliedParentId;
	/** The category of its parent by then; 0 = there was none yet. */
	public int $appliedParentTerm;
	/** Instead of such a category: the group's own is the owner's, with its name and place. */
	public const OWNERS = -1;

	/** @param array<string, string|null> $row A row of the table. */
	public function __construct( array $row ) {
		$this->id              = (int) $row['id'];
		$this->groupId         = (string) $row['group_id'];
		$this->parentId        = (string) $row['parent_id'];
		$this->name            = (string) $row['name'];
		$this->termId          = (int) $row['term_id'];
		$this->leftAlone       = null === $row['left_alone'] ? null : '1' === (string) $row['left_alone'];
		$this->appliedName     = (string) $row['applied_name'];
		$this->appliedParentId = (string) $row['applied_parent_id'];
		$this->appliedParentTerm = (int) $row['applied_parent_term'];
	}

	/** @param int $parentTerm The category of its parent; 0 = none (yet). */
	public function isApplied( int $parentTerm ): bool {
		return $this->isOwners() || ( $this->appliedName === $this->name && $this->appliedParentId === $this->parentId && $this->hangsUnder( $parentTerm ) );
	}

	public function isOwners(): bool {
		return self::OWNERS === $this->appliedParentTerm;
	}

	/** Whether it has been hung there; where it stands now may be the owner's choice. */
	public function hangsUnder( int $parentTerm ): bool {
		return in_array( $parentTerm, [ 0, $this->appliedParentTerm ], true );
	}

	/**
	 * Takes in a page of groups; categories are made only when the run is applied.
	 *
	 * @param list<ProductGroup> $groups
	 */
	public static function put( string $database, int $runId, array $groups ): void {
		$rows = [];
		foreach ( $groups as $group ) {
			$name   = mb_substr( Text::cleanLine( (string) $group->name ), 0, 190 );
			// A category needs a name; the id at least says which group it is.
			$name   = '' === $name ? $group->id : $name;
			$key    = [ 'group_hash' => hash( 'sha256', "$database\n$group->id" ), 'database_name' => $database, 'group_id' => $group->id ];
			$rows[] = $key + [ 'parent_id' => (string) $group->parentId, 'name' => $name, 'seen_run_id' => $runId ];
		}
		Sql::put( Tables::name( Tables::GROUPS ), $rows, [ 'group_hash', 'database_name', 'group_id' ] );
	}

	/** A new reading begins: what this run has read so far no longer counts as read, nor does a category that the owner has deleted. */
	public static function forget( string $database, int $runId ): void {
		global $wpdb;
		$table = Tables::name( Tables::GROUPS );
		Sql::run( "UPDATE $table SET seen_run_id = 0 WHERE database_name = %s AND seen_run_id = %d", $database, $runId );
		Sql::run( "UPDATE $table SET term_id = 0 WHERE term_id > 0 AND NOT EXISTS (SELECT 1 FROM {$wpdb->term_taxonomy} x WHERE x.term_id = $table.term_id AND x.taxonomy = 'product_cat')" );
	}

	/** Some group could not be read: those that the run has not seen are as the run before it saw them. */
	public static function keepUnseen( string $database, int $runId ): void {
		$table  = Tables::name( Tables::GROUPS );
		$before = (int) Sql::value( "SELECT MAX(seen_run_id) FROM $table WHERE database_name = %s AND seen_run_id < %d", $database, $runId );
		if ( $before > 0 ) {
			Sql::run( "UPDATE $table SET seen_run_id = %d WHERE database_name = %s AND seen_run_id = %d", $runId, $database, $before );
		}
	}

	/** @return array<string, self> What the run has seen, by the group's id in SORS. */
	public static function seen( string $database, int $runId ): array {
		return self::read( 'AND seen_run_id = %d', $database, $runId );
	}

	/** @return array<string, self> What any run has seen, also one that is still reading, by the group's id in SORS. */
	public static function all( string $database ): array {
		return self::read( '', $database );
	}

	/** Whether the owner left one alone, in whatever database. */
	public static function hasLeftAlone(): bool {
		return null !== Sql::value( 'SELECT id FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE left_alone = 1 LIMIT 1' );
	}

	/** @return array<string, self> */
	private static function read( string $and, string $database, int ...$values ): array {
		$rows = Sql::rows( 'SELECT * FROM ' . Tables::name( Tables::GROUPS ) . " WHERE database_name = %s $and ORDER BY id", $database, ...$values );
		return array_column( array_map( static fn( array $row ): self => new self( $row ), $rows ), null, 'groupId' );
	}

	/** @return array<string, self> What the last run that read groups has seen, by the group's id in SORS. */
	public static function latest( string $database ): array {
		return self::seen( $database, (int) Sql::value( 'SELECT MAX(seen_run_id) FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE database_name = %s', $database ) );
	}

	/**
	 * @param int $parentTerm Category of its parent; 0 = it is a root.
	 * @return array<int, bool> Categories of groups of other databases that have this name in this place, the newest first, and whether each is the owner's.
	 */
	public function formerTerms( int $parentTerm ): array {
		$table = Tables::name( Tables::GROUPS );
		$sql   = "SELECT g.term_id, g.name, g.applied_parent_term FROM $table g JOIN $table own ON own.id = %d AND own.database_name <> g.database_name
			LEFT JOIN $table p ON p.database_name = g.database_name AND p.group_id = g.parent_id AND p.id <> g.id
			WHERE g.name = %s AND g.term_id > 0 AND COALESCE(p.term_id, 0) = %d ORDER BY g.seen_run_id DESC, g.id DESC";
		$terms = [];
		foreach ( Sql::rows( $sql, $this->id, $this->name, $parentTerm ) as $row ) {
			// The database folds case and accents.
			if ( (string) $row['name'] === $this->name ) {
				$terms += [ (int) $row['term_id'] => self::OWNERS === (int) $row['applied_parent_term'] ];
			}
		}
		return $terms;
	}

	/** Stores the category that stands for it, and what the category was last given. */
	public function saveTerm(): void {
		$values = [
			'term_id'             => $this->termId,
			'applied_name'        => $this->appliedName,
			'applied_parent_id'   => $this->appliedParentId,
			'applied_parent_term' => $this->appliedParentTerm,
		];
		Sql::update( Tables::name( Tables::GROUPS ), $values, $this->id );
	}

	/** Whether runs change nothing of its products. */
	public function saveChoice( bool $isLeftAlone ): void {
		Sql::update( Tables::name( Tables::GROUPS ), [ 'left_alone' => $isLeftAlone ? 1 : 0 ], $this->id );
	}

	/** Groups that a database shows for the first time: left alone where the group of that name in that place was, in the database before. */
	public static function inheritChoices( string $database, int $runId ): void {
		$groups = self::seen( $database, $runId );
		$new    = array_filter( $groups, static fn( self $group ): bool => null === $group->leftAlone );
		if ( [] === $new ) {
			return;
		}
		$table  = Tables::name( Tables::GROUPS );
		$former = (string) Sql::value( "SELECT database_name FROM $table WHERE database_name <> %s ORDER BY seen_run_id DESC LIMIT 1", $database );
		$before = '' === $former ? [] : self::latest( $former );
		$chosen = array_intersect_key( self::paths( $before ), array_filter( $before, static fn( self $group ): bool => true === $group->leftAlone ) );
		$rows   = [ [], [] ];
		foreach ( array_intersect_key( self::paths( $groups ), $new ) as $id => $path ) {
			$rows[ in_array( $path, $chosen, true ) ? 1 : 0 ][] = $new[ $id ]->id;
		}
		foreach ( $rows as $choice => $ids ) {
			Sql::inChunks( $ids, static fn( string $in ): int => Sql::run( "UPDATE $table SET left_alone = $choice WHERE id IN ($in)" ) );
		}
	}

	/**
	 * Pure: those that the owner left alone, with all below them.
	 *
	 * @param array<string, self> $groups By id.
	 * @return array<string, true> By id.
	 */
	public static function leftAlone( array $groups ): array {
		$alone = [];
		foreach ( self::parentsFirst( $groups ) as [ $group, $parent ] ) {
			if ( true === $group->leftAlone || ( null !== $parent && isset( $alone[ $parent->groupId ] ) ) ) {
				$alone[ $group->groupId ] = true;
			}
		}
		return $alone;
	}

	/**
	 * @param array<string, self> $groups By id.
	 * @return array<string, string> Id => names from the root down to it.
	 */
	private static function paths( array $groups ): array {
		$paths = [];
		foreach ( self::parentsFirst( $groups ) as [ $group, $parent ] ) {
			$paths[ $group->groupId ] = ( null === $parent ? '' : $paths[ $parent->groupId ] ) . "\n" . $group->name;
		}
		return $paths;
	}

	/**
	 * Pure: parents before children. A group whose parent is missing, or that is its own ancestor, becomes a root, since a
	 * category has to hang somewhere.
	 *
	 * @param array<string, self> $groups By id.
	 * @return list<array{self, self|null}> Each group with the parent it is to hang under.
	 */
	public static function parentsFirst( array $groups ): array {
		$ordered = [];
		$placed  = [];
		foreach ( $groups as $group ) {
			$chain = [];
			$at    = $group;
			while ( null !== $at && ! isset( $placed[ $at->groupId ] ) && ! isset( $chain[ $at->groupId ] ) ) {
				$chain[ $at->groupId ] = $at;
				$at                    = $groups[ $at->parentId ] ?? null;
			}
			foreach ( array_reverse( $chain ) as $next ) {
				$parent                   = $groups[ $next->parentId ] ?? null;
				$placed[ $next->groupId ] = true;
				$ordered[]                = [ $next, null !== $parent && isset( $placed[ $parent->groupId ] ) && $parent !== $next ? $parent : null ];
			}
		}
		return $ordered;
	}
}
