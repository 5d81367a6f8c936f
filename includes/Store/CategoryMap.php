<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Pure: which categories a product should have. */
final class CategoryMap {

	/** @var array<string, Group> */
	private array $groups;

	private int $default;

	/**
	 * @param array<string, Group> $groups  By id.
	 * @param int                  $default WooCommerce's category for products without one.
	 */
	public function __construct( array $groups, int $default ) {
		$this->groups  = $groups;
		$this->default = $default;
	}

	/** @return array<mixed> */
	public function fingerprint(): array {
		return [ $this->default, array_map( static fn( Group $group ): array => [ $group->parentId, $group->name, $group->termId ], $this->groups ) ];
	}

	/**
	 * The groups of an item, without ids that SORS does not list.
	 *
	 * @param list<string|null> $groupIds
	 * @return list<Group>
	 */
	public function groups( array $groupIds ): array {
		$found = [];
		foreach ( $groupIds as $id ) {
			if ( null !== $id && isset( $this->groups[ $id ] ) ) {
				$found[ $id ] = $this->groups[ $id ];
			}
		}
		return array_values( $found );
	}

	/**
	 * @param list<int>   $current Term ids that the product has now.
	 * @param list<int>   $ours    Those that we put on it. No other is taken off.
	 * @param list<Group> $groups  The item's.
	 * @return list<int>|null Term ids in ascending order; null where a category is still to be made.
	 */
	public function wanted( array $current, array $ours, array $groups ): ?array {
		$terms = self::termIds( $groups );
		if ( in_array( 0, $terms, true ) ) {
			return null;
		}
		// WooCommerce's category for products without one is no longer needed.
		$wanted = array_diff( $current, $ours, [] === $terms ? [] : [ $this->default ] );
		$wanted = array_values( array_unique( array_merge( $wanted, $terms ) ) );
		if ( [] === $wanted && 0 !== $this->default ) {
			$wanted = [ $this->default ];
		}
		sort( $wanted );
		return $wanted;
	}

	/**
	 * Names of the categories afterwards, for people.
	 *
	 * @param array<int, string> $current Term id => stored name.
	 * @param list<int>          $ours    Those that we put on it.
	 * @param list<Group>        $groups
	 */
	public function describe( array $current, array $ours, array $groups ): string {
		$own = array_diff_key( $current, array_flip( array_merge( $ours, self::termIds( $groups ), [ $this->default ] ) ) );
		return implode( ', ', array_filter( array_merge( array_map( [ Text::class, 'plain' ], array_values( $own ) ), [ self::names( $groups ) ] ) ) );
	}

	/**
	 * @param list<Group> $groups
	 * @return list<int>
	 */
	public static function termIds( array $groups ): array {
		return array_map( static fn( Group $group ): int => $group->termId, $groups );
	}

	/** @param list<Group> $groups */
	public static function names( array $groups ): string {
		return implode( ', ', array_map( static fn( Group $group ): string => $group->name, $groups ) );
	}
}
