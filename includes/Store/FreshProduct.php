<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Spares WordPress the look-ups of rows that cannot exist yet while a product is made: before it writes each of some 35
 * fields it looks whether the row exists, reads all of them again after each one, and queries terms that have not been
 * assigned. These were 70 of 158 queries. What is written, and every action and filter around it, stays WordPress' own.
 * And gives the product its language before any other code sees it.
 */
final class FreshProduct {

	/** The first product that is made under watch; 0 = none yet. */
	private int $id = 0;
	/** @var array<int, array<string, true>> Post => meta keys that it has been given. */
	private array $keys = [];
	/** @var array<int, array<string, true>> Post => taxonomies whose terms it has been given. */
	private array $taxonomies = [];

	/**
	 * @template T
	 * @param callable(): T $work Makes one product.
	 * @return T
	 */
	public static function during( callable $work ) {
		$watch = new self();
		// Hook, callback, priority, arguments: first among the actions, last among the filters.
		$hooks = [
			[ 'transition_post_status', [ $watch, 'see' ], PHP_INT_MIN, 3 ],
			[ 'added_post_meta', [ $watch, 'noteKey' ], PHP_INT_MIN, 3 ],
			[ 'added_term_relationship', [ $watch, 'noteTaxonomy' ], PHP_INT_MIN, 3 ],
			[ 'update_post_metadata', [ $watch, 'add' ], PHP_INT_MAX, 5 ],
			[ 'delete_post_metadata', [ $watch, 'deleteNothing' ], PHP_INT_MAX, 5 ],
			[ 'terms_pre_query', [ $watch, 'findNothing' ], PHP_INT_MAX, 2 ],
		];
		foreach ( $hooks as list( $hook, $callback, $priority, $arguments ) ) {
			add_filter( $hook, $callback, $priority, $arguments );
		}
		try {
			return $work();
		} finally {
			foreach ( $hooks as list( $hook, $callback, $priority ) ) {
				remove_filter( $hook, $callback, $priority );
			}
		}
	}

	public function see( string $after, string $before, \WP_Post $post ): void {
		if ( 0 === $this->id && 'new' === $before && 'product' === $post->post_type ) {
			$this->id = $post->ID;
			Translations::setPostLanguage( $post->ID, $post->post_type );
		}
	}

	/** @param mixed $rowId */
	public function noteKey( $rowId, int $post, string $key ): void {
		$this->keys[ $post ][ $key ] = true;
	}

	/** @param mixed $termTaxonomyId */
	public function noteTaxonomy( int $post, $termTaxonomyId, string $taxonomy ): void {
		$this->taxonomies[ $post ][ $taxonomy ] = true;
	}

	/**
	 * What update_metadata() does in the end where it finds no row.
	 *
	 * @param mixed  $check    Null, unless another filter has stored it elsewhere.
	 * @param mixed  $post
	 * @param string $key
	 * @param mixed  $value
	 * @param mixed  $previous
	 * @return mixed
	 */
	public function add( $check, $post, $key, $value, $previous ) {
		if ( null !== $check || ! $this->lacks( $post, $key ) || ! empty( $previous ) ) {
			return $check;
		}
		return ForeignCode::run( fn() => add_metadata( 'post', $this->id, wp_slash( $key ), wp_slash( $value ) ) );
	}

	/**
	 * @param mixed  $check
	 * @param mixed  $post
	 * @param string $key
	 * @param mixed  $value
	 * @param mixed  $everywhere
	 * @return mixed
	 */
	public function deleteNothing( $check, $post, $key, $value, $everywhere ) {
		return null === $check && ! $everywhere && $this->lacks( $post, $key ) ? false : $check;
	}

	/**
	 * @param mixed $terms Null, unless another filter has found them elsewhere.
	 * @return mixed
	 */
	public function findNothing( $terms, \WP_Term_Query $query ) {
		$wanted = (array) ( $query->query_vars['taxonomy'] ?? [] );
		if ( null !== $terms || 0 === $this->id || [] === $wanted || 'count' === ( $query->query_vars['fields'] ?? '' ) ) {
			return $terms;
		}
		$given = array_intersect( $wanted, array_keys( $this->taxonomies[ $this->id ] ?? [] ) );
		return [ $this->id ] === array_map( 'intval', (array) ( $query->query_vars['object_ids'] ?? [] ) ) && [] === $given ? [] : $terms;
	}

	/** @param mixed $post */
	private function lacks( $post, string $key ): bool {
		return 0 !== $this->id && $this->id === $post && ! isset( $this->keys[ $post ][ $key ] );
	}
}
