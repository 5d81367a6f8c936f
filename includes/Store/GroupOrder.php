<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Pure: in which order groups become categories. */
final class GroupOrder {

	/**
	 * Parents before children. A parent that is not there, or a group that is
	 * its own ancestor, makes a root: a category must hang somewhere.
	 *
	 * @param array<string, Group> $groups By id.
	 *
	 * @return list<array{Group, Group|null}> Group and the parent it is to hang under.
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
