<?php
declare( strict_types=1 );

namespace SorsApi\Bench;

/** Seconds and queries of this plugin's own callbacks, as far as these do not lie in one another. */
final class Own {

	public float $seconds = 0.0;
	public int $queries   = 0;
	private int $depth    = 0;

	/** @var array<string, true> Callbacks that have their clock. */
	private array $watched = [];

	/** Puts a clock around every callback that is there now. */
	public function watchAll(): void {
		global $wp_filter;
		array_map( [ $this, 'watch' ], array_map( 'strval', array_keys( $wp_filter ) ) );
	}

	public function watch( string $name ): void {
		global $wp_filter;
		$hook = $wp_filter[ $name ] ?? null;
		foreach ( null === $hook ? [] : $hook->callbacks as $priority => $callbacks ) {
			foreach ( $callbacks as $id => $callback ) {
				$key = "$name $priority $id";
				if ( ! isset( $this->watched[ $key ] ) && self::isOurs( $callback['function'] ) ) {
					$this->watched[ $key ] = true;

					$hook->callbacks[ $priority ][ $id ]['function'] = $this->timed( $callback['function'] );
				}
			}
		}
	}

	public function timed( $callback ): \Closure {
		return function ( ...$args ) use ( $callback ) {
			global $wpdb;
			$queries = $wpdb->num_queries;
			$since   = microtime( true );
			++$this->depth;
			try {
				return $callback( ...$args );
			} finally {
				--$this->depth;
				if ( 0 === $this->depth ) {
					$this->seconds += microtime( true ) - $since;
					$this->queries += $wpdb->num_queries - $queries;
				}
			}
		};
	}

	/** @param mixed $callback */
	private static function isOurs( $callback ): bool {
		if ( $callback instanceof \Closure ) {
			$file = (string) ( new \ReflectionFunction( $callback ) )->getFileName();
			return false !== strpos( $file, '/includes/' ) && false !== strpos( $file, dirname( __DIR__, 3 ) );
		}
		$target = is_array( $callback ) ? $callback[0] : $callback;
		$class  = is_object( $target ) ? get_class( $target ) : ( is_string( $target ) ? $target : '' );
		return 0 === strpos( $class, 'SorsApi\\' ) && 0 !== strpos( $class, 'SorsApi\\Bench' );
	}
}
