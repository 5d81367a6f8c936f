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
		// First among the actions, last among the filters, which are given null unless another one has answered.
		$hooks = [
			[ 'transition_post_status', PHP_INT_MIN, static fn( string $after, string $before, \WP_Post $post ) => $watch->see( $before, $post ) ],
			[ 'added_post_meta', PHP_INT_MIN, static fn( $row, int $post, string $key ): bool => $watch->keys[ $post ][ $key ] = true ],
			[ 'added_term_relationship', PHP_INT_MIN, static fn( int $post, $row, string $taxonomy ): bool => $watch->taxonomies[ $post ][ $taxonomy ] = true ],
			[ 'update_post_metadata', PHP_INT_MAX, static fn( $check, $post, string $key, $value, $previous ) => null === $check && empty( $previous ) && $watch->lacks( $post, $key ) ? $watch->add( $key, $value ) : $check ],
			[ 'delete_post_metadata', PHP_INT_MAX, static fn( $check, $post, string $key, $value, $everywhere ) => null === $check && ! $everywhere && $watch->lacks( $post, $key ) ? false : $check ],
			[ 'terms_pre_query', PHP_INT_MAX, static fn( $terms, \WP_Term_Query $query ) => null === $terms && $watch->hasNone( $query ) ? [] : $terms ],
		];
		foreach ( $hooks as [ $hook, $priority, $callback ] ) {
			add_filter( $hook, $callback, $priority, 5 );
		}
		try {
			return $work();
		} finally {
			foreach ( $hooks as [ $hook, $priority, $callback ] ) {
				remove_filter( $hook, $callback, $priority );
			}
		}
	}

	private function see( string $before, \WP_Post $post ): void {
		if ( 0 === $this->id && 'new' === $before && 'product' === $post->post_type ) {
			$this->id = $post->ID;
			Translations::setPostLanguage( $post->ID, $post->post_type );
		}
	}

	/** @param mixed $post */
	private function lacks( $post, string $key ): bool {
		return 0 !== $this->id && $this->id === $post && ! isset( $this->keys[ $post ][ $key ] );
	}

	/**
	 * What update_metadata() does in the end where it finds no row.
	 *
	 * @param mixed $value
	 * @return int|false
	 */
	private function add( string $key, $value ) {
		return ForeignCode::run( fn() => add_metadata( 'post', $this->id, wp_slash( $key ), wp_slash( $value ) ) );
	}

	/** Whether it asks for terms of the product alone, of taxonomies of which that has been given none. */
	private function hasNone( \WP_Term_Query $query ): bool {
		$wanted = (array) ( $query->query_vars['taxonomy'] ?? [] );
		return 0 !== $this->id && [] !== $wanted && 'count' !== ( $query->query_vars['fields'] ?? '' ) && [ $this->id ] === array_map( 'intval', (array) ( $query->query_vars['object_ids'] ?? [] ) )
			&& [] === array_intersect( $wanted, array_keys( $this->taxonomies[ $this->id ] ?? [] ) );
	}
}
