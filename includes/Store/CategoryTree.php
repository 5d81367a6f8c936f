<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\Sql;
use SorsApi\Database\StorageError;
use SorsApi\Database\TransactionBroken;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/** Makes the shop's category tree follow the groups. Categories that stand for no group are left alone. */
final class CategoryTree {

	private const TAXONOMY = 'product_cat';

	/** Characters that the columns of a category's name and slug take. */
	public const LONGEST = 200;

	/** @var list<int> Categories written since clearPersistent(). */
	private array $touched = [];

	/**
	 * Brings a few of the groups' categories up to date.
	 *
	 * @param int    $from    How many of the groups are done.
	 * @param int    $limit   How many categories may be written now.
	 * @param string $instead Why they are passed over; '' = they are not.
	 *
	 * @return array{int, array<string, string>} How many of the groups are done, -1 = all; and group name => why WordPress, or
	 *                                           the database, refused its category.
	 *
	 * @throws StorageError When the groups cannot be read.
	 */
	public function apply( string $database, int $runId, int $from, int $limit, string $instead = '' ): array {
		$groups  = Groups::seen( $database, $runId );
		$exist   = $this->existing( array_map( static fn( Group $group ): int => $group->termId, array_values( $groups ) ) );
		$refused = [];
		$ordered = Groups::parentsFirst( $groups );
		for ( $at = $from, $count = count( $ordered ); $at < $count && $limit > 0; $at++ ) {
			[ $group, $parent ] = $ordered[ $at ];
			// One that was refused, or deleted and refused, holds nothing: its children follow once it is there.
			$under = null !== $parent && isset( $exist[ $parent->termId ] ) ? $parent->termId : 0;
			if ( $group->isApplied( $under ) && isset( $exist[ $group->termId ] ) ) {
				continue;
			}
			--$limit;
			if ( '' !== $instead ) {
				$refused[ $group->name ] = $instead;
				continue;
			}
			try {
				$place                   = $this->ensure( $group, $under, $exist );
				$exist[ $group->termId ] = $place;
			} catch ( TransactionBroken $broken ) {
				throw $broken;
			} catch ( StorageError $error ) {
				Log::error( $error, "Group $group->groupId" );
				$refused[ $group->name ] = $error->getMessage();
			}
		}
		return [ $at >= $count ? -1 : $at, $refused ];
	}

	/** To be called once the transaction is over: see BulkCaches::clearPersistent(). */
	public function clearPersistent(): void {
		if ( [] !== $this->touched && wp_using_ext_object_cache() ) {
			clean_term_cache( $this->touched, self::TAXONOMY );
		}
		$this->touched = [];
	}

	/** Writes the counts of all categories, which WordPress was told to defer while products came in. */
	public function recount(): void {
		foreach ( array_filter( [ self::TAXONOMY, 'product_type', 'product_visibility', Brands::TAXONOMY ], 'taxonomy_exists' ) as $taxonomy ) {
			self::recountTerms( $taxonomy );
		}
	}

	/** @param string $slug Of the only term; '' = all. */
	public static function recountTerms( string $taxonomy, string $slug = '' ): void {
		$terms = get_terms(
			[
				'taxonomy'   => $taxonomy,
				'slug'       => $slug,
				'hide_empty' => false,
				'fields'     => 'tt_ids',
			]
		);
		if ( is_array( $terms ) && [] !== $terms ) {
			wp_update_term_count_now( array_map( 'intval', $terms ), $taxonomy );
		}
	}

	/**
	 * @param array<int, int> $exist Categories that stand for groups already, and what they hang under.
	 *
	 * @return int What it hangs under afterwards.
	 */
	private function ensure( Group $group, int $parentTerm, array $exist ): int {
		$place = $exist[ $group->termId ] ?? null;
		$moved = $group->appliedParentId !== $group->parentId;
		if ( null === $place ) {
			$group->termId = $this->former( $group, $parentTerm, $exist ) ?? $this->find( self::nameOf( $group ), $parentTerm, $exist ) ?? $this->insert( $group, $parentTerm );
			$place         = $parentTerm;
			$moved         = true;
		} else {
			$changes = [];
			if ( $group->appliedName !== $group->name ) {
				$changes['name'] = Text::line( self::nameOf( $group ) );
			}
			// Without its parent's category it stands at the root, or where WordPress put it when that was deleted. Elsewhere the owner put it.
			if ( $moved || ( ! $group->hangsUnder( $parentTerm ) && in_array( $place, [ 0, $exist[ $parentTerm ] ?? 0 ], true ) ) ) {
				$changes['parent'] = max( 0, $parentTerm );
				$place             = $parentTerm;
			}
			if ( [] !== $changes ) {
				self::checked( OwnTexts::ofTerm( $group->termId, self::TAXONOMY, static fn() => wp_update_term( $group->termId, self::TAXONOMY, $changes ) ), $group->name );
			}
		}
		if ( $moved || Group::OWNERS_PLACE !== $group->appliedParentTerm ) {
			$group->appliedParentTerm = $parentTerm;
		}
		$this->touched[]        = $group->termId;
		$group->appliedName     = $group->name;
		$group->appliedParentId = $group->parentId;
		Groups::saveTerm( $group );
		return $place;
	}

	/**
	 * The category that stood for the group of this name and place in the database of another year, even if the owner has
	 * renamed it since: the ids of groups change with the year, and groups have no codes.
	 *
	 * @param array<int, int> $taken
	 */
	private function former( Group $group, int $parentTerm, array $taken ): ?int {
		$former = array_values( array_filter( Groups::formerTerms( $group, $parentTerm ), static fn( int $termId ): bool => ! isset( $taken[ $termId ] ) ) );
		$exist  = $this->existing( $former );
		foreach ( $former as $termId ) {
			if ( isset( $exist[ $termId ] ) ) {
				return $termId;
			}
		}
		return null;
	}

	/**
	 * The owner's own category of exactly this name in this place: it is taken over, so that the shop does not have it twice.
	 * Not asked of get_terms(), which answers "none" when the database fails.
	 *
	 * @param array<int, int> $taken
	 */
	private function find( string $name, int $parentTerm, array $taken ): ?int {
		global $wpdb;
		$found = Sql::rows(
			"SELECT t.term_id, t.name FROM {$wpdb->terms} t INNER JOIN {$wpdb->term_taxonomy} x ON x.term_id = t.term_id
			WHERE x.taxonomy = %s AND x.parent = %d AND t.name IN (%s, %s) ORDER BY t.term_id",
			self::TAXONOMY,
			$parentTerm,
			Text::line( $name ),
			Text::typedTerm( $name )
		);
		foreach ( $found as $term ) {
			// The database folds case and accents.
			if ( ! isset( $taken[ (int) $term['term_id'] ] ) && Text::isLine( (string) $term['name'], $name ) ) {
				return (int) $term['term_id'];
			}
		}
		return null;
	}

	private function insert( Group $group, int $parentTerm ): int {
		$name = self::nameOf( $group );
		$made = wp_insert_term( Text::line( $name ), self::TAXONOMY, [ 'parent' => max( 0, $parentTerm ) ] );
		if ( is_wp_error( $made ) && in_array( $made->get_error_code(), [ 'term_exists', 'db_insert_error' ], true ) ) {
			// Another group of this name in this place, or one that folds to the same slug ("Šrafovi", "Srafovi"): a slug of its own tells them apart.
			// WordPress puts the parent's slug behind one that is taken, and refuses what is too long then: each Cyrillic letter counts six times.
			$made = wp_insert_term(
				Text::line( $name ),
				self::TAXONOMY,
				[
					'parent' => max( 0, $parentTerm ),
					'slug'   => _truncate_post_slug( sanitize_title( $name ), self::LONGEST - 7 ) . '-' . substr( hash( 'sha256', $group->groupId ), 0, 6 ),
				]
			);
		}
		return self::checked( $made, $group->name );
	}

	private static function nameOf( Group $group ): string {
		return Text::cut( $group->name, self::LONGEST );
	}

	/** @param array{term_id: int|string, term_taxonomy_id: int|string}|\WP_Error $result */
	private static function checked( $result, string $name ): int {
		if ( is_wp_error( $result ) ) {
			/* translators: 1: category name, 2: what WordPress says */
			( new StorageError( Sentence::__( 'WordPress refused the category “%1$s”: %2$s', 'sors-api-for-woocommerce', $name, $result->get_error_message() ) ) )->throw();
		}
		return (int) $result['term_id'];
	}

	/**
	 * @param list<int> $termIds 0 is passed over.
	 *
	 * @return array<int, int> Those that are still categories, and what each hangs under.
	 */
	private function existing( array $termIds ): array {
		global $wpdb;
		$ids = array_values( array_unique( array_filter( $termIds ) ) );
		if ( [] === $ids ) {
			return [];
		}
		$found = Sql::rows( "SELECT term_id, parent FROM {$wpdb->term_taxonomy} WHERE taxonomy = %s AND term_id IN (" . implode( ', ', $ids ) . ')', self::TAXONOMY );
		$exist = [];
		foreach ( $found as $term ) {
			$exist[ (int) $term['term_id'] ] = (int) $term['parent'];
		}
		return $exist;
	}
}
