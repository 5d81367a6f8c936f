<?php
declare( strict_types=1 );

namespace SorsApi\Store;

use SorsApi\Database\StorageError;
use SorsApi\Log\Log;
use SorsApi\Sentence;

/**
 * The one door to code that is not ours: hooks, and what WordPress and WooCommerce fire hooks in. ForeignCodeTest finds calls
 * past it. What fails there is told with the name of the plugin, and fails no more than the piece of work that it was.
 */
final class ForeignCode {

	/**
	 * @template T
	 * @param callable(): T $call
	 * @return (T is \WP_Error ? never : T)
	 * @throws StorageError A ForeignFailure where code broke; else the database failed, or the change was refused.
	 */
	public static function run( callable $call ) {
		try {
			$result = $call();
		} catch ( StorageError $error ) {
			throw $error;
		} catch ( \Throwable $error ) {
			( new ForeignFailure( self::words( $error ), 0, $error ) )->throw();
		}
		if ( is_wp_error( $result ) ) {
			self::refused( $result->get_error_message() )->throw();
		}
		return $result;
	}

	/**
	 * The work goes on without it; in a transaction that broke, the next statement ends it.
	 *
	 * @return string Why it failed, a Sentence; '' = it did not.
	 */
	public static function attempt( string $doing, callable $call ): string {
		try {
			self::run( $call );
			return '';
		} catch ( StorageError $error ) {
			return self::logged( $error, $doing );
		}
	}

	/** A page cache that fails over it keeps nothing from being written, or told. */
	public static function cleanPostCache( int $id ): void {
		self::attempt( "Product $id: its caches are emptied", static fn() => clean_post_cache( $id ) );
	}

	/**
	 * Whose code writes into products while they are saved. Only code that goes through WordPress is seen.
	 *
	 * @param list<int>    $ids
	 * @param list<string> $metas Metas that count.
	 * @return string Names and versions of plugins, or files; '' = nobody else's.
	 */
	public static function writersInto( array $ids, array $metas, callable $save ): string {
		$found = [];
		$saved = static function ( int $id ) use ( $ids, &$found ): void {
			$file = in_array( $id, $ids, true ) ? self::culprit( array_filter( debug_backtrace( DEBUG_BACKTRACE_IGNORE_ARGS ), static fn( array $frame ): bool => __FILE__ !== ( $frame['file'] ?? '' ) ) ) : '';
			if ( '' !== $file ) {
				$found[ self::name( $file ) ] = true;
			}
		};
		$meta  = static fn( $row, int $id, string $key ) => in_array( $key, $metas, true ) ? $saved( $id ) : null;
		$terms = static fn( int $id, $all, $rows, string $taxonomy ) => 0 === strpos( $taxonomy, 'product_' ) ? $saved( $id ) : null;
		$hooks = [ 'updated_post_meta' => $meta, 'added_post_meta' => $meta, 'deleted_post_meta' => $meta, 'post_updated' => $saved, 'set_object_terms' => $terms ];
		foreach ( $hooks as $hook => $listener ) {
			add_action( $hook, $listener, 10, 4 );
		}
		try {
			$save();
		} finally {
			foreach ( $hooks as $hook => $listener ) {
				remove_action( $hook, $listener );
			}
		}
		return implode( ', ', array_keys( $found ) );
	}

	/** @return string What failed, a Sentence. The log has the trace of the code that did. */
	public static function logged( \Throwable $error, string $doing ): string {
		Log::error( $error instanceof ForeignFailure ? $error->getPrevious() ?? $error : $error, $doing );
		return self::words( $error );
	}

	public static function refused( string $message ): StorageError {
		/* translators: %s: what WooCommerce or WordPress says */
		return new StorageError( Sentence::__( 'WooCommerce did not take the change: %s', 'sors-api-for-woocommerce', $message ) );
	}

	private static function words( \Throwable $error ): string {
		if ( $error instanceof StorageError ) {
			return $error->getMessage();
		}
		$says = '' === $error->getMessage() ? get_class( $error ) : $error->getMessage();
		$file = self::culprit( [ [ 'file' => $error->getFile() ], ...$error->getTrace() ] );
		if ( '' === $file ) {
			return self::refused( $says )->getMessage();
		}
		$plugin = self::plugin( $file );
		return '' === $plugin
			/* translators: 1: name of a file, 2: technical message */
			? Sentence::__( 'Code of this site (%1$s) failed: %2$s', 'sors-api-for-woocommerce', self::name( $file ), $says )
			/* translators: 1: name and version of a plugin, 2: technical message */
			: Sentence::__( 'The plugin “%1$s” failed: %2$s', 'sors-api-for-woocommerce', $plugin, $says );
	}

	/**
	 * @param array<array{file?: string, ...}> $trace
	 * @return string The innermost file of others on the way to our own code; '' = there is none.
	 */
	private static function culprit( array $trace ): string {
		foreach ( $trace as $frame ) {
			$file = $frame['file'] ?? '';
			if ( 0 === strpos( $file, dirname( __DIR__ ) ) ) {
				return '';
			}
			// What PHP calls itself has no file.
			if ( '' !== $file && Listeners::isForeign( $file ) ) {
				return $file;
			}
		}
		return '';
	}

	private static function name( string $file ): string {
		$plugin = self::plugin( $file );
		return '' === $plugin ? basename( dirname( $file ) ) . '/' . basename( $file ) : $plugin;
	}

	/** @return string Its name and version; '' = the file is no plugin's. */
	private static function plugin( string $file ): string {
		require_once ABSPATH . 'wp-admin/includes/plugin.php';
		// Only what is linked from elsewhere is looked up: a folder that is may hold the whole site.
		$folder = explode( '/', plugin_basename( str_replace( WP_PLUGIN_DIR . '/', '', $file ) ) )[0];
		foreach ( get_plugins() + get_mu_plugins() as $main => $plugin ) {
			if ( explode( '/', (string) $main )[0] === $folder ) {
				return trim( "$plugin[Name] $plugin[Version]" );
			}
		}
		return '';
	}
}
