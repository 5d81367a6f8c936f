<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\Tables;
use SorsApi\Sors\ProductGroup;

/**
 * Groups as SORS showed them last, and the categories that stand for them: the only class that reads and writes that table.
 *
 * Every method that reads or writes throws a StorageError when the database fails.
 */
final class Groups {

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
			$hash   = hash( 'sha256', "$database\n$group->id" );
			$rows[] = Sql::prepare( '(%s, %s, %s, %s, %s, %d)', $hash, $database, $group->id, (string) $group->parentId, $name, $runId );
		}
		foreach ( array_chunk( $rows, 100 ) as $chunk ) {
			Sql::run(
				'INSERT INTO ' . Tables::name( Tables::GROUPS ) . ' (group_hash, database_name, group_id, parent_id, name, seen_run_id) VALUES ' . implode( ', ', $chunk )
				. ' ON DUPLICATE KEY UPDATE parent_id = VALUES(parent_id), name = VALUES(name), seen_run_id = VALUES(seen_run_id)'
			);
		}
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

	/** @return array<string, Group> What the run has seen, by the group's id in SORS. */
	public static function seen( string $database, int $runId ): array {
		return self::read( 'AND seen_run_id = %d', $database, $runId );
	}

	/** @return array<string, Group> What any run has seen, also one that is still reading, by the group's id in SORS. */
	public static function all( string $database ): array {
		return self::read( '', $database );
	}

	/** Whether the owner left one alone, in whatever database. */
	public static function hasLeftAlone(): bool {
		return null !== Sql::value( 'SELECT id FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE left_alone = 1 LIMIT 1' );
	}

	/** @return array<string, Group> */
	private static function read( string $and, string $database, int ...$values ): array {
		$rows = Sql::rows( 'SELECT * FROM ' . Tables::name( Tables::GROUPS ) . " WHERE database_name = %s $and ORDER BY id", $database, ...$values );
		return array_column( array_map( static fn( array $row ): Group => new Group( $row ), $rows ), null, 'groupId' );
	}

	/** @return array<string, Group> What the last run that read groups has seen, by the group's id in SORS. */
	public static function latest( string $database ): array {
		return self::seen( $database, (int) Sql::value( 'SELECT MAX(seen_run_id) FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE database_name = %s', $database ) );
	}

	/**
	 * @param int $parentTerm Category of the group's parent; 0 = it is a root.
	 * @return array<int, bool> Categories of groups of other databases that have this name in this place, the newest first, and whether each is the owner's.
	 */
	public static function formerTerms( Group $group, int $parentTerm ): array {
		$table = Tables::name( Tables::GROUPS );
		$rows  = Sql::rows(
			"SELECT g.term_id, g.name, g.applied_parent_term FROM $table g JOIN $table own ON own.id = %d AND own.database_name <> g.database_name
			LEFT JOIN $table p ON p.database_name = g.database_name AND p.group_id = g.parent_id AND p.id <> g.id
			WHERE g.name = %s AND g.term_id > 0 AND COALESCE(p.term_id, 0) = %d ORDER BY g.seen_run_id DESC, g.id DESC",
			$group->id,
			$group->name,
			$parentTerm
		);
		$terms = [];
		foreach ( $rows as $row ) {
			// The database folds case and accents.
			if ( (string) $row['name'] === $group->name ) {
				$terms += [ (int) $row['term_id'] => Group::OWNERS === (int) $row['applied_parent_term'] ];
			}
		}
		return $terms;
	}

	/** Stores the category that stands for the group, and what the category was last given. */
	public static function saveTerm( Group $group ): void {
		Sql::update(
			Tables::name( Tables::GROUPS ),
			[
				'term_id'             => $group->termId,
				'applied_name'        => $group->appliedName,
				'applied_parent_id'   => $group->appliedParentId,
				'applied_parent_term' => $group->appliedParentTerm,
			],
			$group->id
		);
	}

	/** Whether runs change nothing of its products. */
	public static function saveChoice( Group $group, bool $isLeftAlone ): void {
		Sql::update( Tables::name( Tables::GROUPS ), [ 'left_alone' => $isLeftAlone ? 1 : 0 ], $group->id );
	}

	/** Groups that a database shows for the first time: left alone where the group of that name in that place was, in the database before. */
	public static function inheritChoices( string $database, int $runId ): void {
		$groups = self::seen( $database, $runId );
		$new    = array_filter( $groups, static fn( Group $group ): bool => null === $group->leftAlone );
		if ( [] === $new ) {
			return;
		}
		$table  = Tables::name( Tables::GROUPS );
		$former = (string) Sql::value( "SELECT database_name FROM $table WHERE database_name <> %s ORDER BY seen_run_id DESC LIMIT 1", $database );
		$before = '' === $former ? [] : self::latest( $former );
		$chosen = array_intersect_key( self::paths( $before ), array_filter( $before, static fn( Group $group ): bool => true === $group->leftAlone ) );
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
	 * @param array<string, Group> $groups By id.
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
	 * @param array<string, Group> $groups By id.
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
	 * @param array<string, Group> $groups By id.
	 * @return list<array{Group, Group|null}> Each group with the parent it is to hang under.
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
