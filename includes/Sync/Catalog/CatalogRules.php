<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Product;
use SorsApi\Store\CategoryTree;
use SorsApi\Store\Group;
use SorsApi\Store\ProductParts;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Text;

/** What the owner decided about the catalogue, and what the shop has to offer for it. */
final class CatalogRules {

	public Settings $settings;
	public TaxClasses $taxes;
	/** @var array<string, Group> By id. */
	private array $groups;
	/** WooCommerce's category for products without one. */
	private int $default;
	private bool $hasBrands;
	/** @var array<string, true> By id: groups of SORS that the owner left alone. */
	public array $groupsLeftAlone;

	/**
	 * @param array<string, Group> $groups          By id.
	 * @param array<string, true>  $groupsLeftAlone
	 */
	public function __construct( Settings $settings, TaxClasses $taxes, array $groups, int $default, array $groupsLeftAlone = [], bool $hasBrands = false ) {
		$this->settings     = $settings;
		$this->taxes        = $taxes;
		$this->groups       = $groups;
		$this->default      = $default;
		$this->hasBrands    = $hasBrands;
		$this->groupsLeftAlone = $groupsLeftAlone;
	}

	/** @return array<mixed> All that comparisons go by, besides the settings. */
	public function fingerprint(): array {
		$groups = array_map( static fn( Group $group ): array => [ $group->parentId, $group->name, $group->termId ], $this->groups );
		return [ $this->taxes->fingerprint(), [ $this->default, $groups ], $this->groupsLeftAlone, $this->hasBrands ];
	}

	/** May a run overwrite what the shop has in this field? */
	public function overwrites( string $field ): bool {
		return 'always' === ( $this->settings->fields[ $field ] ?? 'never' );
	}

	/** Does a new product get this field from SORS? */
	public function fills( string $field ): bool {
		return 'never' !== ( $this->settings->fields[ $field ] ?? 'never' );
	}

	/** Either of the two. */
	public function brings( string $field, bool $isNew ): bool {
		return $isNew ? $this->fills( $field ) : $this->overwrites( $field );
	}

	/** @return list<string> Fields of an item that need not be read, for a product that the shop has or for a new one. */
	public function unneeded( bool $isNew ): array {
		return array_merge( $this->brings( 'description', $isNew ) ? [] : [ 'description' ], $isNew && $this->fills( 'price' ) ? [] : [ 'priceWithVat', 'priceWithoutVat' ] );
	}

	/** What of a product has to be read to compare it. */
	public function parts(): ProductParts {
		return ProductParts::catalog( $this->overwrites( 'description' ) );
	}

	/**
	 * Groups that are to be categories of the product. The second one is its brand, unless the owner wants it to be a category,
	 * or the shop has no brands; where it was made a category before, that stays.
	 *
	 * @param array<int, string> $current Categories that the product has, by term.
	 * @return list<Group>
	 */
	public function categoryGroups( Product $item, array $current ): array {
		$wish    = $this->settings->fields['brand'] ?? 'never';
		$first   = $this->group( $item->groupId );
		$second  = $this->group( $item->secondGroupId );
		$isFiled = null !== $second && $second !== $first && ( 'category' === $wish || ( ! $this->hasBrands && 'never' !== $wish ) || isset( $current[ $second->termId ] ) );
		$groups  = array_filter( [ $first, $isFiled ? $second : null ] );
		// The owner deleted the category of a group and leaves the group alone: it is not made again.
		return array_values( array_filter( $groups, fn( Group $group ): bool => 0 !== $group->termId || ! isset( $this->groupsLeftAlone[ $group->groupId ] ) ) );
	}

	/** Name of the item's brand; null = it has none, or its brand is the shop's to say. */
	public function brand( Product $item, bool $isNew ): ?string {
		$isOurs = $this->hasBrands && in_array( $this->settings->fields['brand'] ?? 'never', $isNew ? [ 'always', 'create' ] : [ 'always' ], true );
		$group  = $isOurs ? $this->group( $item->secondGroupId ) : null;
		return null === $group || '' === Text::cleanLine( $group->name ) ? null : Text::cut( $group->name, CategoryTree::LONGEST );
	}

	/** Null for an id that SORS does not list. */
	private function group( ?string $id ): ?Group {
		return null === $id ? null : $this->groups[ $id ] ?? null;
	}

	/**
	 * @param list<int>   $current Term ids that the product has now.
	 * @param list<int>   $ours    Those that we put on it. No other is taken off.
	 * @param list<Group> $groups  The item's.
	 * @return list<int>|null Term ids in ascending order; null where a category is still to be made.
	 */
	public function wanted( array $current, array $ours, array $groups ): ?array {
		$terms = array_column( $groups, 'termId' );
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
		$own = array_diff_key( $current, array_flip( array_merge( $ours, array_column( $groups, 'termId' ), [ $this->default ] ) ) );
		return implode( ', ', array_filter( [ ...array_map( [ Text::class, 'plain' ], array_values( $own ) ), ...array_column( $groups, 'name' ) ] ) );
	}
}
