<?php
declare( strict_types=1 );

namespace SorsApi\Store;

/**
 * Who listens to a hook. What WooCommerce's save() fires for each product costs as much as all the rest of a bulk write, so
 * it is fired where code listens that is neither WordPress', WooCommerce's nor ours: a translation plugin, a search index.
 */
final class Listeners {

	/** Whether such code listens to one of the hooks, or to all there are. */
	public static function areForeign( string ...$hooks ): bool {
		global $wp_filter;
		foreach ( [ ...$hooks, 'all' ] as $hook ) {
			foreach ( isset( $wp_filter[ $hook ] ) ? $wp_filter[ $hook ]->callbacks : [] as $callbacks ) {
				foreach ( $callbacks as $callback ) {
					if ( self::isForeign( self::file( $callback['function'] ) ) ) {
						return true;
					}
				}
			}
		}
		return false;
	}

	/** @param mixed $callback */
	private static function file( $callback ): string {
		try {
			/** @var callable $callback */
			return (string) ( new \ReflectionFunction( \Closure::fromCallable( $callback ) ) )->getFileName();
		} catch ( \Throwable $error ) {
			return '';
		}
	}

	/** @param string $file Of PHP code; '' = nobody knows. */
	public static function isForeign( string $file ): bool {
		foreach ( self::known() as $folder ) {
			if ( 0 === strpos( wp_normalize_path( $file ), $folder ) ) {
				return false;
			}
		}
		return true;
	}

	/** @return non-empty-list<string> Folders, as PHP names their files: with links followed. */
	private static function known(): array {
		static $known = null;
		if ( null === $known ) {
			$folders = [ ABSPATH . 'wp-includes', ABSPATH . 'wp-admin', dirname( SORS_API_FILE ) . '/includes' ];
			if ( defined( 'WC_PLUGIN_FILE' ) ) {
				$folders[] = dirname( WC_PLUGIN_FILE );
			}
			$known = array_map( static fn( string $folder ): string => trailingslashit( wp_normalize_path( realpath( $folder ) ?: $folder ) ), $folders );
		}
		return $known;
	}
}
