<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/** Pure: which categories a product should have. */
final class CategoryMap {

	/** @var array<string, Group> */
	private array $groups;

	/** @var array<int, true> */
	private array $managed;
	private int $default;

	/**
	 * @param array<string, Group> $groups  By id.
	 * @param list<int>            $managed Categories that stand for groups; all others are the owner's own.
	 * @param int                  $default WooCommerce's category for products without one.
	 */
	public function __construct( array $groups, array $managed, int $default ) {
		$this->groups  = $groups;
		$this->managed = array_fill_keys( $managed, true );
		$this->default = $default;
	}

	/**
	 * The groups of an item, without ids that SORS does not list.
	 *
	 * @param list<string|null> $groupIds
	 *
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
	 * @param list<Group> $groups  The item's.
	 *
	 * @return list<int>|null Term ids in ascending order; null where a category is still to be made.
	 */
	public function wanted( array $current, array $groups ): ?array {
		$wanted = array_values( array_filter( $current, fn( int $term ): bool => ! isset( $this->managed[ $term ] ) ) );
		$ours   = [];
		foreach ( $groups as $group ) {
			if ( 0 === $group->termId ) {
				return null;
			}
			$ours[] = $group->termId;
		}
		if ( [] !== $ours ) {
			// WooCommerce's category for products without one is no longer needed.
			$wanted = array_values( array_diff( $wanted, [ $this->default ] ) );
		}
		$wanted = array_values( array_unique( array_merge( $wanted, $ours ) ) );
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
	 * @param list<Group>        $groups
	 */
	public function describe( array $current, array $groups ): string {
		$own = array_filter( $current, fn( int $term ): bool => ! isset( $this->managed[ $term ] ) && $term !== $this->default, ARRAY_FILTER_USE_KEY );
		return implode( ', ', array_filter( array_merge( array_map( [ Text::class, 'plain' ], array_values( $own ) ), [ self::names( $groups ) ] ) ) );
	}

	/** @param list<Group> $groups */
	public static function names( array $groups ): string {
		return implode( ', ', array_map( static fn( Group $group ): string => $group->name, $groups ) );
	}
}
