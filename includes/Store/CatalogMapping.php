<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\CachedCount;
use SorsApi\Database\Sql;
use SorsApi\Settings\SettingsStore;
use SorsApi\Sors\Decimal;

/** What SORS' groups and VAT rates are in the shop, by what was read last. Every method throws a StorageError when the database fails. */
final class CatalogMapping {

	private const TAXONOMY = 'product_cat';
	/** Products of each category. */
	private const COUNTED = 'categories';

	/**
	 * @return list<array{id: string, name: string, parentId: string|null, depth: int, leftAlone: 'no'|'yes'|'above', category: array{id: int, name: string, url: string, products: int}|null}> Children
	 *         right below their parent; depth 0 = a root; above = with one above it; no category = none yet, or the owner has deleted it.
	 */
	public static function groups(): array {
		$list  = [];
		$place = [];
		$terms = get_terms( [ 'taxonomy' => self::TAXONOMY, 'hide_empty' => false ] );
		$terms = array_column( array_filter( is_array( $terms ) ? $terms : [], static fn( $term ): bool => $term instanceof \WP_Term ), null, 'term_id' );
		$count = self::countProducts();
		$all   = Group::latest( SettingsStore::load()->database );
		$alone = Group::leftAlone( $all );
		foreach ( Group::parentsFirst( $all ) as [ $group, $parent ] ) {
			$above = null === $parent ? [] : $place[ $parent->groupId ];
			// Of its ancestors, then its own.
			$place[ $group->groupId ] = [ ...$above, sprintf( '%09d', count( $list ) ) ];
			$list[ implode( $place[ $group->groupId ] ) ] = [
				'id'        => $group->groupId,
				'name'      => $group->name,
				'parentId'  => null === $parent ? null : $parent->groupId,
				'depth'     => count( $above ),
				'leftAlone' => true === $group->leftAlone ? 'yes' : ( isset( $alone[ $group->groupId ] ) ? 'above' : 'no' ),
				'category'  => isset( $terms[ $group->termId ] ) ? [
					'id'       => $group->termId,
					'name'     => Text::plain( $terms[ $group->termId ]->name ),
					'url'      => admin_url( 'term.php?taxonomy=' . self::TAXONOMY . "&tag_ID=$group->termId&post_type=product" ),
					'products' => $count[ $group->termId ] ?? 0,
				] : null,
			];
		}
		ksort( $list, SORT_STRING );
		return array_values( $list );
	}

	/**
	 * @return list<array{rate: string, products: int, taxClass: array{slug: string, name: string}|null, source: 'chosen'|'usual'|'none'}> Rates in percent,
	 *         the highest first.
	 */
	public static function vatRates(): array {
		$classes = TaxClasses::ofShop( SettingsStore::load()->taxClassByVatRate );
		$list    = [];
		foreach ( Links::countByVatRate() as $rate => $products ) {
			$rate   = (string) $rate;
			$slug   = $classes->forRate( $rate );
			$list[] = [
				'rate'     => $rate,
				'products' => $products,
				'taxClass' => null === $slug ? null : [ 'slug' => $slug, 'name' => $classes->name( $slug ) ],
				'source'   => $classes->source( $rate ),
			];
		}
		usort( $list, static fn( array $a, array $b ): int => Decimal::compare( $b['rate'], $a['rate'] ) );
		return $list;
	}

	/**
	 * Lets a category stand for a group. It is the owner's: its name and place stay as they are.
	 *
	 * @param int|null $termId Null = the next run finds or makes one by the group's name.
	 * @return string|null Why it was not done, a sentence: there is no such group or category, or the category already stands for another group.
	 */
	public static function map( string $groupId, ?int $termId ): ?string {
		$groups = Group::latest( SettingsStore::load()->database );
		$group  = $groups[ $groupId ] ?? null;
		if ( null === $group ) {
			return self::noGroup();
		}
		if ( null !== $termId && ! get_term( $termId, self::TAXONOMY ) instanceof \WP_Term ) {
			return __( 'The shop no longer has this category. Reload the page.', 'sors-api-for-woocommerce' );
		}
		foreach ( $groups as $other ) {
			if ( null !== $termId && $other->termId === $termId && $other->groupId !== $groupId ) {
				/* translators: %s: name of a group. */
				return sprintf( __( 'This category already stands for another group: %s. Choose another category for that group first.', 'sors-api-for-woocommerce' ), $other->name );
			}
		}
		$group->termId            = (int) $termId;
		$group->appliedParentTerm = null === $termId ? 0 : Group::OWNERS;
		$group->saveTerm();
		return null;
	}

	/**
	 * Whether runs change nothing of the products of a group, and of those below it.
	 *
	 * @return string|null Why it was not done, a sentence: there is no such group.
	 */
	public static function leaveAlone( string $groupId, bool $isLeftAlone ): ?string {
		$group = Group::latest( SettingsStore::load()->database )[ $groupId ] ?? null;
		if ( null === $group ) {
			return self::noGroup();
		}
		LinkChoices::chooseGroup( $group, $isLeftAlone );
		return null;
	}

	private static function noGroup(): string {
		return __( 'SORS no longer has this group. Run the catalogue, then look again.', 'sors-api-for-woocommerce' );
	}

	/** A run of the catalogue is over, which brings products in. */
	public static function forgetCounts(): void {
		CachedCount::forget( self::COUNTED );
		CachedCount::forget( Links::VAT_RATES );
	}

	/**
	 * Also of drafts, as new products are: WordPress' own counts are of what is published. May be minutes old.
	 *
	 * @return array<int|string, int> By category.
	 */
	private static function countProducts(): array {
		global $wpdb;
		$sql = "SELECT c.term_id, COUNT(*) AS products FROM {$wpdb->posts} p JOIN {$wpdb->term_relationships} r ON r.object_id = p.ID JOIN {$wpdb->term_taxonomy} c ON c.term_taxonomy_id = r.term_taxonomy_id AND c.taxonomy = %s
			WHERE p.post_type = 'product' AND p.post_status NOT IN ('trash', 'auto-draft') GROUP BY c.term_id";
		return CachedCount::each( self::COUNTED, static fn(): array => array_map( 'intval', array_column( Sql::rows( $sql, self::TAXONOMY ), 'products', 'term_id' ) ) );
	}
}
