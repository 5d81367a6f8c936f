<?php
declare( strict_types=1 );

namespace SorsApi\Sync\Catalog;

use SorsApi\Settings\Settings;
use SorsApi\Sors\Product;
use SorsApi\Store\CategoryMap;
use SorsApi\Store\CategoryTree;
use SorsApi\Store\Group;
use SorsApi\Store\ProductParts;
use SorsApi\Store\TaxClasses;
use SorsApi\Store\Text;

/** What the owner decided about the catalogue, and what the shop has to offer for it. */
final class CatalogRules {

	public Settings $settings;
	public TaxClasses $taxes;
	public CategoryMap $categories;

	/** WooCommerce has a field for bar codes (since 9.1). */
	public bool $hasGtin;

	/** See Cursor::$unlistedSkus. */
	public bool $unlistedSkus;
	private bool $hasBrands;

	/** @var array<string, true> By id: groups of SORS that the owner left alone. */
	public array $groupsLeftAlone;

	/** @param array<string, true> $groupsLeftAlone */
	public function __construct( Settings $settings, TaxClasses $taxes, CategoryMap $categories, bool $hasGtin, bool $unlistedSkus = false, array $groupsLeftAlone = [], bool $hasBrands = false ) {
		$this->settings     = $settings;
		$this->taxes        = $taxes;
		$this->categories   = $categories;
		$this->hasGtin      = $hasGtin;
		$this->unlistedSkus = $unlistedSkus;
		$this->hasBrands    = $hasBrands;
		$this->groupsLeftAlone = $groupsLeftAlone;
	}

	/** @return array<mixed> All that comparisons go by, besides the settings. */
	public function fingerprint(): array {
		return [ $this->taxes->fingerprint(), $this->categories->fingerprint(), $this->groupsLeftAlone, $this->hasGtin, $this->hasBrands ];
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
		return array_merge( [ 'modifiedAt' ], $this->brings( 'description', $isNew ) ? [] : [ 'description' ], $isNew && $this->fills( 'price' ) ? [] : [ 'priceWithVat', 'priceWithoutVat' ] );
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
		$wish   = $this->settings->fields['brand'] ?? 'never';
		$groups = $this->categories->groups( [ $item->groupId ] );
		foreach ( $item->secondGroupId === $item->groupId ? [] : $this->categories->groups( [ $item->secondGroupId ] ) as $second ) {
			if ( 'category' === $wish || ( ! $this->hasBrands && 'never' !== $wish ) || isset( $current[ $second->termId ] ) ) {
				$groups[] = $second;
			}
		}
		// The owner deleted the category of a group and leaves the group alone: it is not made again.
		return array_values( array_filter( $groups, fn( Group $group ): bool => 0 !== $group->termId || ! isset( $this->groupsLeftAlone[ $group->groupId ] ) ) );
	}

	/** Name of the item's brand; null = it has none, or its brand is the shop's to say. */
	public function brand( Product $item, bool $isNew ): ?string {
		$isOurs = $this->hasBrands && in_array( $this->settings->fields['brand'] ?? 'never', $isNew ? [ 'always', 'create' ] : [ 'always' ], true );
		$group  = $isOurs ? ( $this->categories->groups( [ $item->secondGroupId ] )[0] ?? null ) : null;
		return null === $group || '' === Text::cleanLine( $group->name ) ? null : Text::cut( $group->name, CategoryTree::LONGEST );
	}
}
