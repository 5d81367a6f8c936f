<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;

/** Makes categories for the groups, and lets these follow them. A category of the owner's stays as it is, also where it stands for a group. */
final class CategoryTree {

	private const TAXONOMY = 'product_cat';
	/** WooCommerce's brands, which are found by their exact name: the groups of SORS that they come from have no codes. */
	public const BRANDS = 'product_brand';
	/** Characters that the columns of a category's name and slug take. */
	public const LONGEST = 200;

	/** @var array<int, int> Those that stand for groups, and what each hangs under. */
	private array $exist = [];
	/** @var list<int> Those written since clearPersistent(). */
	private array $touched = [];

	/**
	 * Brings a few of the groups' categories up to date.
	 *
	 * @param array<string, true> $needed  Ids of groups in whose categories products are to be put: only they and those above get one.
	 * @param int                 $from    How many of the groups are done.
	 * @param int                 $limit   How many categories may be written now.
	 * @param string              $instead Why they are passed over; '' = they are not.
	 * @return array{int, array<string, string>} How many of the groups are done, -1 = all; and group name => why its category was
	 *                                           refused, by WordPress, the database or another plugin.
	 * @throws StorageError When the groups cannot be read.
	 */
	public function apply( string $database, int $runId, array $needed, int $from, int $limit, string $instead = '' ): array {
		$groups  = Group::seen( $database, $runId );
		$refused = [];
		$ordered = Group::parentsFirst( $groups );
		$alone   = Group::leftAlone( $groups );

		$this->exist = $this->existing( array_map( static fn( Group $group ): int => $group->termId, array_values( $groups ) ) );
		foreach ( array_reverse( $ordered ) as [ $group, $parent ] ) {
			if ( null !== $parent && ! isset( $alone[ $parent->groupId ] ) && ( isset( $needed[ $group->groupId ] ) || ( isset( $this->exist[ $group->termId ] ) && ! $group->isOwners() ) ) ) {
				$needed[ $parent->groupId ] = true;
			}
		}
		for ( $at = $from, $count = count( $ordered ); $at < $count && $limit > 0; $at++ ) {
			[ $group, $parent ] = $ordered[ $at ];
			// One that was refused, or deleted and refused, holds nothing: its children follow once it is there.
			$under = null !== $parent && isset( $this->exist[ $parent->termId ] ) ? $parent->termId : 0;
			if ( isset( $this->exist[ $group->termId ] ) ? $group->isApplied( $under ) : ! isset( $needed[ $group->groupId ] ) ) {
				continue;
			}
			--$limit;
			if ( '' !== $instead ) {
				$refused[ $group->name ] = $instead;
				continue;
			}
			$why             = ForeignCode::attempt( "Group $group->groupId", fn() => $this->ensure( $group, $under ) );
			$this->touched[] = $group->termId;
			if ( '' !== $why ) {
				$refused[ $group->name ] = $why;
				$this->exist            += $this->existing( [ $group->termId ] );
				// WordPress has not come to it.
				ForeignCode::attempt( "Category $group->termId: its caches are emptied", static fn() => clean_term_cache( $group->termId, self::TAXONOMY ) );
			}
		}
		return [ $at >= $count ? -1 : $at, $refused ];
	}

	/** To be called once the transaction is over: see BulkCaches::clearPersistent(). */
	public function clearPersistent(): void {
		if ( [] !== $this->touched && wp_using_ext_object_cache() ) {
			ForeignCode::attempt( 'Caches of categories are emptied', fn() => clean_term_cache( array_filter( $this->touched ), self::TAXONOMY ) );
		}
		$this->touched = [];
	}

	/** Whether the counts of categories wait: they cost more than the products. */
	public static function deferCounts( bool $wait ): void {
		ForeignCode::attempt( 'The counts of categories', static fn() => wp_defer_term_counting( $wait ) );
	}

	/** Writes the counts of all categories, which WordPress was told to defer while products came in. */
	public function recount(): void {
		array_map( [ self::class, 'recountTerms' ], array_filter( [ self::TAXONOMY, 'product_type', 'product_visibility', self::BRANDS ], 'taxonomy_exists' ) );
	}

	/** @param string $slug Of the only term; '' = all. */
	public static function recountTerms( string $taxonomy, string $slug = '' ): void {
		$terms = get_terms( compact( 'taxonomy', 'slug' ) + [ 'hide_empty' => false, 'fields' => 'tt_ids' ] );
		if ( is_array( $terms ) && [] !== $terms ) {
			ForeignCode::attempt( "The counts of $taxonomy", static fn() => wp_update_term_count_now( array_map( 'intval', $terms ), $taxonomy ) );
		}
	}

	private function ensure( Group $group, int $parentTerm ): void {
		$place = $this->exist[ $group->termId ] ?? null;
		if ( null === $place ) {
			$place = $parentTerm;
			$group->appliedParentTerm = $parentTerm;
			if ( ! $this->find( $group, $parentTerm ) ) {
				$this->insert( $group, $parentTerm );
			}
		} else {
			$changes = [];
			if ( $group->appliedName !== $group->name ) {
				$changes['name'] = Text::line( self::nameOf( $group ) );
			}
			// Without its parent's category it stands at the root, or where WordPress put it when that was deleted. Elsewhere the owner put it.
			if ( $group->appliedParentId !== $group->parentId || ( ! $group->hangsUnder( $parentTerm ) && in_array( $place, [ 0, $this->exist[ $parentTerm ] ?? 0 ], true ) ) ) {
				$changes['parent'] = max( 0, $parentTerm );
				$place             = $parentTerm;
			}
			if ( [] !== $changes ) {
				OwnTexts::ofTerm( $group->termId, self::TAXONOMY, static fn() => ForeignCode::run( static fn() => wp_update_term( $group->termId, self::TAXONOMY, $changes ) ) );
			}
			if ( '' === $group->appliedName ) {
				Translations::setTermLanguage( $group->termId, self::TAXONOMY );
			}
			$group->appliedParentTerm = $parentTerm;
		}
		$group->appliedName     = $group->name;
		$group->appliedParentId = $group->parentId;
		$group->saveTerm();
		$this->exist[ $group->termId ] = $place;
	}

	/**
	 * The category that stood for the group of this name and place in the database of another year, even if the owner has
	 * renamed it since: the ids of groups change with the year, and groups have no codes. Else the owner's own of exactly this
	 * name in this place, so that the shop does not have it twice: it stays the owner's.
	 */
	private function find( Group $group, int $parentTerm ): bool {
		$former = array_diff_key( $group->formerTerms( $parentTerm ), $this->exist );
		$found  = array_intersect_key( $former, $this->existing( array_keys( $former ) ) );
		if ( [] === $found ) {
			$named = array_diff( self::named( self::nameOf( $group ), self::TAXONOMY, $parentTerm ), array_keys( $this->exist ) );
			$found = array_fill_keys( array_filter( $named, static fn( int $termId ): bool => Translations::isInDefaultLanguage( $termId, self::TAXONOMY ) ), true );
		}
		foreach ( array_slice( $found, 0, 1, true ) as $termId => $isOwners ) {
			$group->termId            = $termId;
			$group->appliedParentTerm = $isOwners ? Group::OWNERS : $parentTerm;
		}
		return [] !== $found;
	}

	/**
	 * Not asked of get_terms(), which answers "none" when the database fails.
	 *
	 * @param int|null $parentTerm Null = anywhere.
	 * @return list<int> Terms of exactly this name in this place.
	 */
	public static function named( string $name, string $taxonomy, ?int $parentTerm = null ): array {
		global $wpdb;
		$place = null === $parentTerm ? '' : "AND x.parent = $parentTerm";
		$sql   = "SELECT t.term_id, t.name FROM {$wpdb->terms} t INNER JOIN {$wpdb->term_taxonomy} x ON x.term_id = t.term_id
			WHERE x.taxonomy = %s $place AND t.name IN (%s, %s) ORDER BY t.term_id";
		$found = array_column( Sql::rows( $sql, $taxonomy, Text::line( $name ), Text::typedTerm( $name ) ), 'name', 'term_id' );
		// The database folds case and accents.
		return array_map( 'intval', array_keys( array_filter( $found, static fn( ?string $found ): bool => Text::isLine( (string) $found, $name ) ) ) );
	}

	/** Where another plugin fails over a category that WordPress has made by then, it is kept, and the next run saves it once more. */
	private function insert( Group $group, int $parentTerm ): void {
		$name   = self::nameOf( $group );
		$before = self::named( $name, self::TAXONOMY, $parentTerm );
		try {
			$group->termId = self::insertTerm( $name, self::TAXONOMY, $parentTerm, $group->groupId );
		} catch ( ForeignFailure $failure ) {
			$group->termId      = (int) current( array_diff( self::named( $name, self::TAXONOMY, $parentTerm ), $before ) );
			$group->appliedName = '';
			$group->saveTerm();
			throw $failure;
		}
	}

	/**
	 * @param string $id Tells it from another of its name.
	 * @return int Its id.
	 * @throws StorageError When WordPress refuses it, or another plugin fails over it.
	 */
	public static function insertTerm( string $name, string $taxonomy, int $parent, string $id ): int {
		$parent = max( 0, $parent );
		$made   = ForeignCode::run(
			static function () use ( $name, $taxonomy, $parent, $id ) {
				$made = wp_insert_term( Text::line( $name ), $taxonomy, compact( 'parent' ) );
				if ( is_wp_error( $made ) && in_array( $made->get_error_code(), [ 'term_exists', 'db_insert_error' ], true ) ) {
					// Another of this name in this place, or one that folds to the same slug ("Šrafovi", "Srafovi"): a slug of its own tells them apart.
					// WordPress puts the parent's slug behind one that is taken, and refuses what is too long then: each Cyrillic letter counts six times.
					$slug = _truncate_post_slug( sanitize_title( $name ), self::LONGEST - 7 ) . '-' . substr( hash( 'sha256', $id ), 0, 6 );
					$made = wp_insert_term( Text::line( $name ), $taxonomy, compact( 'parent', 'slug' ) );
				}
				return $made;
			}
		);
		Translations::setTermLanguage( (int) $made['term_id'], $taxonomy );
		return (int) $made['term_id'];
	}

	private static function nameOf( Group $group ): string {
		return Text::cut( $group->name, self::LONGEST );
	}

	/**
	 * @param list<int> $termIds 0 is passed over.
	 * @return array<int, int> Those that are still categories, and what each hangs under.
	 */
	private function existing( array $termIds ): array {
		global $wpdb;
		$in  = implode( ', ', array_unique( array_filter( $termIds ) ) );
		$sql = "SELECT term_id, parent FROM {$wpdb->term_taxonomy} WHERE taxonomy = %s AND term_id IN ($in)";
		/** @var array<int, string> $parents */
		$parents = '' === $in ? [] : array_column( Sql::rows( $sql, self::TAXONOMY ), 'parent', 'term_id' );
		return array_map( 'intval', $parents );
	}
}
