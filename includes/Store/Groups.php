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
	public function put( string $database, int $runId, array $groups ): void {
		global $wpdb;
		$rows = [];
		foreach ( $groups as $group ) {
			$name   = mb_substr( Text::cleanLine( (string) $group->name ), 0, 190 );
			$rows[] = $wpdb->prepare(
				'(%s, %s, %s, %s, %s, %d)',
				hash( 'sha256', $database . "\n" . $group->id ),
				$database,
				$group->id,
				(string) $group->parentId,
				// A category needs a name; the id at least says which group it is.
				'' === $name ? $group->id : $name,
				$runId
			);
		}
		foreach ( array_chunk( $rows, 100 ) as $chunk ) {
			Sql::run(
				'INSERT INTO ' . Tables::name( Tables::GROUPS ) . ' (group_hash, database_name, group_id, parent_id, name, seen_run_id) VALUES ' . implode( ', ', $chunk )
				. ' ON DUPLICATE KEY UPDATE parent_id = VALUES(parent_id), name = VALUES(name), seen_run_id = VALUES(seen_run_id)'
			);
		}
	}

	/** @return array<string, Group> What the run has seen, by the group's id in SORS. */
	public function seen( string $database, int $runId ): array {
		global $wpdb;
		$groups = [];
		$rows   = Sql::rows( $wpdb->prepare( 'SELECT * FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE database_name = %s AND seen_run_id = %d ORDER BY id', $database, $runId ) );
		foreach ( $rows as $row ) {
			$group                     = new Group( $row );
			$groups[ $group->groupId ] = $group;
		}
		return $groups;
	}

	/** @return array<string, Group> What the last run that read groups has seen, by the group's id in SORS. */
	public function latest( string $database ): array {
		global $wpdb;
		return $this->seen( $database, (int) Sql::value( $wpdb->prepare( 'SELECT MAX(seen_run_id) FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE database_name = %s', $database ) ) );
	}

	/** @return list<int> Every category that stands for a group of any database: all others are the owner's own. */
	public function termIds(): array {
		return array_map( 'intval', Sql::column( 'SELECT DISTINCT term_id FROM ' . Tables::name( Tables::GROUPS ) . ' WHERE term_id > 0' ) );
	}

	/**
	 * @param int $parentTerm Category of the group's parent; 0 = it is a root.
	 *
	 * @return list<int> Categories of groups of other databases that have this name in this place, the newest first.
	 */
	public function formerTerms( Group $group, int $parentTerm ): array {
		global $wpdb;
		$table = Tables::name( Tables::GROUPS );
		$rows  = Sql::rows(
			$wpdb->prepare(
				"SELECT g.term_id, g.name FROM $table g JOIN $table own ON own.id = %d AND own.database_name <> g.database_name
				LEFT JOIN $table p ON p.database_name = g.database_name AND p.group_id = g.parent_id AND p.id <> g.id
				WHERE g.name = %s AND g.term_id > 0 AND COALESCE(p.term_id, 0) = %d ORDER BY g.seen_run_id DESC, g.id DESC",
				$group->id,
				$group->name,
				$parentTerm
			)
		);
		$terms = [];
		foreach ( $rows as $row ) {
			// The database folds case and accents.
			if ( (string) $row['name'] === $group->name ) {
				$terms[] = (int) $row['term_id'];
			}
		}
		return $terms;
	}

	/** Stores the category that stands for the group, and what the category was last given. */
	public function saveTerm( Group $group ): void {
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

	/**
	 * Pure: parents before children. A group whose parent is missing, or that is its own ancestor, becomes a root, since a
	 * category has to hang somewhere.
	 *
	 * @param array<string, Group> $groups By id.
	 *
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
